/**
 * The table twins of the charts beside the map: the same numbers as rows of years, made when a reader opens
 * one and kept in step with the chart from then on.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const dash = (window.dash_clientside = window.dash_clientside || {});
  const figures = {};

  /** So many columns have room for a head that reads across. */
  const MOST_ACROSS = 3;

  /** A chart's lines or bars as columns; a line that begins later has counted nothing before. */
  function drawn(name) {
    const traces = figures[name]?.data ?? [];
    return traces.map(({ name: label, x, y }) => ({ label, values: new Map(x.map((year, i) => [year, y[i]])) }));
  }

  /** Adoptions by year under the present filters, by what police may do. */
  function adoptions() {
    const { data, histogram } = atlas.page.engine;
    const counts = histogram();
    const kinds = data.policings.length;
    return data.policings.map((code, p) => {
      const values = new Map();
      for (let i = 0; i < counts.length / kinds; i++) values.set(data.firstYear + i, counts[i * kinds + p]);
      return { label: atlas.page.words.map.policing[code], values };
    });
  }

  const columnsOf = (name) => (name === "adoptions" ? adoptions() : drawn(name));

  function draw(box) {
    const { element } = atlas.dom;
    const { number, words } = atlas.page;
    const columns = columnsOf(box.dataset.twin).filter(({ values }) => [...values.values()].some(Boolean));
    const years = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
    const first = years.find((year) => columns.some(({ values }) => values.get(year)));
    const place = box.querySelector(".twin__table");
    place.replaceChildren();
    if (first === undefined) {
      element("p", "hint", place).textContent = words.twinEmpty;
      return;
    }
    const table = element("table", columns.length > MOST_ACROSS ? "twin__many" : "", place);
    const head = element("tr", "", element("thead", "", table));
    for (const label of [words.year, ...columns.map((column) => column.label)]) {
      const cell = element("th", "", head);
      cell.scope = "col";
      cell.textContent = label;
    }
    const body = element("tbody", "", table);
    for (const year of years.filter((each) => each >= first)) {
      const row = element("tr", "", body);
      const name = element("th", "", row);
      name.scope = "row";
      name.textContent = year;
      for (const { values } of columns) element("td", "", row).textContent = number(values.get(year) ?? 0);
    }
  }

  /** Draws the open tables anew. */
  function refresh() {
    if (!atlas.page?.engine) return;
    for (const box of document.querySelectorAll("[data-twin]")) if (box.open) draw(box);
  }

  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target.dataset?.twin && target.open && atlas.page?.engine) draw(target);
    },
    true,
  );

  dash.atlas = Object.assign(dash.atlas || {}, {
    twinned(mix, cumulative) {
      Object.assign(figures, { mix, cumulative });
      refresh();
    },
  });
  atlas.twins = { refresh };
})();
