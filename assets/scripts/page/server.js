/** Says when the server is gone, keeps asking, and repeats the reader's choice once it is back. */

import { byId } from "../dom.js";
import { command, page } from "./state.js";

const RETRY_MS = 4000;
/** The server itself failed at what it was asked: to ask the same again would fail for ever. */
const FAILED = 500;
const CONTROL_CHANGED = '"changedPropIds":["f-';

/** Listens to what Dash asks the server. */
export function watch() {
  const plain = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const isUpdate = String(/** @type {Request} */ (request[0])?.url ?? request[0]).includes("_dash-update-component");
    if (isUpdate && String(request[1]?.body).includes(CONTROL_CHANGED)) page.areControlsAsked = true;
    try {
      const answer = await plain(...request);
      if (isUpdate && answer.status === FAILED) page.waiting = [];
      if (isUpdate && answer.status >= FAILED) lost(plain);
      return answer;
    } catch (error) {
      if (isUpdate) lost(plain);
      throw error;
    }
  };
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
    page.areControlsAsked = true;
    command("sync");
  }, RETRY_MS);
}
