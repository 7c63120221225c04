/** Says when the server is gone, keeps asking, and repeats the reader's choice once it is back. */

import { byId } from "../dom.js";
import * as controls from "./controls.js";
import { command, page } from "../state.js";

const RETRY_MS = 4000;
/** The server refused what it was asked, or failed at it: to ask the same again would fail for ever. */
const FAILED = 500;
const REFUSED = 400;
const RELEASE = "Atlas-Release";

/** Listens to what Dash asks the server. */
export function watch() {
  const plain = window.fetch.bind(window);
  window.fetch = async (...request) => {
    if (String(request[0]).endsWith("_dash-layout")) request[0] += `?lang=${document.documentElement.lang}`;
    const isUpdate = String(/** @type {Request} */ (request[0])?.url ?? request[0]).includes("_dash-update-component");
    try {
      const answer = await plain(...request);
      if (isUpdate && answer.ok) page.isOld ||= isOfAnother(answer.headers.get(RELEASE));
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

/**
 * Whether an answer is of another release than this page. A page that is one already although it was just opened
 * anew for that (two servers at once, say) is let be. @param {string | null} release
 */
function isOfAnother(release) {
  const { release: own } = document.documentElement.dataset;
  if (!release || !own || release === own || sessionStorage.getItem(RELEASE) === release) return false;
  sessionStorage.setItem(RELEASE, release);
  return true;
}

/** @param {typeof fetch} plain */
function lost(plain) {
  const banner = byId("offline");
  if (!banner.hidden) return;
  banner.hidden = false;
  const ask = setInterval(async () => {
    const answer = await plain("health").catch(() => null);
    if (!answer?.ok) return;
    clearInterval(ask);
    banner.hidden = true;
    command("sync");
  }, RETRY_MS);
}
