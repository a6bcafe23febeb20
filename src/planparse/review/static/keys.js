// Keys for everything. None of them works while somebody types or a dialog is open.

import { askName, isAsking, showHelp } from "./dialogs.js";
import { editing } from "./editor.js";
import { actions, can } from "./record.js";

const KEYS = {
  j: "next", k: "previous", e: "edit", Enter: "edit", c: "confirm", d: "drop", m: "join", x: "split", u: "undo",
  v: "source",
};
const ZOOM = { "+": "in", "=": "in", "-": "out", 0: "fit" };

export function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isAsking()) return;
    if (isTyping(event.target)) leaveSearch(event);
    else if (onKey(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button?.dataset.do === "help") showHelp();
    if (button?.dataset.do === "name") askName();
  });
}

function onKey(event) {
  const { key, target } = event;
  if (key === "?") showHelp();
  else if (key === "/") document.querySelector("#filters [name=text]").focus();
  else if (key === "s" && editing()) editing().save();
  else if (key === "Escape" && editing()) editing().close();
  else if (key in ZOOM) actions.zoom(ZOOM[key]);
  else if (key === "ArrowDown" || key === "ArrowUp") return onArrow(key, target);
  else if (key === "Enter" && target.closest("button, summary, a, select")) return false; // it has a meaning there
  else if (KEYS[key] && can(KEYS[key]) && !(editing() && KEYS[key] !== "source")) actions[KEYS[key]]();
  else return false;
  return true;
}

// In the list, and where nothing has the focus, arrows go from record to record; elsewhere they scroll.
function onArrow(key, target) {
  if (target !== document.body && !target.closest("#items")) return false;
  actions[key === "ArrowDown" ? "next" : "previous"]();
  return true;
}

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
}

// Out of the search box and on to what it found.
function leaveSearch(event) {
  if (event.target.name !== "text" || !["Escape", "Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  document.getElementById("items").focus();
}
