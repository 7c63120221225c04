/** Finding a place by its name. */

import { fill, fold } from "../text.js";
import { command, dash, page } from "../state.js";

const NO_MATCH = 9;

/** @param {any} data the static data file */
export function options(data) {
  const { words } = page;
  const { id, name, country } = data.places;
  return id.map((value, row) => ({ value, label: fill(words.placeInCountry, { name: name[row], country: words.countries[country[row]] }) }));
}

/** @param {string | null} value the place_id that was chosen */
export function searched(value) {
  if (!value) return dash.no_update;
  command("select", value);
  if (!page.selected || page.selected === value) page.map?.select(value, { fly: true });
  return null;
}

/** Another language: the same view, opened anew. @param {string} code */
export function spoken(code) {
  if (code === document.documentElement.lang) return;
  const search = (location.search || `?${page.words.firstView}`).replace(/&lang=[^&]*/, "").replace(/([?])lang=[^&]*&?/, "$1");
  location.assign(`${location.pathname}${search}&lang=${code}`);
}

function rankOf(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  return name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : NO_MATCH;
}

/** Finds places by name without accents and case, by other names too; names that begin so come first. */
export function searchPlaces({ options, search, limit }) {
  const wanted = fold(search).trim();
  if (!wanted) return options.slice(0, limit);
  const ranked = options.map((option) => {
    const names = [option.label, ...(page.words.aliases[option.value] ?? [])].map(fold);
    return { option, rank: Math.min(...names.map((name) => rankOf(name, wanted))) };
  });
  const found = ranked.filter(({ rank }) => rank < NO_MATCH).sort((a, b) => a.rank - b.rank);
  return found.slice(0, limit).map(({ option }) => option);
}
