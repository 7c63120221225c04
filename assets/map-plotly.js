/**
 * The map's surface on Plotly's own WebGL map, and the only file that touches Plotly's private parts.
 *
 * The figure comes from Python; a year or a filter only switches its rows by feature-state on Plotly's own
 * sources, so that nothing is laid out again. What is relied on is held by tests/browser/test_plotly_parts.py
 * for the pinned version; where the instance cannot be had, map-restyle.js does the same through Plotly's own
 * functions, and without WebGL on its SVG map.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const ON = { on: 1 };
  const OFF = { on: 0 };
  const AREAS = ["state", "county"];
  const STEP_MS = 300;
  const NOTHING = { type: "FeatureCollection", features: [] };
  const CLEAR = "rgba(0,0,0,0)";
  const COLOUR = ["coalesce", ["feature-state", "color"], CLEAR];
  const STRENGTH = ["coalesce", ["feature-state", "opacity"], 0];
  const maplibre = window.Plotly?.maplibre;
  let made = null;

  /** Plotly asks this of each map as soon as it has made it. No icon that is missing is looked for elsewhere. */
  if (maplibre) {
    const { prototype } = maplibre.Map;
    prototype.setMissingStyleImageResolver = function () {
      made?.(this);
    };
    // What a layer says it holds, Plotly does not overwrite: sizes, offsets and the switch that time turns.
    for (const name of ["setPaintProperty", "setLayoutProperty"]) {
      const plain = prototype[name];
      prototype[name] = function (layer, property, value, options) {
        const isHeld = options?.atlas !== true && this.getLayer(layer)?.metadata?.held?.includes(property);
        return isHeld ? this : plain.call(this, layer, property, value, options);
      };
    }
    maplibre.setWorkerUrl(new URL(document.querySelector("script[data-worker]").dataset.worker, document.baseURI).href);
    maplibre.prewarm(); // so that the worker is ready by the time the map asks it
  }

  let supportKnown = null;

  /** Whether this browser draws with WebGL; the probe's own context is given back at once. */
  function supported() {
    if (supportKnown === null) {
      const probe = document.createElement("canvas").getContext("webgl2");
      supportKnown = Boolean(probe && maplibre);
      if (probe) probe.getExtension("WEBGL_lose_context")?.loseContext();
    }
    return supportKnown;
  }

  const layerOf = (kind, type) => `plotly-trace-layer-areas-${kind}-${type}`;
  const lineOf = (kind) => layerOf(kind, "line");

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

  /** Whether Plotly's SVG map has been laid out: it does so in steps. */
  const isProjected = (gd) => Boolean(gd._fullLayout?.geo?._subplot?.projection);

  /** Pixels that the world is wide on Plotly's SVG map. */
  const worldOf = (gd) => 2 * Math.PI * gd._fullLayout.geo._subplot.projection.scale();

  /** The rows of the places whose areas hold a point, as Plotly keeps them for its own hovering. */
  function areasAround(gd, lon, lat) {
    const areas = gd.calcdata.filter(([{ trace }]) => trace.uid.startsWith("areas-"));
    return areas.flatMap((cells) => cells.filter(({ _polygons: parts }) => parts?.some((part) => part.contains([lon, lat])))).map(({ loc }) => loc).reverse();
  }

  /**
   * @param {HTMLElement} host
   * @param {object} options figure, draw(figure), home, marks, data, palette(), reducedMotion()
   * @returns the surface: see map.js for what is asked of it
   */
  function create(host, options) {
    const { data, marks } = options;
    const listeners = [];
    const areaStates = new Map();
    const tell = (what) => listeners.forEach((heard) => heard(what));
    let { figure } = options;
    let map = null;
    let gd = null;
    let isReady = false;
    let whenReady = [];
    let crossings = { lon: [], lat: [], symbol: [] };
    let isZoneShown = false;
    let whenDrawn = [];
    const later = [];

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
      style.layers = asGiven(style.layers.map((layer) => (!map && isMap(layer) ? postponed(layer) : layer)));
      place.layers = []; // Plotly looks for those of the style before; the zone comes once the new one is there
      return figure;
    }

    function take(instance) {
      map = instance;
      made = null;
      gd = map.getContainer().closest(".js-plotly-plot");
      map.on("styledata", dressAreas);
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
        for (const source of Object.values(sourceOf).map((id) => map.getSource(id))) source.setData = () => source;
        if (isReady) tell("reset");
        isReady = true;
        whenReady = [];
        for (const job of jobs) job();
        if (isZoneShown) drawZone();
      });
      marksFirst();
      map.on("move", () => tell("move"));
      map.on("resize", () => tell("move"));
      map.on("moveend", () => tell("moveend"));
    }

    /**
     * Nothing is drawn before the marks, and no source but theirs is laid out: each drawing of the whole map, and
     * each tile that the worker has to make first, would keep the reader waiting for them.
     */
    function marksFirst() {
      const { painter } = map;
      const { render } = painter;
      const { addSource, addLayer } = map;
      const isAreas = (source) => source?.startsWith("source-areas");
      map.addSource = (id, source) => {
        if (!isAreas(id)) return addSource.call(map, id, source);
        later.push(() => map.getSource(id)?.setData(source.data));
        return addSource.call(map, id, { ...source, data: NOTHING });
      };
      map.addLayer = (layer, before) => addLayer.call(map, isAreas(layer.source) ? postponed(layer) : layer, before);
      painter.render = (style, ...rest) => {
        painter.style = style; // what the worker has made is read with it
        if (!Object.values(sourceOf).every((source) => map.getSource(source) && map.isSourceLoaded(source))) return;
        painter.render = inSteps(painter, render);
        painter.render(style, ...rest);
        delete map.addSource;
        delete map.addLayer;
        map.once("render", drawn);
      };
    }

    /** While tiles come, the map is drawn now and then: a drawing for each would keep the reader waiting for the last. */
    function inSteps(painter, render) {
      let last = 0;
      let timer = 0;
      const again = () => {
        timer = 0;
        map.triggerRepaint();
      };
      return (...given) => {
        const rest = last + STEP_MS - performance.now();
        if (rest > 0 && !map.isMoving() && !map.areTilesLoaded()) {
          timer ||= setTimeout(again, rest);
          return;
        }
        last = performance.now();
        render.apply(painter, given);
      };
    }

    /** The layer, not to be shown before the marks. */
    function postponed(layer) {
      later.push(() => map.setLayoutProperty(layer.id, "visibility", "visible"));
      return { ...layer, layout: { ...layer.layout, visibility: "none" } };
    }

    function drawn() {
      for (const job of [...later, ...whenDrawn]) job();
      whenDrawn = null;
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

    /** Plotly puts its areas on the map when their geometry has come, and anew with every other style. */
    function dressAreas() {
      const bare = AREAS.filter((kind) => map.getLayer(lineOf(kind)) && !map.getLayer(lineOf(kind)).metadata);
      for (const kind of bare) dressArea(kind);
      for (const [row, state] of bare.length ? areaStates : []) setState(row, state);
    }

    function dressArea(kind) {
      const source = `source-areas-${kind}`;
      const chosen = ["boolean", ["feature-state", "selected"], false];
      const line = kind === "county" ? 0.6 : 0.9;
      const paints = {
        fill: { "fill-color": COLOUR, "fill-opacity": STRENGTH },
        line: {
          "line-color": ["case", chosen, options.palette().ink, COLOUR],
          "line-width": ["case", chosen, 2.5, line],
          "line-opacity": ["case", chosen, 1, ["case", [">", STRENGTH, 0], 0.9, 0]],
        },
      };
      for (const [type, paint] of Object.entries(paints)) {
        const id = layerOf(kind, type);
        map.getLayer(id).metadata = { held: Object.keys(paint) };
        for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value, { atlas: true });
      }
      const hatch = `atlas-hatch-${kind}`;
      if (map.getLayer(hatch)) return;
      const paint = { "fill-pattern": figure.layout.meta.hatch, "fill-opacity": ["coalesce", ["feature-state", "hatch"], 0] };
      map.addLayer({ id: hatch, type: "fill", source, paint }, lineOf(kind));
    }

    const drawZone = () => window.Plotly.relayout(gd, { "map.layers": isZoneShown ? figure.layout.meta.zone : [] });

    const stateId = { source: "", id: 0 };
    function setState(row, state) {
      stateId.source = `source-areas-${data.places.area[row]}`;
      stateId.id = row;
      if (map.getSource(stateId.source)) map.setFeatureState(stateId, state);
    }
    function keepState(row, part) {
      const state = Object.assign(areaStates.get(row) ?? {}, part);
      areaStates.set(row, state);
      setState(row, state);
    }

    const markId = { source: "", id: 0 };
    const sourceOf = { far: "source-far-symbol", marks: "source-marks-symbol" };
    const ready = (job) => (isReady ? job() : whenReady.push(job));

    function draw() {
      if (!map) made = take;
      options.draw(dressed());
    }

    return {
      kind: "gl",
      get map() {
        return map;
      },
      start: draw,
      ready,
      drawn: (job) => (whenDrawn ? whenDrawn.push(job) : job()),
      listen: (heard) => listeners.push(heard),
      view,
      setMark(mark, isOn) {
        markId.source = sourceOf[marks.trace[mark]];
        markId.id = marks.row[mark];
        map.setFeatureState(markId, isOn ? ON : OFF);
      },
      setArea(row, policing, status) {
        const looks = figure.layout.meta.areas[data.places.area[row]];
        const [opacity, hatch] = policing < 0 ? [0, 0] : (looks[data.statuses[status]] ?? looks.other);
        keepState(row, { color: policing < 0 ? CLEAR : options.palette().policing[policing], opacity, hatch });
      },
      selectArea: (row, isSelected) => keepState(row, { selected: isSelected }),
      areasAt(x, y) {
        const layers = AREAS.map((kind) => layerOf(kind, "fill")).filter((id) => map?.getLayer(id));
        return layers.length ? map.queryRenderedFeatures([x, y], { layers }).map(({ id }) => id) : [];
      },
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
      remove: () => window.Plotly.purge(gd),
    };
  }

  /** Whether Plotly's map can be had as it is made. */
  const isReached = () => typeof maplibre?.Map.prototype.setMissingStyleImageResolver === "function";

  atlas.mapPlotly = { create, supported, isReached, areasAround, isProjected, worldOf };
})();
