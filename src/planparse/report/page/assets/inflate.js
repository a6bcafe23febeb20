// The data of each part lies in the page as gzip in base64, and is taken out when it is first needed.

const LOADED = new Map();

/** The text of a packed script element. */
async function inflate(id) {
  const element = find(id);
  const packed = atob(element.textContent.trim());
  element.textContent = ""; // it is held once
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at++) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** The data of a part: { tables, lists }; asked twice it is taken out once. */
function load(name) {
  if (!LOADED.has(name)) LOADED.set(name, inflate(`data-${name}`).then(JSON.parse));
  return LOADED.get(name);
}
