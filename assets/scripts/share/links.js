/** Addresses of the present view: as the whole page, as an embed, and as a picture of what the map shows. */

import { byId } from "../dom.js";
import { printed } from "../map/linked.js";
import { page } from "../state.js";

const withMap = (query, at) => query.replace(/&map=[^&]*/, "") + (at ? `&map=${at}` : "");
const absolute = (query) => new URL(`?${query}`, location.origin + location.pathname).href;

/** @param {"full" | "embed"} kind */
const linkTo = (kind) => absolute(withMap(page.share[kind], page.at));

export const embed = () => linkTo("embed");
export const full = () => linkTo("full");

/** @param {"map" | "report"} kind of picture: to keep, or for a printed page */
export function picture(kind) {
  const { width, height, ...at } = page.map.view();
  const size = `${Math.round(width || byId("panel-map").clientWidth) || 800}x${Math.round(height) || 520}`;
  return `picture/${size}/${kind}.svg?${withMap(page.share.full, printed(at))}`;
}

/** What the server says of the view with each choice. @param {Record<string, string>} share */
export function shown(share) {
  page.share = share;
  if (document.documentElement.dataset.embed) byId("embed-full").href = full();
}
