// Search-as-you-type: an input with a list below it (the combobox pattern of ARIA). The list is made by the server,
// which finds names with or without diacritics.

import { getJson } from "./api.js";

const TYPING_MILLISECONDS = 90;
let lists = 0;

export class Combobox {
  // find: the path that gives what fits; choose: is told what was chosen.
  constructor(box, { find, choose }) {
    this.input = box.querySelector('[role="combobox"]');
    this.list = box.querySelector('[role="listbox"]');
    this.list.id ||= `list-${lists += 1}`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.find = find;
    this.choose = choose;
    this.asked = 0;
    this.isFresh = false; // whether the list is about the letters that stand there
    this.isWanted = false; // whether Enter was pressed before it was
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("focus", () => this.show());
    this.input.addEventListener("blur", () => this.hide());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the input
    this.list.addEventListener("click", (event) => this.take(event.target.closest('[role="option"]')));
  }

  wait() {
    this.asked += 1; // what is on its way is about other letters
    this.isFresh = false;
    this.isWanted = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), TYPING_MILLISECONDS);
  }

  async show() {
    clearTimeout(this.timer);
    const number = this.asked += 1;
    let found;
    try {
      ({ found } = await getJson(this.find(this.input.value)));
    } catch {
      return; // the next letter asks again
    }
    if (number !== this.asked || document.activeElement !== this.input) return;
    this.list.replaceChildren(...found.map((one, index) => option(one, `${this.list.id}-${index}`)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.activate(this.input.value ? this.list.firstElementChild : null);
    this.list.scrollIntoView({ block: "nearest" });
    this.isFresh = true;
    if (this.isWanted) this.take(this.active);
  }

  hide() {
    this.asked += 1;
    this.isFresh = false;
    this.isWanted = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  get active() {
    return this.list.querySelector('[aria-selected="true"]');
  }

  activate(item) {
    this.active?.setAttribute("aria-selected", "false");
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  onKey(event) {
    const isShown = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isShown) this.show();
      else this.move(event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling");
    } else if (event.key === "Enter" && this.input.value) {
      event.preventDefault();
      event.stopPropagation();
      if (this.isFresh) this.take(this.active);
      else this.isWanted = true; // who types fast means what will be found, not what is still shown
    } else if (event.key === "Escape" && isShown && this.input.value) {
      event.stopPropagation();
      this.hide();
    }
  }

  move(sibling) {
    const end = sibling === "nextElementSibling" ? "firstElementChild" : "lastElementChild";
    this.activate(this.active?.[sibling] ?? this.list[end]);
  }

  take(item) {
    if (!item) return;
    this.hide();
    this.choose({ value: item.dataset.value, name: item.dataset.name });
  }
}

function option(one, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.value = one.value;
  item.dataset.name = one.name;
  const name = Object.assign(document.createElement("span"), { className: "option-name", textContent: one.name });
  const hint = Object.assign(document.createElement("span"), { className: "option-hint", textContent: one.hint });
  item.append(name, hint);
  return item;
}
