/**
 * One drawing of a chart after the other, and a fresh one where the number of panels changes: Plotly draws in
 * steps, and loses its panels when a second figure comes while it is at the first, or has more panels than it.
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

  const { react, newPlot } = plotly;
  const panels = (layout) => Object.keys(layout ?? {}).filter((name) => name.startsWith("yaxis")).length;

  /** Plotly forgets who listens to a chart that it draws afresh; Dash asks to hear of clicks only once. */
  async function afresh(chart, ...given) {
    const heard = (chart._ev?.eventNames() ?? []).map((name) => [name, chart._ev.listeners(name)]);
    const done = await newPlot(chart, ...given);
    for (const [name, listeners] of heard) for (const listener of listeners) chart.on(name, listener);
    return done;
  }

  function drawn(chart, figure, ...rest) {
    const layout = rest.length ? rest[0] : figure.layout;
    const isOther = chart.layout && panels(chart.layout) !== panels(layout ?? figure.layout);
    return (isOther ? afresh : react)(chart, figure, ...rest);
  }

  plotly.react = inTurn(drawn);
  plotly.Plots.resize = inTurn(plotly.Plots.resize);
})();
