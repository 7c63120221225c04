/**
 * The definition of a term, one hover, focus or tap away: it stays while the pointer is on it, goes with
 * Escape or with the focus, and its button is described by it (WCAG 1.4.13).
 */
(() => {
  "use strict";

  const GAP = 6;
  const LINGER_MS = 180;
  const box = document.createElement("div");
  box.id = "definition";
  box.className = "definition";
  box.role = "tooltip";
  box.hidden = true;
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

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const term = termAt(event.target);
    if (term) show(term);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (owner && document.activeElement !== owner) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) show(term);
    else if (owner) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === owner) hideSoon();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event.target);
    if (term) {
      event.preventDefault();
      show(term);
    } else if (owner && !box.contains(event.target)) hide();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !owner) return;
      event.stopPropagation();
      event.preventDefault();
      hide();
    },
    true,
  );
  document.addEventListener("scroll", () => owner && hide(), { capture: true, passive: true });
})();
