/**
 * The table twins of the charts beside the map: the same numbers as rows of years, made when a reader opens
 * one and kept in step with the chart from then on.
 */

import { all, element, onPage } from "../dom.js";
import { page } from "../state.js";
import { number } from "../text.js";

const figures = {};

/** So many columns have room for a head that reads across. */
const MOST_ACROSS = 3;

/** A chart's lines or bars as columns; a line that begins later has counted nothing before. */
function drawn(name) {
  const traces = figures[name]?.data ?? [];
  return traces.map(({ name: label, x, y }) => ({ label, values: new Map(x.map((year, i) => [year, y[i]])) }));
}

/** Adoptions by year under the present filters, by what police may do. */
function adoptions() {
  const { data, histogram } = page.engine;
  const counts = histogram();
  const kinds = data.policings.length;
  return data.policings.map((code, p) => {
    const values = new Map();
    for (let i = 0; i < counts.length / kinds; i++) values.set(data.firstYear + i, counts[i * kinds + p]);
    return { label: page.words.map.policing[code], values };
  });
}

const columnsOf = (name) => (name === "adoptions" ? adoptions() : drawn(name));

function draw(box) {
  const columns = columnsOf(box.dataset.twin).filter(({ values }) => [...values.values()].some(Boolean));
  const years = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const first = years.find((year) => columns.some(({ values }) => values.get(year)));
  const place = box.querySelector(".twin__table");
  place.replaceChildren();
  if (first === undefined) {
    element("p", "hint", place).textContent = page.words.twinEmpty;
    return;
  }
  const table = element("table", columns.length > MOST_ACROSS ? "twin__many" : "", place);
  const head = element("tr", "", element("thead", "", table));
  for (const label of [page.words.year, ...columns.map((column) => column.label)]) {
    element("th", "", head, { scope: "col" }).textContent = label;
  }
  const body = element("tbody", "", table);
  for (const year of years.filter((each) => each >= first)) {
    const row = element("tr", "", body);
    element("th", "", row, { scope: "row" }).textContent = year;
    for (const { values } of columns) element("td", "", row).textContent = number(values.get(year) ?? 0);
  }
}

/** Draws the open tables anew. */
export function refresh() {
  if (!page.engine) return;
  for (const box of all("[data-twin]")) if (box.open) draw(box);
}

export function watch() {
  onPage("toggle", (box) => box.dataset?.twin && box.open && page.engine && draw(box), true);
}

/** The charts' figures as the server tells them. */
export function twinned(mix, cumulative) {
  Object.assign(figures, { mix, cumulative });
  refresh();
}
