/** Border crossings on the map: where they lie, how large their marks are, and what they say. */

import { mercatorX, mercatorY } from "./marks.js";

const UNIT = 8;

/** A mark's size stands in its symbol, behind a colon, in hundredths (components/map/crossing_symbols.py). */
const sizeOf = (symbol) => Number(symbol.split(":")[1]) / 100;

/**
 * @param {any} payload {points: [{id, lon, lat, symbol, name, kind, text, source}], onPick, selected}
 * @returns {{rows: object, at: (x: number, y: number, slack: number) => object|null, spot: (row: number) => object,
 *   count: number, chosen: number}} `rows` are the trace's columns; `spot` gives a crossing's place on the screen and words
 */
export function prepare(payload, frame, measure, palette) {
  const points = payload?.points ?? [];
  const column = (name) => points.map((point) => point[name]);
  const rows = { lon: column("lon"), lat: column("lat"), symbol: column("symbol") };
  const sizes = rows.symbol.map(sizeOf);
  const x = Float64Array.from(rows.lon, mercatorX);
  const y = Float64Array.from(rows.lat, mercatorY);
  const screen = (i) => {
    const d = x[i] - frame.cx;
    return [(d - Math.round(d)) * frame.scale + frame.width / 2, (y[i] - frame.cy) * frame.scale + frame.height / 2];
  };

  function at(px, py, slack) {
    measure();
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < points.length; i++) {
      const [sx, sy] = screen(i);
      const distance = Math.hypot(sx - px, sy - py);
      const rank = sizes[i] * 1000 + distance; // a small mark on a large one is meant
      if (distance <= UNIT * sizes[i] + slack && rank < least) [best, least] = [i, rank];
    }
    return best < 0 ? null : spot(best);
  }

  function spot(row) {
    const { name, kind, text, source, id } = points[row];
    const [sx, sy] = screen(row);
    return {
      x: sx,
      y: sy,
      radius: UNIT * sizes[row],
      about: { name, kind, policy: text, source, colour: palette().crossing },
      open: () => payload.onPick?.(id),
    };
  }
  return { rows, at, spot, count: points.length, chosen: points.findIndex(({ id }) => id === payload?.selected) };
}
