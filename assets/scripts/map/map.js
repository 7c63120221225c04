/**
 * The map: keeps what is shown in step with what the engine computed, and turns a reader's pointer and
 * keys into places. Drawing is left to Plotly (surface/plotly.js, or surface/restyle.js where there is no WebGL).
 */

import { dress, element } from "../dom.js";
import { fill } from "../text.js";
import * as areas from "./area.js";
import * as buttons from "./controls.js";
import * as crossingMarks from "./crossings.js";
import * as fitting from "./fit.js";
import * as frames from "./frame.js";
import * as keyboards from "./keyboard.js";
import * as marking from "./marks.js";
import * as pointer from "./pointer.js";
import * as plotly from "./surface/plotly.js";
import * as ringing from "./rings.js";
import { isReached } from "./surface/reach.js";
import * as restyle from "./surface/restyle.js";
import * as tooltip from "./tooltip.js";

const SLACK = { mouse: 3, pen: 5, touch: 12 };
const CARD_ZOOM = { municipality: 6, agency: 6.2, county: 5.8, state: 4.8, province: 4.2, country: 3.2 };

/**
 * @typedef {object} Options
 * @property {any} figure of components/map, for WebGL or for SVG
 * @property {(figure: object, drawn?: (gd: HTMLElement) => void) => void} draw hands a figure to the graph in the host
 * @property {(theme: string) => Promise<object>} figureOf the figure of a theme
 * @property {string} theme "light" or "dark"
 * @property {{lon: number, lat: number, zoom: number}} home the view of the whole
 * @property {{lon: number, lat: number, zoom: number} | null} [at] the first view, where it is another
 * @property {import("../years/engine.js").Engine} engine
 * @property {any} words every text a reader may see: map_label, map_hint, policing, status, level,
 *   countries, kind_in_country, since, source, nothing_known, walk_position, walk_empty, zoom_in, zoom_out,
 *   home, away, lasso, in_view, attribution
 * @property {Record<string, {policing: string[], ink: string, paper: string, accent: string}>} colours by theme
 * @property {(id: string) => void} onPick
 * @property {(ids: string[], ring: number[][]) => void} [onArea] places in a box or lasso, and its vertices in degrees
 * @property {(view: object, isByHand: boolean) => void} [onMove] after the map has come to rest
 * @property {(code: string) => void} [onRegion]
 * @property {() => void} [onInView] shows the "in view" button
 */

