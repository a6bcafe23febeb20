// The part with the deadlines: what is overdue, due, recurring and waiting, by month or quarter and one by one.

const DATED = 0; // as against a day on which a task comes back
const MOST_PERIODS = 48; // of a plan that looks far ahead the timeline shows so many

class DeadlinesPart {
  constructor(stock, part) {
    this.stock = stock;
    this.tasks = part.tables.tasks;
    this.days = part.tables.days;
    this.parts = part.tables;
    this.lists = part.lists;
    this.tab = "overdue";
    this.chart = new Chart(find("timeline"), "timeline");
    chartLegend("timeline", find("timeline-legend"));
    this.list = new List(find("deadline-list"), this.describeList());
    this.months = this.monthsOf(this.days.day);
    find("timeline-by").addEventListener("change", () => this.drawTimeline());
    find("waits-for").addEventListener("change", () => this.drawList());
    prepareTabs(find("deadline-tabs"), (name) => {
      this.tab = name;
      this.drawList();
    });
  }

  /** Months since year 0, each day looked up once. */
  monthsOf(days) {
    const known = new Map();
    return Int32Array.from(days, (day) => {
      if (!known.has(day)) {
        const date = new Date(day * 86400000);
        known.set(day, date.getUTCFullYear() * 12 + date.getUTCMonth());
      }
      return known.get(day);
    });
  }

  fill(sieve) {
    this.sieve = sieve;
    this.left = sieve.tasks();
    this.sorted = this.sort();
    for (const name of Object.keys(this.sorted)) find(`tab-count-${name}`).textContent = NUMBERS.format(this.sorted[name].length);
    this.drawList();
    return this.drawTimeline();
  }

  /** Rows of each list: { task, day or rule or condition }. */
  sort() {
    const { today, ahead } = PAGE;
    const overdue = [];
    this.tasks.due.forEach((due, task) => {
      if (due !== null && due < today && this.left[task]) overdue.push({ task, day: due });
    });
    overdue.sort((a, b) => b.day - a.day);
    const next = [];
    const comes = new Map();
    const isNext = new Set();
    for (let at = 0; at < this.days.day.length; at++) {
      const [task, day] = [this.days.task[at], this.days.day[at]];
      if (day < today || !this.left[task]) continue;
      if (this.days.how[at] !== DATED && !comes.has(task)) comes.set(task, day);
      if (day <= today + ahead && !isNext.has(task)) next.push({ task, day, comesBack: this.days.how[at] !== DATED });
      if (day <= today + ahead) isNext.add(task); // each task once, with its next day: days are in order
    }
    const pick = (table, more) => table.task.map((task, at) => ({ task, ...more(at) })).filter((row) => this.left[row.task]);
    const recurring = pick(this.parts.recurring, (at) => ({ rule: this.parts.recurring.rule[at], day: comes.get(this.parts.recurring.task[at]) ?? null }));
    const waiting = pick(this.parts.waiting, (at) => ({ on: this.parts.waiting.on[at] ?? "unnamed", words: this.lists.words[this.parts.waiting.raw[at]] }));
    recurring.sort((a, b) => compareKeys(a.day, b.day, 1));
    return { overdue, next, recurring, waiting };
  }

  describeList() {
    const { stock } = this;
    const task = (row) => row.task;
    const name = (row) => this.lists.names[this.tasks.name[task(row)]];
    const place = (row) => stock.placeOfPlan(this.tasks.plan[task(row)]);
    const when = (row) => row.day === null || row.day === undefined ? "" : make("span", {}, sayDay(row.day), make("small", { textContent: ` ${sayDistance(row.day)}` }), row.comesBack ? make("small", { textContent: ` · ${say("deadlines.comes_back")}` }) : "");
    const how = (row) => row.rule ? sayRule(row.rule) : row.words ? row.words : this.lists.deadlines[this.tasks.deadline[task(row)]] ?? "";
    return {
      caption: say("deadlines.title"),
      empty: say("deadlines.empty"),
      columns: [
        { label: say("column.task"), wide: true, order: name, show: (row) => make("button", { type: "button", className: "link", textContent: name(row), onclick: () => this.openTask(task(row)) }) },
        { label: say("column.commune"), order: place, show: (row) => make("span", {}, place(row), make("small", { textContent: ` ${stock.provinceOfPlan(this.tasks.plan[task(row)])}` })) },
        { label: say("column.lead"), order: (row) => stock.leadNames(this.tasks.who[task(row)]), show: (row) => stock.leadNames(this.tasks.who[task(row)]) },
        { label: say("column.deadline"), show: how },
        { label: say("column.day"), numeric: true, order: (row) => row.day ?? this.tasks.due[task(row)], show: when },
      ],
    };
  }

