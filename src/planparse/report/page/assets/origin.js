// The way back: the printed words, the file with its page, the place in words, and the command that shows the record.

/** Where a row stands: { plan, page, locator (number), record } with the list that the locator points into. */
function describePlace(stock, place, locators) {
  const words = place.locator < 0 ? null : locators[place.locator][1];
  const page = place.page ? say("origin.page", { page: place.page }) : null;
  return [page, words].filter(Boolean).join(" · ");
}

function fileLink(stock, plan, page) {
  const { link, path, pdf } = stock.plans;
  const anchor = pdf[plan] && page ? `#page=${page}` : "";
  const name = path[plan].split("!/").pop().split(/[\\/]/).pop();
  return make("a", { href: link[plan] + anchor, target: "_blank", rel: "noopener", textContent: name, title: path[plan] });
}

function planTitle(stock, plan) {
  const { number, title, issued, draft } = stock.plans;
  const named = number[plan] ? say("origin.number", { number: number[plan] }) : say("origin.no_number");
  const day = issued[plan] === null ? "" : say("origin.issued", { day: sayDay(issued[plan]) });
  const status = draft[plan] ? ` (${say("origin.draft")})` : "";
  return `${named}${day}${status}${title[plan] ? `: ${title[plan]}` : ""}`;
}

function commandLine(id) {
  const command = `planparse show ${id}`;
  const code = make("code", { textContent: command });
  const button = make("button", { type: "button", className: "copy", textContent: say("origin.copy") });
  button.addEventListener("click", async () => {
    const copied = await copyText(command, code);
    button.textContent = say(copied ? "origin.copied" : "origin.selected");
  });
  return make("span", { className: "command" }, code, button);
}

/** A list of what is known of a place; `extra` are pairs of label and content that come first. */
function originList(stock, place, locators, extra = []) {
  const rows = [
    ...extra,
    [say("origin.file"), fileLink(stock, place.plan, place.page)],
    [say("origin.place"), describePlace(stock, place, locators)],
    [say("origin.plan"), planTitle(stock, place.plan)],
    [say("origin.command"), commandLine(`${stock.plans.id[place.plan]}${place.record ?? ""}`)],
  ];
  const list = make("dl", { className: "origin" });
  for (const [label, content] of rows) {
    if (content === "" || content === null || content === undefined) continue;
    list.append(make("dt", { textContent: label }), make("dd", {}, content));
  }
  return list;
}

/** Opens the dialog with a heading and what is to be read in it; closing gives the focus back to where it was. */
function openDialog(title, ...content) {
  TIP.hide();
  const dialog = find("dialog");
  find("dialog-title").textContent = title;
  fill(find("dialog-body"), ...content);
  if (!dialog.open) dialog.showModal();
  find("dialog-body").scrollTop = 0;
}

function prepareDialog() {
  const dialog = find("dialog");
  find("dialog-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}
