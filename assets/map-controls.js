/** The map's few buttons: closer, farther, all, lasso, in view. Words come from the server. */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});

  const GLYPHS = {
    zoom_in: "M12 5v14M5 12h14",
    zoom_out: "M5 12h14",
    home: "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16",
    lasso: "M7 15.5C3 14 2.500 9.500 5.500 7.200 9 4.600 17 4.600 19.500 8c2.500 3.600-1.500 7.500-7.500 7.700-2 0-3.500.8-3.500 2.300M8.500 18a1.700 1.700 0 1 0 0 .1",
    in_view: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9.500 12a2.500 2.500 0 1 0 5 0 2.500 2.500 0 1 0-5 0",
  };

  /** @param {string} name of the glyph @param {string} label @param {() => void} act */
  function button(name, label, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = `atlas-map__button atlas-map__button--${name.replace("_", "-")}`;
    element.setAttribute("aria-label", label);
    element.title = label;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", GLYPHS[name]);
    svg.append(path);
    element.append(svg);
    element.addEventListener("click", act);
    return element;
  }

  /**
   * @param {HTMLElement} root @param {object} words
   * @param {{zoomBy: (by: number) => void, home: () => void, lasso?: () => void, inView?: () => void}} act
   */
  function create(root, words, act) {
    const group = document.createElement("div");
    group.className = "atlas-map__controls";
    const part = (...buttons) => {
      const element = document.createElement("div");
      element.className = "atlas-map__group";
      element.append(...buttons);
      group.append(element);
    };
    part(
      button("zoom_in", words.zoom_in, () => act.zoomBy(1)),
      button("zoom_out", words.zoom_out, () => act.zoomBy(-1)),
      button("home", words.home, act.home),
    );
    const toggle = (name, label, run) => {
      const element = button(name, label, run);
      element.setAttribute("aria-pressed", "false");
      return element;
    };
    const lasso = act.lasso ? toggle("lasso", words.lasso, act.lasso) : null;
    const inView = act.inView ? toggle("in_view", words.in_view, act.inView) : null;
    const tools = [lasso, inView].filter(Boolean);
    if (tools.length) part(...tools);
    const credit = document.createElement("div");
    credit.className = "atlas-map__credit";
    credit.textContent = words.attribution;
    root.append(group, credit);
    return {
      setLasso: (on) => lasso?.setAttribute("aria-pressed", String(on)),
      setInView: (on) => inView?.setAttribute("aria-pressed", String(on)),
    };
  }

  atlas.mapControls = { create };
})();
