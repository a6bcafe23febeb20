// What stands in the cells of the matrix: the values of one year, and how each compares with the others.

class Heat {
  constructor(stock, part) {
    this.stock = stock;
    this.values = part.tables.values;
    this.columns = part.tables.columns;
    this.lists = part.lists;
    this.codes = new Map([...new Set(this.columns.code)].map((code, at) => [code, at]));
    this.indicatorTexts = new Searchable(this.columns.name);
    this.years = this.countYears();
    this.sieve = null;
  }

  get placeCount() {
    return this.stock.places.name.length;
  }

  placeOf(row) {
    return this.stock.plans.place[this.values.plan[row]];
  }

  /** Years with how many values are set for them, and for each commune and indicator the years it is set for. */
  countYears() {
    const counts = new Map();
    for (const column of this.values.column) {
      const year = this.columns.year[column];
      counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    const years = [...counts.keys()].sort((a, b) => (a ?? 9999) - (b ?? 9999));
    this.yearBits = new Map(years.map((year, at) => [year, at % 31]));
    this.setIn = new Int32Array(this.placeCount * this.codes.size);
    this.values.column.forEach((column, row) => {
      const at = this.placeOf(row) * this.codes.size + this.codes.get(this.columns.code[column]);
      this.setIn[at] |= 1 << this.yearBits.get(this.columns.year[column]);
    });
    return years.map((year) => ({ year, count: counts.get(year) }));
  }

  /** The year of the report's day where values are set for it, else the one with most values. */
  bestYear() {
    const most = Math.max(0, ...this.years.map((one) => one.count));
    const thisYear = new Date(PAGE.today * 86400000).getUTCFullYear();
    const now = this.years.find((one) => one.year === thisYear);
    if (now && now.count * 4 >= most) return thisYear;
    return this.years.find((one) => one.count === most)?.year ?? null;
  }

  setYear(year) {
    this.year = year;
    this.inYear = this.columns.code.map((_, column) => column).filter((column) => this.columns.year[column] === year);
    this.at = new Map(this.inYear.map((column, at) => [column, at]));
    this.starts = new Int32Array(this.placeCount * this.inYear.length).fill(-1);
    this.setBy = new Int32Array(this.inYear.length);
    const numbers = this.inYear.map(() => []);
    this.values.column.forEach((column, row) => {
      const at = this.at.get(column);
      if (at === undefined || !this.values.first[row]) return;
      this.starts[this.placeOf(row) * this.inYear.length + at] = row;
      this.setBy[at] += 1;
      if (this.values.value[row] !== null) numbers[at].push(this.values.value[row]);
    });
    this.quartiles = numbers.map((some) => {
      some.sort((a, b) => a - b);
      return [some[Math.floor((some.length - 1) / 4)], some[Math.ceil(((some.length - 1) * 3) / 4)]];
    });
  }

  /** Rows and columns that the filters leave, the columns that most communes set first. */
  apply(sieve) {
    this.sieve = sieve;
    const { terms, filter } = sieve;
    const inField = this.inYear.map((_, at) => at).filter((at) => filter.field === "" || this.fieldOf(at) === filter.field);
    const hitColumns = inField.filter((at) => terms.every((term) => this.indicatorTexts.find(term)[this.inYear[at]]));
    const hitPlaces = new Uint8Array(this.placeCount).map((_, place) => +terms.every((_, at) => sieve.placeHits[at][place] === 1));
    const counts = this.countCells(sieve);
    const byCommunes = (a, b) => this.setBy[b] - this.setBy[a] || BY_NAME.compare(this.nameOf(a), this.nameOf(b));
    const live = inField.filter((at) => counts.columns[at] > 0).sort(byCommunes);
    const isHit = new Set(terms.length ? hitColumns : []);
    const anyPlace = hitPlaces.some(Boolean);
    // a phrase may be the name of communes, of indicators, or of both: then the indicators come first and nothing is cut
    const cut = isHit.size > 0 && !anyPlace;
    this.shown = cut ? live.filter((at) => isHit.has(at)) : [...live.filter((at) => isHit.has(at)), ...live.filter((at) => !isHit.has(at))];
    this.rows = this.keepPlaces(sieve, { hitPlaces, anyPlace, isHit, filled: counts.places });
    this.filled = counts.places;
    if (terms.length) this.dropEmptyColumns();
  }

  /** Columns that none of the communes found sets say nothing about them. */
  dropEmptyColumns() {
    const kept = new Uint8Array(this.placeCount);
    for (const place of this.rows) kept[place] = 1;
    const filled = new Uint8Array(this.inYear.length);
    this.values.column.forEach((column, row) => {
      const at = this.at.get(column);
      if (at !== undefined && kept[this.placeOf(row)] && this.isLeft(row)) filled[at] = 1;
    });
    this.shown = this.shown.filter((at) => filled[at]);
  }

  keepPlaces(sieve, { hitPlaces, anyPlace, isHit, filled }) {
    const there = new Uint8Array(this.placeCount);
    this.stock.plans.place.forEach((place, plan) => {
      if (this.stock.plans.current[plan] && sieve.plans[plan]) there[place] = 1;
    });
    const wanted = (place) => {
      if (!there[place] || (sieve.agency >= 0 && !filled[place])) return false;
      if (!sieve.terms.length || hitPlaces[place]) return true;
      return isHit.size > 0 && (!anyPlace || [...isHit].some((at) => this.cell(place, at) >= 0));
    };
    return this.stock.places.name.map((_, place) => place).filter(wanted);
  }

  /** How many cells the filters leave in each column, and in each row. */
  countCells(sieve) {
    const columns = new Int32Array(this.inYear.length);
    const places = new Int32Array(this.placeCount);
    const seen = new Uint8Array(this.starts.length);
    this.values.column.forEach((column, row) => {
      const at = this.at.get(column);
      if (at === undefined || !this.isLeft(row, sieve)) return;
      const place = this.placeOf(row);
      if (seen[place * this.inYear.length + at]) return;
      seen[place * this.inYear.length + at] = 1;
      columns[at] += 1;
      if (sieve.filter.field === "" || this.columns.field[column] === sieve.filter.field) places[place] += 1;
    });
    return { columns, places };
  }

  isLeft(row, sieve = this.sieve) {
    return sieve.plans[this.values.plan[row]] === 1 && sieve.hasWho(this.values.who[row]);
  }

  /** The value row that stands in a cell; -1 for none. */
  cell(place, at) {
    return this.allIn(place, at, true)[0] ?? -1;
  }

  /** All values of a cell: a commune may set several, each for somebody else. */
  allIn(place, at, onlyFirst = false) {
    const found = [];
    const start = this.starts[place * this.inYear.length + at];
    if (start < 0) return found;
    for (let row = start; row === start || (row < this.values.first.length && !this.values.first[row]); row++) {
      if (this.isLeft(row)) found.push(row);
      if (onlyFirst && found.length) break;
    }
    return found;
  }

  nameOf(at) {
    return this.columns.name[this.inYear[at]];
  }

  fieldOf(at) {
    return this.columns.field[this.inYear[at]];
  }

  kindOf(row) {
    return this.lists.kinds[this.values.kind[row]];
  }

  /** How a cell is coloured: b2, b1, c0, a1, a2 from far below to far above; text, differs, other, missing. */
  look(place, at, row) {
    if (row < 0) return this.otherYears(place, at).length ? "other" : "missing";
    const kind = this.kindOf(row);
    if (kind === "text") return "text";
    if (kind === "unit_differs") return "differs";
    if (kind === "same") return "c0";
    const [low, high] = this.quartiles[at];
    const value = this.values.value[row];
    if (kind === "below") return value <= low ? "b2" : "b1";
    return value >= high ? "a2" : "a1";
  }

  otherYears(place, at) {
    const bits = this.setIn[place * this.codes.size + this.codes.get(this.columns.code[this.inYear[at]])];
    return bits === 0 ? [] : this.years.map((one) => one.year).filter((year) => year !== this.year && bits & (1 << this.yearBits.get(year)));
  }

  /** Where a cell stands, in words. */
  explain(place, at, row) {
    const column = this.inYear[at];
    if (row < 0) {
      const years = this.otherYears(place, at).map((year) => year ?? say("matrix.no_year"));
      return years.length ? say("matrix.tip.other_year", { years: years.join(", ") }) : say("matrix.tip.missing");
    }
    const unit = this.columns.unit[column] ?? "";
    const median = this.columns.median[column];
    const values = {
      median: median === null ? "" : `${NUMBERS.format(median)}${unit ? ` ${unit}` : ""}`,
      communes: this.columns.communes[column],
      unit: this.lists.units[this.values.unit[row]] ?? say("matrix.no_unit"),
      common: unit || say("matrix.no_unit"),
    };
    const kind = this.kindOf(row) === "same" && values.communes < 2 ? "alone" : this.kindOf(row);
    const told = [say(`matrix.tip.${kind}`, values)];
    if (this.values.corrected[row]) told.push(say("matrix.tip.corrected"));
    if (this.values.aspirational[row]) told.push(say("matrix.tip.aspirational"));
    const more = this.allIn(place, at).length - 1;
    if (more > 0) told.push(say("matrix.tip.more", { more }));
    return told.join(" ");
  }
}
