/**
 * One drawing of a chart after the other. Plotly draws in steps and loses its panels when a second figure, or
 * a new size, comes for the same chart while it is at the first, as it does when a link opens with a chart of
 * its own.
 */
(() => {
  "use strict";

  const plotly = window.Plotly;
  if (!plotly) return;
  const last = new WeakMap();

  function inTurn(draw) {
    return (chart, ...rest) => {
      if (typeof chart === "string") return draw(chart, ...rest);
      const before = last.get(chart);
      const now = () => draw(chart, ...rest);
      const drawn = before ? before.then(now, now) : Promise.resolve(now());
      last.set(chart, drawn);
      return drawn;
    };
  }

  plotly.react = inTurn(plotly.react);
  plotly.Plots.resize = inTurn(plotly.Plots.resize);
})();
