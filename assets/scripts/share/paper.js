/**
 * Charts on paper: a copy of what each draws takes its place while the page is printed. It is as wide as the
 * paper lets it be and light, whatever the window's width and theme.
 */

import { all, drawn, element } from "../dom.js";
import { page } from "../state.js";

const DRAWN = ":is(.chart .js-plotly-plot, #trends-chart.js-plotly-plot)";
const COLOUR = /rgb\((\d+, \d+, \d+)\)/g;

/** @param {string} text of an SVG @returns {Element} the same in light colours */
function light(text) {
  const told = text.replace(COLOUR, (colour, parts) => (page.words.share.onPaper[parts] ? `rgb(${page.words.share.onPaper[parts]})` : colour));
  return document.importNode(new DOMParser().parseFromString(told, "image/svg+xml").documentElement, true);
}

/** The copy stands before the chart, so that the clips it names are its own. */
function copy(chart, isDark) {
  const layers = [...chart.querySelectorAll(".main-svg")];
  const { width, height } = chart._fullLayout ?? {};
  if (!layers.length || !width) return;
  const root = drawn("svg", { viewBox: `0 0 ${width} ${height}` }, element("div", "paper-chart"));
  for (const layer of layers) root.append(isDark ? light(new XMLSerializer().serializeToString(layer)) : layer.cloneNode(true));
  chart.before(root.parentElement);
}

/** @param {boolean} isDark as the charts are drawn */
export function lay(isDark) {
  clear();
  for (const chart of all(DRAWN)) copy(chart, isDark);
}

export const clear = () => all(".paper-chart").forEach((each) => each.remove());
