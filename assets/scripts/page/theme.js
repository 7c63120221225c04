/** The theme that is shown, and the colours of both, read from the style sheet so that they are said once. */

import { byId } from "../dom.js";
import { dashed } from "../text.js";
import { dash, page } from "../state.js";

const root = document.documentElement;

export const theme = () => root.dataset.theme || "light";
const style = (name) => getComputedStyle(root).getPropertyValue(name).trim();

/** @param {string[]} codes of policing @returns {Record<string, any>} by theme */
export function colours(codes) {
  const now = root.dataset.theme;
  const read = {};
  for (const name of ["light", "dark"]) {
    root.dataset.theme = name;
    read[name] = { policing: codes.map((code) => style(`--${dashed(code)}`)) };
    for (const other of ["ink", "paper", "accent", "crossing"]) read[name][other] = style(`--${other}`);
  }
  if (now) root.dataset.theme = now;
  else delete root.dataset.theme;
  return read;
}

/** @param {string} scheme that the server tells */
export function themed(scheme) {
  if (!page.words) return dash.no_update;
  root.dataset.theme = scheme;
  page.map?.setTheme(scheme);
  byId("theme-toggle").textContent = scheme === "dark" ? page.words.light : page.words.dark;
  return scheme;
}
