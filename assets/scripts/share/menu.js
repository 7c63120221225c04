/** The Share menu: opens and closes as the browser's own popover, fills in the snippet, does what its buttons say. */

import { all, byId, element, onPage } from "../dom.js";
import { copyLink, toast } from "../page/notices.js";
import { PHONE } from "../page/sheets.js";
import { page } from "../state.js";
import { fill } from "../text.js";
import * as charts from "./charts.js";
import * as links from "./links.js";
import * as pictures from "./picture.js";
import * as report from "./report.js";

const FRAME = { width: "100%", height: "560", style: "border:0", loading: "lazy" };

const does = {
  link: copyLink,
  snippet: copySnippet,
  png: () => pictures.save("png"),
  svg: () => pictures.save("svg"),
  print: report.print,
};

/** HTML that shows the present view in another page. */
function snippet() {
  const title = fill(page.words.share.frameTitle, { sentence: byId("sentence").textContent });
  return element("iframe", "", null, { src: links.embed(), title, ...FRAME }).outerHTML;
}

async function copySnippet() {
  const box = byId("share-snippet");
  try {
    await navigator.clipboard.writeText(box.value);
    toast(page.words.share.copied);
  } catch {
    box.select();
    toast(page.words.share.copyFailed);
  }
}

/** Called once the page is there. */
export function start() {
  const [opener, menu] = [byId("share"), byId("share-menu")];
  menu.popover = "auto";
  opener.popoverTargetElement = menu;
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") byId("share-snippet").value = snippet();
    // On a phone it leaves controls half under itself: none of them can be reached meanwhile.
    for (const each of all("main, .phone-bar")) each.inert = PHONE.matches && event.newState === "open";
  });
}

export function watch() {
  onPage("click", (at) => {
    const chart = at.closest("[data-chart-picture]");
    if (chart) charts.saveChart(chart);
    const what = at.closest("[data-share]")?.dataset.share;
    if (!what) return;
    if (what !== "snippet") byId("share-menu").hidePopover();
    does[what]();
  });
  report.watch();
}
