// The part on who carries the work, and the tasks that several communes share.

const BARS = 15;
const ROLES = ["lead_task", "support_task", "lead_indicator", "support_indicator"];

class AgenciesPart {
  constructor(stock, tasks, matrix) {
    this.stock = stock;
    this.tasks = tasks.tables.tasks;
    this.lists = tasks.lists;
    this.indicators = matrix.tables.indicators;
    this.chart = new Chart(find("workload"), "workload");
    chartLegend("workload", find("workload-legend"));
    this.list = new List(find("workload-list"), this.describe());
    this.shared = new SharedTasks(stock, tasks);
  }

  fill(sieve) {
    this.rows = this.count(sieve);
    this.list.fill(this.rows);
    this.shared.fill(sieve);
    find("workload-empty").hidden = this.rows.length > 0;
    find("workload").hidden = this.rows.length === 0;
    const bars = this.rows.slice(0, BARS).flatMap((row, place) =>
      ROLES.map((role, order) => ({ agency: this.nameOf(row.agency), place, role: say(`agencies.role.${role}`), order, n: row[role], tip: `${this.nameOf(row.agency)}\n${say(`agencies.role.${role}`)}: ${NUMBERS.format(row[role])}` })),
    );
    return bars.length ? this.chart.fill({ rows: bars }) : null;
  }

  nameOf(agency) {
    return this.stock.agencies.name[agency];
  }

  /** Records are counted by set of agencies first, since a few hundred sets stand for all of them. */
  count(sieve) {
    const rows = new Map();
    const row = (agency) => {
      if (!rows.has(agency)) rows.set(agency, { agency, lead_task: 0, support_task: 0, lead_indicator: 0, support_indicator: 0, places: new Set() });
      return rows.get(agency);
    };
    const tally = (table, mask, what) => {
      const counts = new Int32Array(this.stock.sets.length);
      const pairs = new Set();
      for (let at = 0; at < mask.length; at++) {
        if (!mask[at] || table.who[at] < 0) continue;
        counts[table.who[at]] += 1;
        pairs.add(table.who[at] * 65536 + this.stock.plans.place[table.plan[at]]);
      }
      counts.forEach((n, set) => {
        if (!n) return;
        for (const agency of this.stock.sets[set][0]) row(agency)[`lead_${what}`] += n;
        for (const agency of this.stock.sets[set][1]) row(agency)[`support_${what}`] += n;
      });
      for (const pair of pairs) {
        const place = pair % 65536;
        for (const members of this.stock.sets[(pair - place) / 65536]) for (const agency of members) row(agency).places.add(place);
      }
    };
    tally(this.tasks, sieve.tasks(), "task");
    tally(this.indicators, sieve.indicators(), "indicator");
    const kept = sieve.agency < 0 ? [...rows.values()] : [...rows.values()].filter((one) => one.agency === sieve.agency);
    const total = (one) => ROLES.reduce((sum, role) => sum + one[role], 0);
    return kept.sort((a, b) => total(b) - total(a));
  }

  describe() {
    const number = (role) => ({ label: say(`agencies.role.${role}`), numeric: true, order: (row) => row[role], show: (row) => row[role] });
    return {
      caption: say("agencies.title"),
      empty: say("agencies.empty"),
      columns: [
        { label: say("column.agency"), wide: true, order: (row) => this.nameOf(row.agency), show: (row) => this.showName(row.agency) },
        ...ROLES.map(number),
        { label: say("column.communes"), numeric: true, order: (row) => row.places.size, show: (row) => row.places.size },
      ],
    };
  }

  showName(agency) {
    const isKnown = this.stock.agencies.code[agency] !== null;
    return make("span", {}, this.nameOf(agency), isKnown ? "" : make("small", { className: "badge", textContent: say("agencies.unknown") }));
  }
}

/** Tasks that are the same in several communes: who leads them, and by when. */
class SharedTasks {
  constructor(stock, part) {
    this.stock = stock;
    this.tasks = part.tables.tasks;
    this.lists = part.lists;
    // agencies in any order are the same leads: a number for each such group, 0 for nobody
    const groups = new Map([["", 0]]);
    this.leadKeys = stock.sets.map(([leads]) => {
      const key = [...leads].sort().join();
      if (!groups.has(key)) groups.set(key, groups.size);
      return groups.get(key);
    });
    const name = (row) => row.name;
    this.list = new List(find("shared-list"), {
      caption: say("shared.title"),
      empty: say("shared.empty"),
      columns: [
        { label: say("column.task"), wide: true, order: name, show: (row) => make("button", { type: "button", className: "link", textContent: row.name, onclick: () => this.open(row) }) },
        { label: say("column.communes"), numeric: true, order: (row) => row.places, show: (row) => row.places },
        { label: say("shared.leads"), order: (row) => row.leads.length, show: (row) => this.sum(row.leads, row.leadDiffers) },
        { label: say("shared.days"), order: (row) => row.terms.length, show: (row) => this.sum(row.terms, row.termDiffers) },
      ],
    });
  }

