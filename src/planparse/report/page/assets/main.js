// Putting the page together: what is in view is filled first, the rest when somebody comes to it.

const PARTS = {}; // by name, once they are made
const STALE = new Set(); // parts that the filters have changed since they were filled
const IN_VIEW = new Set();
let sieve = null;
let turn = 0;

async function start() {
  prepareDialog();
  const [core, people, matrix, tasks] = await Promise.all(["core", "people", "matrix", "tasks"].map(load));
  matrix.search = { printed: new Searchable(matrix.lists.printed) };
  tasks.search = { names: new Searchable(tasks.lists.names), deadlines: new Searchable(tasks.lists.deadlines) };
  const stock = new Stock(core, people);
  const loaded = { matrix, tasks };
  const refresh = () => {
    const begun = performance.now();
    sieve = new Sieve(stock, { ...FILTER }, loaded);
    fillSummary(stock, sieve, loaded);
    performance.measure("fill summary", { start: begun });
    for (const name of Object.keys(MAKERS)) STALE.add(name);
    return fillStale();
  };
  const MAKERS = {
    matrix: () => new MatrixPart(stock, matrix),
    deadlines: () => new DeadlinesPart(stock, tasks),
    agencies: () => new AgenciesPart(stock, tasks, matrix),
    map: () => new MapPart(stock, PARTS.matrix.heat, PARTS.matrix),
    citations: async () => new CitationsPart(stock, await load("citations")),
    quality: async () => new QualityPart(stock, await load("quality"), tasks, matrix),
  };

  /** Makes and fills the parts in view, in the order of the page; the matrix always, since the map colours by it. */
  async function fillStale(all = false) {
    const wanted = Object.keys(MAKERS).filter((name) => STALE.has(name) && (all || IN_VIEW.has(name) || name === "matrix"));
    const mine = (turn += 1);
    for (const name of wanted.sort((a, b) => distance(a) - distance(b))) {
      if (mine !== turn && !all) return; // a newer change of the filters takes over what is left
      if (!STALE.delete(name)) continue;
      PARTS[name] ??= await MAKERS[name]();
      const begun = performance.now();
      await PARTS[name].fill(sieve);
      performance.measure(`fill ${name}`, { start: begun }); // what bench/pages.py reads
      find(name).removeAttribute("aria-busy");
      if (!all) await new Promise((done) => setTimeout(done)); // what is looked at is painted before the next is made
    }
  }

  buildFilters(stock, tasks.lists.fields, refresh);
  await refresh();
  find("matrix-year").addEventListener("change", () => {
    STALE.add("map");
    fillStale();
  });
  watchParts(fillStale);
  preparePrint(fillStale);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  prepareIdly([stock.placeTexts, stock.agencyTexts, PARTS.matrix.heat.indicatorTexts, matrix.search.printed, tasks.search.deadlines, tasks.search.names]);
}

/** How far a part is from the middle of what is seen; the matrix comes before others, since the map colours by it. */
function distance(name) {
  const { top, bottom } = find(name).getBoundingClientRect();
  const middle = innerHeight / 2;
  const away = top > middle ? top - middle : bottom < middle ? middle - bottom : 0;
  return name === "matrix" ? Math.min(away, 0.5) : away + 1;
}

/** Fills parts as they come near the view, and marks in the navigation where the reader is. */
function watchParts(fillStale) {
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) IN_VIEW.add(target.id);
      else IN_VIEW.delete(target.id);
    }
    fillStale();
  }, { rootMargin: "300px 0px" });
  const here = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      for (const link of document.querySelectorAll("#nav a")) {
        if (link.hash === `#${target.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }
  }, { rootMargin: "-25% 0px -70% 0px" });
  for (const part of document.querySelectorAll("main > section")) {
    near.observe(part);
    here.observe(part);
  }
}

/** Paper: every part is made before, and the matrix becomes a table of its first rows and columns. */
function preparePrint(fillStale) {
  addEventListener("beforeprint", () => PARTS.matrix?.print());
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) PARTS.matrix?.print(); });
  find("print").addEventListener("click", async () => {
    await fillStale(true);
    PARTS.matrix.print();
    print();
  });
}

start().catch((error) => {
  find("broken").hidden = false;
  console.error(error);
});
