/** A layer on Plotly's WebGL map, above the areas and below the marks: rings and outlines, which no place has. */

import { viewOfBox } from "../map/fit.js";

const PREFIX = "atlas-own-";
const WIDTH = 2;
const SLACK = 4;
const KINDS = ["fill", "line", "circle"];
const FILTERS = { fill: "Polygon", line: "LineString", circle: "Point" };

const colours = (count) => {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: count }, (_, at) => style.getPropertyValue(`--own-${at}`).trim());
};

/** Colour of a class: what has no value is grey. */
export const colourOf = (legend, at) => (legend[at].no_value ? "var(--muted)" : `var(--own-${at})`);

/** @param {any} map of map/map.js */
export function create(map) {
  const layers = new Map();
  const { surface } = map;
  const sourceOf = (layer) => PREFIX + layer.id;
  const idOf = (layer, kind) => `${sourceOf(layer)}-${kind}`;

  function paintsOf({ legend }) {
    const palette = colours(legend.length);
    const muted = getComputedStyle(document.documentElement).getPropertyValue("--muted").trim();
    const colour = ["match", ["get", "c"], ...legend.flatMap(({ no_value: isMissing }, at) => [at, isMissing ? muted : palette[at]]), muted];
    return {
      fill: { "fill-color": colour, "fill-opacity": 0.18 },
      line: { "line-color": colour, "line-width": WIDTH },
      circle: { "circle-color": colour, "circle-opacity": 0.25, "circle-radius": 4.5, "circle-stroke-color": colour, "circle-stroke-width": WIDTH },
    };
  }

  function put(layer) {
    const gl = surface.map;
    const source = gl.getSource(sourceOf(layer));
    if (source) source.setData(layer.geojson);
    else gl.addSource(sourceOf(layer), { type: "geojson", data: layer.geojson });
    const paints = paintsOf(layer);
    for (const kind of KINDS) {
      const id = idOf(layer, kind);
      if (gl.getLayer(id)) for (const [name, value] of Object.entries(paints[kind])) gl.setPaintProperty(id, name, value);
      else {
        const kinds = kind === "line" ? ["LineString", "Polygon"] : [FILTERS[kind]];
        gl.addLayer({ id, type: kind, source: sourceOf(layer), filter: ["in", ["geometry-type"], ["literal", kinds]], paint: paints[kind] }, surface.under());
      }
      gl.setLayoutProperty(id, "visibility", layer.isShown ? "visible" : "none");
    }
  }

  /** What of a shown layer lies under a point, for the map's tooltip; a finger's tap shows it, too. */
  function at(x, y, tip) {
    const ids = [...layers.values()].filter(({ isShown }) => isShown).flatMap((layer) => KINDS.map((kind) => idOf(layer, kind)));
    const box = [[x - SLACK, y - SLACK], [x + SLACK, y + SLACK]];
    const [found] = surface.map.queryRenderedFeatures(box, { layers: ids.filter((id) => surface.map.getLayer(id)) });
    if (!found) return null;
    const layer = layers.get(found.source.slice(PREFIX.length));
    const { c, t } = found.properties;
    const { label } = layer.legend[c];
    const about = { name: t || layer.name, kind: t ? layer.name : "", policy: label === layer.name ? "" : label, source: layer.said };
    return { about, x, y, open: () => tip.show(about, x, y) };
  }

  if (surface.kind === "gl") {
    surface.map.on("style.load", () => layers.forEach(put));
    map.setOwn(at);
  }

  return {
    set(layer) {
      layers.set(layer.id, layer);
      if (surface.kind === "gl") surface.ready(() => put(layer));
    },
    remove(layer) {
      layers.delete(layer.id);
      if (surface.kind !== "gl") return;
      for (const kind of KINDS) surface.map.removeLayer(idOf(layer, kind));
      surface.map.removeSource(sourceOf(layer));
    },
    /** Brings a layer into view. @param {number[]} bounds */
    look(bounds) {
      const { width, height } = map.view();
      const { lon, lat, zoom } = viewOfBox(bounds, { width, height });
      map.go(lon, lat, Math.min(zoom, 9));
    },
  };
}
