// The part on data quality: what was read, what matched nothing, what a person should look at.

const SEVERITIES = ["error", "warning", "info"];

class QualityPart {
  constructor(stock, part, tasks, matrix) {
    Object.assign(this, { stock, tasks, matrix });
    this.findings = part.tables.findings;
    this.kinds = part.tables.kinds;
    this.failed = part.tables.failed;
    this.lists = part.lists;
    this.messages = new Searchable(part.lists.messages);
    this.kindList = new List(find("finding-list"), this.describeKinds());
    this.planList = new List(find("plan-list"), this.describePlans());
    this.planList.down = true; // the plans with most findings first
    this.agencyList = new List(find("unmatched-agencies"), this.describeNames("column.agency", (row) => this.openAgency(row)));
    this.indicatorList = new List(find("unmatched-indicators"), this.describeNames("column.indicator", (row) => this.openIndicator(row)));
    this.failedList = new List(find("failed-list"), this.describeFailed());
  }

  fill(sieve) {
    const touched = sieve.plansTouched();
    const plans = this.stock.plans.id.map((_, plan) => plan).filter((plan) => touched[plan] && sieve.planMatches(plan, ""));
    this.planList.fill(plans);
    this.tell(plans);
    this.kindList.fill(this.countKinds(sieve, touched));
    this.agencyList.fill(this.countAgencies(sieve));
    this.indicatorList.fill(this.countIndicators(sieve));
    this.failedList.fill(this.failed.path.map((_, at) => at));
  }

  tell(plans) {
    const sum = (column) => plans.reduce((total, plan) => total + this.stock.plans[column][plan], 0);
    const cards = [["plans", plans.length], ["read", sum("read")], ["recorded", sum("recorded")], ["unparsed", sum("unparsed")], ["agencies", sum("agencies")], ["unmatched", sum("unmatched")], ["failed", this.failed.path.length]];
    fill(find("quality-cards"), ...cards.map(([name, n]) => make("li", {}, make("b", { textContent: NUMBERS.format(n) }), make("span", { textContent: say(`quality.card.${name}`) }))));
  }

  countKinds(sieve, touched) {
    const hits = sieve.terms.map((term) => this.messages.find(term));
    const rows = new Map();
    const place = this.stock.plans.place;
    for (let at = 0; at < this.findings.plan.length; at++) {
      const plan = this.findings.plan[at];
      if (!touched[plan]) continue;
      if (!sieve.terms.every((_, term) => sieve.placeHits[term][place[plan]] || hits[term][this.findings.message[at]])) continue;
      const kind = this.findings.kind[at];
      if (!rows.has(kind)) rows.set(kind, { kind, findings: [] });
      rows.get(kind).findings.push(at);
    }
    const rank = (row) => SEVERITIES.indexOf(this.kinds.severity[row.kind]);
    const sorted = [...rows.values()].sort((a, b) => rank(a) - rank(b) || b.findings.length - a.findings.length);
    this.most = Math.max(1, ...sorted.map((row) => row.findings.length));
    return sorted;
  }

  describeKinds() {
    const meaning = (row) => this.kinds.meaning[row.kind] || this.kinds.code[row.kind];
    const severity = (row) => this.kinds.severity[row.kind];
    return {
      caption: say("quality.findings"),
      empty: say("quality.no_findings"),
      columns: [
        { label: say("quality.severity"), order: (row) => SEVERITIES.indexOf(severity(row)), show: (row) => make("span", { className: `badge ${severity(row)}`, textContent: sayIfKnown(`severity.${severity(row)}`, severity(row)) }) },
        { label: say("quality.finding"), wide: true, order: meaning, show: (row) => make("span", {}, make("button", { type: "button", className: "link", textContent: meaning(row), onclick: () => this.openKind(row) }), make("small", { textContent: ` ${this.kinds.code[row.kind]}` })) },
        { label: say("quality.advice"), wide: true, show: (row) => this.kinds.advice[row.kind] },
        { label: say("quality.count"), numeric: true, order: (row) => row.findings.length, show: (row) => this.bar(row.findings.length) },
      ],
    };
  }

  bar(n) {
    const bar = make("span", { className: "bar", "aria-hidden": "true" });
    bar.style.width = `${Math.max(2, Math.round((n / this.most) * 90))}px`;
    return make("span", { className: "bar-box" }, bar, NUMBERS.format(n));
  }

  describePlans() {
    const { plans } = this.stock;
    const number = (key, column) => ({ label: say(key), numeric: true, order: (plan) => plans[column][plan], show: (plan) => plans[column][plan] });
    const open = (plan) => openDialog(this.stock.placeOfPlan(plan), originList(this.stock, { plan, page: null, locator: -1 }, []));
    return {
      caption: say("quality.plans"),
      empty: say("quality.no_plans"),
      columns: [
        { label: say("column.commune"), order: (plan) => this.stock.placeOfPlan(plan), show: (plan) => make("button", { type: "button", className: "link", textContent: this.stock.placeOfPlan(plan), onclick: () => open(plan) }) },
        { label: say("origin.file"), order: (plan) => plans.path[plan], show: (plan) => make("span", {}, fileLink(this.stock, plan, null), plans.current[plan] ? "" : make("small", { className: "badge", textContent: say("quality.not_current") })) },
        number("quality.rows_read", "read"), number("quality.recorded", "recorded"), number("quality.unparsed", "unparsed"),
        number("quality.tasks", "tasks"), number("quality.indicators", "indicators"),
        number("quality.unmatched_agencies", "agencies"), number("quality.unmatched_indicators", "unmatched"),
        { label: say("quality.errors_warnings"), numeric: true, order: (plan) => plans.errors[plan] * 1e6 + plans.warnings[plan], show: (plan) => `${NUMBERS.format(plans.errors[plan])} / ${NUMBERS.format(plans.warnings[plan])}` },
      ],
      start: 9,
    };
  }

