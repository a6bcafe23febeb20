// The list of records in the order of doubt: its filters, its pages, and which record is open.

import { getHtml } from "./api.js";
import { announce, warn } from "./telling.js";
import { say } from "./words.js";

const form = document.getElementById("filters");
const list = document.getElementById("items");
const moreButton = document.getElementById("more");
const empty = document.getElementById("empty");
const progress = document.getElementById("progress");
const TYPING_MILLISECONDS = 80;

let following = "";
let pending = null;
let onOpen = () => {};

export function setUpQueue(open) {
  onOpen = open;
  let timer;
  form.addEventListener("input", (event) => {
    if (event.target.name !== "text") return;
    clearTimeout(timer);
    timer = setTimeout(() => reload(), TYPING_MILLISECONDS);
  });
  form.addEventListener("change", (event) => { if (event.target.name && event.target.name !== "text") reload(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); reload(); });
  form.addEventListener("reset", () => setTimeout(() => {
    form.elements.plan.value = "";
    reload();
  }));
  list.addEventListener("click", (event) => {
    const item = event.target.closest(".item");
    if (item) open(item);
  });
  moreButton.addEventListener("click", loadMore);
  restoreFilters();
}

function wanted() {
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...values]) if (!value) values.delete(name);
  return values;
}

function restoreFilters() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const control = form.elements[name];
    if (!control) continue;
    if (control.type === "checkbox") control.checked = value === control.value;
    else control.value = value;
  }
}

// The records that fit the filters, from the first, which is opened.
export async function reload() {
  const values = wanted();
  history.replaceState(null, "", values.toString() ? `#${values}` : location.pathname);
  showActiveFilters(values);
  const page = await fetchPage(values);
  if (!page) return;
  list.replaceChildren(...page.items);
  list.scrollTop = 0;
  showState(page.state);
  empty.hidden = page.items.length > 0;
  if (page.items.length) onOpen(page.items[0], { byFilter: true });
  announce(page.state.dataset.words);
}

// The same list from a database that has changed. The record that is open stays where it is, also when it fits no more.
export async function renew() {
  const [open, before] = [current(), all()];
  const items = [];
  let after = "";
  do {
    const values = wanted();
    if (after) values.set("after", after);
    const page = await fetchPage(values);
    if (!page) return;
    items.push(...page.items);
    showState(page.state);
    after = following;
  } while (after && items.length < before.length);
  const same = open && items.find((item) => item.dataset.record === open.dataset.record);
  same?.setAttribute("aria-selected", "true");
  if (open && !same) items.splice(before.indexOf(open), 0, open);
  const top = list.scrollTop;
  list.replaceChildren(...items);
  list.scrollTop = top;
  empty.hidden = items.length > 0;
}

export async function loadMore() {
  if (!following) return null;
  const values = wanted();
  values.set("after", following);
  const page = await fetchPage(values);
  if (!page) return null;
  const known = new Set(all().map((item) => item.dataset.record));
  const fresh = page.items.filter((item) => !known.has(item.dataset.record));
  list.append(...fresh);
  showState(page.state);
  return fresh[0] ?? null;
}

// Counts, and the line of one record, as they are after a correction.
export async function refresh(planId, recordId) {
  try {
    const values = wanted();
    const [page, one] = await Promise.all([
      getHtml(`/queue?${values}`),
      getHtml(`/queue?${new URLSearchParams({ plan: planId, record: recordId })}`),
    ]);
    const state = page.fragment.querySelector(".queue-state");
    showState(state, { keepFollowing: true });
    const old = find(recordId);
    const fresh = one.fragment.querySelector(".item");
    if (old && fresh) {
      fresh.setAttribute("aria-selected", old.getAttribute("aria-selected"));
      old.replaceWith(fresh);
    } else if (old) {
      old.dataset.gone = "yes";
    }
  } catch (failure) {
    warn(failure.message);
  }
}

async function fetchPage(values) {
  pending?.abort();
  pending = new AbortController();
  list.setAttribute("aria-busy", "true");
  try {
    const { fragment } = await getHtml(`/queue?${values}`, pending.signal);
    list.removeAttribute("aria-busy");
    return { state: fragment.querySelector(".queue-state"), items: [...fragment.querySelectorAll(".item")] };
  } catch (failure) {
    if (failure.name !== "AbortError") {
      list.removeAttribute("aria-busy");
      warn(failure.message, say("try_again"), () => reload());
    }
    return null;
  }
}

function showState(state, { keepFollowing = false } = {}) {
  if (!keepFollowing) {
    following = state.dataset.next;
    moreButton.hidden = !following;
  }
  const total = Number(state.dataset.total);
  const bar = progress.querySelector("progress");
  bar.max = Math.max(total, 1);
  bar.value = Number(state.dataset.reviewed);
  progress.querySelector(".progress-words").textContent = state.dataset.words;
}

function showActiveFilters(asked) {
  const values = new URLSearchParams(asked);
  values.delete("text");
  if (values.get("reviewed") === "no") values.delete("reviewed");
  const count = [...values].length;
  document.getElementById("active-filters").textContent = count ? `(${count})` : "";
}

export function all() {
  return [...list.querySelectorAll(".item")];
}

export function find(recordId) {
  return all().find((item) => item.dataset.record === recordId);
}

export function current() {
  return list.querySelector('.item[aria-selected="true"]');
}

// Shows which record is open.
export function mark(item) {
  current()?.setAttribute("aria-selected", "false");
  item.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

// The next or the previous record; at the end of what is loaded, the next page.
export async function step(by) {
  const items = all().filter((item) => item.dataset.gone !== "yes" || item === current());
  const at = items.indexOf(current());
  let target = items[at + by];
  if (!target && by > 0) target = await loadMore();
  if (target) onOpen(target);
  else announce(say(by > 0 ? "end" : "start"));
}
