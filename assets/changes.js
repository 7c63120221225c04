/** The list "What changed in this period": each row opens the place's card. */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  let shown = null;

  /** The mark of the map: a shield for cooperation, a disc for every other rule, a ring where none is. */
  function markOf(policing) {
    if (!policing) return "swatch swatch--ring";
    return `swatch swatch--${policing === "cooperates" ? "shield" : "disc"} swatch--${policing.replaceAll("_", "-")}`;
  }

  function row(list, [place, when, policing, what]) {
    const { element } = atlas.dom;
    const { places } = atlas.page.engine.data;
    const open = element("button", "changes__row", element("li", "", list));
    open.type = "button";
    open.dataset.command = "select";
    open.dataset.value = places.id[place];
    const mark = element("span", markOf(policing), open);
    mark.setAttribute("aria-hidden", "true");
    element("span", "changes__name", open).textContent = places.name[place];
    element("span", "changes__when", open).textContent = when;
    element("span", "changes__what", open).textContent = what;
  }

  /** The kinds that the reader has open: kept while the years move. */
  const open = new Set(["adopted"]);

  function group(root, { kind, label, rows, more }) {
    const { element } = atlas.dom;
    const box = element("details", "changes__group", root);
    box.open = open.has(kind);
    box.addEventListener("toggle", () => (box.open ? open.add(kind) : open.delete(kind)));
    element("summary", "changes__kind", box).textContent = label;
    const list = element("ul", "changes__list", box);
    for (const each of rows) row(list, each);
    if (!more) return;
    const button = element("button", "link-button", box);
    button.type = "button";
    button.dataset.command = "changes";
    button.dataset.value = kind;
    button.textContent = more;
  }

  function draw() {
    const root = document.getElementById("changes");
    if (!shown || !root || !atlas.page?.engine) return;
    document.getElementById("changes-title").textContent = shown.title;
    root.replaceChildren();
    if (shown.empty) atlas.dom.element("p", "hint", root).textContent = shown.empty;
    for (const each of shown.groups) group(root, each);
  }

  function show(data) {
    shown = data;
    draw();
  }

  atlas.changes = { show, draw };
})();
