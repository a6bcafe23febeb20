// Putting the page together: what is in view is filled first, the rest when somebody comes to it.

const PARTS = {}; // by name, once they are made
const STALE = new Set(); // parts that the filters have changed since they were filled
const IN_VIEW = new Set();
let sieve = null;
let turn = 0;
const BREATH = 25; // milliseconds between two parts, for the screen and for what is typed meanwhile

/** First the matrix, which is what most people come for; the tasks, the largest part of the data, while they look at it. */
async function start() {
  followLinks();
  prepareDialog();
  const [core, people, matrix] = await Promise.all(["core", "people", "matrix"].map(load));
  matrix.search = { printed: new Searchable(matrix.lists.printed) };
  const stock = new Stock(core, people);
  const loaded = { matrix };
  const makers = partMakers(stock, loaded);
  const fillStale = (all) => fillParts(makers, all);
  for (const name of Object.keys(makers)) STALE.add(name);
  sieve = new Sieve(stock, { ...FILTER }, loaded);
  buildFilters(stock, people.lists.fields, async () => {
    await loadTasks(loaded);
    refresh(stock, loaded, makers);
  });
  await fillStale();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  await loadTasks(loaded);
  await refresh(stock, loaded, makers);
  find("matrix-year").addEventListener("change", () => {
    STALE.add("map");
    fillStale();
  });
  watchParts(fillStale);
  preparePrint(fillStale);
  document.documentElement.dataset.whole = String(Math.round(performance.now()));
  const { names, deadlines } = loaded.tasks.search;
  prepareIdly([stock.placeTexts, stock.agencyTexts, PARTS.matrix.heat.indicatorTexts, matrix.search.printed, deadlines, names]);
}

async function loadTasks(loaded) {
  const tasks = await load("tasks");
  tasks.search ??= { names: new Searchable(tasks.lists.names), deadlines: new Searchable(tasks.lists.deadlines) };
  loaded.tasks = tasks;
}

/** How each part is made; the map shows what the matrix holds. */
function partMakers(stock, loaded) {
  return {
    matrix: () => new MatrixPart(stock, loaded.matrix),
    deadlines: () => new DeadlinesPart(stock, loaded.tasks),
    agencies: () => new AgenciesPart(stock, loaded.tasks, loaded.matrix),
    map: () => new MapPart(stock, PARTS.matrix.heat, PARTS.matrix),
    citations: async () => new CitationsPart(stock, await load("citations")),
    quality: async () => new QualityPart(stock, await load("quality"), loaded.tasks, loaded.matrix),
  };
}

/** The filters have changed: the numbers at the top at once, then the parts in view. */
function refresh(stock, loaded, makers) {
  const begun = performance.now();
  sieve = new Sieve(stock, { ...FILTER }, loaded);
  fillSummary(stock, sieve, loaded);
  performance.measure("fill summary", { start: begun });
  for (const name of Object.keys(makers)) STALE.add(name);
  return fillParts(makers);
}

/** Makes and fills the parts in view, the nearest first; the matrix always, since the map colours by it. */
async function fillParts(makers, all = false) {
  const wanted = Object.keys(makers).filter((name) => STALE.has(name) && (all || IN_VIEW.has(name) || name === "matrix"));
  const mine = (turn += 1);
  for (const name of wanted.sort((a, b) => distance(a) - distance(b))) {
    if (mine !== turn && !all) return; // a newer change of the filters takes over what is left
    if (!STALE.delete(name)) continue;
    PARTS[name] ??= await makers[name]();
    const begun = performance.now();
    await PARTS[name].fill(sieve);
    performance.measure(`fill ${name}`, { start: begun }); // what bench/pages.py reads
    find(name).removeAttribute("aria-busy");
    if (!all && IN_VIEW.has(name)) await painted(); // what is looked at is on the screen before the next is made
  }
}

/** Waits until the screen shows what was done; a page that nobody sees is never painted. */
function painted() {
  const next = document.hidden ? (work) => work() : requestAnimationFrame;
  return new Promise((done) => next(() => setTimeout(done, BREATH)));
}

/** How far a part is from the middle of what is seen; the matrix comes before the map, which colours by it. */
function distance(name) {
  const { top, bottom } = find(name).getBoundingClientRect();
  const middle = innerHeight / 2;
  const away = top > middle ? top - middle : bottom < middle ? middle - bottom : 0;
  return name === "matrix" && IN_VIEW.has("map") ? Math.min(away, distance("map") - 1) : away;
}

/** Fills parts as they come near the view, and marks in the navigation where the reader is. */
function watchParts(fillStale) {
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) IN_VIEW.add(target.id);
      else IN_VIEW.delete(target.id);
    }
    fillStale();
  }, { rootMargin: "150px 0px" });
  const here = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      for (const link of document.querySelectorAll("#nav a")) {
        const isHere = link.hash === `#${target.id}`;
        if (isHere) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
        if (isHere) find("nav").scrollLeft = link.offsetLeft - innerWidth / 3; // on a phone the row of links is wider
      }
    }
  }, { rootMargin: "-25% 0px -70% 0px" });
  for (const part of document.querySelectorAll("main > section")) {
    near.observe(part);
    here.observe(part);
  }
}

/** Holds the aim of a link to a part: parts above it are only made on the way, and push it down. */
function followLinks() {
  const SETTLED = 4000; // milliseconds, then whatever grows is not on the way any more
  let aim = null;
  let until = 0;
  const head = (hash) => {
    aim = hash ? document.getElementById(hash.slice(1)) : null;
    until = performance.now() + SETTLED;
  };
  new ResizeObserver(() => {
    if (performance.now() < until) aim?.scrollIntoView({ behavior: "instant" });
  }).observe(document.querySelector("main"));
  for (const moves of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(moves, () => head(""), { passive: true });
  addEventListener("click", (event) => head(event.target.closest?.('a[href^="#"]')?.hash ?? ""));
  head(location.hash);
}

/** Paper: every part is made before, and the matrix becomes a table of its first rows and columns. */
function preparePrint(fillStale) {
  const prepare = () => {
    PARTS.matrix?.print();
    find("print-filters").textContent = [find("status").textContent, ...sayFilters()].join(" · ");
  };
  addEventListener("beforeprint", prepare);
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) prepare(); });
  const fillAndPrint = async () => {
    await fillStale(true);
    print();
  };
  find("print").addEventListener("click", fillAndPrint);
  addEventListener("keydown", (event) => { // the browser itself would not wait for parts that nobody has looked at
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    fillAndPrint();
  });
}

/** The filters that are set, in words: paper must tell what it shows. */
function sayFilters() {
  return Object.keys(FILTER).filter((name) => FILTER[name] !== "").map((name) => {
    const input = find(`filter-${name}`);
    const value = input.options ? input.options[input.selectedIndex].text : input.value;
    return `${say(name === "query" ? "filter.search" : `filter.${name}`)}: ${value}`;
  });
}

start().catch((error) => {
  find("broken").hidden = false;
  console.error(error);
});
