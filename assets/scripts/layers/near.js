/** Which places a layer's features lie in, or near: places with an area hold them, the others are near to them. */

import { inside } from "../map/area.js";
import { EMPTY_BOX, eachPoint, grow } from "./reading.js";

const EARTH_KM = 6371.0088; // mean radius, IUGG
const RAD = Math.PI / 180;
const CELL = 0.25; // degrees
const ACROSS = 360 / CELL;
const UP = 180 / CELL;
const SLICE_MS = 40;

const columnOf = (lon) => Math.min(ACROSS - 1, Math.max(0, Math.floor((lon + 180) / CELL)));
const rowOf = (lat) => Math.min(UP - 1, Math.max(0, Math.floor((lat + 90) / CELL)));
const cellOf = (lon, lat) => rowOf(lat) * ACROSS + columnOf(lon);

/** @returns {number} kilometres between two points, by haversine */
function kilometres(lon, lat, toLon, toLat) {
  const h = Math.sin(((toLat - lat) * RAD) / 2) ** 2 + Math.cos(lat * RAD) * Math.cos(toLat * RAD) * Math.sin(((toLon - lon) * RAD) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

/**
 * The corners of all features by the cells of a grid: `around(box, call)` calls with each corner in the cells that a
 * box touches.
 */
function cornersOf(rows) {
  let count = 0;
  for (const { geometry } of rows) eachPoint(geometry, () => count++);
  const [lons, lats, owners, cells] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count), new Uint32Array(count)];
  const starts = new Uint32Array(ACROSS * UP + 1);
  let at = 0;
  rows.forEach(({ geometry }, row) =>
    eachPoint(geometry, (lon, lat) => {
      [lons[at], lats[at], owners[at]] = [lon, lat, row];
      starts[(cells[at] = cellOf(lon, lat)) + 1]++;
      at++;
    }),
  );
  for (let cell = 0; cell < starts.length - 1; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let corner = 0; corner < count; corner++) order[next[cells[corner]]++] = corner;
  return function around([west, south, east, north], call) {
    for (let y = rowOf(south); y <= rowOf(north); y++) {
      const [from, to] = [y * ACROSS + columnOf(west), y * ACROSS + columnOf(east)];
      for (let i = starts[from]; i < starts[to + 1]; i++) call(lons[order[i]], lats[order[i]], owners[order[i]]);
    }
  };
}

/** Polygons of a geometry, each as rings with their bounds. */
function polygonsOf(geometry) {
  const parts = { Polygon: () => [geometry.coordinates], MultiPolygon: () => geometry.coordinates, GeometryCollection: () => geometry.geometries.flatMap(polygonsOf) };
  return parts[geometry?.type]?.() ?? [];
}

/** Whether polygons hold a point; a hole is not held. */
const holds = (polygons, lon, lat) => polygons.some(([shell, ...holes]) => inside(shell, lon, lat) && !holes.some((hole) => inside(hole, lon, lat)));

function boundsOf(geometry) {
  const box = [...EMPTY_BOX];
  eachPoint(geometry, (lon, lat) => grow(box, lon, lat));
  return box;
}

/** The shapes of the places that have one, by row. @returns {Promise<Map<number, any>>} */
async function shapesOf(page) {
  const traces = page.map.surface.areas();
  const files = await Promise.all(traces.map(async (given) => (typeof given === "string" ? (await fetch(given)).json() : given)));
  return new Map(files.flatMap(({ features }) => features.map(({ id, geometry }) => [Number(id), geometry])));
}

/** Lets the page draw and answer while a long list is gone through. */
async function inSlices(count, run) {
  let end = performance.now() + SLICE_MS;
  for (let i = 0; i < count; i++) {
    run(i);
    if (performance.now() < end) continue;
    await new Promise((done) => setTimeout(done));
    end = performance.now() + SLICE_MS;
  }
}

/**
 * @param {{geometry: any}[]} rows @param {any} page @param {{near_km: number}} rules
 * @returns {Promise<any[]>} {place_id, name, inside, near, nearest_km}, most first
 */
export async function nearOf(rows, page, rules) {
  const { places } = page.engine.data;
  const shapes = await shapesOf(page);
  const corners = cornersOf(rows);
  const areas = [];
  rows.forEach(({ geometry }, row) => {
    const polygons = polygonsOf(geometry);
    if (polygons.length) areas.push({ row, polygons, box: boundsOf(geometry) });
  });
  const found = [];
  await inSlices(places.id.length, (row) => {
    const [lon, lat] = [places.lon[row], places.lat[row]];
    const held = new Set(areas.filter(({ polygons, box }) => isIn(box, lon, lat) && holds(polygons, lon, lat)).map((each) => each.row));
    const shape = places.area[row] ? shapes.get(row) : null;
    const counts = shape ? within(shape, corners, held) : nearby({ lon, lat }, corners, held, rules.near_km);
    if (counts) found.push({ place_id: places.id[row], name: places.name[row], ...counts });
  });
  const most = (each) => each.inside ?? each.near;
  return found.sort((one, other) => most(other) - most(one) || (one.name < other.name ? -1 : 1));
}

const isIn = ([west, south, east, north], lon, lat) => west <= lon && lon <= east && south <= lat && lat <= north;

function within(shape, corners, held) {
  const box = boundsOf(shape);
  const polygons = polygonsOf(shape).map((polygon) => ({ polygon: [polygon], box: boundsOf({ coordinates: polygon }) }));
  corners(box, (lon, lat, row) => {
    if (!held.has(row) && polygons.some((each) => isIn(each.box, lon, lat) && holds(each.polygon, lon, lat))) held.add(row);
  });
  return held.size ? { inside: held.size, near: null, nearest_km: null } : null;
}

function nearby({ lon, lat }, corners, held, most) {
  const up = most / (EARTH_KM * RAD);
  const across = Math.min(180, up / Math.max(0.01, Math.cos(lat * RAD)));
  let nearest = held.size ? 0 : Infinity;
  corners([lon - across, lat - up, lon + across, lat + up], (toLon, toLat, row) => {
    const km = kilometres(lon, lat, toLon, toLat);
    if (km > most) return;
    held.add(row);
    nearest = Math.min(nearest, km);
  });
  return held.size ? { inside: null, near: held.size, nearest_km: nearest } : null;
}
