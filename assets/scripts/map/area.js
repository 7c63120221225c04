/**
 * Choosing places by an area on the map: Shift and drag a box at any time, or draw freely while the lasso
 * is on. Works with mouse, pen and finger; the drawing is an SVG over the map.
 */

import { drawn } from "../dom.js";

const SMALLEST = 6;

/** Whether a point lies in a closed ring of [x, y] (even-odd rule). */
export function inside(ring, x, y) {
  let isIn = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) isIn = !isIn;
  }
  return isIn;
}

const boxRing = ([x0, y0], [x1, y1]) => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

/**
 * @param {HTMLElement} root of the map, for the drawing @param {HTMLElement} host takes the pointer
 * @param {{setDragging: (on: boolean) => void, onRing: (ring: number[][]) => void, onMode: (on: boolean) => void}} calls
 */
export function attach(root, host, calls) {
  const path = drawn("path", {}, drawn("svg", { class: "atlas-map__drawing", "aria-hidden": "true" }, root));
  let isLasso = false;
  let points = null;
  let isBox = false;

  const at = (event) => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const ring = () => (isBox ? boxRing(points[0], points.at(-1)) : points);
  const redraw = () => path.setAttribute("d", points ? `M${ring().map(([x, y]) => `${x} ${y}`).join("L")}Z` : "");

  function start(event) {
    const wantsBox = event.shiftKey && !isLasso;
    if (!event.isPrimary || event.button !== 0 || !(isLasso || wantsBox)) return;
    isBox = wantsBox;
    points = [at(event)];
    calls.setDragging(false);
    host.setPointerCapture?.(event.pointerId);
    event.preventDefault();
    event.stopPropagation();
  }

  function extend(event) {
    if (!points) return;
    event.stopPropagation();
    const [x, y] = at(event);
    const [px, py] = points.at(-1);
    if (isBox || Math.hypot(x - px, y - py) > 3) {
      points.push([x, y]);
      redraw();
    }
  }

  function finish(event, isKept) {
    if (!points) return;
    event.stopPropagation();
    const closed = ring();
    const xs = closed.map(([x]) => x);
    const ys = closed.map(([, y]) => y);
    const isLarge = Math.max(...xs) - Math.min(...xs) > SMALLEST && Math.max(...ys) - Math.min(...ys) > SMALLEST;
    points = null;
    redraw();
    api.setLasso(false);
    if (isKept && isLarge) calls.onRing(closed);
  }

  host.addEventListener("pointerdown", start, true);
  host.addEventListener("pointermove", extend, true);
  host.addEventListener("pointerup", (event) => finish(event, true), true);
  host.addEventListener("pointercancel", (event) => finish(event, false), true);

  const api = {
    get isLasso() {
      return isLasso;
    },
    get isDrawing() {
      return points !== null;
    },
    setLasso(on) {
      isLasso = on;
      host.classList.toggle("atlas-map__surface--lasso", on);
      calls.setDragging(!on);
      calls.onMode(on);
    },
  };
  return api;
}
