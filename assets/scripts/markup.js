/**
 * The page's own Dash components, which take HTML as data (components/markup.py) and write it as plain
 * elements: a table, a page of its rows at a time, and any other HTML.
 */

import { fill, number } from "./text.js";

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

/** Choices of which any may be ticked, or one: `value` holds the codes, or the code, as Mantine's groups do. */
export function Choices({ id, kind, label, title, box, rows, value, setProps }) {
  const isOne = kind === "radio";
  const others = (code) => value.filter((each) => each !== code);
  const next = (code, isOn) => (isOne ? code : isOn ? [...others(code), code] : others(code));
  const row = ([code, inside, beside]) => {
    const checked = isOne ? value === code : value.includes(code);
    const onChange = ({ target }) => setProps({ value: next(code, target.checked) });
    const input = write("input", { type: kind, name: id, value: code, checked, onChange });
    const choice = write("label", { className: "choice" }, input, written(inside));
    return beside ? write("div", { className: "choice-row" }, choice, written(beside)) : choice;
  };
  return write(
    "div",
    { id, role: isOne ? "radiogroup" : "group", "aria-label": label },
    title ? write("div", { className: "choices__title" }, label) : null,
    write("div", { className: box }, ...rows.map(row)),
  );
}
