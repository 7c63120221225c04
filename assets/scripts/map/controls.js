/** The map's few buttons: closer, farther, all, lasso, in view. Words come from the server. */

import { button, drawn, dress, element } from "../dom.js";
import { dashed } from "../text.js";

const GLYPHS = {
  zoom_in: "M12 5v14M5 12h14",
  zoom_out: "M5 12h14",
  home: "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16",
  lasso: "M7 15.5C3 14 2.500 9.500 5.500 7.200 9 4.600 17 4.600 19.500 8c2.500 3.600-1.500 7.500-7.500 7.700-2 0-3.500.8-3.500 2.300M8.500 18a1.700 1.700 0 1 0 0 .1",
  in_view: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9.500 12a2.500 2.500 0 1 0 5 0 2.500 2.500 0 1 0-5 0",
};

/** @param {string} name of the glyph @param {string} label @param {() => void} act */
function glyph(name, label, act) {
  const made = button(null, `atlas-map__button atlas-map__button--${dashed(name)}`, label, act);
  made.title = label;
  drawn("path", { d: GLYPHS[name] }, drawn("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, made));
  return made;
}

function toggle(name, label, act) {
  return dress(glyph(name, label, act), { "aria-pressed": "false" });
}

/**
 * @param {HTMLElement} root @param {any} words
 * @param {{zoomBy: (by: number) => void, home: () => void, lasso: () => void, region: (code: string, box: number[]) => void, inView?: () => void}} act
 */
export function create(root, words, act) {
  const group = element("div", "atlas-map__controls", root);
  const lasso = toggle("lasso", words.lasso, act.lasso);
  const inView = act.inView ? toggle("in_view", words.in_view, act.inView) : null;
  element("div", "atlas-map__group", group).append(
    glyph("zoom_in", words.zoom_in, () => act.zoomBy(1)),
    glyph("zoom_out", words.zoom_out, () => act.zoomBy(-1)),
    glyph("home", words.home, act.home),
  );
  element("div", "atlas-map__group", group).append(...(inView ? [lasso, inView] : [lasso]));
  const regions = element("div", "atlas-map__regions", root, { role: "group", "aria-label": words.regionsLabel });
  for (const [code, label, ...box] of words.regions) {
    const made = button(null, "atlas-map__region", "", () => act.region(code, box));
    made.textContent = label;
    regions.append(made);
  }
  element("div", "atlas-map__credit", root).textContent = words.attribution;
  return {
    setLasso: (isOn) => lasso.setAttribute("aria-pressed", String(isOn)),
    setInView: (isOn) => inView?.setAttribute("aria-pressed", String(isOn)),
  };
}
