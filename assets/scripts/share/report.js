/**
 * The printed page. A WebGL canvas prints blank, so the server's drawing of the map takes its place; it is there
 * before the browser lays the page out, whoever asked for the print.
 */

import { drawAll } from "../charts/queue.js";
import { byId } from "../dom.js";
import { page } from "../state.js";
import { fill } from "../text.js";
import * as links from "./links.js";
import * as paper from "./paper.js";

const root = document.documentElement;
let drawnFor = "";
let theme = null;

/** @param {string} text of an SVG @param {string} url that it came from */
function put(text, url) {
  const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  byId("report-map").replaceChildren(document.importNode(drawing, true));
  drawnFor = url;
}

/** The browser does not wait for anything once it prints: only a request that it waits for is in time. */
function fetchNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  try {
    request.send();
  } catch {
    return;
  }
  if (request.status === 200) put(request.responseText, url);
}

function prepare() {
  if (theme !== null || !page.share) return;
  theme = root.dataset.theme ?? "";
  root.dataset.theme = "light";
  const url = links.picture("report");
  if (url !== drawnFor) fetchNow(url);
  const isDark = theme === "dark";
  const drawn = drawAll();
  paper.lay(isDark);
  drawn.then(() => theme !== null && paper.lay(isDark)); // what was being drawn when the print was asked for
  const date = new Date().toLocaleDateString(root.lang || "en", { dateStyle: "long" });
  byId("report-sources").textContent = page.share.sources;
  byId("report-made").textContent = fill(page.words.share.made, { date, link: links.full() });
}

function restore() {
  if (theme === null) return;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  paper.clear();
  theme = null;
}

/** Prints once map and charts are drawn. */
export async function print() {
  const url = links.picture("report");
  const [answer] = await Promise.all([fetch(url).catch(() => null), drawAll()]);
  if (answer?.ok) put(await answer.text(), url);
  window.print();
}

export function watch() {
  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
  window.matchMedia("print").addEventListener("change", ({ matches }) => (matches ? prepare() : restore()));
}
