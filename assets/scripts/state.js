/** What the page knows at present, and the one way in which it asks the server. */

/** @type {any} */
export const dash = (window.dash_clientside = window.dash_clientside || {});

/** Every part is empty until start.js or an answer fills it. */
export const page = {
  /** Every word that a reader may see, by name. @type {any} */
  words: null,
  /** @type {Record<string, string>} */
  urls: {},
  /** @type {ReturnType<typeof import("./years/engine.js").create>} */
  engine: null,
  /** @type {ReturnType<typeof import("./map/map.js").create>} */
  map: null,
  /** @type {ReturnType<typeof import("./years/timeline.js").create>} */
  timeline: null,
  /** @type {ReturnType<typeof import("./years/headline.js").create>} */
  headline: null,
  /** The filter that was committed last. @type {any} */
  payload: null,
  /** The place whose card is open. @type {string | undefined} */
  selected: undefined,
  /** The place picked on the map, which stays where it is. @type {string | null} */
  pointedAt: null,
  /** The state that the server answered last, as a link. */
  query: "",
  /** Links of the view as an embed and as the whole page, and its sources in words. @type {any} */
  share: null,
  /** Where the reader, or a link, has left the map: "lon,lat,zoom", "" where nothing tells. */
  at: "",
  /** Whether the last answer told where the map is to be. */
  isPlaced: false,
  /** What was asked and has no answer yet. @type {{id: number, type: string, value: any}[]} */
  waiting: [],
  lastCommand: 0,
  /** The server has been updated since this page was opened: its places are not those of the answers. */
  isOld: false,
};

/**
 * Asks the server, with all that it has not answered yet: a new question lets Dash drop the one before.
 * @param {string} type @param {any} [value]
 */
export function command(type, value = "") {
  page.waiting.push({ id: ++page.lastCommand, type, value });
  if (type === "select") page.pointedAt = null;
  dash.set_props("command", { data: { waiting: [...page.waiting] } });
}
