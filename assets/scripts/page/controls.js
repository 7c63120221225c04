/**
 * Dash's controls: what a reader sets in one becomes a command, and what the server answers is written to those
 * that do not show it. Names are those of Dash, "id.property".
 */

import { command, dash, page } from "../state.js";

/** What the controls show, and what the server told them to. */
const held = {};
const told = {};

const text = (value) => JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? ""));
const alike = (one, other) => text(one) === text(other);
const without = (codes, others) => codes.filter((code) => !others.includes(code));

/** Some control changed: by the reader's hand, unless it holds what was written to it. The first time tells all. */
export function controlled() {
  for (const [name, value] of Object.entries(dash.callback_context.inputs)) {
    const before = held[name];
    held[name] = value;
    if (!(name in told)) told[name] = value;
    else if (!alike(before, value)) set(name.split(".")[0], value, before);
  }
}

function set(control, value, before) {
  const isList = Array.isArray(value);
  command("set", isList ? { control, on: without(value, before), off: without(before, value) } : { control, value });
}

/** Writes what the server tells; while a choice has no answer yet, the controls show the reader's. */
export function show(values = {}) {
  Object.assign(told, values);
  if (page.waiting.length) return;
  for (const [name, value] of Object.entries(told)) {
    if (alike(held[name], value)) continue;
    held[name] = value;
    const [id, property] = name.split(".");
    dash.set_props(id, { [property]: value });
  }
}
