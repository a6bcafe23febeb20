// Lists as real tables: sorted by any column, so many rows at a time, and the rest on request.

const ROWS_AT_FIRST = 25;

/**
 * A table that is filled again and again.
 * columns: [{ label, show(row) → node or text, order(row) → what to sort by, numeric, wide }]; rows are numbers or objects.
 */
class List {
  constructor(host, { caption, columns, empty, start = null }) {
    Object.assign(this, { host, caption, columns, empty, rows: [], shown: ROWS_AT_FIRST, sorted: start, down: false });
  }

  fill(rows) {
    this.rows = [...rows];
    this.shown = ROWS_AT_FIRST;
    this.draw();
  }

  sortBy(column) {
    this.down = this.sorted === column ? !this.down : false;
    this.sorted = column;
    this.draw();
    this.host.querySelectorAll("th button")[this.columns.filter((one) => one.order).indexOf(this.columns[column])]?.focus();
  }

  inOrder() {
    if (this.sorted === null) return this.rows;
    const order = this.columns[this.sorted].order;
    const sign = this.down ? -1 : 1;
    const keyed = this.rows.map((row) => [order(row), row]);
    keyed.sort(([a], [b]) => compareKeys(a, b, sign));
    return keyed.map(([, row]) => row);
  }

  draw() {
    if (!this.rows.length) return fill(this.host, make("p", { className: "empty", textContent: this.empty }));
    const table = make("table", { className: "list", role: "table" });
    table.append(make("caption", { textContent: this.caption, className: "sr" }), this.head(), this.body());
    const foot = this.foot();
    fill(this.host, make("div", { className: "scroll-x", tabIndex: -1 }, table), foot);
  }

  head() {
    const cells = this.columns.map((column, at) => {
      const sort = this.sorted === at ? (this.down ? "descending" : "ascending") : column.order ? "none" : null;
      const label = column.order
        ? make("button", { type: "button", textContent: column.label, onclick: () => this.sortBy(at) })
        : column.label;
      const className = [column.numeric && "num", column.wide && "wide"].filter(Boolean).join(" ");
      return make("th", { scope: "col", role: "columnheader", className, "aria-sort": sort }, label);
    });
    return make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...cells));
  }

  body() {
    const rows = this.inOrder().slice(0, this.shown).map((row) => {
      const cells = this.columns.map((column) => {
        const className = [column.numeric && "num", column.wide && "wide"].filter(Boolean).join(" ");
        const content = column.show(row);
        const text = typeof content === "number" ? NUMBERS.format(content) : content;
        return make("td", { className, role: "cell", "data-label": column.label }, text ?? "");
      });
      return make("tr", { role: "row" }, ...cells);
    });
    return make("tbody", { role: "rowgroup" }, ...rows);
  }

  foot() {
    const count = Math.min(this.shown, this.rows.length);
    const told = make("span", { textContent: say("list.shown", { shown: count, all: this.rows.length }) });
    if (count === this.rows.length) return make("p", { className: "foot" }, told);
    const more = make("button", { type: "button", className: "more", textContent: say("list.more"), onclick: () => this.more() });
    return make("p", { className: "foot" }, told, more);
  }

  more() {
    const first = this.shown;
    this.shown += ROWS_AT_FIRST * 4;
    this.draw();
    this.host.querySelectorAll("tbody tr")[first]?.querySelector("button, a")?.focus();
  }
}

/** Nothing sorts last, whichever way. */
function compareKeys(a, b, sign) {
  const aIsNone = a === null || a === undefined || a === "";
  const bIsNone = b === null || b === undefined || b === "";
  if (aIsNone || bIsNone) return aIsNone - bIsNone;
  return sign * (typeof a === "number" ? a - b : BY_NAME.compare(a, b));
}
