// Building what is seen. Texts of plans only ever become text nodes: nothing of them is read as markup.

/** An element; `props` are properties, but for data-*, aria-*, role and other attributes, which hold a "-" or are named here. */
function make(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || ATTRIBUTES.has(key)) element.setAttribute(key, value === true ? "" : value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const ATTRIBUTES = new Set(["role", "for", "scope", "colspan", "list", "href", "target", "rel"]);

function find(id) {
  return document.getElementById(id);
}

function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/** A box that explains what the pointer or the keyboard is on. */
const TIP = {
  show(text, near) {
    const tip = find("tip");
    if (!text) return TIP.hide();
    tip.textContent = text;
    tip.hidden = false;
    const box = near.getBoundingClientRect();
    const width = Math.min(tip.offsetWidth, innerWidth - 16);
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    const below = box.bottom + 6;
    const fits = below + tip.offsetHeight < innerHeight;
    tip.style.top = `${fits ? below : Math.max(8, box.top - tip.offsetHeight - 6)}px`;
  },
  hide() {
    find("tip").hidden = true;
  },
};

/** Puts a text on the clipboard; where the browser does not let pages of files do so, selects it for Ctrl+C. */
async function copyText(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return false;
  }
}
