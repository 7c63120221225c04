/**
 * The trends view's own script: choices to commands, the search in the list of series, the year cursor over
 * the chart. Holds no text of its own.
 */

import { all, byId, onPage } from "../dom.js";
import { command, dash, page } from "../state.js";
import { fill, fold, number } from "../text.js";
import * as cursors from "./cursors.js";
import { save } from "./picture.js";

const NARROW = 760;
const trends = {
  meta: null,
  shown: null,
  chart: null,
  width: 0,
  drawn: Promise.resolve(),
  room: 900,
};

/** The server's answer is there: draws it and marks what is chosen. */
export function shown(meta) {
  if (!meta) return;
  trends.meta = meta;
  markChosen();
  draw();
}

function markChosen() {
  const chosen = new Set(trends.meta?.series);
  for (const choice of all("[data-series-toggle]")) {
    choice.setAttribute("aria-pressed", String(chosen.has(choice.dataset.seriesToggle)));
  }
}

/** Draws one after the other: Plotly does not take a second figure while it is at the first. */
function draw() {
  trends.drawn = trends.drawn.then(drawNow, drawNow);
}

/** Draws the figure as wide as its box; a hidden box has no width and is drawn once it is shown. */
async function drawNow() {
  const width = byId("trends-plot").clientWidth;
  if (!width || !trends.meta || (width === trends.width && trends.meta === trends.shown)) return;
  const { figure, config } = trends.meta;
  Object.assign(trends, { width, shown: trends.meta, chart: byId("trends-chart") });
  const { data, layout } = structuredClone(figure);
  await window.Plotly.react(trends.chart, data, { ...layout, width }, config);
  trends.chart.removeAllListeners("plotly_click");
  trends.chart.on("plotly_click", clicked);
  cursors.again();
}

/** A click on a figure takes the page to its year. */
function clicked(data) {
  const year = Number.parseInt(data.points[0]?.customdata?.[2], 10);
  const engine = page.engine;
  if (!engine || !year || year < engine.data.firstYear || year > engine.data.lastYear) return;
  const params = new URLSearchParams(document.documentElement.dataset.state);
  const mode = params.has("in_force") ? "in_force" : "adopted";
  command("years", { mode, from: engine.data.firstYear, to: year });
}

const toggle = (key, isOn) => command("set", { control: "f-series", [isOn ? "on" : "off"]: [key] });

/** Leaves in the list the series that have every word; country and measure count as words of each. */
function find(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const country of all(".picker__country")) {
    for (const group of country.querySelectorAll(".picker__group")) {
      const choices = [...group.querySelectorAll(".picker__choice")];
      for (const choice of choices) {
        const said = fold(`${choice.title} ${choice.textContent}`);
        choice.hidden = !words.every((word) => said.includes(word));
      }
      group.hidden = choices.every(({ hidden }) => hidden);
    }
    const inCountry = country.querySelectorAll(".picker__choice:not([hidden])").length;
    country.hidden = inCountry === 0;
    country.open = words.length > 0 && inCountry > 0;
    found += inCountry;
  }
  byId("t-found").textContent = words.length ? fill(byId("trends-picker").dataset.found, { count: number(found) }) : "";
}

/** Says how wide the chart may be; a table that opens asks for itself alone. */
function room(width) {
  trends.room = width;
  dash.set_props("trends-room", { data: { width } });
}

const roomNow = () => (window.innerWidth < NARROW ? 360 : 900);

/** Called once the page is there: a narrow window folds what is chosen from, and gets a chart of its own. */
export function start() {
  new ResizeObserver(draw).observe(byId("trends-plot"));
  if (roomNow() === trends.room) return;
  room(roomNow());
  for (const each of all("#trends-side > details, #trends-drawing")) each.open = false;
}

/** Hands the state on to the server's trends callbacks only while their view is shown. */
export function asked(query) {
  const isShown = new URLSearchParams(query ?? "").get("view") === "trends";
  return isShown ? query : dash.no_update;
}

export function watch() {
  onPage("click", (at) => {
    const target = at.closest("[data-series-toggle], [data-series-drop], [data-picture]");
    if (!target) return;
    const { seriesToggle, seriesDrop, picture } = target.dataset;
    if (seriesToggle) toggle(seriesToggle, target.getAttribute("aria-pressed") !== "true");
    else if (seriesDrop) toggle(seriesDrop, false);
    else if (trends.chart) save(trends.chart, trends.meta.picture, picture);
  });
  onPage("input", ({ id, value }) => id === "t-find" && find(value));
  const isFold = ({ id }) => id === "trends-table-fold";
  onPage("toggle", (fold) => isFold(fold) && dash.set_props("trends-table-open", { data: fold.open }), true);
  window.addEventListener("resize", () => {
    if (roomNow() !== trends.room) room(roomNow());
  });
}