  fill(sieve) {
    const left = sieve.tasks();
    const groups = new Map();
    for (let task = 0; task < left.length; task++) {
      const cluster = this.tasks.cluster[task];
      if (!left[task] || cluster < 0) continue;
      if (groups.has(cluster)) groups.get(cluster).push(task);
      else groups.set(cluster, [task]);
    }
    const rows = [];
    for (const members of groups.values()) {
      const places = new Set(members.map((task) => this.stock.plans.place[this.tasks.plan[task]])).size;
      if (places > 1) rows.push({ members, places });
    }
    rows.sort((a, b) => b.places - a.places);
    this.list.fill(rows.map((row) => this.lazily(row)));
  }

  /** What a row says is worked out when it is shown or sorted by: most rows never are. */
  lazily(row) {
    const once = (name, work) => Object.defineProperty(row, name, { configurable: true, get: () => {
      const value = work();
      Object.defineProperty(row, name, { value });
      return value;
    } });
    once("name", () => this.lists.names[mostOften(row.members.map((task) => this.tasks.name[task]))[0][0]]);
    once("leads", () => this.often(row.members, (task) => this.leadKey(task), (task) => this.stock.leadNames(this.tasks.who[task])));
    once("terms", () => this.often(row.members, (task) => this.termKey(task), (task) => this.term(task)));
    once("leadDiffers", () => this.differs(row.members, (task) => this.leadKey(task)));
    once("termDiffers", () => this.differs(row.members, (task) => this.termKey(task)));
    return row;
  }

  leadKey(task) {
    return this.tasks.who[task] < 0 ? 0 : this.leadKeys[this.tasks.who[task]];
  }

  /** A number for the day or the kind of deadline; 0 for none. Texts are only made of what is shown. */
  termKey(task) {
    if (this.tasks.due[task] !== null) return this.tasks.due[task];
    const kind = this.lists.kinds[this.tasks.kind[task]];
    return kind === "unspecified" || kind === "unparsed" ? 0 : -1 - this.tasks.kind[task];
  }

  /** What members say, as texts with how often, the most frequent first. */
  often(members, key, text) {
    const one = new Map(members.map((task) => [key(task), task]));
    return mostOften(members.map(key).filter(Boolean)).map(([found, n]) => [text(one.get(found)), n]);
  }

  /** The day, or the kind of deadline; nothing where there is none to differ from others. */
  term(task) {
    if (this.tasks.due[task] !== null) return sayDay(this.tasks.due[task]);
    const kind = this.lists.kinds[this.tasks.kind[task]];
    return kind === "unspecified" || kind === "unparsed" ? "" : sayIfKnown(`kind.${kind}`, kind);
  }

  /** Plans of one year say different things; those that say nothing do not count. */
  differs(members, what) {
    const years = new Map();
    for (const task of members) {
      const year = this.stock.plans.year[this.tasks.plan[task]];
      const value = what(task);
      if (value) years.set(year, (years.get(year) ?? new Set()).add(value));
    }
    return [...years.values()].some((values) => values.size > 1);
  }

  sum(counted, differs) {
    if (!counted.length) return "–";
    const [most, n] = counted[0];
    const rest = counted.length > 1 ? make("small", { textContent: ` ${say("shared.more", { more: counted.length - 1 })}` }) : "";
    return make("span", {}, `${most} (${NUMBERS.format(n)})`, rest, differs ? make("small", { className: "badge warn", textContent: say("shared.differs") }) : "");
  }

  open(row) {
    const host = make("div");
    const place = (task) => this.stock.placeOfPlan(this.tasks.plan[task]);
    const list = new List(host, {
      caption: row.name,
      empty: "",
      columns: [
        { label: say("column.commune"), order: place, show: (task) => make("button", { type: "button", className: "link", textContent: place(task), onclick: () => openTask(this.stock, this, task) }) },
        { label: say("column.province"), order: (task) => this.stock.provinceOfPlan(this.tasks.plan[task]), show: (task) => this.stock.provinceOfPlan(this.tasks.plan[task]) },
        { label: say("column.lead"), order: (task) => this.stock.leadNames(this.tasks.who[task]), show: (task) => this.stock.leadNames(this.tasks.who[task]) },
        { label: say("column.day"), order: (task) => this.tasks.due[task], show: (task) => this.term(task) },
        { label: say("shared.score"), numeric: true, order: (task) => this.tasks.score[task], show: (task) => this.tasks.score[task] },
      ],
    });
    list.fill(row.members);
    openDialog(row.name, make("p", { className: "hint", textContent: say("shared.hint") }), host);
  }
}

/** Values with how often they occur, the most frequent first. */
function mostOften(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
