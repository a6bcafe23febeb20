// The review page: what it is made of, and what happens when the database is replaced while it is open.

import { watchVersion } from "./api.js";
import { Combobox } from "./combobox.js";
import { isBusy } from "./correcting.js";
import { setUpNaming } from "./dialogs.js";
import { editing } from "./editor.js";
import { setUpKeys } from "./keys.js";
import * as queue from "./queue.js";
import { open, setUpRecord, sheet, show, showTab } from "./record.js";
import { tell, warn } from "./telling.js";
import { loadWords, say } from "./words.js";

const VERSION_MILLISECONDS = 3000;

function setUpTabs() {
  for (const tab of document.querySelectorAll(".tabs [data-tab]")) {
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
  }
}

function setUpPlanFilter() {
  const form = document.getElementById("filters");
  const box = form.querySelector('[data-combobox="plan"]');
  const input = box.querySelector('[role="combobox"]');
  const take = (plan, name) => {
    form.elements.plan.value = plan;
    input.value = name;
    queue.reload();
  };
  new Combobox(box, {
    find: (text) => `/plans?${new URLSearchParams({ q: text, province: form.elements.province.value })}`,
    choose: (found) => take(found.value, found.name),
  });
  input.addEventListener("change", () => { if (!input.value && form.elements.plan.value) take("", ""); });
}

// Fresh data at once; not under the hands of somebody who types.
async function onReplaced() {
  if (editing()) {
    warn(say("replaced_while_editing"), say("show_fresh"), () => { editing()?.close(); onReplaced(); });
    return;
  }
  tell(say("replaced"));
  const record = sheet()?.dataset.record;
  await queue.renew();
  if (record && record === sheet()?.dataset.record && !editing()) await show(record);
}

async function start() {
  const words = loadWords();
  setUpTabs();
  setUpRecord();
  setUpKeys();
  setUpPlanFilter();
  queue.setUpQueue(open);
  await Promise.all([words, queue.reload()]);
  document.body.dataset.ready = "yes";
  setUpNaming();
  document.addEventListener("database-replaced", onReplaced);
  addEventListener("beforeunload", (event) => { if (isBusy() || editing()?.hasChanged?.()) event.preventDefault(); });
  watchVersion(VERSION_MILLISECONDS);
}

start();
