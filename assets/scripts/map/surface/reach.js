/**
 * What is had from Plotly's private parts, on the version that is vendored: the MapLibre map that it makes, and what
 * its SVG map knows. tests/browser/test_plotly_parts.py holds all that this room relies on.
 */

const maplibre = window.Plotly?.maplibre;
let made = null;
let supportKnown = null;

/** Hands the next map to `job` as soon as Plotly has made it, and no later one. @param {(map: any) => void} job */
export function whenMade(job) {
  made = job;
}

/** To be called once, before Plotly makes a map. */
export function prepare() {
  if (!maplibre) return;
  const { prototype } = maplibre.Map;
  // Plotly asks this of each map as soon as it has made it. No icon that is missing is looked for elsewhere.
  prototype.setMissingStyleImageResolver = function () {
    made?.(this);
    made = null;
  };
  // What a layer says it holds, Plotly does not overwrite: sizes, offsets and the switch that time turns.
  for (const name of ["setPaintProperty", "setLayoutProperty"]) {
    const plain = prototype[name];
    prototype[name] = function (layer, property, value, options) {
      const isHeld = options?.atlas !== true && this.getLayer(layer)?.metadata?.held?.includes(property);
      return isHeld ? this : plain.call(this, layer, property, value, options);
    };
  }
  /** @type {HTMLElement} */
  const script = document.querySelector("script[data-worker]");
  maplibre.setWorkerUrl(new URL(script.dataset.worker, document.baseURI).href);
  maplibre.prewarm(); // so that the worker is ready by the time the map asks it
}

/** Whether this browser draws with WebGL; the probe's own context is given back at once. */
export function supported() {
  if (supportKnown === null) {
    const probe = document.createElement("canvas").getContext("webgl2");
    supportKnown = Boolean(probe && maplibre);
    probe?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return supportKnown;
}

/** Whether Plotly's map can be had as it is made. */
export const isReached = () => typeof maplibre?.Map.prototype.setMissingStyleImageResolver === "function";

/** The shapes of states and counties that a figure draws, as it has them or where they are to be had. */
export const areaFiles = ({ data }) => data.filter(({ geojson }) => geojson).map(({ geojson }) => window.PlotlyGeoAssets?.[geojson] ?? geojson);

/** Whether Plotly's SVG map has been laid out: it does so in steps. */
export const isProjected = (gd) => Boolean(gd._fullLayout?.geo?._subplot?.projection);

/** Pixels that the world is wide on Plotly's SVG map. */
export const worldOf = (gd) => 2 * Math.PI * gd._fullLayout.geo._subplot.projection.scale();

/** The rows of the places whose areas hold a point, as Plotly keeps them for its own hovering. */
export function areasAround(gd, lon, lat) {
  const cells = gd.calcdata.filter(([{ trace }]) => trace.uid.startsWith("areas-")).flat();
  const found = cells.filter(({ _polygons: parts }) => parts?.some((part) => part.contains([lon, lat])));
  return found.map(({ loc }) => loc).reverse();
}
