/** What of a large layer is drawn: points evenly over the ground, lines and areas with fewer corners. */

import { EMPTY_BOX, eachPoint, grow } from "./reading.js";

const FINEST = 0.001; // degrees, a hundred metres

/**
 * @param {{geometry: any}[]} rows @param {{points: number, corners: number}} rules the most that is drawn
 * @returns {{drawn: {row: number, geometry: any}[], bounds: number[], isThinned: boolean, isPoints: boolean}}
 */
export function thinned(rows, rules) {
  const bounds = [...EMPTY_BOX];
  let corners = 0;
  for (const { geometry } of rows) {
    eachPoint(geometry, (lon, lat) => {
      corners++;
      grow(bounds, lon, lat);
    });
  }
  const all = rows.map(({ geometry }, row) => ({ row, geometry }));
  const isPoints = rows.every(({ geometry }) => geometry.type === "Point");
  if (isPoints ? rows.length <= rules.points : corners <= rules.corners) return { drawn: all, bounds, isThinned: false, isPoints };
  return { drawn: isPoints ? spread(all, rules.points, bounds) : coarser(all, rules.corners), bounds, isThinned: true, isPoints };
}

/** The first point of each cell of a grid that is about as fine as may be. @param {any[]} all @param {number} most @param {number[]} bounds */
function spread(all, most, [west, south, east, north]) {
  let kept = all;
  for (let cell = Math.max(FINEST, Math.sqrt(((east - west) * (north - south)) / most) / 2); kept.length > most; cell *= 1.3) {
    const seen = new Set();
    const across = Math.ceil(360 / cell);
    kept = kept.filter(({ geometry }) => {
      const [lon, lat] = geometry.coordinates;
      const key = Math.floor((lat + 90) / cell) * across + Math.floor((lon + 180) / cell);
      return !seen.has(key) && seen.add(key);
    });
  }
  return kept;
}

/** Corners that lie nearer to the one before than a step are left out, and what has none left. */
function coarser(all, most) {
  for (let step = FINEST; ; step *= 2) {
    let corners = 0;
    const kept = [];
    for (const { row, geometry } of all) {
      const plain = coarse(geometry, step);
      if (!plain) continue;
      eachPoint(plain, () => corners++);
      kept.push({ row, geometry: plain });
    }
    if (corners <= most) return kept;
  }
}

function coarse(geometry, step) {
  const { type, coordinates, geometries } = geometry;
  if (geometries) {
    const parts = geometries.map((part) => coarse(part, step)).filter(Boolean);
    return parts.length ? { type, geometries: parts } : null;
  }
  if (type.endsWith("Point")) return geometry;
  const isArea = type.endsWith("Polygon");
  const walk = (part) => (typeof part[0]?.[0] === "number" ? line(part, step, isArea ? 4 : 2) : part.map(walk).filter((each) => each?.length));
  const left = walk(coordinates);
  return left?.length ? { type, coordinates: left } : null;
}

function line(points, step, least) {
  const kept = [points[0]];
  for (const point of points.slice(1, -1)) {
    if (Math.hypot(point[0] - kept.at(-1)[0], point[1] - kept.at(-1)[1]) >= step) kept.push(point);
  }
  kept.push(points.at(-1));
  return kept.length >= least ? kept : null;
}
