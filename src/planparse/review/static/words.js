// What scripts of the page say. The texts come from the catalogue of the language in which the server runs.

let texts = {};

export async function loadWords() {
  const response = await fetch("/texts");
  texts = response.ok ? await response.json() : {};
}

export function say(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
