/** What a layer says of itself: its name, who says so, its legend, what was left out, and which places it touches. */

import { button, byId, element } from "../dom.js";
import { decimal, fill, number } from "../text.js";
import { colourOf } from "./drawing.js";

const LISTED = 12;

const idOf = (layer) => `own-${layer.id}`;

/** @param {any} layer @param {any} words @param {Record<string, Function>} calls */
export function draw(layer, words, calls) {
  const before = byId(idOf(layer));
  const isOpen = before?.querySelector("details")?.open ?? false;
  const active = /** @type {HTMLElement} */ (document.activeElement);
  const focused = before?.contains(active) ? active.dataset.part : "";
  const box = element("section", "own__layer", null, { id: idOf(layer), "aria-label": layer.name });
  head(box, layer, calls);
  if (layer.isOwn) asked(box, layer, words, calls);
  legend(box, layer);
  for (const notice of layer.notices) element("p", "hint", box).textContent = notice;
  places(box, layer, words, isOpen);
  if (before) before.replaceWith(box);
  else byId("own-list").append(box);
  if (focused) /** @type {HTMLElement} */ (box.querySelector(`[data-part="${focused}"]`))?.focus();
  key();
}

export function remove(layer) {
  byId(idOf(layer)).remove();
  key();
}

/** Its name and source once more, with every control left as it is: a reader may be on the way to the next one. */
export function retell(layer) {
  const box = byId(idOf(layer));
  box.setAttribute("aria-label", layer.name);
  box.querySelector(".own__name span").textContent = layer.name;
  box.querySelector(".own__source").textContent = layer.said;
  if (!layer.column) box.querySelector(".own__legend span:nth-child(2)").textContent = layer.name;
  key();
}

function head(box, layer, calls) {
  const label = element("label", "own__name", box);
  const shown = element("input", "", label, { type: "checkbox", "data-part": "shown" });
  shown.checked = layer.isShown;
  shown.addEventListener("change", () => calls.shown(layer, shown.checked));
  element("span", "", label).textContent = layer.name;
  const said = element("p", "hint own__source", box);
  said.textContent = layer.said;
}

/** What a file cannot say: who says so, by which column it is coloured, how it is called. */
function asked(box, layer, words, calls) {
  const list = element("div", "own__asked", box);
  for (const [part, word] of [["name", words.name], ["source", words.source]]) {
    const label = element("label", "", list);
    label.append(word);
    const input = element("input", "", label, { type: "text", "data-part": part, maxlength: 120 });
    input.value = layer[part];
    input.addEventListener("change", () => calls.said(layer, part, input.value.trim()));
  }
  if (layer.columns.length) {
    const label = element("label", "", list);
    label.append(words.column);
    const select = element("select", "", label, { "data-part": "column" });
    for (const column of ["", ...layer.columns]) select.append(new Option(column || words.noColumn, column, false, column === layer.column));
    select.addEventListener("change", () => calls.column(layer, select.value));
  }
  const row = element("div", "own__buttons", box);
  button(row, "link-button", "", () => calls.look(layer)).textContent = words.look;
  button(row, "link-button", "", () => calls.removed(layer)).textContent = words.remove;
}

function legend(box, layer) {
  const list = element("ul", "own__legend", box);
  layer.legend.forEach(({ label, count: features }, at) => {
    const row = element("li", "", list);
    const swatch = element("span", "own__swatch", row, { "aria-hidden": "true" });
    swatch.style.setProperty("--own", colourOf(layer.legend, at));
    element("span", "", row).textContent = label;
    element("span", "own__count", row).textContent = number(features);
  });
}

function places(box, layer, words, isOpen) {
  const { near } = layer;
  if (!near.length) {
    element("p", "hint", box).textContent = words.nearNone;
    return;
  }
  const details = element("details", "", box);
  details.open = isOpen;
  element("summary", "", details).textContent = fill(words.near, { count: number(near.length) });
  element("p", "hint", details).textContent = words.nearHow;
  const list = element("ol", "own__near", details);
  const more = (from) => {
    for (const each of near.slice(from, from + LISTED)) one(list, each, words);
    if (near.length <= from + LISTED) return;
    const next = button(details, "link-button", "", () => {
      next.remove();
      more(from + LISTED);
    });
    next.textContent = fill(words.more, { count: number(near.length - from - LISTED) });
  };
  more(0);
}

function one(list, { place_id, name, inside, near, nearest_km }, words) {
  const row = element("li", "", list);
  const open = element("button", "link-button", row, { type: "button", "data-command": "select", "data-value": place_id });
  open.textContent = name;
  const km = nearest_km === null ? "" : decimal(nearest_km, 1);
  element("span", "own__count", row).textContent = fill(inside === null ? words.nearOne : words.insideOne, { count: number(inside ?? near), km });
}

/** The shown layers' classes once more, under the map: what is seen there has its key there. */
function key() {
  const box = byId("own-key");
  box.replaceChildren();
  for (const section of byId("own-list").children) {
    if (!section.querySelector("[data-part=shown]").checked) continue;
    const row = element("div", "own-key__layer", box);
    element("strong", "", row).textContent = section.getAttribute("aria-label");
    row.append(section.querySelector(".own__legend").cloneNode(true));
    element("span", "hint", row).textContent = section.querySelector(".own__source").textContent;
  }
  box.hidden = !box.children.length;
}
