/** What a click on the page's own buttons and links does, and the way back in the browser. */

import * as crossings from "./crossings.js";
import { all, byId, onPage } from "../dom.js";
import { copyLink } from "./notices.js";
import * as sheets from "./sheets.js";
import { command, page } from "../state.js";
import { theme } from "./theme.js";

/** A word's explanation opens where it is told, not at the top of the whole. */
function openDialog(dialog, part) {
  if (!dialog.open) dialog.showModal();
  const at = part ? byId(part) : dialog;
  at.scrollIntoView({ block: "start" });
  if (at.tabIndex === -1 && at !== dialog) at.focus({ preventScroll: true });
}

/** Whichever view is shown: the map where arrow keys walk it, a table that scrolls, a chart's first control. */
function focusView(event) {
  event.preventDefault();
  const [first] = all("[role=tabpanel]:not([hidden]) :is([tabindex='0'], input, button)").filter((each) => each.checkVisibility());
  first?.focus();
}

function fly(to) {
  sheets.close();
  to();
}

function clicked(at, event) {
  const target = at.closest("button, a");
  if (!target) return;
  if (target.classList.contains("skip")) focusView(event);
  const { command: type, value, sheet, dialog, dialogPart, dialogClose } = target.dataset;
  if (type === "fly") fly(() => page.map?.select(value, { fly: true }));
  else if (type === "fly-crossing") fly(() => crossings.fly(value));
  else if (type) command(type, value);
  else if (sheet) sheets.toggle(sheet);
  else if (dialog) openDialog(byId(dialog), dialogPart);
  else if (dialogClose) byId(dialogClose).close();
  else if (target.id === "clear-all") command("clear");
  else if (target.dataset.copyLink) copyLink();
  else if (target.id === "theme-toggle") command("theme", theme() === "dark" ? "light" : "dark");
  else if (target.classList.contains("notice__close")) target.closest(".notice").hidden = true;
}

export function watch() {
  onPage("click", clicked);
  window.addEventListener("popstate", () => command("open", location.search || `?${page.words.firstView}`));
}
