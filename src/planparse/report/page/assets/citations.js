// The part on documents: which plans implement them, or rest on them.

class CitationsPart {
  constructor(stock, part) {
    this.stock = stock;
    this.documents = part.tables.documents;
    this.uses = part.tables.uses;
    this.lists = part.lists;
    this.texts = this.documents.key.map((_, at) => fold([this.documents.type[at], this.documents.symbol[at], this.documents.name[at], this.documents.issuer[at]].filter(Boolean).join(" ")));
    this.level = find("citation-level");
    this.level.addEventListener("change", () => this.draw());
    this.list = new List(find("citation-list"), this.describe());
  }

  fill(sieve) {
    this.sieve = sieve;
    this.draw();
  }

  draw() {
    const touched = this.sieve.plansTouched();
    const rows = new Map();
    for (let use = 0; use < this.uses.plan.length; use++) {
      const [document, plan] = [this.uses.document[use], this.uses.plan[use]];
      if (!touched[plan] || !this.isOfLevel(document) || !this.sieve.planMatches(plan, this.texts[document])) continue;
      if (!rows.has(document)) rows.set(document, { document, implements: 0, basis: 0, uses: [] });
      const row = rows.get(document);
      row[this.uses.implements[use] ? "implements" : "basis"] += 1;
      row.uses.push(use);
    }
    this.list.fill([...rows.values()].sort((a, b) => b.implements - a.implements || b.uses.length - a.uses.length));
  }

  isOfLevel(document) {
    return this.level.value === "" || (this.documents.level[document] ?? "open") === this.level.value;
  }

  nameOf(document) {
    const { type, symbol, name } = this.documents;
    return [type[document], symbol[document]].filter(Boolean).join(" ") || name[document] || this.documents.key[document];
  }

  describe() {
    const name = (row) => this.nameOf(row.document);
    return {
      caption: say("citations.title"),
      empty: say("citations.empty"),
      columns: [
        { label: say("citations.document"), wide: true, order: name, show: (row) => make("span", {}, make("button", { type: "button", className: "link", textContent: name(row), onclick: () => this.open(row) }), ...this.about(row.document)) },
        { label: say("citations.issued"), numeric: true, order: (row) => this.documents.issued[row.document], show: (row) => sayDay(this.documents.issued[row.document]) },
        { label: say("citations.level"), order: (row) => this.levelOf(row), show: (row) => this.levelOf(row) },
        { label: say("citations.implements"), numeric: true, order: (row) => row.implements, show: (row) => row.implements },
        { label: say("citations.basis"), numeric: true, order: (row) => row.basis, show: (row) => row.basis },
      ],
    };
  }

  /** What it is about, and whose it is: many provinces have a plan of the same number. */
  about(document) {
    const { name, issuer } = this.documents;
    return [issuer[document], name[document]].filter(Boolean).map((text) => make("small", { textContent: ` · ${text}` }));
  }

  levelOf(row) {
    return say(`citations.issuer.${this.documents.level[row.document] ?? "open"}`);
  }

  open(row) {
    const host = make("div");
    const plan = (use) => this.uses.plan[use];
    const relation = (use) => say(this.uses.implements[use] ? "citations.does_implement" : "citations.is_basis") + (this.uses.direct[use] ? "" : ` ${say("citations.indirect")}`);
    const way = (use) => (this.uses.through[use] < 0 ? "" : this.lists.ways[this.uses.through[use]]);
    const list = new List(host, {
      caption: this.nameOf(row.document),
      empty: "",
      columns: [
        { label: say("column.commune"), order: (use) => this.stock.placeOfPlan(plan(use)), show: (use) => make("button", { type: "button", className: "link", textContent: this.stock.placeOfPlan(plan(use)), onclick: () => this.openUse(row, use) }) },
        { label: say("column.province"), order: (use) => this.stock.provinceOfPlan(plan(use)), show: (use) => this.stock.provinceOfPlan(plan(use)) },
        { label: say("citations.relation"), order: relation, show: relation },
        { label: say("citations.through"), wide: true, order: way, show: way },
        { label: say("origin.file"), show: (use) => fileLink(this.stock, plan(use), this.uses.page[use]) },
      ],
    });
    list.fill(row.uses);
    openDialog(this.nameOf(row.document), host);
  }

  openUse(row, use) {
    const place = { plan: this.uses.plan[use], page: this.uses.page[use], locator: this.uses.locator[use] };
    openDialog(`${this.nameOf(row.document)}: ${this.stock.placeOfPlan(place.plan)}`, originList(this.stock, place, this.lists.locators));
  }
}
