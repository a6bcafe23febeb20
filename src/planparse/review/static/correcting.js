// Making corrections and undoing them. A correction that meets another reviewer's asks whose is to stand; one that
// meets an ingest is kept, to be tried again.

import { Failure, getHtml, post } from "./api.js";
import { askWhose } from "./dialogs.js";
import { clearWarning, tell, warn } from "./telling.js";
import { say } from "./words.js";

const made = []; // ids of our corrections, the last one last
const AT_ONCE = 3; // a browser asks for six things at once, and the next record must not wait
const running = new Set();

// When all that was asked for is done, or has failed.
export function settled() {
  return Promise.allSettled([...running]);
}

export function isBusy() {
  return running.size > 0;
}

async function inTurn(work) {
  while (running.size >= AT_ONCE) await Promise.race(running);
  const task = work();
  const kept = task.catch(() => {}).finally(() => running.delete(kept));
  running.add(kept);
  return task;
}

export function lastMade() {
  return made.at(-1) ?? "";
}

// Resolves to true when it is in the database, to false when the reviewer took what the other one had set.
export async function make(wish) {
  try {
    const answer = await inTurn(() => post("/corrections", { wishes: [wish] }));
    made.push(...answer.corrections);
    clearWarning();
    return true;
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.kind !== "conflict") throw failure;
    const theirs = await readNow(wish);
    if (theirs === null || !(await askWhose(failure.message, theirs, wish.new ?? say("unchanged")))) return false;
    return make({ ...wish, old: theirs });
  }
}

// Does it, tells so, and says whether it was done; what failed for now can be tried again.
export async function makeOrTell(wish, words, done) {
  try {
    const isDone = await make(wish);
    tell(isDone ? words : say("theirs_stand"), { undoable: isDone });
    await done(isDone);
  } catch (failure) {
    const again = failure.kind === "database" || failure.kind === "offline";
    warn(failure.message, again ? say("try_again") : "", () => makeOrTell(wish, words, done));
  }
}

export async function undo(correctionId, done) {
  try {
    const undone = await post("/undo", { correction_id: correctionId });
    const at = made.indexOf(correctionId);
    if (at >= 0) made.splice(at, 1);
    clearWarning();
    tell(say("undone"));
    await done(undone);
  } catch (failure) {
    const again = failure.kind === "database" || failure.kind === "offline";
    warn(failure.message, again ? say("try_again") : "", () => undo(correctionId, done));
  }
}

// What stands there now, where a wish says what its reviewer saw; null where the record is gone.
async function readNow(wish) {
  const { fragment, isThere } = await getHtml(`/records/${encodeURIComponent(wish.record_id)}`);
  if (!isThere) return null;
  const sheet = fragment.querySelector(".sheet");
  if (!wish.field) return sheet.dataset.name;
  const ordinal = wish.ordinal ?? "";
  const choice = sheet.querySelector(`.choice[data-field="${wish.field}"][data-ordinal="${ordinal}"]`);
  if (choice) return choice.dataset.code;
  const names = `[data-field="${wish.field}"], [data-read-as="${wish.field}"]`;
  const fields = [...sheet.querySelectorAll(".field")].filter((one) => one.matches(names));
  return (fields.find((one) => one.dataset.ordinal === String(ordinal)) ?? fields[0])?.dataset.value ?? "";
}
