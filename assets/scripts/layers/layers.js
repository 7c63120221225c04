/**
 * Layers of the operator's or the reader's own: what they hold, kept in step with the map and their panel. The entry
 * of a script that is fetched when there is a layer; what the page knows stands in `atlas.page`, not in state.js.
 */

import { byId } from "../dom.js";
import { fill, number } from "../text.js";
import { classesOf } from "./classes.js";
import * as drawings from "./drawing.js";
import { nearOf } from "./near.js";
import * as panels from "./panel.js";
import { Refused, read } from "./reading.js";
import { thinned } from "./thinning.js";

/** @param {any} given words and rules of geodata/layers/payload.py @param {(src: string) => Promise<void>} script */
function create(given, script) {
  const { words, rules } = given;
  const { page } = window.atlas;
  const layers = new Map();
  const drawing = drawings.create(page.map);
  const fault = byId("own-fault");
  let opened = 0;

  const saidOf = ({ source }) => fill(source ? words.says : words.saysNobody, { source });

  function draw(layer) {
    layers.set(layer.id, layer);
    layer.said = saidOf(layer);
    panels.draw(layer, words, calls);
    drawing.set(layer);
  }

  /** A layer's classes by a column; what is drawn and listed is what it was. */
  function classed(layer, column) {
    const { legend, classOf } = classesOf(layer.rows, column, { words, rules, name: layer.name });
    layer.column = column;
    layer.legend = legend;
    const features = layer.drawnRows.map(({ row, geometry }) => ({ type: "Feature", geometry, properties: { c: classOf[row], t: layer.rows[row].text } }));
    layer.geojson = { type: "FeatureCollection", features };
    draw(layer);
  }

  const calls = {
    column: (layer, column) => classed(layer, column),
    shown: (layer, isShown) => {
      layer.isShown = isShown;
      draw(layer);
    },
    said: (layer, part, text) => {
      layer[part] = text;
      if (part === "name" && !layer.column) layer.legend[0].label = text;
      layer.said = saidOf(layer);
      panels.retell(layer);
    },
    removed(layer) {
      layers.delete(layer.id);
      drawing.remove(layer);
      panels.remove(layer);
      byId("own-open").focus();
    },
    look: ({ bounds }) => drawing.look(bounds),
  };

  async function made(file) {
    const papa = async () => {
      if (!window.Papa) await script(page.urls.papaparse);
      return window.Papa;
    };
    const { rows, columns, notices } = await read(file, { words, rules, papa });
    const thin = thinned(rows, rules);
    if (thin.isThinned) notices.push(fill(thin.isPoints ? words.thinnedPoints : words.thinnedLines, { drawn: number(thin.drawn.length), total: number(rows.length) }));
    if (page.map.surface.kind !== "gl") notices.push(words.noWebgl);
    const near = await nearOf(rows, page, rules);
    const name = file.name.replace(/\.\w+$/, "");
    const layer = { id: `file-${++opened}`, isOwn: true, isShown: true, name, source: "", rows, columns, notices, near, bounds: thin.bounds, total: rows.length, drawn: thin.drawn.length, drawnRows: thin.drawn };
    classed(layer, "");
    drawing.look(layer.bounds);
    byId("announcer").textContent = fill(words.opened, { name, total: number(rows.length) });
  }

  return {
    layers,
    /** @param {File} file of the reader's, which stays in this browser */
    async open(file) {
      fault.textContent = words.reading;
      try {
        await made(file);
        fault.textContent = "";
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        fault.textContent = fill(words.refused, { file: file.name, reason: error instanceof Refused ? error.message : words.unread });
      }
    },
    /** @param {string[]} urls of layers that the operator added */
    async given(urls) {
      for (const url of urls) {
        const layer = await (await fetch(url)).json();
        const near = layer.near.map(([place_id, name, inside, around, nearest_km]) => ({ place_id, name, inside, near: around, nearest_km }));
        draw({ ...layer, near, isShown: true });
      }
    },
  };
}

window.atlas.layers = { create };
