/**
 * One drawing of a chart after the other. Plotly draws in steps and loses its panels when a second figure
 * comes for the same chart while it is at the first, as it does when a link opens with a chart of its own.
 */
(() => {
  "use strict";

  const plotly = window.Plotly;
  if (!plotly) return;
  const { react } = plotly;
  const last = new WeakMap();

  plotly.react = (chart, ...figure) => {
    const before = last.get(chart);
    const draw = () => react(chart, ...figure);
    const drawn = before ? before.then(draw, draw) : draw();
    last.set(chart, drawn);
    return drawn;
  };
})();
