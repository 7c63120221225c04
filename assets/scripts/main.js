/**
 * The page's entry: what the scripts do as soon as they are loaded, and what Dash, its components and the tests
 * find on the window. Runs before React, Dash and its renderer, and after Plotly.
 */

import * as cite from "./about/cite.js";
import * as copies from "./about/copies.js";
import * as report from "./about/report.js";
import * as queue from "./charts/queue.js";
import * as trends from "./charts/trends.js";
import * as twins from "./charts/twins.js";
import * as linked from "./map/linked.js";
import * as maps from "./map/map.js";
import * as marks from "./map/marks.js";
import * as reach from "./map/surface/reach.js";
import * as markup from "./markup.js";
import { answered } from "./page/answers.js";
import * as clicks from "./page/clicks.js";
import * as crossings from "./page/crossings.js";
import { controlled } from "./page/controls.js";
import * as layers from "./layers/loading.js";
import * as definitions from "./page/definitions.js";
import * as menu from "./share/menu.js";
import * as search from "./page/search.js";
import * as server from "./page/server.js";
import * as ranking from "./search/ranking.js";
import * as sheets from "./page/sheets.js";
import { mapClicked, start } from "./page/start.js";
import { command, dash, page } from "./state.js";
import { themed } from "./page/theme.js";
import * as engine from "./years/engine.js";

reach.prepare();
queue.prepare();
for (const each of [definitions, layers, cite, report, copies, clicks, search, server, sheets, trends, twins, menu]) each.watch();

const { clickedCumulative, clickedMix, clickedName, mapSelected } = linked;
const { twinned } = twins;
const { foundPlace, searched, searchPlaces, spoken, typed } = search;
dash.atlas = { start, answered, controlled, themed, searched, spoken, typed, twinned, mapClicked, mapSelected, clickedMix, clickedCumulative, clickedName };
dash.atlasCrossings = { searched: crossings.searched };
dash.atlasTrends = { shown: trends.shown, asked: trends.asked };
window.dashMantineFunctions = { ...window.dashMantineFunctions, foundPlace, searchPlaces };
window.sanctuary_atlas = markup;
window.atlas = { page: Object.assign(page, { command }), engine, map: { create: maps.create, supported: reach.supported }, mapPlotly: reach, marks, search: ranking };
