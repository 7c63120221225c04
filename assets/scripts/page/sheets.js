/**
 * The panels that a phone shows as sheets, and where the focus goes when a sheet or a card opens and closes.
 * On a wide window the panels stand beside the map, and only a card's focus is looked after.
 */

import { all, byId, element, one } from "../dom.js";

export const PHONE = window.matchMedia("(width < 1280px)");
const BEHIND = ".skip, .header, .story, .bar, .chips, .map-panel, .table-panel, .timeline, .phone-bar";
const openSheet = () => one(".sheet.is-open");
const isEmbed = document.documentElement.dataset.embed !== undefined;
let sheetOpener = null;
let cardOpener = null;
let cardName = "";
let lastFocused = null;
let backdrop = null;

/** Keeps what lies behind an open sheet out of reach; the sentence stays, for it announces each choice. */
function cover(isOpen) {
  for (const part of all(BEHIND)) part.inert = isOpen;
  if (!backdrop) {
    backdrop = element("div", "sheet-backdrop", one(".page"));
    backdrop.addEventListener("click", close);
  }
  backdrop.hidden = !isOpen;
}

function mark(sheet, isOpen) {
  sheet.classList.toggle("is-open", isOpen);
  one(`.phone-bar [data-sheet="${sheet.id}"]`)?.setAttribute("aria-expanded", String(isOpen));
}

export function open(id) {
  const sheet = byId(id);
  if (!PHONE.matches || isEmbed || !sheet || sheet.classList.contains("is-open")) return;
  const other = openSheet();
  if (other) mark(other, false);
  else sheetOpener = lastFocused;
  mark(sheet, true);
  cover(true);
  sheet.scrollTop = 0;
  (sheet.querySelector("#card-title") ?? sheet.querySelector(".sheet-close"))?.focus({ preventScroll: true });
}

export function close() {
  const sheet = openSheet();
  if (!sheet) return;
  mark(sheet, false);
  cover(false);
  give(sheetOpener, one(`.phone-bar [data-sheet="${sheet.id}"]`));
}

/** Finds the button that was drawn anew in the place of one that is gone, as the table's are. */
function twin(gone) {
  const { command, value } = gone?.dataset ?? {};
  return command ? one(`[data-command="${command}"][data-value="${CSS.escape(value)}"]`) : null;
}

/** Focuses what had the focus before, or the next best where that is gone. */
function give(before, next) {
  const found = before?.isConnected ? before : twin(before);
  (found?.getClientRects().length ? found : next)?.focus({ preventScroll: true });
}

export function toggle(id) {
  if (byId(id)?.classList.contains("is-open")) close();
  else open(id);
}

export function showCard() {
  open("insights");
  byId("insights").scrollTop = 0;
}

/** The story's reader stays in its panel; on a phone a step's own card waits until it is asked for. */
const isInStory = () => byId("story").contains(lastFocused);
const isTold = () => PHONE.matches && one("#story [data-told=true]") !== null;

/** A card that comes takes the focus to its title, a card that goes gives it back; a link's own does not. */
function cardChanged() {
  const title = byId("card-title");
  const name = title?.textContent ?? "";
  if (name === cardName) return;
  const had = cardName !== "";
  cardName = name;
  if (name) {
    if (!had || !byId("insights").contains(lastFocused)) cardOpener = lastFocused;
    if (!isTold()) showCard();
    if (lastFocused && !isInStory()) title.focus({ preventScroll: true });
    byId("insights").scrollTop = 0;
  } else if (had) {
    if (openSheet()?.id === "insights") close();
    else if (!isInStory()) give(cardOpener, one("#map [tabindex='0']"));
    cardOpener = null;
  }
}

function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || one("dialog[open]")) return;
  const menu = /** @type {HTMLDetailsElement | null} */ (one("details[data-menu][open]"));
  if (menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (openSheet()) close();
  else if (byId("card")?.contains(document.activeElement)) one("#card .card__close")?.click();
}

export function watchCard(slot) {
  new MutationObserver(cardChanged).observe(slot, { childList: true, subtree: true, characterData: true });
  cardChanged();
}

export function watch() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => (lastFocused = event.target));
  PHONE.addEventListener("change", () => {
    const sheet = openSheet();
    if (sheet) mark(sheet, false);
    cover(false);
  });
}
