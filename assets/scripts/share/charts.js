/**
 * A chart beside the map saved as a picture, with the sentence that it counts by, or with the words that it brings
 * (`layout.meta.picture`). Words come from the server.
 */

import { save } from "../charts/picture.js";
import { byId } from "../dom.js";
import { page } from "../state.js";
import { dashed, fill } from "../text.js";
import * as links from "./links.js";

const WIDTH = 760;

/** @param {HTMLElement} button of a chart; its data say the ending, and whether the colours of policing are its key */
export function saveChart(button) {
  const section = button.closest(".chart");
  /** @type {any} */
  const chart = section.querySelector(".js-plotly-plot");
  const { title, made, short } = page.words.share;
  const { sources, data } = page.share;
  const { chartPicture, chartName, chartKey } = button.dataset;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const ofPlaces = () => ({
    title: fill(title, { chart: section.querySelector("h2").textContent, sentence: byId("sentence").textContent }),
    lines: [sources, data],
  });
  const words = {
    ...(chart.layout.meta?.picture ?? ofPlaces()),
    key: chartKey ? Object.entries(short).map(([code, label]) => ({ colour: colour(dashed(code)), label })) : [],
    made,
    link: links.full(),
    name: `sanctuary-atlas-${chartName}`,
    width: WIDTH,
    ground: colour("panel"),
    ink: colour("ink"),
    muted: colour("muted"),
  };
  return save(chart, words, chartPicture === "svg" ? "svg" : "png");
}
