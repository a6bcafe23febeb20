// Messages: read out by screen readers, shown for a moment, or shown until they are answered.

const live = document.getElementById("live");
const toast = document.getElementById("toast");
const notice = document.getElementById("notice");
const TOAST_MILLISECONDS = 6000;
let timer;

export function announce(words) {
  live.textContent = words;
}

// For a moment; with a button for undoing where there is something to undo.
export function tell(words, { undoable = false } = {}) {
  announce(words);
  toast.querySelector(".words").textContent = words;
  toast.querySelector("button").hidden = !undoable;
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { toast.hidden = true; }, TOAST_MILLISECONDS);
}

// Until it is answered: what could not be done, with a button to try again.
export function warn(words, label = "", action = null) {
  notice.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
  notice.setAttribute("role", "alert");
  if (label) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => { clearWarning(); action(); });
    notice.append(button);
  }
  notice.hidden = false;
}

export function clearWarning() {
  notice.hidden = true;
  notice.replaceChildren();
}
