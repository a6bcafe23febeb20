// Asking the server. Whatever goes wrong comes as a Failure with one line to show and a kind to act on.

import { say } from "./words.js";

export class Failure extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const csrf = document.querySelector('meta[name="csrf-token"]').content;
let version = document.body.dataset.version;
let posting = 0; // while something of ours is under way, a new version is no news

// Tells whoever listens that the database is another one than the page was made of: an ingest ran, or somebody else
// corrected something.
function noteVersion(found) {
  if (found && found !== version) {
    version = found;
    document.dispatchEvent(new CustomEvent("database-replaced"));
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failure("offline", say("offline"));
  }
  if (response.status === 403) throw new Failure("forbidden", say("forbidden"));
  return response;
}

async function failureOf(response) {
  try {
    const told = await response.json();
    return new Failure(told.kind, told.message);
  } catch {
    return new Failure("defect", say("defect"));
  }
}

export async function getJson(path) {
  const response = await ask(path);
  if (!response.ok) throw await failureOf(response);
  return response.json();
}

// A part of the page; one that is not there any more comes with the words for that.
export async function getHtml(path, signal) {
  const response = await ask(path, { signal });
  const isHtml = (response.headers.get("content-type") ?? "").startsWith("text/html");
  if (!response.ok && !isHtml) throw await failureOf(response);
  const template = document.createElement("template");
  template.innerHTML = await response.text(); // made by our templates, in which every value is escaped
  return { fragment: template.content, isThere: response.ok };
}

export async function post(path, body) {
  posting += 1;
  try {
    const response = await ask(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": csrf },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await failureOf(response);
    const answer = await response.json();
    if (answer.version) version = answer.version; // our own change is no news
    return answer;
  } finally {
    posting -= 1;
  }
}

// Looks now and then whether the database was replaced; not while nobody looks at the page.
export function watchVersion(milliseconds) {
  setInterval(async () => {
    if (document.hidden || posting) return;
    const before = version;
    try {
      const found = (await getJson("/version")).version;
      if (!posting && version === before) noteVersion(found);
    } catch {
      // the next request of the reviewer will tell
    }
  }, milliseconds);
}