/** @param {HTMLElement} root @param {Options} options */
export function create(root, options) {
  const { engine, words, home } = options;
  const { data, n } = engine;
  const { places } = data;
  const marks = marking.build(data, options.figure);
  const { keys, keyOf, statusOf, policingOf } = marks;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let theme = options.theme;

  root.classList.add("atlas-map");
  root.dataset.theme = theme;
  const add = (name, attributes = {}) => element("div", name, root, attributes);
  const hint = add("atlas-map__unseen", { id: `${root.id}-hint` });
  hint.textContent = words.map_hint;
  /** @type {HTMLElement} */
  const host = root.querySelector(".atlas-map__surface");
  dress(host, { role: "application", tabindex: 0, "aria-label": words.map_label, "aria-describedby": hint.id });
  const live = add("atlas-map__unseen", { "aria-live": "polite", role: "status" });
  const palette = () => options.colours[theme];

  const isGl = Boolean(options.figure.layout.map) && isReached();
  const reducedMotion = () => still.matches;
  const surface = (isGl ? plotly : restyle).create(host, { ...options, home: options.at ?? home, data, marks, palette, reducedMotion });
  const shownKey = new Int16Array(n);
  let selected = -1;
  let focused = -1;
  let hovered = -1;
  let crossings = null;
  let ownAt = null;
  let isByHand = false;
  const byHand = () => (isByHand = true);
  for (const name of ["pointerdown", "wheel", "keydown"]) root.addEventListener(name, byHand, { capture: true, passive: true });

  const { frame, measure, screenX, screenY, isInside, lonAt, latAt } = frames.create(surface, marks);

  /** Where a place, or with rows from `n` on a crossing, is on the screen. */
  const spotOf = (row) => (row < n ? { x: screenX(row), y: screenY(row), radius: 9 * frame.size } : crossings.spot(row - n));

  const rings = ringing.create(root, spotOf, isInside);
  const describe = tooltip.describer(engine, words);
  const tip = tooltip.create(root, describe, palette);

  const markOf = (i, key = shownKey[i]) => (key === 0 ? -1 : marks.feature[i * keys + key]);

  /** Whether a place's mark is drawn at the present zoom. */
  function hasMark(i) {
    const feature = markOf(i);
    return feature >= 0 && (marks.far[feature] === 0 || frame.zoom < marks.farZoom);
  }

  const paintArea = (i) => surface.setArea(i, policingOf(shownKey[i]), statusOf(shownKey[i]));

  /** Shows what the engine computed; touches only what changed. */
  function show(computed) {
    const { visible, status, policing } = computed;
    let isChanged = false;
    for (let i = 0; i < n; i++) {
      const key = visible[i] === 1 ? keyOf(status[i], policing[i]) : 0;
      if (key === shownKey[i]) continue;
      const [before, after] = [markOf(i), markOf(i, key)];
      shownKey[i] = key;
      isChanged = true;
      if (i === hovered) hover(-1);
      if (before >= 0) surface.setMark(before, false);
      if (after >= 0) surface.setMark(after, true);
      if (places.area[i] !== "") paintArea(i);
    }
    if (!isChanged) return;
    if (selected >= 0 || focused >= 0) placeRings();
    offerFit();
  }

  /** The place whose mark lies under a point, -1 where there is none. */
  function markAt(x, y, slack) {
    measure();
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      if (!hasMark(i)) continue;
      const distance = Math.hypot(screenX(i) - x, screenY(i) - y);
      if (distance <= 9 * frame.size * marks.scale[markOf(i)] + slack && distance < least) [best, least] = [i, distance];
    }
    return best;
  }

  function placeAt(x, y, slack) {
    const mark = markAt(x, y, slack);
    if (mark >= 0) return mark;
    return surface.areasAt(x, y).find((row) => shownKey[row] > 0) ?? -1;
  }

  function hover(row, x = 0, y = 0) {
    const isMark = row >= 0 && hasMark(row);
    const [tx, ty] = isMark ? [screenX(row), screenY(row)] : [x, y];
    if (row < 0) tip.hide();
    else if (row === hovered) tip.move(tx, ty);
    else tip.place(row, tx, ty);
    hovered = row;
    host.classList.toggle("atlas-map__surface--hit", row >= 0);
  }

  function placeRings() {
    measure();
    const isArea = selected >= 0 && places.area[selected] !== "" && !hasMark(selected);
    const chosen = crossings?.chosen ?? -1;
    rings({ selected: isArea ? -1 : selected, crossing: chosen < 0 ? -1 : n + chosen, focus: focused });
  }

  function points() {
    measure();
    const found = [];
    for (let i = 0; i < n; i++) {
      if (shownKey[i] === 0) continue;
      const at = { row: i, x: screenX(i), y: screenY(i) };
      if (isInside(at.x, at.y)) found.push(at);
    }
    return found;
  }

  /** What the keyboard walks: places, and crossings after them. */
  function walkable() {
    const found = points();
    for (let i = 0; i < (crossings?.count ?? 0); i++) {
      const { x, y } = crossings.spot(i);
      if (isInside(x, y)) found.push({ row: n + i, x, y });
    }
    return found;
  }

  function focus(row, position, total, isLeaving = false) {
    focused = row;
    placeRings();
    if (row < 0) {
      if (!isLeaving || hovered < 0) tip.hide();
      return;
    }
    const spot = spotOf(row);
    const about = spot.about ?? describe(row);
    tip.show(about, spot.x, spot.y);
    const where = fill(words.walk_position, { position, total });
    live.textContent = `${tooltip.sentence(about)}. ${where}`;
  }

  const goTo = ({ lon, lat, zoom }, how) => surface.go(lon, lat, zoom, how);
  const zoomBy = (by) => goTo({ ...surface.view(), zoom: surface.view().zoom + by });
  function fit(how = {}) {
    const rows = [...shownKey.keys()].filter((i) => shownKey[i] !== 0);
    if (!rows.length) return;
    goTo(fitting.viewOf(rows.map((i) => marks.x[i]), rows.map((i) => marks.y[i]), measure()), how);
  }
  const areAway = () =>
    shownKey.some((key) => key !== 0) && points().length === 0 && placeAt(frame.width / 2, frame.height / 2, 0) < 0;
  const offerFit = fitting.offer(root, words.away, areAway, () => fit());
  /** The map moves by itself, not by the reader's hand. */
  const own = (move) => ((isByHand = false), move());
  /** Goes to a part of the world, and asks for its places. */
  function region(code, box) {
    goTo(fitting.viewOfBox(box, measure()));
    options.onRegion?.(code);
  }
  const goHome = () => goTo(home);
  const centre = () => ({ x: frame.width / 2, y: frame.height / 2 });
  const open = (row) => (row < n ? options.onPick(places.id[row]) : crossings.spot(row - n).open());
  const empty = () => (live.textContent = words.walk_empty);
  const walkFrom = keyboards.attach(host, { points: walkable, focus, open, zoomBy, centre, empty, panBy: surface.panBy });

  function ringChosen(ring) {
    const ids = points().filter(({ x, y }) => areas.inside(ring, x, y)).map(({ row }) => places.id[row]);
    options.onArea?.(ids, ring.map(([x, y]) => [lonAt(x), latAt(y)]));
  }
  const onMode = (isOn) => controls.setLasso(isOn);
  const area = areas.attach(root, host, { setDragging: surface.setDragging, onRing: ringChosen, onMode });
  const lasso = () => area.setLasso(!area.isLasso);
  const controls = buttons.create(root, words, { zoomBy, home: goHome, lasso, region, inView: options.onInView });

  surface.listen((what) => {
    if (what === "reset") return repaint();
    placeRings();
    if (what === "move") tip.hide();
    if (what === "moveend") {
      offerFit();
      options.onMove?.(surface.view(), isByHand);
    }
  });

  /** The crossing, or what of the reader's own layers lies, under a point, unless a place's mark is nearer. */
  function crossingAt(x, y, slack) {
    const found = crossings?.at(x, y, slack) ?? null;
    const row = found || ownAt ? markAt(x, y, slack) : -1;
    if (row < 0 || !found) return row < 0 ? (found ?? ownAt?.(x, y, tip) ?? null) : null;
    return Math.hypot(screenX(row) - x, screenY(row) - y) < Math.hypot(found.x - x, found.y - y) ? null : found;
  }
  pointer.attach(host, { slack: SLACK, area, placeAt, hover, open, crossingAt, tip, start: walkFrom });

  function repaint() {
    for (let i = 0; i < n; i++) {
      if (shownKey[i] === 0) continue;
      const feature = markOf(i);
      if (feature >= 0) surface.setMark(feature, true);
      if (places.area[i] !== "") paintArea(i);
    }
  }

  surface.start();

  return {
    surface,
    show: (computed) => surface.ready(() => show(computed)),
    async setTheme(next) {
      if (next === theme) return;
      theme = next;
      root.dataset.theme = next;
      const figure = await options.figureOf(next);
      if (next !== theme) return;
      surface.setTheme(figure);
      surface.ready(repaint);
    },
    /** @param {string} id "" for none @param {{fly?: boolean}} [how] */
    select: (id, how = {}) =>
      surface.ready(() => {
        const row = engine.row(id);
        if (selected >= 0 && places.area[selected]) surface.selectArea(selected, false);
        selected = row;
        if (row >= 0 && places.area[row]) surface.selectArea(row, true);
        if (row >= 0) walkFrom(row);
        placeRings();
        if (row >= 0 && how.fly) {
          own(() => surface.go(places.lon[row], places.lat[row], Math.max(frame.zoom, CARD_ZOOM[places.level[row]] ?? 6)));
        }
      }),
    view: surface.view,
    go: (...to) => surface.ready(() => own(() => surface.go(...to))),
    /** Brings all shown places into view. @param {{jump?: boolean}} [how] without the way there */
    fit: (how) => surface.ready(() => own(() => fit(how))),
    /** @returns {number[]} west, south, east, north in degrees */
    bounds() {
      const { width, height } = measure();
      return [lonAt(0), latAt(height), lonAt(width), latAt(0)];
    },
    inView: () => points().map(({ row }) => row),
    setInView: controls.setInView,
    setCrossings(payload) {
      if (focused >= n) focus(-1, 0, 0);
      crossings = crossingMarks.prepare(payload, frame, measure, palette);
      surface.ready(() => {
        surface.setCrossings(crossings.rows);
        placeRings();
      });
    },
    setOwn: (at) => (ownAt = at),
    setZone: (isShown) => surface.ready(() => surface.setZone(isShown)),
    /** @returns {string[]} place_ids of all places that are shown, in view or not */
    shownIds: () => places.id.filter((_, i) => shownKey[i] !== 0),
  };
}
