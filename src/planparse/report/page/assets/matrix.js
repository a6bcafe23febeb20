// The part with the matrix: its year, its legend, what a cell opens, and the table that is printed instead of the grid.

const PRINTED_ROWS = 30;
const PRINTED_COLUMNS = 9;

class MatrixPart {
  constructor(stock, part) {
    this.stock = stock;
    this.part = part;
    this.heat = new Heat(stock, part);
    this.yearBox = find("matrix-year");
    this.yearBox.append(...this.heat.years.map(({ year, count }) => make("option", { value: String(year), textContent: `${year ?? say("matrix.no_year")} (${say("matrix.values", { count })})` })));
    this.yearBox.value = String(this.heat.bestYear());
    this.yearBox.addEventListener("change", () => this.fill(this.sieve, true));
    this.grid = new Grid(find("grid"), this.heat, (place, at) => this.open(place, at));
    this.legend();
    this.asked = "";
  }

  legend() {
    const looks = ["b2", "b1", "c0", "a1", "a2", "text", "differs", "other", "missing"];
    fill(find("matrix-legend"), ...looks.map((look) => make("li", {}, make("span", { className: `cell key ${look}`, textContent: MARKS[look] ?? (look === "missing" ? "–" : look === "text" ? "Aa" : "") , "aria-hidden": "true" }), say(`matrix.look.${look}`))),
      make("li", {}, make("span", { className: "cell key c0", textContent: "✎", "aria-hidden": "true" }), say("matrix.look.corrected")));
  }

  fill(sieve, keepYear = false) {
    this.sieve = sieve;
    // choosing a year for all parts also asks for the values of that year, where there are any
    if (!keepYear && sieve.filter.year !== this.asked) {
      this.asked = sieve.filter.year;
      const year = this.asked === "" ? this.heat.bestYear() : Number(this.asked);
      if (this.heat.years.some((one) => one.year === year)) this.yearBox.value = String(year);
    }
    const year = this.yearBox.value === "null" ? null : Number(this.yearBox.value);
    if (this.heat.year !== year || !this.heat.inYear) {
      this.heat.setYear(year);
      this.grid.sort = FULLEST_FIRST;
    }
    this.heat.apply(sieve);
    const isEmpty = !this.heat.shown.length || !this.heat.rows.length;
    find("grid").hidden = isEmpty;
    find("matrix-empty").hidden = !isEmpty;
    find("matrix-count").textContent = say("matrix.count", { communes: this.heat.rows.length, indicators: this.heat.shown.length });
    this.grid.fill();
  }

  open(place, at) {
    const name = this.stock.placeName(place);
    if (at === null) return this.openPlace(place, name);
    const rows = this.heat.allIn(place, at);
    const { values, lists } = this.heat;
    const shown = rows.map((row) => {
      const extra = [
        [say("origin.printed"), lists.raw[values.raw[row]]],
        [say("origin.printed_name"), lists.printed[values.printed[row]]],
        [say("origin.lead"), this.stock.leadNames(values.who[row])],
      ];
      const place = { plan: values.plan[row], page: values.page[row], locator: values.locator[row], record: values.record[row] };
      return make("section", {}, make("p", { className: "big-value", textContent: lists.shown[values.shown[row]] }), originList(this.stock, place, lists.locators, extra));
    });
    const year = this.heat.year ?? say("matrix.no_year");
    openDialog(`${name}: ${this.heat.nameOf(at)} (${year})`, make("p", { className: "standing", textContent: this.heat.explain(place, at, rows[0] ?? -1) }), ...shown);
  }

  /** A commune: its plans. */
  openPlace(place, name) {
    const { plans } = this.stock;
    const own = plans.place.map((_, plan) => plan).filter((plan) => plans.place[plan] === place);
    const blocks = own.map((plan) => originList(this.stock, { plan, page: null, locator: -1 }, [], [[say("origin.records"), say("origin.counted", { tasks: plans.tasks[plan], indicators: plans.indicators[plan] })]]));
    openDialog(name, ...blocks);
  }

  /** A plain table of what is on top, for paper. */
  print() {
    const host = find("matrix-print");
    if (!this.grid.ordered?.length) return fill(host);
    const columns = this.heat.shown.slice(0, PRINTED_COLUMNS);
    const places = this.grid.ordered.slice(0, PRINTED_ROWS);
    const head = make("tr", {}, make("th", { textContent: say("matrix.sort.name") }), ...columns.map((at) => make("th", { textContent: this.heat.nameOf(at) })));
    const rows = places.map((place) => make("tr", {}, make("th", { textContent: `${this.stock.placeName(place)}, ${this.stock.places.province[place] ?? ""}` }), ...columns.map((at) => {
      const row = this.heat.cell(place, at);
      const look = this.heat.look(place, at, row);
      const text = row < 0 ? "–" : this.heat.lists.shown[this.heat.values.shown[row]];
      return make("td", { className: `cell ${look}`, textContent: `${text} ${MARKS[look] ?? ""}` });
    })));
    const told = { rows: places.length, all_rows: this.grid.ordered.length, columns: columns.length, all_columns: this.heat.shown.length };
    fill(host, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)), make("p", { className: "cut", textContent: say("matrix.cut", told) }));
  }
}
