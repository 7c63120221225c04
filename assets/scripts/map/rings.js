/** Rings over the map: around the place whose card is open, the crossing that is chosen, and what the keyboard is at. */

import { element } from "../dom.js";

/**
 * @param {HTMLElement} root of the map
 * @param {(row: number) => {x: number, y: number, radius: number}} spotOf where a row is on the screen
 * @param {(x: number, y: number) => boolean} isInside the map
 */
export function create(root, spotOf, isInside) {
  const rings = new Map(["selected", "crossing", "focus"].map((name) => [name, element("div", `atlas-map__ring atlas-map__ring--${name}`, root, { hidden: "" })]));

  /** Puts each ring around its row; -1 takes it away. @param {Record<string, number>} rows */
  return (rows) => {
    for (const [name, ring] of rings) {
      const { x, y, radius } = rows[name] < 0 ? { x: -1, y: -1, radius: 0 } : spotOf(rows[name]);
      ring.hidden = !isInside(x, y);
      if (ring.hidden) continue;
      ring.style.setProperty("--ring", `${Math.round(2 * (radius + 5))}px`);
      ring.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  };
}