  openTask(task) {
    openTask(this.stock, { tasks: this.tasks, lists: this.lists }, task);
  }

  drawList() {
    const isWaiting = this.tab === "waiting";
    find("waits-for-box").hidden = !isWaiting;
    const on = find("waits-for").value;
    const rows = this.sorted[this.tab];
    this.list.fill(isWaiting && on !== "" ? rows.filter((row) => row.on === on) : rows);
  }

  drawTimeline() {
    const byQuarter = find("timeline-by").value === "quarter";
    const size = byQuarter ? 3 : 1;
    const counts = new Map();
    for (let at = 0; at < this.months.length; at++) {
      if (!this.left[this.days.task[at]]) continue;
      const period = Math.floor(this.months[at] / size);
      const kind = this.days.how[at] !== DATED ? 2 : this.days.day[at] < PAGE.today ? 0 : 1;
      const found = counts.get(period) ?? [0, 0, 0];
      found[kind] += 1;
      counts.set(period, found);
    }
    const rows = this.periods(counts, size);
    find("timeline-empty").hidden = rows.length > 0;
    find("timeline").hidden = rows.length === 0;
    return rows.length ? this.chart.fill({ rows }) : null;
  }

  /** Every period between the first and the last, those without a day too; around today where there are too many. */
  periods(counts, size) {
    if (!counts.size) return [];
    const known = [...counts.keys()].sort((a, b) => a - b);
    const date = new Date(PAGE.today * 86400000);
    const now = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / size);
    let [first, last] = [known[0], known[known.length - 1]];
    if (last - first >= MOST_PERIODS) {
      first = Math.max(first, Math.min(now - MOST_PERIODS / 2, last - MOST_PERIODS + 1));
      last = Math.min(last, first + MOST_PERIODS - 1);
    }
    const rows = [];
    for (let period = first; period <= last; period++) {
      const year = Math.floor((period * size) / 12);
      const part = size === 3 ? ["I", "II", "III", "IV"][period % 4] : String((period % 12) + 1).padStart(2, "0");
      const label = say(size === 3 ? "deadlines.quarter" : "deadlines.month", { part, year: String(year) });
      (counts.get(period) ?? [0, 0, 0]).forEach((n, kind) => {
        const name = say(`deadlines.kind.${kind}`);
        rows.push({ period, label, kind: name, order: kind, n, now: period === now, tip: `${label}\n${name}: ${NUMBERS.format(n)}` });
      });
    }
    return rows;
  }
}

/** A task with who carries it, by when, and where it stands. */
function openTask(stock, { tasks, lists }, task) {
  const set = tasks.who[task];
  const supports = set < 0 ? [] : stock.sets[set][1];
  const place = { plan: tasks.plan[task], page: tasks.page[task], locator: tasks.locator[task], record: lists.records[tasks.record[task]] };
  const due = tasks.due[task] === null ? "" : `${sayDay(tasks.due[task])} (${sayDistance(tasks.due[task])})`;
  const extra = [
    [say("column.commune"), [stock.placeOfPlan(place.plan), stock.provinceOfPlan(place.plan)].filter(Boolean).join(", ")],
    [say("column.lead"), stock.leadNames(set)],
    [say("column.support"), supports.map((agency) => stock.agencies.name[agency]).join("; ")],
    [say("column.deadline"), tasks.deadline[task] < 0 ? "" : lists.deadlines[tasks.deadline[task]]],
    [say("column.day"), due],
    [say("origin.corrected"), tasks.corrected[task] ? say("origin.corrected_yes") : ""],
  ];
  openDialog(lists.names[tasks.name[task]], originList(stock, place, lists.locators, extra));
}

/** Buttons of which one is on, as tabs: arrows go from one to the next. */
function prepareTabs(host, chosen) {
  const tabs = [...host.querySelectorAll("[role=tab]")];
  const choose = (tab) => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    chosen(tab.dataset.tab);
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      next.focus();
      choose(next);
    });
  });
}
