/**
 * One drawing of a chart after the other, and a fresh one where the number of panels changes: Plotly draws in
 * steps, and loses its panels when a second figure comes while it is at the first, or has more panels than it.
 * A chart of the panel beside the map is drawn anew once it is in sight, and then only as it was last asked for;
 * none of them is drawn before the map's first marks, which would wait for it.
 */

import * as cursors from "./cursors.js";

const last = new WeakMap();
const unseen = new Map();
const NEAR = { rootMargin: "120px" };
const LONGEST_MS = 4000; // that charts wait for a map
let isReleased = false;
let letGo;
/** Lets the charts be drawn: the map is, or they have waited long enough. */
export function release() {
  isReleased = true;
  letGo();
}
export const mapDrawn = new Promise((done) => (letGo = done));
const isBesideMap = (chart) => chart.closest("#insights") !== null;
const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) seen(target);
}, NEAR);

function seen(chart) {
  sight.unobserve(chart);
  const wait = unseen.get(chart);
  unseen.delete(chart);
  wait?.show();
}

/** The next drawing waits for the one before; where there is none it is made before this returns. */
function inTurn(draw) {
  return (chart, ...rest) => {
    const before = last.get(chart) ?? (isBesideMap(chart) && !isReleased ? mapDrawn : null);
    const now = () => draw(chart, ...rest);
    const drawn = before ? before.then(now, now) : new Promise((done) => done(now()));
    const over = () => last.get(chart) === drawn && last.delete(chart);
    last.set(chart, drawn);
    drawn.then(over, over);
    return drawn;
  };
}

const panels = (layout) => Object.keys(layout ?? {}).filter((name) => name.startsWith("yaxis")).length;

/** @param {any} plotly as it was loaded */
export function wrap(plotly) {
  const { react, newPlot } = plotly;

  /** Plotly forgets who listens to a chart that it draws afresh; Dash asks to hear of clicks only once. */
  async function afresh(chart, ...given) {
    const heard = (chart._ev?.eventNames() ?? []).map((name) => [name, chart._ev.listeners(name)]);
    const done = await newPlot(chart, ...given);
    for (const [name, listeners] of heard) for (const listener of listeners) chart.on(name, listener);
    return done;
  }

  const drawn = inTurn((chart, figure, ...rest) => {
    const layout = rest.length ? rest[0] : figure.layout;
    const isOther = chart.layout && panels(chart.layout) !== panels(layout ?? figure.layout);
    return (isOther ? afresh : react)(chart, figure, ...rest);
  });

  /** Draws a chart once it is in sight, with the last figure of those that waited for it. */
  function onceSeen(chart, given) {
    if (!unseen.has(chart)) {
      const wait = {};
      wait.done = new Promise((done) => (wait.show = () => done(drawn(chart, ...wait.given).finally(cursors.again))));
      unseen.set(chart, wait);
      sight.observe(chart);
    }
    const wait = unseen.get(chart);
    wait.given = given;
    return wait.done;
  }

  plotly.react = (chart, ...given) => {
    if (!isBesideMap(chart)) return drawn(chart, ...given);
    return chart.layout ? onceSeen(chart, given) : drawn(chart, ...given).finally(cursors.again);
  };
  plotly.Plots.resize = inTurn(plotly.Plots.resize);
}

/** Draws the charts that nobody has seen yet: at once, map or not, since a browser's own print waits for nobody. */
export function drawAll() {
  release();
  return Promise.allSettled([...unseen].map(([chart, { done }]) => (seen(chart), done)));
}

export function prepare() {
  if (window.Plotly) wrap(window.Plotly);
  setTimeout(release, LONGEST_MS);
}
