/** The list "What changed in this period": each row opens the place's card. */

import { byId, element } from "../dom.js";
import { dashed } from "../text.js";
import { page } from "../state.js";

let shown = null;

/** The mark of the map: a shield for cooperation, a disc for every other rule, a ring where none is. */
function markOf(policing) {
  if (!policing) return "swatch swatch--ring";
  return `swatch swatch--${policing === "cooperates" ? "shield" : "disc"} swatch--${dashed(policing)}`;
}

/** A button with a command (clicks.js). */
function asking(name, parent, command, value) {
  return element("button", name, parent, { type: "button", "data-command": command, "data-value": value });
}

function row(list, [place, when, policing, what]) {
  const { places } = page.engine.data;
  const open = asking("changes__row", element("li", "", list), "select", places.id[place]);
  element("span", markOf(policing), open, { "aria-hidden": "true" });
  element("span", "changes__name", open).textContent = places.name[place];
  element("span", "changes__when", open).textContent = when;
  element("span", "changes__what", open).textContent = what;
}

/** The kinds that the reader has open: kept while the years move. */
const open = new Set(["adopted"]);

function group(root, { kind, label, rows, more }) {
  const box = element("details", "changes__group", root);
  box.open = open.has(kind);
  box.addEventListener("toggle", () => (box.open ? open.add(kind) : open.delete(kind)));
  element("summary", "changes__kind", box).textContent = label;
  const list = element("ul", "changes__list", box);
  for (const each of rows) row(list, each);
  if (!more) return;
  asking("link-button", box, "changes", kind).textContent = more;
}

export function draw() {
  const root = byId("changes");
  if (!shown || !root || !page.engine) return;
  byId("changes-title").textContent = shown.title;
  root.replaceChildren();
  if (shown.empty) element("p", "hint", root).textContent = shown.empty;
  for (const each of shown.groups) group(root, each);
}

/** @param {any} data of components/page/changes.py */
export function show(data) {
  shown = data;
  draw();
}
