// The record that is open: showing it, and everything that can be done to it.

import { getHtml } from "./api.js";
import { lastMade, makeOrTell, settled, undo } from "./correcting.js";
import { choose, editField, editing, holdsText, splitRecord } from "./editor.js";
import { light, setUpPicture } from "./picture.js";
import * as queue from "./queue.js";
import { announce, tell, warn } from "./telling.js";
import { say } from "./words.js";

const place = document.getElementById("record");
let picture = null;
let wanted = 0;
let isStale = false;

export function sheet() {
  return place.querySelector(".sheet");
}

// Opens a record of the queue. Where the text of an edit would be lost, it asks to save or to drop it first.
export async function open(item, { byFilter = false } = {}) {
  if (holdsText()) return;
  queue.mark(item);
  if (!byFilter) showTab("record");
  await show(item.dataset.record);
}

export async function show(recordId, { focus = "" } = {}) {
  const number = wanted += 1;
  place.setAttribute("aria-busy", "true");
  try {
    const { fragment } = await getHtml(`/records/${encodeURIComponent(recordId)}`);
    if (number !== wanted) return;
    if (editing() && sheet()?.dataset.record === recordId) {
      isStale = true; // somebody began to type meanwhile: it is shown when they have ended
      return;
    }
    isStale = false;
    const before = { open: document.getElementById("corrections")?.open, ...scrolled(recordId) };
    place.replaceChildren(fragment);
    const shown = sheet();
    picture = shown ? setUpPicture(shown) : null;
    if (!shown) return;
    showOwnRow(shown);
    if (before.open) document.getElementById("corrections").open = true;
    shown.querySelector(".fields").scrollTop = before.top ?? 0;
    announce(`${shown.querySelector(".kind").textContent.trim()}: ${document.getElementById("record-title").textContent}`);
    if (focus) shown.querySelector(focus)?.focus();
  } catch (failure) {
    if (number === wanted) warn(failure.message, say("try_again"), () => show(recordId));
  } finally {
    if (number === wanted) place.removeAttribute("aria-busy");
  }
}

// Where a record was scrolled to, when it is shown again.
function scrolled(recordId) {
  const same = sheet()?.dataset.record === recordId;
  return same ? { top: sheet().querySelector(".fields").scrollTop } : {};
}

// The row of the record in the middle of its table.
function showOwnRow(shown) {
  const view = shown.querySelector(".words-view");
  const own = view.querySelector("tr.own, mark");
  if (!own || view.hidden) return;
  const [at, frame] = [own.getBoundingClientRect(), view.getBoundingClientRect()];
  view.scrollTop += at.top - frame.top - Math.max(24, (frame.height - at.height) / 2);
}

export function showTab(name) {
  document.querySelector("main").dataset.tab = name;
  if (name === "source" && sheet()) {
    showOwnRow(sheet());
    picture?.showFirstBox(picture.page);
  }
  for (const tab of document.querySelectorAll("[data-tab][aria-pressed]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  }
}

function wish(kind, changes = {}) {
  const { plan, record, name } = sheet().dataset;
  return { plan_id: plan, record_id: record, kind, field: null, ordinal: null, old: name, new: null, ...changes };
}

// After a correction of the whole record there is no more to do on it: on to the next one at once. Writing it down
// takes a moment, in which the next record can be read.
async function makeAndGoOn(kind, words, changes) {
  const { plan, record } = sheet().dataset;
  const made = makeOrTell(wish(kind, changes), words, async () => {
    await queue.refresh(plan, record);
    if (sheet()?.dataset.record === record && !editing()) await show(record); // it was the last one, or they came back
  });
  await queue.step(1);
  return made;
}

async function reopen(planId, recordId) {
  await show(recordId);
  await queue.refresh(planId, recordId);
}

async function undoLast() {
  await settled();
  const own = sheet()?.querySelector(`.correction[data-record="${CSS.escape(sheet().dataset.record)}"][data-state="applied"]`);
  const id = lastMade() || own?.dataset.correction;
  if (!id) {
    tell(say("nothing_to_undo"));
    return undefined;
  }
  return undoThis(id);
}

function undoThis(id) {
  return undo(id, async (undone) => {
    const item = queue.find(undone.record_id);
    if (item) {
      delete item.dataset.gone;
      queue.mark(item);
    }
    const isThere = item || undone.record_id === sheet()?.dataset.record;
    await reopen(undone.plan_id, isThere ? undone.record_id : sheet().dataset.record);
  });
}

// The first field that a finding or a missing match makes doubtful, else the name.
function editFirst() {
  const shown = sheet();
  const choice = shown.querySelector(".choice.open");
  if (choice) return choose(shown, choice, choice.querySelector("button"));
  const field = shown.querySelector('.field:not([data-kind="chosen"])');
  return field ? editField(shown, field, field.querySelector("button")) : null;
}

export const actions = {
  next: () => queue.step(1),
  previous: () => queue.step(-1),
  edit(button) {
    const field = button?.closest(".field") ?? document.activeElement?.closest?.(".field");
    const choice = document.activeElement?.closest?.(".choice");
    if (!button && choice) return actions.choose(choice.querySelector("button"));
    if (!field || field.dataset.kind === "chosen") return editFirst();
    return editField(sheet(), field, field.querySelector('[data-do="edit"]'));
  },
  choose: (button) => choose(sheet(), button.closest(".choice"), button),
  confirm: () => makeAndGoOn("confirm", say("confirmed")),
  drop: () => makeAndGoOn("drop", say("dropped")),
  join: () => makeAndGoOn("join", say("joined")),
  split: (button) => splitRecord(sheet(), button ?? sheet().querySelector('[data-do="split"]')),
  "as-task": () => makeAndGoOn("record", say("made_task"), { new: "task" }),
  "as-indicator": () => makeAndGoOn("record", say("made_indicator"), { new: "indicator" }),
  plan: () => show(sheet().dataset.plan),
  undo: undoLast,
  "undo-this": (button) => undoThis(button.closest(".correction").dataset.correction),
  source() {
    picture?.toggleWords();
    showOwnRow(sheet());
  },
  zoom: (how) => picture?.zoomBy(how),
};

// What can be done depends on what is open.
export function can(name) {
  const kind = sheet()?.dataset.kind;
  if (!kind) return ["next", "previous", "undo"].includes(name);
  if (["drop", "join", "split"].includes(name)) return kind === "task" || kind === "indicator";
  if (name === "confirm" || name === "edit") return kind !== "row";
  return true;
}

export function setUpRecord() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || !actions[button.dataset.do]) return;
    if (!["edit", "choose", "split"].includes(button.dataset.do) && holdsText()) return;
    actions[button.dataset.do](button);
  });
  place.addEventListener("focusin", (event) => {
    const field = event.target.closest(".field");
    if (field) light(sheet(), field.dataset.cells);
  });
  place.addEventListener("click", (event) => {
    const field = event.target.closest(".field");
    if (field) light(sheet(), field.dataset.cells);
  });
  document.addEventListener("editor-closed", () => { if (isStale) show(sheet().dataset.record); });
  document.addEventListener("corrected", async ({ detail }) => {
    const name = CSS.escape(detail.field ?? "");
    const places = [`.choice[data-field="${name}"]`, `.field[data-field="${name}"]`, `.field[data-read-as="${name}"]`];
    const button = detail.field ? places.map((one) => `${one} button`).join() : "";
    await show(detail.record_id, { focus: button || "#record-title" });
    await queue.refresh(detail.plan_id, detail.record_id);
  });
}
