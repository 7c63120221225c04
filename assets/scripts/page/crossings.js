/**
 * The crossings' layer on the page: holds every crossing once, puts the counts that the server sends on the
 * map, and offers all crossings and borders by name. Words come from the server.
 */

import { byId, one } from "../dom.js";
import { fill, number } from "../text.js";
import * as sheets from "./sheets.js";
import { command, dash, page } from "../state.js";

const OPEN_ZOOM = 6.5;
const ANCHOR_ZOOM = 3.6;

const layer = { payload: null, points: null, rows: null, map: null, selected: "" };

export function shown(payload) {
  layer.payload = payload;
  byId("crossing-controls").hidden = !payload.on;
  byId("tab-crossings").hidden = !payload.on;
  foldLegend(payload.on);
  draw();
}

/** Puts the layer on a map that has just been made. */
export function attach(map) {
  layer.map = map;
  draw();
}

async function draw() {
  const { payload, map } = layer;
  if (!payload || !map) return;
  map.setZone(payload.zone);
  if (payload.on && !layer.points) await load();
  if (payload !== layer.payload) return; // a later choice came while the crossings were on their way
  map.setCrossings(payload.on ? { points: pointsOf(payload), onPick: pick, selected: payload.selected } : { points: [] });
  document.documentElement.dataset.crossings = payload.on ? String(payload.rows.length) : "";
  if (!payload.on || payload.selected === layer.selected) return;
  layer.selected = payload.selected;
  if (!page.isPlaced) fly(payload.selected);
}

/** On a phone the legend starts folded: the map comes first. */
function foldLegend(isOn) {
  if (!isOn || layer.isFolded || !sheets.PHONE.matches) return;
  requestAnimationFrame(() => {
    const legend = one("#crossing-legend details");
    if (!legend) return;
    legend.open = false;
    layer.isFolded = true;
  });
}

async function load() {
  const points = await (await fetch(page.urls.crossings)).json();
  layer.rows = new Map(points.id.map((id, row) => [id, row]));
  layer.points = points;
  dash.set_props("crossing-search", { data: options() });
}

function pointsOf({ rows, value, symbol, counted, years, label }) {
  const { points } = layer;
  const texts = page.words.crossings;
  return rows.map((row, at) => {
    const kind = texts.kinds[points.kind[row]];
    const partial = counted[row];
    let figure = value[at] === null ? texts.noFigure : number(value[at]);
    if (partial) figure = fill(texts.partial, { value: figure, counted: partial, years });
    return {
      id: points.id[row],
      lon: points.lon[row],
      lat: points.lat[row],
      symbol: symbol[at],
      name: points.name[row],
      kind: points.approx[row] ? fill(texts.anchor, { kind }) : kind,
      text: fill(texts.value, { label, value: figure }),
      source: points.source[row] ? fill(texts.source, { source: points.source[row] }) : "",
    };
  });
}

/** Borders first, then every crossing under the name of its kind. */
function options() {
  const { kinds, borders, wholeBorders } = page.words.crossings;
  const { id, name, kind } = layer.points;
  const groups = [{ group: wholeBorders, items: Object.entries(borders).map(([value, label]) => ({ value, label })) }];
  for (const [code, group] of Object.entries(kinds)) {
    const items = id.map((value, row) => ({ value, label: name[row] })).filter((_, row) => kind[row] === code);
    groups.push({ group, items });
  }
  return groups;
}

function pick(id) {
  if (id === layer.payload.selected) sheets.showCard();
  else command("crossing", id);
}

export function fly(id) {
  const row = layer.rows?.get(id);
  if (row === undefined) return;
  const { lon, lat, approx } = layer.points;
  const zoom = approx[row] ? ANCHOR_ZOOM : OPEN_ZOOM; // what only an anchor stands for is wide
  layer.map.go(lon[row], lat[row], Math.max(layer.map.view().zoom, zoom));
}

export function searched(value) {
  if (!value) return dash.no_update;
  command("crossing", value);
  return null;
}
