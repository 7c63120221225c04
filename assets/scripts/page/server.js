/** Says when the server is gone, keeps asking, and repeats the reader's choice once it is back. */

import { byId } from "../dom.js";
import * as controls from "./controls.js";
import { command, page } from "../state.js";

const RETRY_MS = 4000;
/** The server refused what it was asked, or failed at it: to ask the same again would fail for ever. */
const FAILED = 500;
const REFUSED = 400;

/** Listens to what Dash asks the server. */
export function watch() {
  const plain = window.fetch.bind(window);
  window.fetch = async (...request) => {
    if (String(request[0]).endsWith("_dash-layout")) request[0] += `?lang=${document.documentElement.lang}`;
    const isUpdate = String(/** @type {Request} */ (request[0])?.url ?? request[0]).includes("_dash-update-component");
    try {
      const answer = await plain(...request);
      if (isUpdate && answer.status >= REFUSED && answer.status <= FAILED) forget();
      if (isUpdate && answer.status >= FAILED) lost(plain);
      return answer;
    } catch (error) {
      if (isUpdate) lost(plain);
      throw error;
    }
  };
}

/** What the server cannot take is not asked again, and the controls show what stands. */
function forget() {
  page.waiting = [];
  controls.show();
}

/** @param {typeof fetch} plain */
function lost(plain) {
  const banner = byId("offline");
  if (!banner.hidden) return;
  banner.hidden = false;
  const ask = setInterval(async () => {
    const answer = await plain("/health").catch(() => null);
    if (!answer?.ok) return;
    clearInterval(ask);
    banner.hidden = true;
    command("sync");
  }, RETRY_MS);
}
