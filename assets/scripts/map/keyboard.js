/**
 * The map by keyboard: left and right walk the visible places in reading order, so that every one is
 * reached; up and down go to the nearest in that direction; Shift and an arrow move the map.
 */

const ROW_HEIGHT = 28;
const PAN = 120;
const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Reading order of points on the screen: rows from north to south, west to east within a row.
 * @param {{row: number, x: number, y: number}[]} points
 */
function readingOrder(points) {
  const band = (y) => Math.floor(y / ROW_HEIGHT);
  return points.slice().sort((a, b) => band(a.y) - band(b.y) || a.x - b.x || a.y - b.y || a.row - b.row);
}

/** The nearest point above or below, sideways distance counting double; null where there is none. */
function nearest(points, from, [, dy]) {
  let best = null;
  let least = Infinity;
  for (const point of points) {
    const ahead = (point.y - from.y) * dy;
    if (point.row === from.row || ahead <= 0.5) continue;
    const cost = ahead + 2 * Math.abs(point.x - from.x);
    if (cost < least) [best, least] = [point, cost];
  }
  return best;
}

/**
 * @param {HTMLElement} host the focusable element
 * @param {any} map what map.js offers: points(), focus(row, position, total), open(row), panBy, zoomBy,
 *   centre(), empty()
 */
export function attach(host, map) {
  let current = -1;

  function walk(direction) {
    const points = readingOrder(map.points());
    if (!points.length) return map.empty();
    const at = points.findIndex(({ row }) => row === current);
    let next;
    if (at < 0) {
      const { x, y } = map.centre();
      next = points.reduce((best, p) => (Math.hypot(p.x - x, p.y - y) < Math.hypot(best.x - x, best.y - y) ? p : best));
    } else if (direction[0]) next = points[(at + direction[0] + points.length) % points.length];
    else next = nearest(points, points[at], direction);
    if (!next) return;
    current = next.row;
    map.focus(current, points.indexOf(next) + 1, points.length);
  }

  function jump(isLast) {
    const points = readingOrder(map.points());
    if (!points.length) return;
    current = points[isLast ? points.length - 1 : 0].row;
    map.focus(current, isLast ? points.length : 1, points.length);
  }

  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== host) return;
    const direction = DIRECTIONS[event.key];
    if (direction && event.shiftKey) map.panBy(direction[0] * PAN, direction[1] * PAN);
    else if (direction) walk(direction);
    else if (event.key === "Home" || event.key === "End") jump(event.key === "End");
    else if ((event.key === "Enter" || event.key === " ") && current >= 0) map.open(current);
    else if (event.key === "+" || event.key === "=") map.zoomBy(1);
    else if (event.key === "-" || event.key === "_") map.zoomBy(-1);
    else if (event.key === "Escape" && current >= 0) {
      current = -1;
      map.focus(-1, 0, 0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.addEventListener("blur", () => map.focus(-1, 0, 0, true));
  /** Walks on from a row. @param {number} row */
  return (row) => {
    current = row;
  };
}
