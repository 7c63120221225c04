/**
 * The page's own Dash components, which take HTML as data (components/markup.py) and write it as plain
 * elements: a table, a page of its rows at a time, and any other HTML.
 */

import { fill, fold, number } from "./text.js";

const write = (...given) => window.React.createElement(...given);

/** HTML as data: a text, or [tag, attributes, what it holds …]; without a tag only what it holds. */
function written(part, slots) {
  if (!Array.isArray(part)) return part?.slot === undefined ? part : slots[part.slot];
  const [tag, attributes, ...inside] = part;
  return write(tag || window.React.Fragment, attributes, ...inside.map((each) => written(each, slots)));
}

/** A cell that is a text: the first of a row names it. */
function cell(content, column) {
  if (Array.isArray(content)) return written(content);
  return column ? write("td", null, content) : write("th", { scope: "row" }, content);
}

const headCell = (content) => (Array.isArray(content) ? written(content) : write("th", { scope: "col" }, content));

/** The rows from one number up to another, each group under its head. */
function bodies({ groups, head, selected }, from, to) {
  const found = [];
  let first = 0;
  for (const { title, rows } of groups) {
    const start = Math.max(0, from - first);
    const shown = rows.slice(start, Math.max(0, to - first));
    const chosen = (selected ?? -1) - first - start;
    first += rows.length;
    if (!shown.length) continue;
    const named = title ? [write("tr", null, write("th", { colSpan: head.length, scope: "rowgroup" }, title))] : [];
    const made = shown.map((cells, i) =>
      write("tr", { className: i === chosen ? "is-selected" : undefined }, ...cells.map(cell)),
    );
    found.push(write("tbody", null, ...named, ...made));
  }
  return found;
}

function pager({ words }, { page, pages, from, to, count, turn }) {
  const way = (label, next) =>
    write(
      "button",
      { className: "button", type: "button", disabled: next < 0 || next >= pages, onClick: () => turn(next) },
      label,
    );
  const numbers = { first: number(from + 1), last: number(to), count: number(count) };
  return write(
    "nav",
    { className: "pager", "aria-label": words.pages },
    way(words.previous, page - 1),
    way(words.next, page + 1),
    write("span", { className: "pager__rows", role: "status" }, fill(words.shown, numbers)),
  );
}

export function DataTable(given) {
  const { box, label, caption, className, head, groups, pageRows } = given;
  const { Fragment, useRef, useState } = window.React;
  const scrolled = useRef(null);
  const [turned, setTurned] = useState({ groups, page: 0 });
  const page = turned.groups === groups ? turned.page : 0;
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const pages = Math.max(1, Math.ceil(count / pageRows));
  const from = page * pageRows;
  const to = Math.min(count, from + pageRows);
  const turn = (next) => {
    setTurned({ groups, page: next });
    scrolled.current.scrollTop = 0;
  };
  return write(
    Fragment,
    null,
    write(
      "div",
      { ref: scrolled, className: box, tabIndex: 0, role: "region", "aria-label": label },
      write(
        "table",
        { className: className || undefined },
        written(caption),
        write("thead", null, write("tr", null, ...head.map(headCell))),
        ...bodies(given, from, to),
      ),
    ),
    pages > 1 ? pager(given, { page, pages, from, to, count, turn }) : null,
  );
}

export const Markup = ({ content, children }) => written(content, [children].flat()) ?? null;

export const Live = ({ id, tag, attributes, children }) => write(tag, { id, ...attributes }, children);

/** Where a key leads in a list of choices: a step, an end, or the next one that begins so; -1 for nowhere. */
function stepTo({ key, ctrlKey, metaKey, altKey }, inputs, at) {
  if (ctrlKey || metaKey || altKey) return -1;
  const last = inputs.length - 1;
  const steps = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
  if (key in steps) return steps[key];
  if (key.length > 1 || key === " ") return -1;
  const following = [...inputs.keys()].map((i) => (at + 1 + i) % inputs.length);
  return following.find((i) => fold(inputs[i].closest("label").textContent.trim()).startsWith(fold(key))) ?? -1;
}

function walked(event) {
  const inputs = [...event.currentTarget.querySelectorAll("input")];
  const to = stepTo(event, inputs, inputs.indexOf(event.target));
  if (!inputs.includes(event.target) || to < 0) return;
  event.preventDefault();
  inputs[to].focus();
}

/** Choices of which any may be ticked, or one: `value` holds the codes, or the code, as Mantine's groups do. */
export function Choices({ id, kind, label, title, box, rows, value, hint, setProps }) {
  const isOne = kind === "radio";
  const [stop, setStop] = window.React.useState("");
  const first = stop || rows.find(([code]) => value.includes(code))?.[0] || rows[0]?.[0];
  const others = (code) => value.filter((each) => each !== code);
  const next = (code, isOn) => (isOne ? code : isOn ? [...others(code), code] : others(code));
  const row = ([code, inside, beside]) => {
    const checked = isOne ? value === code : value.includes(code);
    const onChange = ({ target }) => setProps({ value: next(code, target.checked) });
    const walk = hint ? { tabIndex: code === first ? 0 : -1, onFocus: () => setStop(code) } : {};
    const input = write("input", { type: kind, name: id, value: code, checked, onChange, ...walk });
    const choice = write("label", { className: "choice" }, input, written(inside));
    return beside ? write("div", { className: "choice-row" }, choice, written(beside)) : choice;
  };
  return write(
    "div",
    { id, role: isOne ? "radiogroup" : "group", "aria-label": label, ...(hint && { "aria-describedby": `${id}-hint`, onKeyDown: walked }) },
    hint ? write("div", { id: `${id}-hint`, className: "visually-hidden" }, hint) : null,
    title ? write("div", { className: "choices__title" }, label) : null,
    write("div", { className: box }, ...rows.map(row)),
  );
}
