/**
 * "Cite this": the server says how to cite a part of the page in the state of its link. While the dialog is
 * open it follows the page, so that a choice that was still on its way is in the link, too.
 */

import { byId, onPage } from "../dom.js";
import { address } from "../map/linked.js";
import { page } from "../state.js";
import * as copies from "./copies.js";

let part = "";
let asked = 0;

/** The page's own address, without a query. */
export const here = () => location.origin + location.pathname;

async function fill() {
  const number = ++asked;
  const dialog = byId("cite");
  const found = await fetched(address("replaceState"));
  if (number !== asked) return;
  byId("cite-text").textContent = found?.text ?? dialog.dataset.failed;
  byId("cite-bibtex").textContent = found?.bibtex ?? "";
  dialog.dataset.cited = found ? part : "";
}

/** The server's words; where it does not know its own address, the one that stands here. */
async function fetched(query) {
  try {
    const answer = await fetch(`cite/${part}?${query}`);
    if (!answer.ok) return null;
    const { text, bibtex, unknown } = await answer.json();
    const named = (words) => (unknown ? words.replaceAll(unknown, here()) : words);
    return { text: named(text), bibtex: named(bibtex) };
  } catch {
    return null;
  }
}

function open(asker) {
  part = asker.dataset.cite;
  byId("cite-text").textContent = "";
  byId("cite-bibtex").textContent = "";
  byId("cite").dataset.cited = "";
  copies.open(byId("cite"));
  fill();
}

export function watch() {
  onPage("click", (at) => {
    const asker = at.closest("[data-cite]");
    if (asker && page.query) open(asker);
  });
  const follow = () => byId("cite")?.open && fill();
  new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ["data-state"] });
}