  openKind(row) {
    const host = make("div");
    const plan = (at) => this.findings.plan[at];
    const place = (at) => ({ plan: plan(at), page: this.findings.page[at], locator: this.findings.locator[at] });
    const list = new List(host, {
      caption: this.kinds.code[row.kind],
      empty: "",
      columns: [
        { label: say("column.commune"), order: (at) => this.stock.placeOfPlan(plan(at)), show: (at) => this.stock.placeOfPlan(plan(at)) },
        { label: say("quality.message"), wide: true, order: (at) => this.lists.messages[this.findings.message[at]], show: (at) => this.lists.messages[this.findings.message[at]] },
        { label: say("origin.file"), order: (at) => this.stock.plans.path[plan(at)], show: (at) => fileLink(this.stock, plan(at), this.findings.page[at]) },
        { label: say("origin.place"), show: (at) => make("button", { type: "button", className: "link", textContent: describePlace(this.stock, place(at), this.lists.locators) || say("origin.whole"), onclick: () => openDialog(this.kinds.meaning[row.kind] || this.kinds.code[row.kind], originList(this.stock, place(at), this.lists.locators, [[say("quality.message"), this.lists.messages[this.findings.message[at]]]])) }) },
      ],
    });
    list.fill(row.findings);
    openDialog(this.kinds.meaning[row.kind] || this.kinds.code[row.kind], make("p", { className: "hint", textContent: this.kinds.advice[row.kind] }), host);
  }

  countAgencies(sieve) {
    const { tasks } = this.tasks.tables;
    const { code, name } = this.stock.agencies;
    const rows = new Map();
    sieve.tasks().forEach((isLeft, task) => {
      if (!isLeft || tasks.who[task] < 0) return;
      for (const agency of new Set(this.stock.sets[tasks.who[task]].flat())) {
        if (code[agency] !== null) continue;
        if (!rows.has(agency)) rows.set(agency, { name: name[agency], of: [] });
        rows.get(agency).of.push(task);
      }
    });
    return [...rows.values()].sort((a, b) => b.of.length - a.of.length);
  }

  countIndicators(sieve) {
    const { unmatched } = this.matrix.tables;
    const mask = sieve.filter.field !== "" ? new Uint8Array(unmatched.plan.length) : sieve.maskRows(unmatched, { texts: [["printed", this.matrix.search.printed]] });
    const rows = new Map();
    mask.forEach((isLeft, at) => {
      if (!isLeft) return;
      const name = unmatched.printed[at];
      if (!rows.has(name)) rows.set(name, { name: this.matrix.lists.printed[name], of: [] });
      rows.get(name).of.push(at);
    });
    return [...rows.values()].sort((a, b) => b.of.length - a.of.length);
  }

  describeNames(label, open) {
    return {
      caption: say(label),
      empty: say("quality.all_matched"),
      columns: [
        { label: say(label), wide: true, order: (row) => row.name, show: (row) => make("button", { type: "button", className: "link", textContent: row.name, onclick: () => open(row) }) },
        { label: say("quality.count"), numeric: true, order: (row) => row.of.length, show: (row) => row.of.length },
      ],
    };
  }

  openAgency(row) {
    const { tasks } = this.tasks.tables;
    const lists = this.tasks.lists;
    this.openRecords(row, (task) => ({ plan: tasks.plan[task], page: tasks.page[task], locator: tasks.locator[task], record: lists.records[tasks.record[task]] }), lists.locators, (task) => lists.names[tasks.name[task]]);
  }

  openIndicator(row) {
    const { unmatched } = this.matrix.tables;
    const { lists } = this.matrix;
    this.openRecords(row, (at) => ({ plan: unmatched.plan[at], page: unmatched.page[at], locator: unmatched.locator[at], record: unmatched.record[at] }), lists.locators, () => row.name);
  }

  openRecords(row, placeOf, locators, nameOf) {
    const host = make("div");
    const commune = (at) => this.stock.placeOfPlan(placeOf(at).plan);
    const list = new List(host, {
      caption: row.name,
      empty: "",
      columns: [
        { label: say("column.commune"), order: commune, show: commune },
        { label: say("column.record"), wide: true, order: nameOf, show: nameOf },
        { label: say("origin.file"), show: (at) => fileLink(this.stock, placeOf(at).plan, placeOf(at).page) },
        { label: say("origin.place"), show: (at) => make("button", { type: "button", className: "link", textContent: describePlace(this.stock, placeOf(at), locators), onclick: () => openDialog(row.name, originList(this.stock, placeOf(at), locators)) }) },
      ],
    });
    list.fill(row.of);
    openDialog(row.name, host);
  }

  describeFailed() {
    const { path, link, reason, error, day } = this.failed;
    return {
      caption: say("quality.failed"),
      empty: say("quality.none_failed"),
      columns: [
        { label: say("origin.file"), wide: true, order: (at) => path[at], show: (at) => make("a", { href: link[at], target: "_blank", rel: "noopener", textContent: path[at] }) },
        { label: say("quality.reason"), order: (at) => reason[at], show: (at) => sayIfKnown(`reason.${reason[at]}`, reason[at] ?? "") },
        { label: say("quality.message"), wide: true, show: (at) => error[at] ?? "" },
        { label: say("column.day"), order: (at) => day[at], show: (at) => day[at] },
      ],
    };
  }
}
