// The filters at the top, and what they leave of plans, tasks and values. Every part asks here.

const FILTER = { query: "", province: "", field: "", year: "", agency: "" };
const NO_FILTER = { ...FILTER };

/** What is asked of the data again and again: who is where, and the lists that can be searched. */
class Stock {
  constructor(core, people) {
    this.plans = core.tables.plans;
    this.places = core.tables.places;
    this.points = core.tables.points;
    this.agencies = people.tables.agencies;
    this.sets = people.lists.sets;
    this.count = this.plans.id.length;
    this.placeTexts = new Searchable(this.places.name.map((_, place) => this.textOfPlace(place)));
    this.agencyTexts = new Searchable(this.agencies.name);
    this.leadTexts = this.sets.map(([leads]) => leads.map((agency) => this.agencies.name[agency]).join("; "));
  }

  textOfPlace(place) {
    const { type, name, province, code } = this.places;
    return [[type[place], name[place]].filter(Boolean).join(" "), province[place], code[place]].filter(Boolean).join(", ");
  }

  /** Where nothing names the commune, the file stands in for it: its name without its folders. */
  placeName(place) {
    return [this.places.type[place], this.places.name[place].split(/[\\/]/).pop()].filter(Boolean).join(" ");
  }

  placeOfPlan(plan) {
    return this.placeName(this.plans.place[plan]);
  }

  provinceOfPlan(plan) {
    return this.places.province[this.plans.place[plan]] ?? "";
  }

  leadNames(set) {
    return set < 0 ? "" : this.leadTexts[set];
  }

  /** Does a set name one of the agencies marked in a mask? */
  setHits(mask) {
    return Uint8Array.from(this.sets, ([leads, supports]) => +(leads.some((a) => mask[a]) || supports.some((a) => mask[a])));
  }
}

/** What the filters leave. Made anew whenever one of them changes; parts read its masks. */
class Sieve {
  constructor(stock, filter, parts) {
    this.stock = stock;
    this.filter = filter;
    this.terms = foldTerms(filter.query);
    this.agency = filter.agency === "" ? -1 : Number(filter.agency);
    this.isOpen = Object.keys(filter).every((name) => filter[name] === "");
    this.plans = this.maskPlans();
    this.placeHits = this.terms.map((term) => stock.placeTexts.find(term));
    this.agencyHits = this.terms.map((term) => stock.setHits(stock.agencyTexts.find(term)));
    this.sets = this.maskSets();
    this.parts = parts;
    this.cache = new Map();
  }

  maskPlans() {
    const { plans, places } = this.stock;
    const { province, year } = this.filter;
    const mask = new Uint8Array(this.stock.count);
    for (let plan = 0; plan < mask.length; plan++) {
      const isThere = province === "" || places.province[plans.place[plan]] === province;
      mask[plan] = +(isThere && (year === "" || plans.year[plan] === Number(year)));
    }
    return mask;
  }

  /** null where no agency is chosen: then records that name nobody count too. */
  maskSets() {
    if (this.agency < 0) return null;
    return Uint8Array.from(this.stock.sets, ([leads, supports]) => +(leads.includes(this.agency) || supports.includes(this.agency)));
  }

  hasWho(set) {
    return this.sets === null || (set >= 0 && this.sets[set] === 1);
  }

  /** One byte for each row of a table of records (plan, who, and texts by their numbers in searchable lists). */
  maskRows(table, { fieldOf = null, texts = [] }) {
    const count = table.plan.length;
    const mask = new Uint8Array(count);
    const place = this.stock.plans.place;
    const hits = this.terms.map((term) => texts.map(([column, list]) => [table[column], list.find(term)]));
    for (let row = 0; row < count; row++) {
      const plan = table.plan[row];
      if (!this.plans[plan]) continue;
      if (table.who && !this.hasWho(table.who[row])) continue;
      if (fieldOf && this.filter.field !== "" && fieldOf(row) !== this.filter.field) continue;
      mask[row] = +this.terms.every(
        (_, at) =>
          this.placeHits[at][place[plan]] === 1 ||
          (table.who && table.who[row] >= 0 && this.agencyHits[at][table.who[row]] === 1) ||
          hits[at].some(([numbers, found]) => numbers[row] >= 0 && found[numbers[row]] === 1),
      );
    }
    return mask;
  }

