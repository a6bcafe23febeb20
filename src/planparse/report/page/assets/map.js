// The map: a point for each commune, coloured by the value that its plan sets for one indicator and year.

const ALWAYS_NAMED = ["20333", "21548", "22736", "31078", "26732"]; // Hoàng Sa, Lý Sơn, Trường Sa, Phú Quốc, Côn Đảo

class MapPart {
  constructor(stock, heat, matrixPart) {
    Object.assign(this, { stock, heat, matrixPart });
    this.chart = new Chart(find("map-chart"), "map", "canvas");
    this.pointOf = new Map(stock.points.code.map((code, at) => [code, at]));
    find("map-indicator").addEventListener("change", () => this.draw());
    find("map-zoom").addEventListener("change", () => this.draw());
    const name = ({ place }) => stock.placeName(place);
    this.list = new List(find("map-list"), {
      caption: say("map.list"),
      empty: say("map.none"),
      columns: [
        { label: say("column.commune"), order: name, show: (row) => make("span", {}, make("button", { type: "button", className: "link", textContent: name(row), onclick: () => matrixPart.open(row.place, row.at) }), make("small", { textContent: ` ${stock.places.province[row.place] ?? ""}` })) },
        { label: say("map.value"), numeric: true, order: (row) => row.value, show: (row) => row.shown },
      ],
      start: 1,
    });
    this.list.down = true;
  }

  /** Indicators of the matrix's year, in its order. */
  fill(sieve) {
    this.sieve = sieve;
    const box = find("map-indicator");
    const before = box.value;
    const offered = `${this.heat.year} ${this.heat.shown.join()}`;
    // hundreds of choices are only made anew where they are others
    if (this.offered !== offered) fill(box, ...this.heat.shown.map((at) => make("option", { value: String(at), textContent: `${this.heat.nameOf(at)} (${NUMBERS.format(this.heat.setBy[at])})` })));
    this.offered = offered;
    if (this.heat.shown.includes(Number(before)) && before !== "") box.value = before;
    const year = this.heat.year ?? say("matrix.no_year");
    find("map-year").textContent = say("map.year", { year: String(year) });
    return this.draw();
  }

  draw() {
    const at = find("map-indicator").value === "" ? -1 : Number(find("map-indicator").value);
    const rows = this.pointsOf(at);
    const counts = { value: rows.value.length, missing: rows.missing.length, unplaced: rows.unplaced };
    find("map-count").textContent = say(rows.unplaced ? "map.count_unplaced" : "map.count", counts);
    this.list.fill(this.valuesOf(at));
    const unit = at < 0 ? "" : this.heat.columns.unit[this.heat.inYear[at]] ?? "";
    const title = at < 0 ? "" : unit || say("map.value");
    // the legend's title is part of the drawing: it is made anew when the unit changes
    const change = title === this.title ? null : (spec) => setLegendTitle(spec, title);
    this.title = title;
    const { unplaced, ...drawn } = rows;
    return this.chart.fill(drawn, change, edgesOf(drawn.none));
  }

  pointsOf(at) {
    const { points, places } = this.stock;
    const rows = { none: [], missing: [], value: [], names: [], unplaced: 0 };
    // all communes lie under what the filters leave: the country keeps its shape, and nothing is drawn anew for them
    this.all ??= points.code.map((_, point) => this.pointRow(point, say("map.no_plan")));
    const province = this.oneProvince();
    find("map-zoom-box").hidden = province === null;
    const isNear = province !== null && find("map-zoom").checked;
    rows.none = isNear ? this.all.filter((_, point) => points.province[point] === province) : this.all;
    for (const place of this.heat.rows) {
      const point = this.pointOf.get(places.code[place]);
      if (point === undefined) {
        rows.unplaced += 1;
        continue;
      }
      const row = at < 0 ? -1 : this.heat.cell(place, at);
      const value = row < 0 ? null : this.heat.values.value[row];
      if (value === null) {
        rows.missing.push(this.pointRow(point, row < 0 ? say("map.missing") : this.heat.lists.shown[this.heat.values.shown[row]]));
      } else {
        rows.value.push({ ...this.pointRow(point, this.heat.lists.shown[this.heat.values.shown[row]]), value });
      }
    }
    this.names ??= ALWAYS_NAMED.map((code) => this.pointOf.get(code)).filter((point) => point !== undefined).map((point) => ({ ...this.pointRow(point, ""), name: points.name[point], province: points.province[point] }));
    rows.names = isNear ? this.names.filter((row) => row.province === province) : this.names;
    return rows;
  }

  /** The province that all communes in view are of; null where there are several. */
  oneProvince() {
    const found = new Set(this.heat.rows.map((place) => this.stock.places.province[place]));
    const [province] = found;
    return found.size === 1 ? province : null;
  }

  /** The same values as a list, those of communes without a point too. */
  valuesOf(at) {
    if (at < 0) return [];
    const { values, lists } = this.heat;
    const found = this.heat.rows.map((place) => ({ place, at, row: this.heat.cell(place, at) })).filter(({ row }) => row >= 0);
    return found.map((one) => ({ ...one, value: values.value[one.row], shown: lists.shown[values.shown[one.row]] }));
  }

  pointRow(point, told) {
    const { points } = this.stock;
    const name = `${points.type[point]} ${points.name[point]}, ${points.province[point]}`;
    return { latitude: points.latitude[point], longitude: points.longitude[point], tip: `${name}\n${told}` };
  }
}

/** The edges of what is shown, in Mercator's radians. */
function edgesOf(rows) {
  const edges = { x0: Infinity, x1: -Infinity, y0: Infinity, y1: -Infinity };
  for (const { latitude, longitude } of rows) {
    const x = (longitude * Math.PI) / 180;
    const y = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
    Object.assign(edges, { x0: Math.min(edges.x0, x), x1: Math.max(edges.x1, x), y0: Math.min(edges.y0, y), y1: Math.max(edges.y1, y) });
  }
  return rows.length > 1 ? edges : {};
}

function setLegendTitle(spec, title) {
  for (const layer of spec.layer) if (layer.encoding?.color?.legend) layer.encoding.color.legend.title = title;
}
