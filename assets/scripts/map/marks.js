/**
 * The figure's rows as arrays: which row of which trace stands for which place and look, and where places lie.
 * The figure itself is made in Python (components/map); here is only what finding and switching rows needs.
 */

const TRACES = ["far", "marks"];

export const mercatorX = (lon) => (lon + 180) / 360;
export const mercatorY = (lat) => {
  const bounded = Math.max(-85.05, Math.min(85.05, lat));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI);
};
export const longitude = (x) => x * 360 - 180;
export const latitude = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;

/** @typedef {ReturnType<typeof build>} Marks */

/**
 * @param {any} data the static data file @param {any} figure of components/map
 * @returns marks: `feature[place * keys + key]` is a mark's number or -1; `trace`, `row`, `place`, `scale` and
 *   `far` describe marks; `x`, `y` are Mercator coordinates of places in 0..1, `dx`, `dy` their fan in pixels
 */
export function build(data, figure) {
  const { places } = data;
  const n = places.id.length;
  const colours = data.policings.length + 1;
  const keys = 1 + (data.statuses.length + 1) * colours;
  const { sizes, farZoom } = figure.layout.meta;
  const feature = new Int32Array(n * keys).fill(-1);
  const [dx, dy] = [new Float32Array(n), new Float32Array(n)];
  const marks = { trace: [], row: [], place: [], scale: [], far: [] };
  for (const { uid, meta } of figure.data.filter((each) => TRACES.includes(each.uid))) {
    meta.place.forEach((i, row) => {
      feature[i * keys + meta.key[row]] = marks.place.length;
      [dx[i], dy[i]] = meta.fan[row];
      marks.trace.push(uid);
      marks.row.push(row);
      marks.place.push(i);
      marks.scale.push(meta.scale[row]);
      marks.far.push(uid === "far" || meta.far?.[row] ? 1 : 0);
    });
  }

  /** @param {number} zoom @returns {number} scale of the marks */
  function sizeAt(zoom) {
    const after = sizes.findIndex(([z]) => zoom <= z);
    if (after <= 0) return sizes[after < 0 ? sizes.length - 1 : 0][1];
    const [[z0, s0], [z1, s1]] = [sizes[after - 1], sizes[after]];
    return s0 + ((s1 - s0) * (zoom - z0)) / (z1 - z0);
  }

  return {
    ...marks,
    keys,
    farZoom,
    feature,
    dx,
    dy,
    sizeAt,
    x: Float64Array.from(places.lon, mercatorX),
    y: Float64Array.from(places.lat, mercatorY),
    /** @returns {number} a look's number; 0 means "not shown" */
    keyOf: (status, policing) => 1 + (status + 1) * colours + policing + 1,
    statusOf: (key) => (key === 0 ? -1 : Math.floor((key - 1) / colours) - 1),
    policingOf: (key) => (key === 0 ? -1 : ((key - 1) % colours) - 1),
  };
}
