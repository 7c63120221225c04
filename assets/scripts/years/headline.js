/**
 * Three short numbers with their course over the years (policies in force, places that only cooperate,
 * adoptions).
 */

import { drawn, element } from "../dom.js";
import { fill, number } from "../text.js";
import { COOPERATES, IN_FORCE, POLICINGS } from "./engine.js";

const WIDTH = 96;
const HEIGHT = 26;

/** @param {HTMLElement} root @param {{engine: import("./engine.js").Engine, words: any}} options */
export function create(root, { engine, words }) {
  const { firstYear, lastYear } = engine.data;
  const years = lastYear - firstYear + 1;
  const cells = [cell(root), cell(root), cell(root)];
  let isDrawn = false;

  function cell(parent) {
    const box = element("div", "headline__cell", parent);
    const value = element("strong", "", box);
    const text = element("span", "", box);
    const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, box);
    const line = drawn("path", {}, svg);
    const dot = drawn("circle", { r: 2.6 }, svg);
    return { value, text, line, dot, course: new Float64Array(years), top: 1 };
  }

  function courses() {
    const histogram = engine.histogram();
    for (let i = 0; i < years; i++) {
      cells[0].course[i] = engine.inForceMix(firstYear + i).reduce((a, b) => a + b, 0);
      cells[1].course[i] = engine.cooperating(firstYear + i);
      let starts = 0;
      for (let p = 0; p < POLICINGS; p++) starts += histogram[i * POLICINGS + p];
      cells[2].course[i] = starts;
    }
    for (const each of cells) {
      each.top = Math.max(1, ...each.course);
      const points = Array.from(each.course, (v, i) => `${x(i).toFixed(1)},${y(v, each.top).toFixed(1)}`);
      each.line.setAttribute("d", `M${points.join("L")}`);
    }
  }

  const x = (i) => 3 + (i / Math.max(1, years - 1)) * (WIDTH - 6);
  const y = (v, top) => HEIGHT - 3 - (v / top) * (HEIGHT - 6);

  /** Shows a moment; the courses are drawn anew only after reset(), when the filter itself changed. */
  function show(computed) {
    if (!isDrawn) courses();
    isDrawn = true;
    const column = Math.max(0, Math.min(years - 1, computed.moment - firstYear));
    const numbers = [computed.byStatus[IN_FORCE], computed.byStatus[COOPERATES], startsWithin(computed)];
    const labels = labelsOf(computed);
    for (let i = 0; i < cells.length; i++) {
      const each = cells[i];
      each.value.textContent = number(numbers[i]);
      if (each.text.textContent !== labels[i]) each.text.textContent = labels[i];
      each.dot.setAttribute("cx", x(column).toFixed(1));
      each.dot.setAttribute("cy", y(each.course[column], each.top).toFixed(1));
    }
  }

  /** What each number counts, and of when: no number stands without its period. */
  function labelsOf({ from, to, moment }) {
    const told = words.headline;
    const isNow = moment >= lastYear;
    const years = { from: from ?? firstYear, to: to ?? lastYear };
    const isWhole = years.from <= firstYear && years.to >= lastYear;
    const adoptions = isWhole ? told.adoptions : from === null ? told.adoptionsTo : from === to ? told.adoptionsIn : told.adoptionsFrom;
    return [
      fill(isNow ? told.policiesNow : told.policiesAt, { year: moment }),
      fill(isNow ? told.helpNow : told.helpAt, { year: moment }),
      fill(adoptions, years),
    ];
  }

  function startsWithin({ from, to }) {
    const first = Math.max(0, (from ?? firstYear) - firstYear);
    const last = Math.min(years - 1, (to ?? lastYear) - firstYear);
    let sum = 0;
    for (let i = first; i <= last; i++) sum += cells[2].course[i];
    return sum;
  }

  const reset = () => (isDrawn = false);
  return { show, reset };
}

