// Charts: Vega-Lite specifications that come with the page, drawn by Vega when somebody scrolls to them.
// Vega's expressions are walked by its interpreter (`ast`), so that the page needs no right to evaluate strings.

let vegaReady = null;

function loadVega() {
  vegaReady ??= inflate("vega").then((code) => {
    document.head.append(make("script", { textContent: code })); // its hash stands in the policy of the page
    return window.vegaEmbed;
  });
  return vegaReady;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function chartConfig() {
  const ink = colour("ink-soft");
  const font = getComputedStyle(document.body).fontFamily;
  return {
    background: "transparent",
    font,
    view: { stroke: null },
    axis: { labelColor: ink, titleColor: ink, gridColor: colour("line"), domainColor: colour("line"), tickColor: colour("line"), labelFontSize: 12, titleFontWeight: "normal" },
    legend: { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontWeight: "normal", titleLimit: 320, labelLimit: 320 },
    text: { color: ink },
    locale: undefined,
  };
}

/** One chart in its place; filled again it keeps its drawing and changes its data. */
class Chart {
  constructor(host, name, renderer = "svg") {
    Object.assign(this, { host, name, renderer, view: null, spec: PAGE.charts[name] });
  }

  /** `rows`: data by name of the data set. `change` may adjust the specification; then the chart is drawn anew. `signals`: values by name. */
  async fill(rows, change = null, signals = {}) {
    const embed = await loadVega();
    if (this.view && !change) {
      for (const [name, values] of Object.entries(rows)) if (this.rows[name] !== values) this.view.data(name, values);
      this.rows = rows;
      for (const [name, value] of Object.entries(signals)) this.view.signal(name, value);
      await this.view.runAsync();
      return;
    }
    this.rows = rows;
    const spec = structuredClone(this.spec);
    if (innerWidth < 700) fitPhone(spec);
    if (matchMedia("(prefers-color-scheme: dark)").matches) fitDark(spec);
    spec.datasets = rows;
    spec.description = this.label ??= this.host.getAttribute("aria-label"); // Vega sets it as the label of its own
    change?.(spec);
    this.view?.finalize();
    const made = await embed(this.host, spec, {
      ...{ mode: "vega-lite", ast: true, actions: false, defaultStyle: false, renderer: this.renderer, logLevel: 1 },
      config: chartConfig(),
      tooltip: showChartTip,
      formatLocale: PAGE.number_format,
    });
    this.view = made.view;
    for (const [name, value] of Object.entries(signals)) this.view.signal(name, value);
    await this.view.runAsync();
  }
}

/** Less room for names, so that bars have some. */
function fitPhone(spec) {
  if (spec.encoding?.y?.axis) spec.encoding.y.axis.labelLimit = 130;
  if (spec.height > 400) spec.height = 440;
}

/** High values stand out from the ground: dark ones on a light page, light ones on a dark page. */
function fitDark(spec) {
  for (const { encoding } of spec.layer ?? []) if (encoding.color?.scale?.scheme) encoding.color.scale.reverse = false;
}

/** The colours of a chart as a list beside it: it wraps on a phone, and is read aloud. */
function chartLegend(name, host) {
  const spec = PAGE.charts[name];
  const { domain, range } = (spec.layer?.[0] ?? spec).encoding.color.scale;
  fill(host, ...domain.map((text, at) => {
    const key = make("span", { className: "key", "aria-hidden": "true" });
    key.style.background = range[at];
    return make("li", {}, key, text);
  }));
}

function showChartTip(_, event, item, value) {
  const text = typeof value === "object" && value !== null ? Object.values(value).join("\n") : value;
  if (!text) return TIP.hide();
  const point = { left: event.clientX + 8, bottom: event.clientY + 8, top: event.clientY - 8 };
  TIP.show(String(text), { getBoundingClientRect: () => point });
}
