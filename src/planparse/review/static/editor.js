// Editing a field in its place: typing with a preview of how the rules read it, choosing from a list, splitting.

import { post } from "./api.js";
import { Combobox } from "./combobox.js";
import { make } from "./correcting.js";
import { tell } from "./telling.js";
import { say } from "./words.js";

const TYPING_MILLISECONDS = 250;
let open = null;

export function editing() {
  return open !== null && open.form.isConnected ? open : null;
}

class Editor {
  constructor(template, sheet, place, opener) {
    this.form = document.getElementById(template).content.firstElementChild.cloneNode(true);
    this.sheet = sheet;
    this.opener = opener;
    place.append(this.form);
    place.classList.add("editing");
    this.place = place;
    this.form.querySelector('[data-edit="cancel"]').addEventListener("click", () => this.close());
    this.form.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    editing()?.close({ silent: true });
    open = this;
    requestAnimationFrame(() => this.form.scrollIntoView({ block: "nearest" }));
  }

  wish(changes) {
    const { plan, record } = this.sheet.dataset;
    return { plan_id: plan, record_id: record, kind: "set", field: null, ordinal: null, old: null, new: null, ...changes };
  }

  onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.leave(event.target);
    } else if ((event.key === "Enter" || event.key === "s") && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.save();
    }
  }

  // The first Escape leaves the text but keeps it, so that "s" can save it; the second one drops it.
  leave(from) {
    if (this.hasChanged?.() && from === this.text) this.form.querySelector("button").focus();
    else this.close();
  }

  async put(wish, words) {
    this.form.setAttribute("aria-busy", "true");
    try {
      const isDone = await make(wish);
      this.close({ silent: true });
      tell(isDone ? words : say("theirs_stand"), { undoable: isDone });
      document.dispatchEvent(new CustomEvent("corrected", { detail: wish }));
    } catch (failure) {
      this.problem(failure.message);
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  // What was typed stays, to be mended or tried again.
  problem(words) {
    const line = this.form.querySelector(".problem");
    line.textContent = words;
    line.hidden = false;
  }

  close({ silent = false } = {}) {
    this.form.remove();
    this.place.classList.remove("editing");
    if (open === this) open = null;
    if (!silent && this.opener?.isConnected) this.opener.focus();
    document.dispatchEvent(new CustomEvent("editor-closed"));
  }
}

class TextEditor extends Editor {
  constructor(sheet, field, opener) {
    super("editor", sheet, field, opener);
    this.field = field;
    const isDate = field.dataset.kind === "date";
    this.text = this.form.querySelector(isDate ? "input[type=date]" : "textarea");
    this.form.querySelector(isDate ? "textarea" : "input[type=date]").remove();
    this.form.querySelector(".editor-label").textContent = field.querySelector("h3").textContent;
    this.text.value = field.dataset.value;
    this.setUpModes();
    this.text.addEventListener("input", () => { this.grow(); this.wait(); });
    this.text.focus();
    this.text.select?.();
    this.grow();
    this.preview();
  }

  // A scan may have been misread; what is printed in a file of text is what stands there, and only its reading is wrong.
  setUpModes() {
    const modes = this.form.querySelector(".modes");
    if (!this.field.dataset.readAs) {
      modes.remove();
      return;
    }
    const first = this.sheet.dataset.origin === "ocr" || !this.field.dataset.value ? "printed" : "read";
    modes.querySelector(`[value="${first}"]`).checked = true;
    modes.addEventListener("change", () => this.preview());
  }

  grow() {
    if (this.text.tagName !== "TEXTAREA") return;
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 4, 320)}px`;
  }

  hasChanged() {
    return this.text.value !== this.field.dataset.value;
  }

  asked() {
    const mode = this.form.querySelector("[name=mode]:checked")?.value;
    const { field, readAs, ordinal, value } = this.field.dataset;
    return this.wish({
      field: mode === "read" ? readAs : field,
      ordinal: ordinal ? Number(ordinal) : null,
      old: value,
      new: this.text.value.trim() || null,
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), TYPING_MILLISECONDS);
  }

  async preview() {
    const number = this.number = (this.number ?? 0) + 1;
    const box = this.form.querySelector(".preview");
    let lines;
    let refused = false;
    try {
      ({ lines } = await post("/preview", { wish: this.asked() }));
    } catch (failure) {
      lines = [failure.message];
      refused = true;
    }
    if (number !== this.number || !this.form.isConnected) return;
    box.classList.toggle("refused", refused);
    const head = Object.assign(document.createElement("span"), { className: "preview-head", textContent: say("preview") });
    const rows = (lines.length ? lines : [say("nothing_read")]).map((line) =>
      Object.assign(document.createElement("p"), { textContent: line }));
    box.replaceChildren(head, ...rows);
  }

  save() {
    return this.put(this.asked(), say("saved"));
  }
}

class Chooser extends Editor {
  constructor(sheet, choice, opener) {
    super("chooser", sheet, choice, opener);
    this.choice = choice;
    const { source, raw } = choice.dataset;
    this.form.querySelector(".editor-label").textContent = raw || say(`choose_${source}`);
    const box = this.form.querySelector(".combobox");
    this.combobox = new Combobox(box, {
      find: (text) => `/suggestions/${source}?${new URLSearchParams({ q: text })}`,
      choose: (found) => this.take(found.value),
    });
    this.form.querySelector('[data-edit="none"]').addEventListener("click", () => this.take(""));
    this.combobox.input.focus();
  }

  take(code) {
    const { field, ordinal, source, code: old } = this.choice.dataset;
    const kind = source === "commune" ? "set" : "choose"; // a plan's commune is a column of its header
    return this.put(this.wish({ kind, field, ordinal: ordinal ? Number(ordinal) : null, old, new: code || null }), say("saved"));
  }

  save() {
    const active = this.combobox.active;
    if (active) this.take(active.dataset.value);
  }
}

class Splitter extends Editor {
  constructor(sheet, field, opener) {
    super("editor", sheet, field, opener);
    this.text = this.form.querySelector("textarea");
    this.form.querySelector("input[type=date]").remove();
    this.form.querySelector(".modes").remove();
    this.form.querySelector(".editor-label").textContent = say("split_label");
    this.form.querySelector("button.primary").firstChild.textContent = `${say("split_here")} `;
    this.text.value = field.dataset.value;
    this.text.readOnly = true;
    this.text.classList.add("splitting");
    for (const happening of ["keyup", "click", "select"]) this.text.addEventListener(happening, () => this.show());
    this.text.focus();
    this.text.setSelectionRange(this.middle(), this.middle());
    this.show();
  }

  // A semicolon or a full stop is where two tasks mostly meet.
  middle() {
    const at = this.text.value.search(/[;.]\s/);
    return at < 0 ? Math.floor(this.text.value.length / 2) : at + 2;
  }

  halves() {
    const at = this.text.selectionStart;
    return [this.text.value.slice(0, at).trim(), this.text.value.slice(at).trim()];
  }

  show() {
    const rows = this.halves().map((half, index) =>
      Object.assign(document.createElement("p"), { textContent: `${index + 1}. ${half || "–"}` }));
    this.form.querySelector(".preview").replaceChildren(...rows);
  }

  save() {
    const [first, second] = this.halves();
    if (!first || !second) {
      this.problem(say("split_nothing"));
      return undefined;
    }
    return this.put(this.wish({ kind: "split", old: this.sheet.dataset.name, new: second }), say("split_done"));
  }
}

// Whether what is being typed would be lost; its reviewer is told, and is back in it.
export function holdsText() {
  if (!editing()?.hasChanged?.()) return false;
  tell(say("unsaved"));
  editing().text.focus();
  return true;
}

export function editField(sheet, field, opener) {
  return holdsText() ? null : new TextEditor(sheet, field, opener);
}

export function choose(sheet, choice, opener) {
  return holdsText() ? null : new Chooser(sheet, choice, opener);
}

export function splitRecord(sheet, opener) {
  if (holdsText()) return null;
  const name = sheet.querySelector('.field[data-field="name"]');
  return name ? new Splitter(sheet, name, opener) : null;
}
