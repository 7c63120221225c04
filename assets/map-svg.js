/**
 * The map's surface without WebGL: the same land, areas and marks as a plain SVG in the same projection.
 * It offers what map-gl.js offers, so that the rest of the map does not know the difference.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const NS = "http://www.w3.org/2000/svg";
  const WORLD = 1024;
  const SHOWN_SOURCES = ["land", "areas_states", "areas_counties", "lakes", "admin1_lines", "borders"];
  const GROUP_OF = { areas_states: "areas", areas_counties: "areas" };
  const LIMITS = [0.6, 13];

  const make = (name, attributes, parent) => {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent?.append(element);
    return element;
  };

  /** GeoJSON geometry -> path data in world units. */
  function pathOf(geometry) {
    const { mercatorX, mercatorY } = atlas.marks;
    const line = (points) =>
      `M${points.map(([lon, lat]) => `${(mercatorX(lon) * WORLD).toFixed(2)} ${(mercatorY(lat) * WORLD).toFixed(2)}`).join("L")}`;
    const polygon = (rings) => rings.map((ring) => `${line(ring)}Z`).join("");
    switch (geometry.type) {
      case "Polygon":
        return polygon(geometry.coordinates);
      case "MultiPolygon":
        return geometry.coordinates.map(polygon).join("");
      case "LineString":
        return line(geometry.coordinates);
      case "MultiLineString":
        return geometry.coordinates.map(line).join("");
      default:
        return "";
    }
  }

  /** @param {HTMLElement} host @param {object} options as for map-gl.js */
  function create(host, options) {
    const { data, marks } = options;
    const svg = make("svg", { class: "atlas-svg", "aria-hidden": "true" }, host);
    const { HATCH } = atlas.icons;
    const hatch = make("pattern", { id: "atlas-hatch", width: HATCH, height: HATCH, patternUnits: "userSpaceOnUse" }, svg);
    const hatchLines = make("path", { d: `M-1 1L1 -1M0 ${HATCH}L${HATCH} 0M${HATCH - 1} ${HATCH + 1}L${HATCH + 1} ${HATCH - 1}`, "stroke-width": 1.5 }, hatch);
    const world = make("g", { class: "atlas-svg__world" }, svg);
    const layers = Object.fromEntries(
      ["zone", ...SHOWN_SOURCES].map((name) => [name, make("g", { class: `atlas-svg__${name.replace("_", "-")}` })]),
    );
    for (const name of ["land", "areas_states", "areas_counties", "zone", "lakes", "admin1_lines", "borders"]) world.append(layers[name]);
    const crossingGroup = make("g", {}, svg);
    const markGroup = make("g", {}, svg);
    const areas = new Map();
    const wantedAreas = new Map();
    const drawn = new Map();
    const listeners = [];
    let crossings = { icons: new Map(), features: [] };
    let theme = options.theme;
    let cx = atlas.marks.mercatorX(options.center[0]);
    let cy = atlas.marks.mercatorY(options.center[1]);
    let zoom = options.zoom;
    let isDraggable = true;
    let pending = 0;

    // One empty group a feature, in drawing order, so that switching one on needs no search for its place.
    const groups = [];
    for (const id of marks.place.map((_, at) => at).sort((a, b) => marks.sort[a] - marks.sort[b])) {
      groups[id] = make("g", { "data-mark": id }, markGroup);
    }
    layers.zone.style.display = "none";

    function place() {
      pending = 0;
      const [width, height] = [host.clientWidth, host.clientHeight];
      const scale = 512 * 2 ** zoom;
      const unit = scale / WORLD;
      hatch.setAttribute("patternTransform", `scale(${1 / unit})`); // lines as far apart at every zoom
      world.setAttribute("transform", `translate(${width / 2 - cx * scale} ${height / 2 - cy * scale}) scale(${unit})`);
      const size = atlas.marks.sizeAt(zoom);
      for (const [id, element] of drawn) {
        const i = marks.place[id];
        const x = (marks.x[i] - cx) * scale + width / 2 + marks.dx[i] * size;
        const y = (marks.y[i] - cy) * scale + height / 2 + marks.dy[i] * size;
        const own = marks.far[id] === 1 && zoom >= atlas.marks.FAR_ZOOM ? 0 : size * marks.scale[id];
        element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${own})`);
      }
      for (const { element, x, y, size: own } of crossings.features) {
        element.setAttribute("transform", `translate(${(x - cx) * scale + width / 2} ${(y - cy) * scale + height / 2}) scale(${own})`);
      }
      listeners.forEach((heard) => heard("move"));
    }
    const redraw = () => (pending ||= requestAnimationFrame(place));
    const settled = () => {
      redraw();
      requestAnimationFrame(() => listeners.forEach((heard) => heard("moveend")));
    };

    function zoomTo(next, x = host.clientWidth / 2, y = host.clientHeight / 2) {
      const bounded = Math.max(LIMITS[0], Math.min(LIMITS[1], next));
      const [before, after] = [512 * 2 ** zoom, 512 * 2 ** bounded];
      cx += (x - host.clientWidth / 2) * (1 / before - 1 / after);
      cy += (y - host.clientHeight / 2) * (1 / before - 1 / after);
      zoom = bounded;
      settled();
    }

    function fillMark(id, element) {
      const { shape, status, policing } = marks.names.get(marks.icon[id]);
      const palette = options.palette(theme);
      const colour = policing >= 0 ? palette.policing[policing] : null;
      element.replaceChildren(...atlas.icons.element(atlas.icons.strokes(shape, status, colour, palette)).children);
    }

    function paintArea(id) {
      const look = { isSelected: false, hatch: 0, opacity: 0, ...areas.get(id), ...wantedAreas.get(id) };
      const { element, colour, isSelected } = look;
      if (!element) return;
      if (look.hatch) hatchLines.style.stroke = colour;
      element.style.fill = look.hatch ? "url(#atlas-hatch)" : (colour ?? "none");
      element.style.fillOpacity = String(look.hatch || look.opacity);
      element.style.stroke = isSelected ? options.palette(theme).ink : (colour ?? "none");
      element.style.strokeWidth = isSelected ? "2.5" : "0.9";
    }

    async function load() {
      const style = await (await fetch(options.styleUrls[theme])).json();
      await Promise.all(
        SHOWN_SOURCES.filter((name) => style.sources[name]).map(async (name) => {
          const collection = await (await fetch(style.sources[name].data)).json();
          for (const { geometry, properties } of collection.features) {
            const path = make("path", { d: pathOf(geometry), "vector-effect": "non-scaling-stroke" }, layers[name]);
            if (GROUP_OF[name]) {
              path.dataset.place = properties.place_id;
              areas.set(properties.place_id, { element: path });
              paintArea(properties.place_id);
            }
          }
        }),
      );
    }

    let from = null;
    svg.addEventListener("pointerdown", (event) => {
      if (!isDraggable || !event.isPrimary || event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY };
    });
    window.addEventListener("pointermove", (event) => {
      if (!from || !isDraggable) return;
      const scale = 512 * 2 ** zoom;
      cx -= (event.clientX - from.x) / scale;
      cy -= (event.clientY - from.y) / scale;
      from = { x: event.clientX, y: event.clientY };
      redraw();
    });
    window.addEventListener("pointerup", () => {
      if (from) settled();
      from = null;
    });
    svg.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const { left, top } = host.getBoundingClientRect();
        zoomTo(zoom - event.deltaY / 250, event.clientX - left, event.clientY - top);
      },
      { passive: false },
    );

    load().then(redraw);
    redraw();

    return {
      kind: "svg",
      ready: (job) => job(),
      listen: (heard) => listeners.push(heard),
      view: () => ({
        lon: atlas.marks.longitude(cx),
        lat: atlas.marks.latitude(cy),
        zoom,
        width: host.clientWidth,
        height: host.clientHeight,
      }),
      setMark(id, isOn) {
        const element = groups[id];
        if (isOn) {
          fillMark(id, element);
          drawn.set(id, element);
        } else {
          element.replaceChildren();
          drawn.delete(id);
        }
        redraw();
      },
      setArea(kind, id, colour, status) {
        wantedAreas.set(id, { ...wantedAreas.get(id), colour, ...atlas.marks.areaLook(kind, colour, status) });
        paintArea(id);
      },
      selectArea(_kind, id, isSelected) {
        wantedAreas.set(id, { ...wantedAreas.get(id), isSelected });
        paintArea(id);
      },
      areasAt(x, y) {
        const { left, top } = host.getBoundingClientRect();
        return document
          .elementsFromPoint(left + x, top + y)
          .map((element) => element.dataset?.place)
          .filter(Boolean);
      },
      go(lon, lat, next) {
        cx = atlas.marks.mercatorX(lon);
        cy = atlas.marks.mercatorY(lat);
        zoomTo(next);
      },
      panBy(dx, dy) {
        cx += dx / (512 * 2 ** zoom);
        cy += dy / (512 * 2 ** zoom);
        settled();
      },
      setDragging(isOn) {
        isDraggable = isOn;
      },
      setTheme(next) {
        theme = next;
        for (const [id, element] of drawn) fillMark(id, element);
        this.setCrossings(crossings.icons, crossings.collection ?? { features: [] });
      },
      setLayer(group, isShown) {
        const shown = isShown ? "" : "none";
        if (group === "marks") markGroup.style.display = shown;
        if (group === "crossings") crossingGroup.style.display = shown;
        if (group === "zone") layers.zone.style.display = shown;
        if (group === "areas") for (const name of Object.keys(GROUP_OF)) layers[name].style.display = shown;
      },
      setCrossings(icons, collection) {
        crossingGroup.replaceChildren();
        const palette = options.palette(theme);
        const features = collection.features.map(({ geometry, properties }) => {
          const element = atlas.icons.element(icons.get(properties.icon)(palette));
          crossingGroup.append(element);
          const [lon, lat] = geometry.coordinates;
          return { element, x: atlas.marks.mercatorX(lon), y: atlas.marks.mercatorY(lat), size: properties.size };
        });
        crossings = { icons, collection, features };
        redraw();
      },
      async setZone(source) {
        const collection = typeof source === "string" ? await (await fetch(source)).json() : source;
        layers.zone.replaceChildren();
        for (const { geometry } of collection.features) {
          make("path", { d: pathOf(geometry), "vector-effect": "non-scaling-stroke" }, layers.zone);
        }
      },
      resize: redraw,
      remove: () => svg.remove(),
    };
  }

  atlas.mapSvg = { create };
})();
