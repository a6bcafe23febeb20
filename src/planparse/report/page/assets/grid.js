// The matrix as a grid: only the cells in view exist. The head and the first column stay where they are.

const SPARE_ROWS = 3; // drawn beyond the view, so that slow scrolling shows no gaps
const SPARE_COLUMNS = 1;
const FULLEST_FIRST = { by: "filled", down: true }; // the first rows are worth reading, and blanks are told as such
const MARKS = { a1: "↑", a2: "⇈", b1: "↓", b2: "⇊", differs: "≠", other: "↷" };

class Grid {
  constructor(host, heat, opened) {
    Object.assign(this, { host, heat, opened, row: 0, column: 0, sort: FULLEST_FIRST });
    this.measure();
    this.sizer = make("div", { className: "sizer", role: "presentation" });
    this.head = make("div", { className: "grid-head", role: "row", "aria-rowindex": "1" });
    this.body = make("div", { className: "grid-body", role: "rowgroup" });
    this.sizer.append(make("div", { role: "rowgroup", className: "grid-head-group" }, this.head), this.body);
    host.append(this.sizer);
    host.addEventListener("scroll", () => this.later(), { passive: true });
    host.addEventListener("keydown", (event) => this.press(event));
    host.addEventListener("click", (event) => this.click(event));
    host.addEventListener("mouseover", (event) => this.hover(event.target.closest("[data-c]")));
    host.addEventListener("mouseleave", () => TIP.hide());
    // cells are not made anew here: a press of the mouse gives the focus, and its click would find its cell gone
    host.addEventListener("focus", () => this.markActive());
    host.addEventListener("blur", () => {
      TIP.hide();
      this.markActive();
    });
    new ResizeObserver(() => { this.measure(); this.draw(); }).observe(host);
  }

  measure() {
    const isNarrow = innerWidth < 700;
    this.width = isNarrow ? 104 : 124;
    this.name = isNarrow ? 128 : 232;
    this.height = isNarrow ? 40 : 32;
    this.top = isNarrow ? 92 : 104;
  }

  fill() {
    this.ordered = this.order();
    this.row = Math.min(this.row, this.ordered.length - 1);
    this.column = Math.min(this.column, this.heat.shown.length);
    this.host.style.height = `min(66vh, 640px, ${this.top + this.ordered.length * this.height + 20}px)`; // with room for a scroll bar
    this.host.setAttribute("aria-rowcount", this.ordered.length + 1);
    this.host.setAttribute("aria-colcount", this.heat.shown.length + 1);
    this.draw();
  }

  order() {
    const { by, down } = this.sort;
    const { places } = this.heat.stock;
    const keys = {
      name: (place) => places.name[place],
      province: (place) => places.province[place],
      filled: (place) => this.heat.filled[place],
    };
    const key = keys[by] ?? ((place) => this.valueOf(place, by));
    const keyed = this.heat.rows.map((place) => [key(place), this.rank(place), place]);
    keyed.sort(([a, nameA], [b, nameB]) => compareKeys(a, b, down ? -1 : 1) || nameA - nameB);
    return keyed.map(([, , place]) => place);
  }

  /** The place of a commune in the order of names, worked out once: comparing names as Vietnamese does is slow. */
  rank(place) {
    if (!this.ranks) {
      const { name } = this.heat.stock.places;
      const ordered = name.map((_, at) => at).sort((a, b) => BY_NAME.compare(name[a], name[b]));
      this.ranks = new Int32Array(name.length);
      ordered.forEach((one, at) => (this.ranks[one] = at));
    }
    return this.ranks[place];
  }

  valueOf(place, at) {
    const row = this.heat.cell(place, at);
    return row < 0 ? null : this.heat.values.value[row];
  }

  sortBy(by) {
    const numeric = by !== "name" && by !== "province";
    this.sort = { by, down: this.sort.by === by ? !this.sort.down : numeric };
    this.fill();
  }

