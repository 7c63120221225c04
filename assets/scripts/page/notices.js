/** Short words to the reader: a notice that stays, and a toast that goes by itself. */

import { byId } from "../dom.js";
import { dash, page } from "../state.js";

const TOAST_MS = 2500;
let timer = 0;

/** @param {string} text */
export function notify(text) {
  dash.set_props("notice", { children: [{ namespace: "dash_html_components", type: "Div", props: { className: "notice", children: text } }] });
}

/** @param {string} text */
export function toast(text) {
  byId("announcer").textContent = text;
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (box.hidden = true), TOAST_MS);
}

export async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(page.words.copied);
  } catch {
    toast(page.words.copyFailed);
  }
}