  /** What is asked by several parts is worked out once for each change of the filters. */
  once(name, work) {
    if (!this.cache.has(name)) this.cache.set(name, work());
    return this.cache.get(name);
  }

  tasks() {
    const { tables, lists, search } = this.parts.tasks;
    return this.once("tasks", () =>
      this.maskRows(tables.tasks, {
        fieldOf: (row) => lists.fields[tables.tasks.field[row]],
        texts: [["name", search.names], ["deadline", search.deadlines]],
      }),
    );
  }

  /** Plans for parts that know neither field nor agency: those that have a task or an indicator of them. */
  plansTouched() {
    if (this.filter.field === "" && this.agency < 0) return this.plans;
    return this.once("touched", () => {
      const mask = new Uint8Array(this.stock.count);
      const { tables, lists } = this.parts.tasks;
      const mark = (table, fieldOf) => {
        for (let row = 0; row < table.plan.length; row++) {
          if (!this.plans[table.plan[row]] || !this.hasWho(table.who[row])) continue;
          if (this.filter.field === "" || fieldOf(row) === this.filter.field) mask[table.plan[row]] = 1;
        }
      };
      mark(tables.tasks, (row) => lists.fields[tables.tasks.field[row]]);
      const { indicators } = this.parts.matrix.tables;
      mark(indicators, (row) => indicators.field[row]);
      return mask;
    });
  }

  indicators() {
    const { indicators } = this.parts.matrix.tables;
    return this.once("indicators", () =>
      this.maskRows(indicators, {
        fieldOf: (row) => indicators.field[row],
        texts: [["printed", this.parts.matrix.search.printed]],
      }),
    );
  }

  /** Does a text of its own, or its commune, hold every phrase that was typed? */
  planMatches(plan, foldedText) {
    return this.terms.every((term, at) => this.placeHits[at][this.stock.plans.place[plan]] === 1 || foldedText.includes(term));
  }
}

/** Builds the bar; `changed` is called after every change. */
function buildFilters(stock, fields, changed) {
  if (innerWidth < 700) find("more-filters").open = false; // on a phone the search box alone stays in view
  const option = (value, text) => make("option", { value, textContent: text });
  const present = (values) => [...new Set(values.filter((value) => value !== null && value !== -1))];
  const provinces = present(stock.places.province).sort(BY_NAME.compare);
  find("filter-province").append(...provinces.map((name) => option(name, name)));
  find("filter-field").append(...fields.map((name) => option(name, name[0].toUpperCase() + name.slice(1))));
  find("filter-year").append(...present(stock.plans.year).sort().map((year) => option(year, String(year))));
  find("filter-agency").append(...agencyOptions(stock, option));
  let waiting = 0;
  const read = () => {
    for (const name of Object.keys(FILTER)) FILTER[name] = find(`filter-${name}`).value;
    find("filter-reset").hidden = Object.keys(FILTER).every((name) => FILTER[name] === "");
    changed();
  };
  for (const name of Object.keys(FILTER)) {
    const input = find(`filter-${name}`);
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(read, name === "query" ? 30 : 0); // while somebody types on, the last letter counts
    });
  }
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("filter-reset").addEventListener("click", () => {
    for (const name of Object.keys(FILTER)) find(`filter-${name}`).value = NO_FILTER[name];
    read();
    find("filter-query").focus();
  });
}

/** Agencies of the rules, by level; names that only one plan prints are found by the search box. */
function agencyOptions(stock, option) {
  const { name, level, code } = stock.agencies;
  return ["commune", "province", "central", "collective"].flatMap((one) => {
    const numbers = name.map((_, number) => number).filter((number) => code[number] !== null && level[number] === one);
    if (!numbers.length) return [];
    numbers.sort((a, b) => BY_NAME.compare(name[a], name[b]));
    const group = make("optgroup", { label: say(`level.${one}`) });
    group.append(...numbers.map((number) => option(number, name[number])));
    return [group];
  });
}
