/** The search: what is typed finds places, states and countries; what is chosen opens, or moves and filters. */

import { all, byId, onPage, one } from "../dom.js";
import { viewOfBox } from "../map/fit.js";
import { fill } from "../text.js";
import { find } from "../search/ranking.js";
import { command, dash, page } from "../state.js";

const BOX_FROM = 5;
const UNDER = "main, .story, .phone-bar";

/** What geodata/search/payload.py tells, fetched when a reader first turns to the search. @type {any} */
let data = null;
let isAsked = false;
let last = { query: "", result: null };

async function load() {
  if (isAsked || !page.words) return;
  isAsked = true;
  try {
    data = await (await fetch(page.urls[`search-${document.documentElement.lang}`])).json();
  } catch {
    isAsked = false;
    return;
  }
  last = { query: "", result: null };
  dash.set_props("search", { data: data.rows.map(([value, label]) => ({ value, label })) });
  announce(/** @type {HTMLInputElement} */ (byId("search")).value);
}

function found(query) {
  if (last.result && last.query === query) return last.result;
  last = { query, result: find(data, query) };
  return last.result;
}

/** A screen reader hears how many there are. */
function announce(query) {
  if (!data || !query.trim()) return;
  const { found: rows, isNear } = found(query);
  byId("announcer").textContent = data.words[isNear ? "near" : "found"][rows.length];
}

export function typed(query) {
  announce(query ?? "");
  return dash.no_update;
}

/** The names to list, for Mantine. */
export function searchPlaces({ options, search }) {
  if (!data) return options;
  const { found: rows, isNear } = found(search);
  const items = rows.map(({ row, alias }) => ({ value: row[0], label: row[1], what: row[2], alias }));
  return isNear && items.length ? [{ group: data.words.nearest, items }] : items;
}

/** One name of the list: by which other name it was found, and what it is. */
export function foundPlace({ option }) {
  const { label: name, what, alias } = option;
  const write = window.React.createElement;
  const shown = alias ? fill(data.words.alias, { alias, name }) : name;
  return write("span", { className: "found" }, write("span", { className: "found__name" }, shown), " ", write("span", { className: "found__what" }, what));
}

/** @param {string | null} value a place_id, or a country or state with its code */
export function searched(value) {
  if (!value) return dash.no_update;
  const [kind, code] = value.split(":");
  if (code) shownWhole(kind, code, value);
  else {
    command("select", value);
    if (!page.selected || page.selected === value) page.map?.select(value, { fly: true });
  }
  return null;
}

/** The places of a state or country alone, and the map there. */
function shownWhole(kind, code, value) {
  command(kind, code);
  const { clientWidth: width, clientHeight: height } = byId("map");
  const { lon, lat, zoom } = viewOfBox(data.rows.find((row) => row[0] === value).slice(BOX_FROM), { width, height });
  if (width) page.map?.go(lon, lat, zoom);
}

/** Another language: the same view, opened anew. @param {string} code */
export function spoken(code) {
  if (code === document.documentElement.lang) return;
  const search = (location.search || `?${page.words.firstView}`).replace(/&lang=[^&]*/, "").replace(/([?])lang=[^&]*&?/, "$1");
  location.assign(`${location.pathname}${search}&lang=${code}`);
}

/** An open list of the header, which Mantine marks, leaves controls half under itself: none can be reached meanwhile. */
function cover() {
  const isOpen = one(".header [data-expanded]") !== null;
  for (const each of all(UNDER)) each.inert = isOpen;
}

/** Called once the page is there. */
export function start() {
  new MutationObserver(cover).observe(one(".header"), { subtree: true, attributeFilter: ["data-expanded"] });
  cover();
}

export function watch() {
  for (const type of ["focusin", "pointerover", "input"]) onPage(type, (at) => at.id === "search" && load());
}
