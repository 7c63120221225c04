/** The map saved as a picture: drawn by the server, painted to pixels here where PNG is asked for. */

import { download, paint } from "../charts/picture.js";
import { toast } from "../page/notices.js";
import { page } from "../state.js";
import * as links from "./links.js";

/** @param {"svg"|"png"} ending */
export async function save(ending) {
  toast(page.words.share.making);
  try {
    const answer = await fetch(links.picture("map"));
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const svg = new Blob([text], { type: "image/svg+xml" });
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    download(ending === "svg" ? svg : await paint(svg, root), "sanctuary-atlas-map", ending);
  } catch {
    toast(page.words.share.failed);
  }
}
