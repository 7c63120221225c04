/**
 * The map's surface on MapLibre GL: draws what it is told and says where things are.
 *
 * Marks live in one GeoJSON source; each (place, appearance) is a feature that feature-state switches on
 * and off. Areas are the style's own polygons, coloured the same way. Nothing is laid out again when a
 * filter or a year changes. `map-svg.js` is the same surface without WebGL.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const MARKS = "atlas-marks";
  const CROSSINGS = "atlas-crossings";
  const ZONE = "atlas-zone";
  const ON = { on: 1 };
  const OFF = { on: 0 };
  const AREA_SOURCE = { county: "areas_counties", state: "areas_states" };
  const AREA_FILLS = ["areas-counties-fill", "areas-states-fill"];
  const HATCHES = { "atlas-hatch-states": "areas_states", "atlas-hatch-counties": "areas_counties" };
  const HATCH = "atlas-hatch";
  const EMPTY = { type: "FeatureCollection", features: [] };
  const GROUPS = {
    labels: ["labels-state", "labels-city", "labels-country"],
    marks: ["atlas-marks", "atlas-marks-far"],
    areas: ["areas-states-fill", "areas-counties-fill", "areas-counties-line", "areas-states-line", ...Object.keys(HATCHES)],
    crossings: ["atlas-crossings"],
    zone: ["atlas-zone-fill", "atlas-zone-line"],
  };

  let supportKnown = null;

  /** Whether this browser can draw MapLibre's maps (WebGL2). @returns {boolean} */
  function supported() {
    if (supportKnown === null) {
      const probe = document.createElement("canvas").getContext("webgl2");
      supportKnown = Boolean(probe && window.maplibregl);
      if (probe) probe.getExtension("WEBGL_lose_context")?.loseContext();
    }
    return supportKnown;
  }

  const zoomed = (stops, of = (value) => value) => [
    "interpolate",
    ["linear"],
    ["zoom"],
    ...stops.flatMap(([zoom, value]) => [zoom, of(value)]),
  ];

  function markLayer(id, isFar) {
    const on = ["coalesce", ["feature-state", "on"], 0];
    const zoom = atlas.marks.FAR_ZOOM;
    return {
      id,
      type: "symbol",
      source: MARKS,
      filter: ["==", ["get", "far"], isFar ? 1 : 0],
      ...(isFar ? { maxzoom: zoom } : {}),
      layout: {
        "icon-image": ["get", "icon"],
        "icon-size": zoomed(atlas.marks.SIZES, (size) => ["*", size, ["get", "scale"]]),
        "icon-offset": ["get", "offset"],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-padding": 0,
        "symbol-sort-key": ["get", "sort"],
      },
      paint: { "icon-opacity": isFar ? ["interpolate", ["linear"], ["zoom"], zoom - 0.5, on, zoom, 0] : on },
    };
  }

  function crossingLayer() {
    return {
      id: "atlas-crossings",
      type: "symbol",
      source: CROSSINGS,
      layout: {
        "icon-image": ["get", "icon"],
        "icon-size": ["get", "size"],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "symbol-sort-key": ["-", 0, ["get", "size"]],
      },
    };
  }

  function zoneLayers(colour) {
    const hidden = { visibility: "none" };
    return [
      { id: "atlas-zone-fill", type: "fill", source: ZONE, layout: hidden, paint: { "fill-color": colour, "fill-opacity": 0.1 } },
      {
        id: "atlas-zone-line",
        type: "line",
        source: ZONE,
        layout: hidden,
        paint: { "line-color": colour, "line-width": 1.2, "line-dasharray": [3, 2], "line-opacity": 0.8 },
      },
    ];
  }

  /** Cooperation is hatched: an area, too, tells its status by more than colour. */
  const hatchLayers = () =>
    Object.entries(HATCHES).map(([id, source]) => ({
      id,
      type: "fill",
      source,
      paint: { "fill-pattern": HATCH, "fill-opacity": ["coalesce", ["feature-state", "hatch"], 0], "fill-antialias": false },
    }));

  /**
   * @param {HTMLElement} host
   * @param {object} options styleUrls, theme, center, zoom, data, marks, palette(theme), reducedMotion()
   * @returns the surface: see map.js for what is asked of it
   */
  function create(host, options) {
    const { data, marks } = options;
    const map = new window.maplibregl.Map({
      container: host,
      style: options.styleUrls[options.theme],
      center: options.center,
      zoom: options.zoom,
      minZoom: 0.6,
      maxZoom: 13,
      maxPitch: 0,
      pitchWithRotate: false,
      dragRotate: false,
      boxZoom: false,
      keyboard: false,
      attributionControl: false,
      fadeDuration: 250, // 0 would place every label and mark anew in every frame
      validateStyle: false,
    });
    map.touchZoomRotate.disableRotation();
    const canvas = map.getCanvas();
    for (const name of ["tabindex", "role", "aria-label"]) canvas.removeAttribute(name);
    canvas.setAttribute("aria-hidden", "true");

    const ratio = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
    const listeners = [];
    const hiddenGroups = new Set(["zone"]);
    const images = new Map();
    let theme = options.theme;
    let isReady = false;
    let whenReady = [];
    let zone = EMPTY;

    const paletteOf = () => options.palette(theme);

    function putImage(name, strokes, detail = 1) {
      const image = atlas.icons.image(strokes, ratio * detail);
      if (map.hasImage(name)) map.updateImage(name, image);
      else map.addImage(name, image, { pixelRatio: ratio * detail });
    }

    function putImages() {
      const palette = paletteOf();
      const brick = palette.policing[data.policings.indexOf("cooperates")];
      const tile = atlas.icons.hatch(brick, ratio);
      if (map.hasImage(HATCH)) map.updateImage(HATCH, tile);
      else map.addImage(HATCH, tile, { pixelRatio: ratio });
      for (const [name, { shape, status, policing }] of marks.names) {
        const colour = policing >= 0 ? palette.policing[policing] : null;
        putImage(name, atlas.icons.strokes(shape, status, colour, palette));
      }
      for (const [name, strokesOf] of images) putImage(name, strokesOf(palette), strokesOf.detail);
    }

    /** The style with the atlas's own sources and layers on top. */
    function withAtlas(previous, style) {
      const kept = previous?.sources ?? {};
      const own = {
        [MARKS]: kept[MARKS] ?? { type: "geojson", data: atlas.marks.geojson(data, marks), maxzoom: 10 },
        [CROSSINGS]: kept[CROSSINGS] ?? { type: "geojson", data: EMPTY },
        [ZONE]: kept[ZONE] ?? { type: "geojson", data: zone },
      };
      const layers = [...style.layers];
      const below = layers.findIndex((layer) => layer.id === "lakes");
      layers.splice(below < 0 ? layers.length : below, 0, ...zoneLayers(paletteOf().crossing ?? paletteOf().accent));
      const lines = layers.findIndex((layer) => layer.id === "areas-counties-line");
      layers.splice(lines < 0 ? layers.length : lines, 0, ...hatchLayers());
      layers.push(crossingLayer(), markLayer("atlas-marks-far", true), markLayer("atlas-marks", false));
      for (const group of Object.keys(GROUPS)) {
        for (const layer of layers.filter(({ id }) => GROUPS[group].includes(id))) {
          layer.layout = { ...layer.layout, visibility: hiddenGroups.has(group) ? "none" : "visible" };
        }
      }
      return { ...style, sources: { ...style.sources, ...own }, layers };
    }

    const loadStyle = () =>
      map.setStyle(options.styleUrls[theme], { diff: true, transformStyle: withAtlas });

    map.on("styleimagemissing", ({ id }) => {
      const mark = marks.names.get(id);
      const palette = paletteOf();
      if (mark) {
        const colour = mark.policing >= 0 ? palette.policing[mark.policing] : null;
        putImage(id, atlas.icons.strokes(mark.shape, mark.status, colour, palette));
      } else if (images.has(id)) putImage(id, images.get(id)(palette), images.get(id).detail);
    });
    // Fires at the start, and again if MapLibre could not change one theme to the other step by step.
    map.on("style.load", () => {
      putImages();
      const style = withAtlas(null, map.getStyle());
      for (const name of [ZONE, CROSSINGS, MARKS]) if (!map.getSource(name)) map.addSource(name, style.sources[name]);
      style.layers.forEach((layer, at) => {
        if (map.getLayer(layer.id)) return;
        map.addLayer(layer, style.layers.slice(at + 1).find(({ id }) => map.getLayer(id))?.id);
      });
      if (isReady) listeners.forEach((heard) => heard("reset"));
      isReady = true;
      for (const job of whenReady) job();
      whenReady = [];
    });
    map.on("move", () => listeners.forEach((heard) => heard("move")));
    map.on("moveend", () => listeners.forEach((heard) => heard("moveend")));
    map.on("resize", () => listeners.forEach((heard) => heard("move")));

    const ready = (job) => (isReady ? job() : whenReady.push(job));
    const markId = { source: MARKS, id: 0 };
    const areaId = { source: "", id: "" };

    return {
      kind: "gl",
      map,
      ready,
      listen: (heard) => listeners.push(heard),
      view: () => {
        const { lng, lat } = map.getCenter();
        return { lon: lng, lat, zoom: map.getZoom(), width: host.clientWidth, height: host.clientHeight };
      },
      setMark(feature, isOn) {
        markId.id = feature;
        map.setFeatureState(markId, isOn ? ON : OFF);
      },
      setArea(kind, placeId, colour, status) {
        areaId.source = AREA_SOURCE[kind];
        areaId.id = placeId;
        const { opacity, hatch } = atlas.marks.areaLook(kind, colour, status);
        map.setFeatureState(areaId, { color: colour, opacity, hatch });
      },
      selectArea(kind, placeId, isSelected) {
        map.setFeatureState({ source: AREA_SOURCE[kind], id: placeId }, { selected: isSelected });
      },
      areasAt(x, y) {
        const layers = AREA_FILLS.filter((id) => map.getLayer(id));
        return isReady ? map.queryRenderedFeatures([x, y], { layers }).map(({ id, properties }) => properties.place_id ?? id) : [];
      },
      go(lon, lat, zoom, { jump = false } = {}) {
        const to = { center: [lon, lat], zoom };
        if (jump || options.reducedMotion()) map.jumpTo(to);
        else map.easeTo({ ...to, duration: 500 });
      },
      panBy(dx, dy) {
        map.panBy([dx, dy], { animate: !options.reducedMotion(), duration: 150 });
      },
      setDragging(isOn) {
        for (const handler of [map.dragPan, map.touchZoomRotate, map.scrollZoom]) isOn ? handler.enable() : handler.disable();
        if (isOn) map.touchZoomRotate.disableRotation();
      },
      setTheme(next) {
        theme = next;
        ready(() => {
          putImages();
          loadStyle();
        });
      },
      setLayer(group, isShown) {
        if (isShown) hiddenGroups.delete(group);
        else hiddenGroups.add(group);
        ready(() => {
          for (const id of GROUPS[group] ?? []) {
            if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", isShown ? "visible" : "none");
          }
        });
      },
      /** @param {Map<string, function>} icons by name: palette -> strokes, with a `detail` @param {object} collection GeoJSON points */
      setCrossings(icons, collection) {
        for (const [name, strokesOf] of icons) images.set(name, strokesOf);
        ready(() => {
          for (const [name, strokesOf] of icons) putImage(name, strokesOf(paletteOf()), strokesOf.detail);
          map.getSource(CROSSINGS).setData(collection);
        });
      },
      setZone(source) {
        zone = source;
        ready(() => map.getSource(ZONE).setData(source));
      },
      resize: () => map.resize(),
      remove: () => map.remove(),
    };
  }

  atlas.mapGl = { create, supported };
})();
