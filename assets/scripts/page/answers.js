/** What the server answered, put where it belongs: the map and the timeline first, all else after them. */

import * as cursors from "../charts/cursors.js";
import * as twins from "../charts/twins.js";
import { all, byId } from "../dom.js";
import * as linked from "../map/linked.js";
import * as links from "../share/links.js";
import { fill, number } from "../text.js";
import * as changes from "./changes.js";
import * as controls from "./controls.js";
import * as crossings from "./crossings.js";
import { page } from "../state.js";

const NAMES_A_PART_OF_THE_WORLD = /[?&](country|admin1|area)=/;
const NAMES_A_POINT = /[?&](place|crossing_place|map)=/;
const root = document.documentElement;
let last = null;
let toldView = "";
let commits = 0;

/** Says on the page itself how far it has come. @param {Record<string, string>} more */
export const tell = (more) => Object.assign(root.dataset, { commits: commits || "", ...more });

/**
 * What the map shows comes first, all else once the browser has drawn it. Before the server's first answer the
 * state is only the page's own, and the link's address stands.
 * @param {string} query @param {any} answer @param {number} until the last command that it answers
 */
export function answered(query, answer, until) {
  if (!answer || !page.words) return;
  const taken = page.waiting.filter(({ id }) => id <= until);
  const isOpened = taken.some(({ type }) => type === "open");
  const isStep = taken.some(({ type, value }) => type === "step" && value !== "");
  page.waiting = page.waiting.filter(({ id }) => id > until);
  if (page.isOld) return openedAnew(query);
  placed(query, isOpened || isStep);
  page.query = query;
  const shown = linked.address(isOpened ? "replaceState" : "pushState");
  const news = answer === last ? {} : answer;
  last = answer;
  if (news.filter) filtered(news.filter);
  if (news.crossings) crossings.shown(news.crossings);
  if (news.share) links.shown(news.share);
  stated(shown);
  controls.show(news.controls);
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (news.counts) counted(news.counts);
      if (news.changes) changes.show(news.changes);
      if (news.filter) twins.refresh();
      tell({ state: query });
    }),
  );
}

/** A link, a story and the way back tell where the map is; any other choice leaves it to the reader. */
function placed(query, isToTell) {
  const told = linked.viewIn(query);
  page.isPlaced = told !== "" && (isToTell || told !== toldView);
  toldView = told;
  if (page.isPlaced) linked.place(told);
}

/** An earlier release's page would put answers on the wrong places: the new one opens with what was chosen. */
function openedAnew(query) {
  page.query = query;
  linked.address("replaceState");
  location.reload();
}

/** Shows a moment of the reader's hand: nothing here asks the server. */
export function follow(computed, isDragging) {
  page.map.show(computed);
  page.headline.show(computed);
  cursors.move(computed.to === null ? null : computed.moment);
  byId("above").classList.toggle("is-live", isDragging);
  if (!isDragging) return;
  const values = { count: number(computed.count), years: page.timeline.yearsText() };
  byId("sentence-live").textContent = fill(page.words.placesLive, values);
}

/** Takes over a committed filter; before the parts are there it only waits for them. */
export function filtered(payload) {
  page.payload = payload;
  if (!page.engine) return;
  page.engine.setFilter(payload);
  page.headline.reset();
  const computed = page.timeline.update(payload);
  linked.update(payload);
  follow(computed, page.timeline.isMoving);
  if (!commits++) frameLink();
  const wasSelected = page.selected ?? "";
  page.selected = payload.selected;
  document.title = titleOf(payload.selected);
  page.map.select(payload.selected, { fly: !page.isPlaced && ![wasSelected, page.pointedAt, ""].includes(payload.selected) });
  root.dataset.count = String(computed.count);
}

/** The tab of a browser, and what is shared from it, say which place is open. */
function titleOf(id) {
  const place = page.engine.data.places.name[page.engine.row(id)];
  return place ? fill(page.words.placeTitle, { place }) : page.words.title;
}

/** A link to a part of the world opens with the map there. */
function frameLink() {
  const { search } = location;
  if (!search.startsWith(`?${page.words.firstView}`) && NAMES_A_PART_OF_THE_WORLD.test(search) && !NAMES_A_POINT.test(search)) page.map.fit({ jump: true });
}

function counted(counts) {
  for (const span of all("[data-count]")) {
    const [facet, code] = span.dataset.count.split(":");
    const count = counts[facet]?.[page.words.codes[facet].indexOf(code)];
    if (count === undefined) continue;
    span.textContent = number(count);
    span.closest(".choice")?.classList.toggle("is-empty", count === 0);
  }
}

function stated(query) {
  const params = new URLSearchParams(query);
  const pinned = params.get("pin")?.split(",").length ?? 0;
  byId("tab-compare").hidden = pinned === 0;
  byId("tab-compare").textContent = fill(page.words.compare, { count: number(pinned) });
  showView(params.get("view") || "map");
  for (const link of all("[data-download]")) link.href = `download/${link.dataset.download}?${query}`;
  if ([...params.keys()].some((name) => page.words.provisions.includes(name))) byId("provisions").open = true;
}

function showView(view) {
  root.dataset.view = view;
  for (const tab of all(".tabs [role=tab]")) {
    const name = tab.dataset.value;
    tab.setAttribute("aria-selected", String(name === view));
    byId(`panel-${name}`).hidden = name !== view;
  }
}