  later() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.draw();
    });
  }

  draw() {
    if (!this.ordered) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.host;
    this.sizer.style.width = `${this.name + this.heat.shown.length * this.width}px`;
    this.sizer.style.height = `${this.top + this.ordered.length * this.height}px`;
    this.head.style.height = `${this.top}px`;
    const firstColumn = Math.max(0, Math.floor(scrollLeft / this.width) - SPARE_COLUMNS);
    const lastColumn = Math.min(this.heat.shown.length, Math.ceil((scrollLeft + clientWidth - this.name) / this.width) + SPARE_COLUMNS);
    const firstRow = Math.max(0, Math.floor(scrollTop / this.height) - SPARE_ROWS);
    const lastRow = Math.min(this.ordered.length, Math.ceil((scrollTop + clientHeight - this.top) / this.height) + SPARE_ROWS);
    const columns = Array.from({ length: Math.max(0, lastColumn - firstColumn) }, (_, at) => firstColumn + at);
    fill(this.head, this.corner(), ...columns.map((column) => this.headCell(column)));
    const rows = [];
    for (let row = firstRow; row < lastRow; row++) rows.push(this.rowOf(row, columns));
    fill(this.body, ...rows);
    this.markActive();
  }

  place(element, column) {
    element.style.left = `${this.name + column * this.width}px`;
    element.style.width = `${this.width}px`;
    return element;
  }

  sorted(by) {
    if (this.sort.by !== by) return "none";
    return this.sort.down ? "descending" : "ascending";
  }

  corner() {
    const cell = make("div", { className: "corner", role: "columnheader", id: "g-h-0", "aria-colindex": "1", "aria-sort": this.sorted("name"), "data-r": "-1", "data-c": "0" });
    cell.style.width = `${this.name}px`;
    for (const by of ["name", "province", "filled"]) {
      const arrow = this.sort.by === by ? (this.sort.down ? " ▼" : " ▲") : "";
      cell.append(make("button", { type: "button", tabIndex: -1, "data-by": by, textContent: say(`matrix.sort.${by}`) + arrow, className: this.sort.by === by ? "on" : "" }));
    }
    return cell;
  }

  headCell(column) {
    const at = this.heat.shown[column];
    const unit = this.heat.columns.unit[this.heat.inYear[at]];
    const arrow = this.sort.by === at ? (this.sort.down ? " ▼" : " ▲") : "";
    const name = make("span", { className: "head-name", textContent: this.heat.nameOf(at) });
    const told = [unit, say("matrix.set_by", { communes: this.heat.setBy[at] })].filter(Boolean).join(" · ") + arrow;
    const cell = make("div", { className: "head-cell", role: "columnheader", id: `g-h-${column + 1}`, "aria-colindex": String(column + 2), "aria-sort": this.sorted(at), "data-r": "-1", "data-c": String(column + 1) }, name, make("small", { textContent: told }));
    return this.place(cell, column);
  }

  rowOf(row, columns) {
    const place = this.ordered[row];
    const line = make("div", { className: "grid-row", role: "row", "aria-rowindex": String(row + 2) });
    line.style.transform = `translateY(${row * this.height}px)`;
    line.style.height = `${this.height}px`;
    const name = make("div", { className: "row-name", role: "rowheader", id: `g-${row}-0`, "aria-colindex": "1", "data-r": String(row), "data-c": "0" },
      make("span", { textContent: this.heat.stock.placeName(place) }), make("small", { textContent: this.heat.stock.places.province[place] ?? say("place.unknown") }));
    name.style.width = `${this.name}px`;
    line.append(name, ...columns.map((column) => this.cellOf(row, column, place)));
    return line;
  }

  cellOf(row, column, place) {
    const at = this.heat.shown[column];
    const value = this.heat.cell(place, at);
    const look = this.heat.look(place, at, value);
    const cell = make("div", { className: `cell ${look}`, role: "gridcell", id: `g-${row}-${column + 1}`, "aria-colindex": String(column + 2), "data-r": String(row), "data-c": String(column + 1) });
    cell.append(make("span", { className: "value", textContent: value < 0 ? "–" : this.heat.lists.shown[this.heat.values.shown[value]] }));
    const more = value < 0 ? 0 : this.heat.allIn(place, at).length - 1;
    const marks = [MARKS[look], value >= 0 && this.heat.values.corrected[value] ? "✎" : "", more > 0 ? `+${more}` : ""].filter(Boolean).join("");
    if (marks) cell.append(make("span", { className: "mark", textContent: marks, "aria-hidden": "true" }), make("span", { className: "sr", textContent: ` ${say(`matrix.look.${look}`)}` }));
    return this.place(cell, column);
  }

  markActive() {
    const id = this.row < 0 ? `g-h-${this.column}` : `g-${this.row}-${this.column}`;
    const cell = document.getElementById(id);
    this.host.setAttribute("aria-activedescendant", id);
    for (const before of this.host.querySelectorAll(".active")) before.classList.remove("active");
    if (!cell || document.activeElement !== this.host) return;
    cell.classList.add("active");
    if (this.byKey) this.hover(cell);
  }

  hover(cell) {
    if (!cell) return TIP.hide();
    TIP.show(this.tipOf(Number(cell.dataset.r), Number(cell.dataset.c)), cell);
  }

  tipOf(row, column) {
    if (row < 0) return column > 0 ? `${this.heat.nameOf(this.heat.shown[column - 1])}\n${say("matrix.tip.sort")}` : "";
    const place = this.ordered[row];
    if (column === 0) return this.heat.stock.textOfPlace(place);
    const at = this.heat.shown[column - 1];
    const value = this.heat.cell(place, at);
    const shown = value < 0 ? "" : `${this.heat.lists.shown[this.heat.values.shown[value]]}\n`;
    return shown + this.heat.explain(place, at, value);
  }

  click(event) {
    const cell = event.target.closest("[data-c]");
    if (!cell) return;
    this.byKey = false;
    [this.row, this.column] = [Number(cell.dataset.r), Number(cell.dataset.c)];
    const by = event.target.closest("[data-by]")?.dataset.by;
    if (by) this.sortBy(by);
    else this.open();
  }

  open() {
    if (this.row < 0) return this.sortBy(this.column === 0 ? "name" : this.heat.shown[this.column - 1]);
    if (this.row >= this.ordered.length) return;
    this.draw();
    this.opened(this.ordered[this.row], this.column === 0 ? null : this.heat.shown[this.column - 1]);
  }

  press(event) {
    const page = Math.max(1, Math.floor((this.host.clientHeight - this.top) / this.height) - 1);
    const moves = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [page, 0], PageUp: [-page, 0],
      Home: [event.ctrlKey ? -Infinity : 0, -Infinity], End: [event.ctrlKey ? Infinity : 0, Infinity],
    };
    const move = moves[event.key];
    if (event.key === "Enter" || event.key === " ") this.open();
    else if (event.key === "Escape") TIP.hide();
    else if (move) this.go(...move);
    else return;
    event.preventDefault();
  }

  go(down, right) {
    this.byKey = true;
    this.row = Math.max(-1, Math.min(this.ordered.length - 1, this.row + down));
    this.column = Math.max(0, Math.min(this.heat.shown.length, this.column + right));
    const y = Math.max(0, this.row) * this.height;
    const x = Math.max(0, this.column - 1) * this.width;
    const { host } = this;
    if (y < host.scrollTop) host.scrollTop = y;
    else if (y + this.height + this.top > host.scrollTop + host.clientHeight) host.scrollTop = y + this.height + this.top - host.clientHeight;
    if (this.column > 0 && x < host.scrollLeft) host.scrollLeft = x;
    else if (this.column > 0 && x + this.width + this.name > host.scrollLeft + host.clientWidth) host.scrollLeft = x + this.width + this.name - host.clientWidth;
    this.draw();
  }
}
