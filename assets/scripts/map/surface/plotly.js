/**
 * The map's surface on Plotly's own WebGL map.
 *
 * The figure comes from Python; a year or a filter only switches its rows by feature-state on Plotly's own
 * sources, so that nothing is laid out again. Where the map cannot be had (reach.js), restyle.js does the same
 * through Plotly's own functions, and without WebGL on its SVG map.
 */

import * as areasOf from "./areas.js";
import * as first from "./first.js";
import { areaFiles, whenMade } from "./reach.js";

const ON = { on: 1 };
const OFF = { on: 0 };
const SOURCES = { far: "source-far-symbol", marks: "source-marks-symbol" };

/** The layer that all marks lie above. */
const MARKS = "slot-far";

const pointsOf = ({ lon, lat, marker }) => ({
  type: "FeatureCollection",
  features: marker.symbol.map((symbol, row) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon[row], lat[row]] },
    properties: { symbol },
  })),
});

/** Dash copies a figure object by object, comparing each with all before it: what says another kind it leaves as it is. */
const asGiven = (value) => Object.defineProperty(value, Symbol.toStringTag, { value: "Given" });

/**
 * @param {HTMLElement} host
 * @param {any} options figure, draw(figure), home, marks, data, palette(), reducedMotion()
 * @returns the surface: see map.js for what is asked of it
 */
export function create(host, options) {
  const { marks } = options;
  const listeners = [];
  const tell = (what) => listeners.forEach((heard) => heard(what));
  let { figure } = options;
  let map = null;
  let gd = null;
  let isReady = false;
  let whenReady = [];
  let crossings = { lon: [], lat: [], symbol: [] };
  let isZoneShown = false;
  let areas = null;
  const order = first.create(Object.values(SOURCES));

  function view() {
    const size = { width: host.clientWidth, height: host.clientHeight };
    if (!map) return { ...options.home, ...size };
    const { lng: lon, lat } = map.getCenter();
    return { lon, lat, zoom: map.getZoom(), ...size };
  }

  /** The figure as it is handed to Plotly: at the present view, with what the reader has switched on. */
  function dressed() {
    const { map: place } = figure.layout;
    const { style } = place;
    style.sprite = new URL(style.sprite, document.baseURI).href;
    for (const trace of figure.data) {
      if (trace.uid === "crossings") Object.assign(trace, { lon: crossings.lon, lat: crossings.lat, marker: { ...trace.marker, symbol: crossings.symbol } });
      // Marks stand as soon as the base map does: Plotly itself would fill them in only after it.
      const source = style.sources[`source-${trace.uid}-symbol`];
      if (source) source.data = asGiven(pointsOf(trace));
    }
    const { lon, lat, zoom } = view();
    Object.assign(place, { center: { lon, lat }, zoom });
    const isMap = ({ source, layout }) => source && !source.startsWith("source-") && layout?.visibility !== "none";
    style.layers = asGiven(style.layers.map((layer) => (!map && isMap(layer) ? order.postponed(layer) : layer)));
    place.layers = []; // Plotly looks for those of the style before; the zone comes once the new one is there
    return figure;
  }

  function take(instance) {
    map = instance;
    gd = map.getContainer().closest(".js-plotly-plot");
    areas = areasOf.create(map, options, () => figure.layout.meta);
    map.touchZoomRotate.disableRotation();
    const canvas = map.getCanvas();
    for (const name of ["tabindex", "role", "aria-label"]) canvas.removeAttribute(name);
    canvas.setAttribute("aria-hidden", "true");
    const box = map.getCanvasContainer();
    box.addEventListener("dblclick", closer, true); // Plotly's own would go back to the first view
    // Plotly waits with its traces until the base map is drawn; they may come as soon as its style is there.
    map.once("style.load", () => map.fire("load"));
    map.on("style.load", () => {
      const jobs = whenReady;
      // Plotly fills in once more what the style held already.
      for (const source of Object.values(SOURCES).map((id) => map.getSource(id))) source.setData = () => source;
      if (isReady) tell("reset");
      isReady = true;
      whenReady = [];
      for (const job of jobs) job();
      if (isZoneShown) drawZone();
    });
    order.hold(map);
    map.on("error", ({ error }) => console.error(error)); // Plotly itself says only that there was one
    map.on("move", () => tell("move"));
    map.on("resize", () => tell("move"));
    map.on("moveend", () => tell("moveend"));
  }

  function closer(event) {
    event.stopPropagation();
    const { left, top, width, height } = host.getBoundingClientRect();
    const { lng, lat } = map.unproject([(event.clientX - left + width / 2) / 2, (event.clientY - top + height / 2) / 2]);
    go(lng, lat, map.getZoom() + 1, { duration: 300 });
  }

  /** Moves the map. Plotly, and with it Dash, hears of the end first: a drawing on the way would else undo it. */
  function go(lon, lat, zoom, { jump = false, duration = 500 } = {}) {
    const layout = gd._fullLayout.map;
    for (const place of [layout, layout._input]) Object.assign(place, { center: { lon, lat }, zoom });
    gd.emit("plotly_relayout", { "map.center": { lon, lat }, "map.zoom": zoom });
    const to = { center: [lon, lat], zoom };
    if (jump || options.reducedMotion()) map.jumpTo(to);
    else map.easeTo({ ...to, duration });
  }

  function panBy(dx, dy) {
    const { clientWidth, clientHeight } = host;
    const { lng, lat } = map.unproject([clientWidth / 2 + dx, clientHeight / 2 + dy]);
    go(lng, lat, map.getZoom(), { duration: 150 });
  }

  const drawZone = () => window.Plotly.relayout(gd, { "map.layers": isZoneShown ? figure.layout.meta.zone : [] });

  const markId = { source: "", id: 0 };
  const ready = (job) => (isReady ? job() : whenReady.push(job));

  function draw() {
    if (!map) whenMade(take);
    options.draw(dressed());
  }

  return {
    kind: "gl",
    get map() {
      return map;
    },
    start: draw,
    ready,
    drawn: order.drawn,
    listen: (heard) => listeners.push(heard),
    view,
    setMark(mark, isOn) {
      markId.source = SOURCES[marks.trace[mark]];
      markId.id = marks.row[mark];
      map.setFeatureState(markId, isOn ? ON : OFF);
    },
    setArea: (row, policing, status) => areas.set(row, policing, status),
    selectArea: (row, isSelected) => areas.select(row, isSelected),
    areas: () => areaFiles(figure),
    /** Above which of the map's own layers another may lie: all but the marks. */
    under: () => MARKS,
    areasAt: (x, y) => areas?.at(x, y) ?? [],
    go,
    panBy,
    setDragging(isOn) {
      for (const handler of [map.dragPan, map.touchZoomRotate, map.scrollZoom]) isOn ? handler.enable() : handler.disable();
      if (isOn) map.touchZoomRotate.disableRotation();
    },
    setTheme(next) {
      figure = next;
      draw();
    },
    /** @param {{lon: number[], lat: number[], symbol: string[]}} rows */
    setCrossings(rows) {
      if (!rows.lon.length && !crossings.lon.length) return;
      crossings = rows;
      const at = figure.data.findIndex(({ uid }) => uid === "crossings");
      if (gd) window.Plotly.restyle(gd, { lon: [rows.lon], lat: [rows.lat], "marker.symbol": [rows.symbol] }, [at]);
    },
    setZone(isShown) {
      if (isShown === isZoneShown) return;
      isZoneShown = isShown;
      if (gd) drawZone();
    },
  };
}
