/**
 * The map's surface through Plotly's own functions: its SVG map where there is no WebGL, and its WebGL map where
 * the instance cannot be had. It offers what plotly.js offers, so that the rest of the map sees no difference.
 */

import { latitude, longitude, mercatorX, mercatorY } from "../marks.js";
import { areaFiles, areasAround, isProjected, worldOf } from "./reach.js";

const TILE = 512;
const MIDDLE = 0.42; // of the world's height, where what lies south and north of the places is even
const CROSSING = 16; // pixels across a crossing's mark of size 1
const EMPTY = { type: "GeometryCollection", geometries: [] };

/** Plotly asks another host for land even where it draws none: an empty one is at hand. */
const NO_LAND = { type: "Topology", arcs: [], objects: Object.fromEntries(["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].map((name) => [name, EMPTY])) };

/**
 * @param {HTMLElement} host
 * @param {any} options as for plotly.js
 * @returns the surface: see map/map.js for what is asked of it
 */
export function create(host, options) {
  const { data, marks } = options;
  const listeners = [];
  const tell = (what) => listeners.forEach((heard) => heard(what));
  const shown = new Uint8Array(marks.place.length);
  const areas = new Map();
  let { figure } = options;
  const isSvg = Boolean(figure.layout.geo);
  const subplot = isSvg ? "geo" : "map";
  let gd = null;
  let isDraggable = true;
  let pending = 0;
  let crossings = { lon: [], lat: [], symbol: [] };
  let isZoneShown = false;
  let whenReady = [];
  let looks = new Map();
  if (isSvg) window.PlotlyGeoAssets.topojson.world_110m = NO_LAND;

  const layoutNow = () => (gd?.layout[subplot] ? gd.layout : figure.layout)[subplot];

  /** Pixels of the world at scale 1, which Plotly fits into the box; roughly so before it has. */
  const worldAtScaleOne = () => (gd ? worldOf(gd) / layoutNow().projection.scale : host.clientWidth);

  function view() {
    const place = layoutNow();
    const zoom = isSvg ? Math.log2((worldAtScaleOne() * place.projection.scale) / TILE) : place.zoom;
    return { lon: place.center.lon, lat: place.center.lat, zoom, width: host.clientWidth, height: host.clientHeight };
  }

  /** Puts a view into a figure that is to be drawn, and keeps what its marks look like: Plotly changes the rows. */
  function placed(next, { lon, lat, zoom }) {
    const place = next.layout[subplot];
    looks = new Map(next.data.map(({ uid, marker }) => [uid, { ...marker }]));
    place.center = { lon, lat };
    if (isSvg) Object.assign(place.projection, { rotation: { lon }, scale: (TILE * 2 ** zoom) / worldAtScaleOne() });
    else place.zoom = zoom;
    if (isSvg && gd) place.lataxis.range = latitudes();
    return next;
  }

  /** Degrees of latitude that a world as wide as the box leaves room for: Plotly draws nothing beside them. */
  function latitudes() {
    const half = Math.min(0.5, host.clientHeight / host.clientWidth / 2);
    const middle = Math.max(half, Math.min(1 - half, MIDDLE));
    return [latitude(middle + half), latitude(middle - half)];
  }

  function edits({ lon, lat, zoom }) {
    if (!isSvg) return { "map.center": { lon, lat }, "map.zoom": zoom };
    const scale = (TILE * 2 ** zoom) / worldAtScaleOne();
    return { "geo.center": { lon, lat }, "geo.projection.rotation.lon": lon, "geo.projection.scale": scale };
  }

  /** The rows of a trace of marks that are shown, fanned out at the present zoom. */
  function rowsOf(trace) {
    const { zoom } = view();
    const [world, size] = [TILE * 2 ** zoom, marks.sizeAt(zoom)];
    const look = looks.get(trace.uid);
    const found = { lon: [], lat: [], symbol: [], color: [], size: [] };
    for (let mark = 0; mark < shown.length; mark++) {
      if (shown[mark] === 0 || marks.trace[mark] !== trace.uid) continue;
      if (marks.far[mark] === 1 && zoom >= marks.farZoom) continue;
      const [row, i] = [marks.row[mark], marks.place[mark]];
      found.lon.push(longitude(marks.x[i] + (marks.dx[i] * size) / world));
      found.lat.push(latitude(marks.y[i] + (marks.dy[i] * size) / world));
      found.symbol.push(look.symbol[row]);
      if (!isSvg) continue;
      found.color.push(look.color[row]);
      found.size.push(look.size[row] * size);
    }
    return found;
  }

  const asMarks = ({ lon, lat, symbol, color, size }) => ({
    lon: [lon],
    lat: [lat],
    "marker.symbol": [symbol],
    ...(isSvg ? { "marker.color": [color], "marker.size": [size] } : {}),
  });

  function crossingRows() {
    const { lon, lat, symbol } = crossings;
    if (!isSvg) return { lon: [lon], lat: [lat], "marker.symbol": [symbol] };
    const parts = symbol.map((name) => name.match(/^crossing_(\w+)_(\w+)_\d:(\d+)$/));
    return {
      lon: [lon],
      lat: [lat],
      "marker.symbol": [parts.map(([, shape, look]) => figure.layout.meta.crossings[shape] + (look === "missing" ? "-open" : ""))],
      "marker.size": [parts.map(([, , , size]) => (CROSSING * size) / 100)],
    };
  }

  /** What an area's look is in the scale of its trace: 0 is clear. */
  function stepOf(row) {
    const { policing = -1, status = 0 } = areas.get(row) ?? {};
    if (policing < 0) return 0;
    const { steps } = figure.layout.meta;
    if (!steps) return policing;
    return 1 + (steps[data.statuses[status]] ?? steps.other) * data.policings.length + policing;
  }

  const ready = (job) => (gd ? job() : whenReady.push(job));

  const redraw = () => (pending ||= requestAnimationFrame(apply));

  /** One call of Plotly for each trace, at most once a frame. */
  async function apply() {
    pending = 0;
    if (!gd) return;
    for (const [at, trace] of figure.data.entries()) {
      if (trace.uid === "marks" || trace.uid === "far") await window.Plotly.restyle(gd, asMarks(rowsOf(trace)), [at]);
      else if (trace.uid === "crossings") await window.Plotly.restyle(gd, crossingRows(), [at]);
      else if (trace.uid === "zone") await window.Plotly.restyle(gd, { visible: isZoneShown }, [at]);
      else if (trace.uid.startsWith("areas")) {
        const ink = options.palette().ink;
        const told = trace.locations.map((row) => areas.get(row) ?? {});
        await window.Plotly.restyle(
          gd,
          {
            z: [trace.locations.map(stepOf)],
            "marker.line.color": [told.map(({ isSelected, colour }) => (isSelected ? ink : (colour ?? "rgba(0,0,0,0)")))],
            "marker.line.width": [told.map(({ isSelected }) => (isSelected ? 2.5 : 0.6))],
          },
          [at],
        );
      }
    }
    tell("move");
  }

  function keep(row, part) {
    areas.set(row, { ...areas.get(row), ...part });
    redraw();
  }

  function go(lon, lat, zoom) {
    if (!gd) return;
    window.Plotly.relayout(gd, edits({ lon, lat, zoom: Math.max(0.6, Math.min(13, zoom)) }));
  }

  async function taken(element) {
    if (isSvg) {
      if (!isProjected(element)) return void requestAnimationFrame(() => taken(element));
      await window.Plotly.relayout(element, { "geo.lataxis.range": latitudes() });
    }
    gd = element;
    gd.on("plotly_relayouting", () => tell("move"));
    gd.on("plotly_relayout", () => {
      redraw();
      tell("moveend");
    });
    if (isSvg) go(options.home.lon, options.home.lat, options.home.zoom);
    whenReady.forEach((job) => job());
    whenReady = [];
    redraw();
  }

  return {
    kind: isSvg ? "svg" : "restyle",
    map: null,
    start: () => options.draw(placed(figure, options.home), taken),
    ready,
    drawn: ready,
    listen: (heard) => listeners.push(heard),
    view,
    setMark(mark, isOn) {
      shown[mark] = isOn ? 1 : 0;
      redraw();
    },
    setArea(row, policing, status) {
      keep(row, { policing, status, colour: policing < 0 ? null : options.palette().policing[policing] });
    },
    selectArea: (row, isSelected) => keep(row, { isSelected }),
    areas: () => areaFiles(figure),
    areasAt(x, y) {
      const { lon, lat, zoom, width, height } = view();
      const world = TILE * 2 ** zoom;
      const at = [longitude(mercatorX(lon) + (x - width / 2) / world), latitude(mercatorY(lat) + (y - height / 2) / world)];
      return gd ? areasAround(gd, ...at) : [];
    },
    go,
    panBy(dx, dy) {
      const { lon, lat, zoom } = view();
      const world = TILE * 2 ** zoom;
      go(longitude(mercatorX(lon) + dx / world), latitude(mercatorY(lat) + dy / world), zoom);
    },
    setDragging(isOn) {
      if (gd && isOn !== isDraggable) window.Plotly.relayout(gd, { dragmode: isOn ? "pan" : false });
      isDraggable = isOn;
    },
    setTheme(next) {
      figure = placed(next, view());
      options.draw(figure, redraw);
    },
    setCrossings(rows) {
      if (!rows.lon.length && !crossings.lon.length) return;
      crossings = rows;
      redraw();
    },
    setZone(on) {
      isZoneShown = on;
      if (!isSvg && gd) window.Plotly.relayout(gd, { "map.layers": on ? figure.layout.meta.zone : [] });
      redraw();
    },
  };
}
