/**
 * Adoptions by year, stacked in policing colours. What is only known as "by" that year is drawn lighter;
 * undated policies are never drawn. A click on a year chooses it; the same is told in words.
 */

import { drawn, dress, element } from "../dom.js";
import { dashed, fill, number } from "../text.js";


/** @param {HTMLElement} plot @param {{engine: import("./engine.js").Engine, words: any, onYear: (year: number) => void}} options */
export function create(plot, { engine, words, onYear }) {
  const { firstYear, lastYear, policings } = engine.data;
  const years = lastYear - firstYear + 1;
  const kinds = policings.length;
  const classes = policings.map((code) => `p p--${dashed(code)}`);
  const svg = drawn("svg", { preserveAspectRatio: "none", viewBox: `0 0 ${years} 100`, role: "img", "aria-label": words.timeline, "aria-describedby": "timeline-text" }, plot);
  const column = drawn("rect", { class: "tl__column", y: 0, width: 1, height: 100 }, svg);
  const bars = drawn("g", {}, svg);
  const about = element("p", "visually-hidden", plot, { id: "timeline-text" });
  const tip = element("div", "tl__tip", plot, { hidden: "", "aria-hidden": "true" });

  const total = (counts, i) => {
    let sum = 0;
    for (let p = 0; p < kinds; p++) sum += counts[i * kinds + p];
    return sum;
  };

  function draw() {
    const counts = engine.histogram();
    const bounds = engine.histogramBounds();
    const totals = Array.from({ length: years }, (_, i) => total(counts, i));
    const top = Math.max(1, ...totals);
    const parts = [];
    for (let i = 0; i < years; i++) {
      let base = 100;
      for (let p = 0; p < kinds; p++) {
        const at = i * kinds + p;
        base = part(parts, i, base, ((counts[at] - bounds[at]) / top) * 96, classes[p]);
        base = part(parts, i, base, (bounds[at] / top) * 96, `${classes[p]} p--by`);
      }
    }
    bars.innerHTML = parts.join("");
    about.textContent = told(totals, bounds);
  }

  function part(parts, i, base, height, name) {
    if (height === 0) return base;
    const y = base - height;
    parts.push(`<rect x="${i + 0.08}" y="${y.toFixed(2)}" width="0.84" height="${height.toFixed(2)}" class="${name}"/>`);
    return y;
  }

  function told(totals, bounds) {
    const sum = totals.reduce((a, b) => a + b, 0);
    if (sum === 0) return words.histogramEmpty;
    const most = totals.indexOf(Math.max(...totals));
    const first = totals.findIndex((count) => count > 0);
    const by = bounds.reduce((a, b) => a + b, 0);
    return fill(words.histogramText, {
      total: number(sum),
      first: firstYear + first,
      year: firstYear + most,
      most: number(totals[most]),
      by: number(by),
    });
  }

  const columnAt = (event) => {
    const { left, width } = svg.getBoundingClientRect();
    return Math.max(0, Math.min(years - 1, Math.floor(((event.clientX - left) / width) * years)));
  };

  function hover(event) {
    const i = columnAt(event);
    const by = total(engine.histogramBounds(), i);
    const count = number(total(engine.histogram(), i));
    tip.textContent = fill(by ? words.histogramYearBy : words.histogramYear, { year: firstYear + i, count, by: number(by) });
    tip.hidden = false;
    tip.style.left = `${((i + 0.5) / years) * 100}%`;
    tip.classList.toggle("tl__tip--left", i > years / 2);
    dress(column, { x: i });
    column.style.visibility = "visible";
  }

  function leave() {
    tip.hidden = true;
    column.style.visibility = "hidden";
  }

  svg.addEventListener("pointermove", hover);
  svg.addEventListener("pointerleave", leave);
  svg.addEventListener("click", (event) => onYear(firstYear + columnAt(event)));
  return { draw };
}
