/**
 * The definition of a term, one hover, focus or tap away: it stays while the pointer is on it, goes with
 * Escape or with the focus, and its button is described by it (WCAG 1.4.13). A press leads on to all terms:
 * Enter puts the focus there, Escape gives it back.
 */

import { button, dress, element, onPage } from "../dom.js";
import { page } from "../state.js";

const GAP = 6;
const LINGER_MS = 180;
const box = element("div", "definition", null, { hidden: "" });
const meaning = element("p", "", box, { id: "definition", role: "tooltip" });
const all = button(box, "link-button", "", lead);
dress(all, { "data-dialog": "about", "data-dialog-part": "about-glossary", "aria-describedby": meaning.id });
let owner = null;
let timer = 0;

const termAt = (node) => node?.closest?.("[data-definition]") ?? null;

function show(term) {
  clearTimeout(timer);
  if (owner === term) return;
  hide();
  owner = term;
  (term.closest("dialog") ?? document.body).append(box);
  meaning.textContent = term.dataset.definition;
  all.textContent = page.words?.allTerms ?? "";
  box.hidden = false;
  term.setAttribute("aria-describedby", meaning.id);
  place(term.getBoundingClientRect());
}

/** Puts the box under the term, above it where there is more room, and never outside the window. */
function place(at) {
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + height > window.innerHeight ? at.top - height - GAP : below;
  const left = at.left + at.width / 2 - width / 2;
  box.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
  box.style.top = `${Math.max(GAP, Math.min(top, window.innerHeight - height - GAP))}px`;
}

function hide() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  box.hidden = true;
}

/** The dialog gives the focus back to what has it when it opens. */
function lead() {
  owner?.focus({ preventScroll: true });
  hide();
}

/** From the way to all terms, Tab goes on from the term, as if the box stood right behind it. */
function leave(event) {
  if (event.shiftKey) event.preventDefault();
  const term = owner;
  term.focus({ preventScroll: true });
  if (!event.shiftKey) hide();
}

/** A term that has the focus takes its meaning along, for the focus itself may have scrolled it into view. */
function scrolled() {
  if (!owner) return;
  const at = owner.getBoundingClientRect();
  const isInView = at.bottom > 0 && at.top < window.innerHeight;
  if (isInView && [owner, all].includes(document.activeElement)) place(at);
  else hide();
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(hide, LINGER_MS);
}

export function watch() {
  onPage("pointerover", (at, { pointerType }) => {
    if (pointerType === "touch") return;
    const term = termAt(at);
    if (term) show(term);
    else if (box.contains(at)) clearTimeout(timer);
    else if (owner && document.activeElement !== owner) hideSoon();
  });
  onPage("focusin", (at) => {
    const term = termAt(at);
    if (term) show(term);
    else if (owner && !box.contains(at)) hide();
  });
  onPage("focusout", (at, { relatedTarget }) => at === owner && !box.contains(relatedTarget) && hideSoon());
  onPage("click", (at, event) => {
    const term = termAt(at);
    if (term) {
      event.preventDefault();
      show(term);
      if (event.detail === 0) all.focus({ preventScroll: true });
    } else if (owner && !box.contains(at)) hide();
  });
  const onKey = (_at, event) => {
    if (!owner) return;
    if (event.key === "Tab" && document.activeElement === all) leave(event);
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    if (document.activeElement === all) owner.focus({ preventScroll: true });
    hide();
  };
  onPage("keydown", onKey, true);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
}
