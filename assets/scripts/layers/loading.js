/**
 * Layers that are not the atlas's: those that the operator added, and files that a reader opens. Their script, a
 * file of its own, is fetched when there is one to show.
 */

import { byId, element, onPage } from "../dom.js";
import { page } from "../state.js";

const given = () => `layer-${document.documentElement.lang}-`;
let loading = null;

/** @param {string} src @returns {Promise<void>} */
const script = (src) =>
  new Promise((resolve, reject) => document.head.append(Object.assign(element("script", ""), { src, onload: resolve, onerror: reject })));

/** @param {string} href @returns {Promise<void>} */
const style = (href) =>
  new Promise((resolve, reject) => document.head.append(Object.assign(element("link", ""), { rel: "stylesheet", href, onload: resolve, onerror: reject })));

function loaded() {
  const words = () => fetch(page.urls[`layers-${document.documentElement.lang}`]).then((answer) => answer.json());
  loading ??= Promise.all([words(), script(page.urls.layers), style(page.urls["layers-style"])]).then(([given]) => (window.atlas.layers.made = window.atlas.layers.create(given, script)));
  loading.catch(() => (loading = null));
  return loading;
}

async function open(file) {
  try {
    await (await loaded()).open(file);
  } catch {
    byId("own-fault").textContent = byId("own-layers").dataset.failed;
  }
}

/** Asks for a file of the reader's; it is read here and sent nowhere. */
function choose() {
  const input = element("input", "");
  input.type = "file";
  input.addEventListener("change", () => input.files.length && open(input.files[0]));
  input.click();
}

export function watch() {
  onPage("click", (at) => at.closest?.("#own-open") && choose());
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  onPage("dragover", (at, event) => isFile(event) && at.closest?.("#map") && event.preventDefault());
  onPage("drop", (at, event) => {
    if (!isFile(event) || !at.closest?.("#map")) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}

/** The operator's layers come after the places. */
export function start() {
  const names = Object.keys(page.urls).filter((name) => name.startsWith(given()));
  if (names.length) page.map.surface.drawn(async () => (await loaded()).given(names.map((name) => page.urls[name])));
}
