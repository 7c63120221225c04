/**
 * The page's start: asks for the state of the address, makes the map, the timeline and the numbers, and shows
 * what the server has answered by then. Holds no text of its own: every word comes from the server.
 */

import * as queue from "../charts/queue.js";
import * as trends from "../charts/trends.js";
import { byId } from "../dom.js";
import { viewOfBox } from "../map/fit.js";
import * as linked from "../map/linked.js";
import * as maps from "../map/map.js";
import { supported } from "../map/surface/reach.js";
import * as menu from "../share/menu.js";
import * as story from "../story/panel.js";
import * as engines from "../years/engine.js";
import * as headlines from "../years/headline.js";
import * as timelines from "../years/timeline.js";
import { filtered, follow, tell } from "./answers.js";
import * as changes from "./changes.js";
import * as crossings from "./crossings.js";
import * as layers from "../layers/loading.js";
import { notify } from "./notices.js";
import * as search from "./search.js";
import * as sheets from "./sheets.js";
import { command, dash, page } from "../state.js";
import { colours, theme } from "./theme.js";

const START_VIEW = { lon: -42, lat: 40, zoom: 1.5 };
const NARROW_VIEW = { lon: -92, lat: 42, zoom: 1.6 };
const NARROW = 760;
/** Of a link, what is the reader's own or the frame's and names no view. */
const OWN = /[?&](lang|theme|embed)=[^&]*/g;

const json = async (url) => (await fetch(url)).json();

/** @param {{words: any, urls: Record<string, string>}} given */
export async function start(given) {
  if (!given || page.words) return;
  const { words, urls } = given;
  Object.assign(page, { words, urls });
  const preferred = window.matchMedia("(prefers-color-scheme: dark)").matches && !/[?&]theme=/.test(location.search);
  page.at = linked.viewIn(location.search);
  const asked = location.search.replace(OWN, "");
  const spoken = /[?&]lang=/.test(location.search) ? "" : words.spoken;
  command("open", (asked ? location.search : `?${words.firstView}${location.search.replace("?", "&")}`) + spoken + (preferred ? "&theme=dark" : ""));
  const kind = supported() ? "figure" : "svg-figure";
  const figureOf = (name) => json(urls[`${kind}-${name}`]);
  const drawn = preferred || /[?&]theme=dark/.test(location.search) ? "dark" : theme();
  const [data, figure] = await Promise.all([json(urls.data), figureOf(drawn), kind === "figure" ? null : withoutWebgl()]);
  const engine = (page.engine = engines.create(data));
  page.map = maps.create(byId("map"), {
    engine,
    figure,
    figureOf,
    draw: drawGraph,
    theme: drawn,
    at: linked.view(page.at) ?? (asked === "" || asked === `?${words.firstView}` ? viewOfBox(words.map.regions[0].slice(2), sizeOf(byId("map"))) : null),
    home: window.innerWidth < NARROW ? NARROW_VIEW : START_VIEW,
    words: words.map,
    colours: colours(data.policings),
    onPick: (id) => dash.set_props("map-graph", { clickData: { points: [{ customdata: id }] } }),
    onRegion: (code) => command("region", code),
    ...linked.options,
  });
  page.timeline = timelines.create(byId("timeline"), {
    engine,
    words,
    onStep: follow,
    onCommit: (years) => command("years", years),
    onUndated: () => command("undated"),
  });
  linked.attach(page.map, byId("map"));
  crossings.attach(page.map);
  page.headline = headlines.create(byId("headline"), { engine, words });
  trends.start();
  menu.start();
  search.start();
  sheets.watchCard(byId("card"));
  story.watch(byId("story"));
  page.map.surface.drawn(queue.release);
  layers.start();
  if (page.payload) filtered(page.payload);
  changes.draw();
  tell({ ready: "true" });
}

const sizeOf = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

/** Hands a figure to the graph; `drawn` hears of Plotly's element once the figure stands on it. */
function drawGraph(figure, drawn) {
  dash.set_props("map-graph", { figure });
  if (!drawn) return;
  const look = () => {
    /** @type {any} */
    const gd = document.querySelector("#map-graph .js-plotly-plot");
    if (gd?._fullLayout?.meta === figure.layout.meta || gd?.layout?.meta) drawn(gd);
    else requestAnimationFrame(look);
  };
  look();
}

/** Says so, and loads the Plotly that draws maps as SVG in the place of the one that cannot here. */
function withoutWebgl() {
  notify(page.words.noWebgl);
  const script = Object.assign(document.createElement("script"), { src: page.urls["plotly-geo"] });
  const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  document.head.append(script);
  return loaded.then(() => queue.wrap(window.Plotly));
}

/** A click on the map comes by the graph's own property, as from any other chart; it is taken back at once. */
export function mapClicked(click) {
  const id = click?.points?.[0]?.customdata;
  if (id && id === page.selected) sheets.showCard();
  else if (id) command("select", id);
  page.pointedAt = id ?? page.pointedAt;
  return null;
}
