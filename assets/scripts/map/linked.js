/**
 * Linked views: what a reader draws on the map, keeps in view or clicks in a chart becomes a filter like
 * any other. Area of the map: the ring that was chosen is drawn over it, and moves with it.
 */

import { drawn } from "../dom.js";
import { mercatorX, mercatorY } from "./marks.js";
import { command, dash, page } from "../state.js";

const ROUND = 100;

const state = {
  isInView: false,
  area: [],
  /** Where the map has been sent and is not yet. */
  bound: "",
};
const rounded = (ring) => ring.map((point) => point.map((value) => Math.round(value * ROUND) / ROUND));

/** Options of map/map.js that this file answers. */
export const options = {
  /** What was drawn comes by the graph's own property, as from any other chart. */
  onArea(ids, ring) {
    const points = ids.map((customdata) => ({ customdata }));
    dash.set_props("map-graph", { selectedData: { points, lassoPoints: { map: rounded(ring) } } });
  },
  onInView() {
    if (state.isInView) {
      leaveView();
      command("area", []);
      return;
    }
    state.isInView = true;
    page.map.setInView(true);
    send();
  },
  onMove(view, isByHand) {
    if (state.isInView) send();
    const now = printed(view);
    if (isByHand || now === state.bound) state.bound = "";
    if (state.bound) return; // it came to rest on its way, as where its room has changed
    page.at = isByHand || now === page.at ? now : "";
    address("replaceState");
  },
};

/** A view as a link tells it. */
export const printed = ({ lon, lat, zoom }) => [((((lon + 180) % 360) + 360) % 360) - 180, lat, zoom].map((n) => Number(n.toFixed(3))).join();

/** The view that a link tells. @param {string} query @returns {string} "" where it tells none */
export const viewIn = (query) => new URLSearchParams(query).get("map") ?? "";

/** @param {string} told "lon,lat,zoom" @returns the view, null for none */
export function view(told) {
  const [lon, lat, zoom] = told.split(",").map(Number);
  return zoom >= 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? { lon, lat, zoom } : null;
}

/** Writes what is shown to the address: the state's link, with the map where the reader has left it. */
export function address(how) {
  const shown = page.query.replace(/&map=[^&]*/, "") + (page.at ? `&map=${page.at}` : "");
  const search = shown === page.words.firstView ? "" : `?${shown}`;
  if (page.query && location.search !== search) history[how](null, "", location.pathname + search);
  return shown;
}

/** Goes where a link, a story or the way back tells. */
export function place(told) {
  const to = view(told);
  if (!to || told === page.at) return;
  page.at = told;
  state.bound = page.map ? printed(to) : "";
  page.map?.go(to.lon, to.lat, to.zoom);
}

function leaveView() {
  state.isInView = false;
  page.map.setInView(false);
}

function send() {
  const [west, south, east, north] = page.map.bounds();
  const ring = rounded([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
  if (JSON.stringify(ring) !== JSON.stringify(state.area)) command("area", ring);
}

let path = null;

/** Draws the chosen area over a map. */
export function attach(map, root) {
  path = drawn("path", {}, drawn("svg", { class: "atlas-map__area", "aria-hidden": "true" }, root));
  map.surface.listen(draw);
  draw();
}

function draw() {
  if (!path) return;
  const { area, isInView } = state;
  if (!area.length || isInView) {
    path.removeAttribute("d");
    return;
  }
  const { lon, lat, zoom, width, height } = page.map.view();
  const scale = 512 * 2 ** zoom;
  const middle = area.reduce((sum, point) => sum + point[0], 0) / area.length;
  const turn = Math.round(mercatorX(lon) - mercatorX(middle));
  const corners = area.map(([x, y]) => {
    const px = (mercatorX(x) + turn - mercatorX(lon)) * scale + width / 2;
    const py = (mercatorY(y) - mercatorY(lat)) * scale + height / 2;
    return `${px.toFixed(1)} ${py.toFixed(1)}`;
  });
  path.setAttribute("d", `M${corners.join("L")}Z`);
}

/** Takes over a committed filter. */
export function update(payload) {
  state.area = payload.area;
  if (!payload.area.length && state.isInView) leaveView();
  draw();
}

/** A click in a chart chooses the code that the mark carries, or takes it back. */
function toggled(field, code) {
  if (typeof code === "string" && code) command("toggle", `${field}:${code}`);
  return null;
}

export const clickedMix = (click) => toggled("policings", click?.points?.[0]?.customdata);
export const clickedCumulative = (click) => toggled("countries", click?.points?.[0]?.customdata);
export const clickedName = (click) => toggled("countries", click?.annotation?.name);

/** An area was drawn on the map. */
export function mapSelected(selected) {
  const drawn = selected?.lassoPoints?.map;
  if (!drawn) return dash.no_update;
  leaveView();
  command("area", drawn);
  return null;
}
