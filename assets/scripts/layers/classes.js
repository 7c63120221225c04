/** A layer's legend by a column, by the rule of geodata/layers/legend.py (a test holds both equal). */

import { decimal, fill } from "../text.js";

const YEARS = [1500, 2100]; // written without a sign between their figures

/** How a figure begins that is a code and no number, such as 06037. */
const CODE = /^[+-]?0[0-9]/;

const textOf = (value) => (value === null || value === undefined ? "" : (typeof value === "object" ? JSON.stringify(value) : String(value)).trim().replace(/\s+/g, " "));

/** A text of one line at most. @param {string} text @param {number} most */
export const short = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

/**
 * @param {{values: Record<string, any>}[]} rows @param {string} column "" for one class of all
 * @param {{words: any, rules: {classes: number, steps: number, text: number}, name: string}} given
 * @returns {{legend: {label: string, count: number, no_value: boolean}[], classOf: Uint8Array}}
 */
export function classesOf(rows, column, { words, rules, name }) {
  const classOf = new Uint8Array(rows.length);
  if (!column) return { legend: [{ label: name, count: rows.length, no_value: false }], classOf };
  const texts = rows.map(({ values }) => textOf(values[column]));
  const known = texts.filter(Boolean);
  const numbers = known.map(Number);
  const isBoolean = rows.some(({ values }) => typeof values[column] === "boolean");
  const isNumeric = known.length > 0 && !isBoolean && numbers.every(Number.isFinite) && !known.some((text) => CODE.test(text));
  const { labels, of } = isNumeric ? stepped(numbers, rules, words) : named(known, rules, words);
  const counts = new Array(labels.length).fill(0);
  texts.forEach((text, row) => {
    classOf[row] = text ? of(text) : labels.length;
    if (text) counts[classOf[row]]++;
  });
  const legend = labels.map((label, at) => ({ label, count: counts[at], no_value: false }));
  if (known.length < rows.length) legend.push({ label: words.noValue, count: rows.length - known.length, no_value: true });
  return { legend, classOf };
}

/** Each of the most frequent values is a class, and the rest are one. */
function named(known, { classes, text: most }, words) {
  const counts = new Map();
  for (const text of known) counts.set(text, (counts.get(text) ?? 0) + 1);
  const order = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1)).map(([text]) => text);
  const frequent = order.slice(0, classes);
  const at = new Map(frequent.map((text, place) => [text, place]));
  const labels = frequent.map((text) => short(text, most));
  if (order.length > classes) labels.push(words.other);
  return { labels, of: (text) => at.get(text) ?? classes };
}

/** Each of few numbers is a class; many make classes of about equal count, equal ones never being parted. */
function stepped(numbers, { classes, steps }, words) {
  const sorted = Float64Array.from(numbers).sort();
  const values = [...new Set(sorted)];
  const last = Array.from({ length: steps }, (_, step) => sorted[Math.floor(((step + 1) * sorted.length) / steps) - 1]);
  const highs = values.length <= classes ? values : [...new Set(last)];
  const of = (text) => highs.findIndex((high) => Number(text) <= high);
  const lows = highs.map((_, at) => (at ? values.find((value) => value > highs[at - 1]) : values[0]));
  return { labels: highs.map((high, at) => ranged(lows[at], high, words)), of };
}

/** Bounds as exact as it takes to tell them apart. */
function ranged(low, high, words) {
  const isYear = (bound) => Number.isInteger(bound) && bound >= YEARS[0] && bound <= YEARS[1];
  if (isYear(low) && isYear(high)) return low === high ? String(low) : fill(words.range, { low, high });
  if (low === high) return decimal(low, 6);
  const isWhole = Number.isInteger(low) && Number.isInteger(high);
  const digits = [0, 1, 2, 3].find((each) => (each ? high - low >= 10 * 10 ** -each : isWhole)) ?? 6;
  return fill(words.range, { low: decimal(low, digits), high: decimal(high, digits) });
}
