/** A file of the reader's: GeoJSON, or CSV with longitude and latitude, as rows of a geometry and its columns. */

import { fill } from "../text.js";
import { short } from "./classes.js";

/** What is wrong with a file, in the reader's words. */
export const Refused = class extends Error {};

/** @typedef {{geometry: any, values: Record<string, any>, text: string}} Row of degrees, longitude first */

/**
 * @param {File} file @param {{words: any, rules: any, papa: () => Promise<any>}} given
 * @returns {Promise<{rows: Row[], columns: string[], notices: string[]}>}
 */
export async function read(file, { words, rules, papa }) {
  const refuse = (word, values = {}) => {
    throw new Refused(fill(words[word], { ...values, most: rules.megabytes }));
  };
  const ending = file.name.split(".").pop().toLowerCase();
  if (rules.elsewhere.includes(ending)) refuse("elsewhere", { ending });
  if (!rules.endings.includes(ending)) refuse("unknown", { ending });
  if (file.size > rules.megabytes * 1e6) refuse("large", { size: Math.ceil(file.size / 1e6) });
  const text = decoded(await file.arrayBuffer(), refuse).replace(/^\uFEFF/, "");
  const rows = ending === "csv" ? ofTable(text, await papa(), rules, refuse) : ofGeoJson(text, refuse);
  const whole = rows.filter(({ geometry }) => hasPoints(geometry));
  if (!whole.length) refuse("empty");
  whole.forEach(({ geometry, at }) => eachPoint(geometry, (lon, lat) => checked(lon, lat, at, refuse)));
  const empty = rows.length - whole.length;
  const named = textColumn(whole, rules);
  for (const row of whole) row.text = named ? short(String(row.values[named] ?? ""), rules.text) : "";
  const names = new Set();
  for (const { values } of whole.slice(0, rules.looked)) for (const name of Object.keys(values)) names.add(name);
  return { rows: whole, columns: [...names], notices: empty ? [fill(words.without, { count: empty, total: rows.length })] : [] };
}

/** The first column of words, by which a feature is called. */
function textColumn(rows, rules) {
  const isWord = (value) => typeof value === "string" && value.trim() !== "" && !Number.isFinite(Number(value));
  const looked = rows.slice(0, rules.looked);
  return Object.keys(looked[0].values).find((column) => looked.some(({ values }) => isWord(values[column]))) ?? "";
}

function decoded(bytes, refuse) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("notText");
  }
}

function ofGeoJson(text, refuse) {
  let given;
  try {
    given = JSON.parse(text);
  } catch (/** @type {any} */ error) {
    const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length);
    refuse("notJson", { line: text.slice(0, at).split("\n").length });
  }
  const crs = given?.crs?.properties?.name;
  if (crs && !/CRS:?84$|EPSG:+4326$/i.test(crs)) refuse("crs", { crs });
  const kinds = { FeatureCollection: () => given.features, Feature: () => [given] };
  const features = kinds[given?.type]?.() ?? (hasPoints(given) ? [{ geometry: given }] : null);
  if (!Array.isArray(features)) refuse("notGeoJson");
  return features.map((each, at) => ({ at: at + 1, geometry: each?.geometry ?? null, values: each?.properties ?? {} }));
}

function ofTable(text, papa, rules, refuse) {
  const { data, errors, meta } = papa.parse(text, { header: true, skipEmptyLines: "greedy" });
  const columnOf = (names) => meta.fields?.find((field) => names.includes(field.trim().toLowerCase()));
  const lonIn = columnOf(rules.lon);
  const latIn = columnOf(rules.lat);
  if (!lonIn || !latIn) refuse("noColumns", { columns: (meta.fields ?? []).slice(0, 12).join(", ") });
  const fault = errors.find(({ type }) => type !== "Delimiter");
  if (fault) refuse("brokenRow", { row: (fault.row ?? 0) + 2 });
  return data.map((values, at) => {
    const [lon, lat] = [lonIn, latIn].map((column) => {
      const value = (values[column] ?? "").trim();
      delete values[column];
      if (value === "") return null;
      if (!Number.isFinite(Number(value))) refuse("notNumber", { row: at + 2, column, value });
      return Number(value);
    });
    return { at: at + 2, geometry: lon === null || lat === null ? null : { type: "Point", coordinates: [lon, lat] }, values };
  });
}

function checked(lon, lat, row, refuse) {
  if (typeof lon !== "number" || typeof lat !== "number") refuse("notDegrees", { row, value: JSON.stringify([lon, lat]) });
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return;
  refuse(Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? "swapped" : "notDegrees", { row, value: `${lon}, ${lat}` });
}

/** Calls with each corner of a geometry. @param {any} geometry @param {(lon: number, lat: number) => void} call */
export function eachPoint(geometry, call) {
  if (geometry?.type === "GeometryCollection") {
    for (const part of geometry.geometries ?? []) eachPoint(part, call);
    return;
  }
  const walk = (part) => {
    if (!Array.isArray(part) || !part.length) return;
    if (Array.isArray(part[0])) part.forEach(walk);
    else call(part[0], part[1]);
  };
  walk(geometry?.coordinates);
}

/** West, south, east, north of nothing yet; `grow` makes a copy of it hold points. */
export const EMPTY_BOX = [Infinity, Infinity, -Infinity, -Infinity];

/** @param {number[]} box is changed @param {number} lon @param {number} lat */
export function grow(box, lon, lat) {
  box[0] = Math.min(box[0], lon);
  box[1] = Math.min(box[1], lat);
  box[2] = Math.max(box[2], lon);
  box[3] = Math.max(box[3], lat);
}

function hasPoints(geometry) {
  let isFound = false;
  eachPoint(geometry, () => (isFound = true));
  return isFound;
}
