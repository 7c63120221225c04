/**
 * Brings the shown places into view when the reader asks, and offers it where none of them is in view.
 * A filter never moves the map by itself.
 */

import { button, element } from "../dom.js";
import { latitude, longitude, mercatorX, mercatorY } from "./marks.js";

const EDGE = 56;
const CLOSEST = 5.2;
const FARTHEST = 0.6;
const LATER_MS = 250;

/** The shortest stretch of the world's circumference that holds all points: where it starts, how long it is. */
function stretch(xs) {
  const sorted = Float64Array.from(xs).sort();
  let widest = 1 - sorted[sorted.length - 1] + sorted[0];
  let start = sorted[0];
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > widest) [widest, start] = [gap, sorted[i]];
  }
  return { start, length: 1 - widest };
}

/**
 * The view that holds all points.
 * @param {number[]} xs @param {number[]} ys Web Mercator, the world from 0 to 1
 * @param {{width: number, height: number}} size of the map in pixels
 * @returns {{lon: number, lat: number, zoom: number}}
 */
export function viewOf(xs, ys, { width, height }) {
  const { start, length } = stretch(xs);
  const [north, south] = [Math.min(...ys), Math.max(...ys)];
  const room = (pixels) => Math.max(EDGE, pixels - 2 * EDGE) / 512;
  const scale = Math.min(room(width) / Math.max(length, 1e-9), room(height) / Math.max(south - north, 1e-9));
  return {
    lon: ((longitude(start + length / 2) + 540) % 360) - 180,
    lat: latitude((north + south) / 2),
    zoom: Math.max(FARTHEST, Math.min(CLOSEST, Math.log2(scale))),
  };
}

/** The view that holds a box as well as a map of this size can. @param {number[]} box west, south, east, north in degrees @param {{width: number, height: number}} size */
export function viewOfBox([west, south, east, north], { width, height }) {
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const zoom = Math.log2(Math.min(width / (x1 - x0), height / (y1 - y0)) / 512);
  return { lon: (west + east) / 2, lat: latitude((y0 + y1) / 2), zoom: Math.max(FARTHEST, Math.min(CLOSEST, zoom)) };
}

/**
 * The offer to show places that all lie outside the view.
 * @param {HTMLElement} root @param {string} label @param {() => boolean} areAway @param {() => void} fit
 * @returns {() => void} to call after the map or its places have changed
 */
export function offer(root, label, areAway, fit) {
  const box = element("div", "atlas-map__away", root);
  const offered = button(null, "", "", fit);
  offered.textContent = label;
  let timer = 0;
  const look = () => {
    timer = 0;
    if (!areAway()) box.replaceChildren();
    else if (!offered.isConnected) box.append(offered);
  };
  return () => {
    timer ||= setTimeout(look, LATER_MS);
  };
}
