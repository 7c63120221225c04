/** The line over every chart at the year that is shown. */

import { all, element } from "../dom.js";

let lastMoved = null;

/** Moves the line to a year; null takes it away. Charts say where their years lie. @param {number | null} year */
export function move(year) {
  lastMoved = year;
  for (const chart of all(".chart .js-plotly-plot")) {
    const line = chart.parentElement.querySelector(".cursor") ?? element("div", "cursor", chart.parentElement);
    const { xaxis: axis, margin } = chart.layout ?? {};
    if (year === null || !axis?.range || !margin) {
      line.hidden = true;
      continue;
    }
    const isDate = typeof axis.range[0] === "string";
    const [low, high] = isDate ? axis.range.map((each) => Date.parse(each)) : axis.range;
    const at = isDate ? Date.UTC(year, 11, 31) : year;
    const share = (at - low) / (high - low);
    line.hidden = share < 0 || share > 1;
    // Told in CSS, because to read the chart's width would make the browser lay the page out in every step.
    line.style.left = `calc(${margin.l}px + (100% - ${margin.l + margin.r}px) * ${share.toFixed(4)})`;
  }
}

/** Puts the line where it was, over what has been drawn anew. */
export const again = () => move(lastMoved);
