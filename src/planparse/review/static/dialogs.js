// Dialogs: who reviews, which keys there are, whose correction is to stand.

import { post } from "./api.js";
import { warn } from "./telling.js";

const help = document.getElementById("help");
const naming = document.getElementById("naming");
const conflict = document.getElementById("conflict");

export function showHelp() {
  if (!help.open) help.showModal();
}

export function askName() {
  if (!naming.open) naming.showModal();
  naming.querySelector("input").select();
}

export function setUpNaming() {
  document.getElementById("naming-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await post("/name", { name: event.target.elements.name.value });
      document.getElementById("who").textContent = answer.name;
      naming.close();
    } catch (failure) {
      naming.close();
      warn(failure.message);
    }
  });
  if (document.body.dataset.named !== "yes") askName();
}

export function isAsking() {
  return help.open || naming.open || conflict.open;
}

// Resolves to true when ours is to stand. Leaving the dialog leaves theirs.
export function askWhose(message, theirs, mine) {
  conflict.querySelector(".message").textContent = message;
  conflict.querySelector(".theirs").textContent = theirs || "–";
  conflict.querySelector(".mine").textContent = mine || "–";
  conflict.returnValue = "";
  conflict.showModal();
  return new Promise((resolve) => {
    conflict.addEventListener("close", () => resolve(conflict.returnValue === "mine"), { once: true });
    for (const button of conflict.querySelectorAll("[data-answer]")) {
      button.onclick = () => conflict.close(button.dataset.answer);
    }
  });
}
