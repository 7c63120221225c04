/**
 * The definition of a term, one hover, focus or tap away: it stays while the pointer is on it, goes with
 * Escape or with the focus, and its button is described by it (WCAG 1.4.13).
 */

import { element, onPage } from "../dom.js";

const GAP = 6;
const LINGER_MS = 180;
const box = element("div", "definition", null, { id: "definition", role: "tooltip", hidden: "" });
let owner = null;
let timer = 0;

const termAt = (node) => node?.closest?.("[data-definition]") ?? null;

function show(term) {
  clearTimeout(timer);
  if (owner === term) return;
  hide();
  owner = term;
  (term.closest("dialog") ?? document.body).append(box);
  box.textContent = term.dataset.definition;
  box.hidden = false;
  term.setAttribute("aria-describedby", box.id);
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
    else if (owner) hide();
  });
  onPage("focusout", (at) => at === owner && hideSoon());
  onPage("click", (at, event) => {
    const term = termAt(at);
    if (term) {
      event.preventDefault();
      show(term);
    } else if (owner && !box.contains(at)) hide();
  });
  const onKey = (_at, event) => {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation();
    event.preventDefault();
    hide();
  };
  onPage("keydown", onKey, true);
  document.addEventListener("scroll", () => owner && hide(), { capture: true, passive: true });
}
