/**
 * The page: carries commands from the reader to Dash, and Dash's answers to the map, timeline and numbers.
 * Holds no text of its own: every word comes from the server.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const dash = (window.dash_clientside = window.dash_clientside || {});
  const START_VIEW = { lon: -42, lat: 40, zoom: 1.5 };
  const NARROW_VIEW = { lon: -92, lat: 42, zoom: 1.6 };
  const NARROW = 760;
  const RETRY_MS = 4000;

  /** The server itself failed at what it was asked: to ask the same again would fail for ever. */
  const FAILED = 500;
  const NAMES_A_PART_OF_THE_WORLD = /[?&](country|admin1|area)=/;
  const NAMES_A_POINT = /[?&](place|crossing_place)=/;

  const CONTROL_CHANGED = '"changedPropIds":["f-';

  const page = {
    words: null,
    engine: null,
    map: null,
    timeline: null,
    headline: null,
    payload: null,
    commits: 0,
    waiting: [],
    lastCommand: 0,
    pointedAt: null, // the place picked on the map, which stays where it is
    areControlsAsked: false,
  };
  const byId = (id) => document.getElementById(id);

  /** Asks the server, with all that it has not answered yet: a new question lets Dash drop the one before. */
  const command = (type, value = "") => {
    page.waiting.push({ id: ++page.lastCommand, type, value });
    if (type === "select") page.pointedAt = null;
    dash.set_props("command", { data: { waiting: [...page.waiting], controls: page.areControlsAsked } });
  };
  const theme = () => document.documentElement.dataset.theme || "light";
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function palette(codes) {
    return {
      policing: codes.map((code) => style(`--${code.replaceAll("_", "-")}`)),
      ink: style("--ink"),
      paper: style("--paper"),
      accent: style("--accent"),
      crossing: style("--crossing"),
    };
  }

  /** Colours of both themes, read from the style sheet so that they are said once. */
  function colours(codes) {
    const root = document.documentElement;
    const now = root.dataset.theme;
    const read = {};
    for (const name of ["light", "dark"]) {
      root.dataset.theme = name;
      read[name] = palette(codes);
    }
    if (now) root.dataset.theme = now;
    else delete root.dataset.theme;
    return read;
  }

  async function start(given) {
    if (!given || page.words) return;
    page.words = given.words;
    page.urls = given.urls;
    const preferred = window.matchMedia("(prefers-color-scheme: dark)").matches && !/[?&]theme=/.test(location.search);
    command("open", location.search + (preferred ? `${location.search ? "&" : "?"}theme=dark` : ""));
    const kind = atlas.map.supported() ? "figure" : "svg-figure";
    const figureOf = (name) => json(given.urls[`${kind}-${name}`]);
    const drawn = preferred || /[?&]theme=dark/.test(location.search) ? "dark" : theme();
    const [data, figure] = await Promise.all([json(given.urls.data), figureOf(drawn), kind === "figure" ? null : withoutWebgl(given)]);
    page.engine = atlas.engine.create(data);
    page.map = atlas.map.create(byId("map"), {
      engine: page.engine,
      figure,
      figureOf,
      draw: drawGraph,
      theme: drawn,
      home: window.innerWidth < NARROW ? NARROW_VIEW : START_VIEW,
      words: given.words.map,
      colours: colours(data.policings),
      onPick: (id) => dash.set_props("map-graph", { clickData: { points: [{ customdata: id }] } }),
      ...atlas.linked.options,
    });
    page.timeline = atlas.timeline.create(byId("timeline"), {
      engine: page.engine,
      words: given.words,
      onStep: follow,
      onCommit: (years) => command("years", years),
    });
    atlas.linked.attach(page.map, byId("map"));
    atlas.crossings.attach(page.map);
    page.headline = atlas.headline.create(byId("headline"), { engine: page.engine, words: given.words });
    page.live = byId("sentence-live");
    atlas.trends.start();
    atlas.sheets.watchCard(byId("card"));
    page.map.surface.drawn(atlas.plotQueue.release);
    atlas.plotQueue.mapDrawn.then(() => dash.set_props("search", { data: searchOptions(data) }));
    if (page.payload) filtered(page.payload);
    atlas.changes.draw();
    Object.assign(document.documentElement.dataset, { commits: page.commits || "", ready: "true" });
  }

  const json = async (url) => (await fetch(url)).json();

  /** Hands a figure to the graph; `drawn` hears of Plotly's element once the figure stands on it. */
  function drawGraph(figure, drawn) {
    dash.set_props("map-graph", { figure });
    if (!drawn) return;
    const look = () => {
      const gd = document.querySelector("#map-graph .js-plotly-plot");
      if (gd?._fullLayout?.meta === figure.layout.meta || gd?.layout?.meta) drawn(gd);
      else requestAnimationFrame(look);
    };
    look();
  }

  /** Says so, and loads the Plotly that draws maps as SVG in the place of the one that cannot here. */
  function withoutWebgl(given) {
    notify(given.words.noWebgl);
    const script = Object.assign(document.createElement("script"), { src: given.urls["plotly-geo"] });
    const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    document.head.append(script);
    return loaded.then(() => atlas.plotQueue.wrap(window.Plotly));
  }

  /** A click on the map comes by the graph's own property, as from any other chart; it is taken back at once. */
  function mapClicked(click) {
    const id = click?.points?.[0]?.customdata;
    if (id) pick(id);
    page.pointedAt = id ?? page.pointedAt;
    return null;
  }

  function pick(id) {
    if (id && id === page.selected) atlas.sheets.showCard();
    else command("select", id);
  }

  /** Shows a moment of the reader's hand: nothing here asks the server. */
  function follow(computed, isDragging) {
    page.map.show(computed);
    page.headline.show(computed);
    atlas.cursors.move(computed.to === null ? null : computed.moment);
    const above = byId("above");
    above.classList.toggle("is-live", isDragging);
    if (isDragging) page.live.textContent = liveText(computed);
  }

  function liveText(computed) {
    const { words } = page;
    const years = page.timeline.yearsText(computed);
    return fill(words.placesLive, { count: number(computed.count), years });
  }

  /**
   * The server has answered: what the map shows comes first, all else once the browser has drawn it. Before its
   * first answer the state is only the page's own, and the link's address stands.
   */
  function answered(query, answer, until) {
    if (!answer || !page.words) return;
    page.waiting = page.waiting.filter(({ id }) => id > until);
    page.areControlsAsked = false;
    const { filter, crossings, counts, changes } = answer === page.answer ? {} : answer;
    page.answer = answer;
    if (filter) filtered(filter);
    if (crossings) atlas.crossings.shown(crossings);
    stated(query);
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (counts) counted(counts);
        if (changes) atlas.changes.show(changes);
        if (filter) atlas.twins.refresh();
        Object.assign(document.documentElement.dataset, { commits: page.commits || "", state: query });
      }),
    );
  }

  function filtered(payload) {
    page.payload = payload;
    if (!page.engine) return;
    page.engine.setFilter(payload);
    page.headline.reset();
    const computed = page.timeline.update(payload);
    atlas.linked.update(payload);
    follow(computed, page.timeline.isMoving);
    if (!page.commits++) frameLink();
    const wasSelected = page.selected ?? "";
    page.selected = payload.selected;
    document.title = titleOf(payload.selected);
    page.map.select(payload.selected, { fly: ![wasSelected, page.pointedAt, ""].includes(payload.selected) });
    document.documentElement.dataset.count = String(computed.count);
  }

  /** The tab of a browser, and what is shared from it, say which place is open. */
  function titleOf(id) {
    const place = page.engine.data.places.name[page.engine.row(id)];
    return place ? fill(page.words.placeTitle, { place }) : page.words.title;
  }

  /** A link to a part of the world opens with the map there. */
  function frameLink() {
    const { search } = location;
    if (NAMES_A_PART_OF_THE_WORLD.test(search) && !NAMES_A_POINT.test(search)) page.map.fit({ jump: true });
  }

  function counted(counts) {
    for (const span of document.querySelectorAll("[data-count]")) {
      const [facet, code] = span.dataset.count.split(":");
      const count = counts?.[facet]?.[page.words.codes[facet].indexOf(code)];
      if (count === undefined) continue;
      span.textContent = number(count);
      span.closest(".choice")?.classList.toggle("is-empty", count === 0);
    }
  }

  function stated(query) {
    const search = query === "v=1" ? "" : `?${query}`;
    if (location.search !== search) history.pushState(null, "", location.pathname + search);
    const params = new URLSearchParams(query);
    const pinned = params.get("pin")?.split(",").length ?? 0;
    byId("tab-compare").hidden = pinned === 0;
    byId("tab-compare").textContent = fill(page.words.compare, { count: number(pinned) });
    showView(params.get("view") || "map");
    for (const link of document.querySelectorAll("[data-download]")) {
      link.href = `/download/${link.dataset.download}?${query}`;
    }
    if (params.size && [...params.keys()].some((name) => page.words.provisions.includes(name))) byId("provisions").open = true;
  }

  function showView(view) {
    document.documentElement.dataset.view = view;
    for (const tab of document.querySelectorAll(".tabs [role=tab]")) {
      const name = tab.dataset.value;
      tab.setAttribute("aria-selected", String(name === view));
      byId(`panel-${name}`).hidden = name !== view;
    }
  }

  function themed(scheme) {
    if (!page.words) return dash.no_update;
    document.documentElement.dataset.theme = scheme;
    page.map?.setTheme(scheme);
    byId("theme-toggle").textContent = scheme === "dark" ? page.words.light : page.words.dark;
    return scheme;
  }

  function searchOptions(data) {
    const { words } = page;
    const { id, name, country } = data.places;
    return id.map((value, row) => ({ value, label: fill(words.placeInCountry, { name: name[row], country: words.countries[country[row]] }) }));
  }

  function searched(value) {
    if (!value) return dash.no_update;
    command("select", value);
    if (!page.selected || page.selected === value) page.map?.select(value, { fly: true });
    return null;
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** Finds places by name without accents and case, by other names too; names that begin so come first. */
  function searchPlaces({ options, search, limit }) {
    const wanted = fold(search).trim();
    if (!wanted) return options.slice(0, limit);
    const ranked = [];
    for (const option of options) {
      const names = [option.label, ...(page.words.aliases[option.value] ?? [])].map(fold);
      const rank = Math.min(...names.map((name) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : 9)));
      if (rank < 9) ranked.push([rank, option]);
    }
    ranked.sort((a, b) => a[0] - b[0]);
    return ranked.slice(0, limit).map(([, option]) => option);
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  const number = (value) => numbers.format(value);

  function notify(text) {
    dash.set_props("notice", { children: [{ namespace: "dash_html_components", type: "Div", props: { className: "notice", children: text } }] });
  }

  function announce(text) {
    byId("announcer").textContent = text;
  }

  async function copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      toast(page.words.copied);
    } catch {
      toast(page.words.copyFailed);
    }
  }

  function toast(text) {
    announce(text);
    const box = byId("toast");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => (box.hidden = true), 2500);
  }

  /** Says when the server is gone, keeps asking, and repeats the reader's choice once it is back. */
  function watchServer() {
    const plain = window.fetch.bind(window);
    window.fetch = async (...request) => {
      const isUpdate = String(request[0]?.url ?? request[0]).includes("_dash-update-component");
      if (isUpdate && String(request[1]?.body).includes(CONTROL_CHANGED)) page.areControlsAsked = true;
      try {
        const answer = await plain(...request);
        if (isUpdate && answer.status === FAILED) page.waiting = [];
        if (isUpdate && answer.status >= FAILED) lost();
        return answer;
      } catch (error) {
        if (isUpdate) lost();
        throw error;
      }
    };
    function lost() {
      const banner = byId("offline");
      if (!banner.hidden) return;
      banner.hidden = false;
      const ask = setInterval(async () => {
        const answer = await plain("/health").catch(() => null);
        if (!answer?.ok) return;
        clearInterval(ask);
        banner.hidden = true;
        page.areControlsAsked = true;
        command("sync");
      }, RETRY_MS);
    }
  }

  /** A word's explanation opens where it is told, not at the top of the whole. */
  function openDialog(dialog, part) {
    dialog.showModal();
    (part ? byId(part) : dialog).scrollIntoView({ block: "start" });
  }

  function onClick(event) {
    const target = event.target.closest("button, a");
    if (!target) return;
    const { command: type, value, sheet, dialog, dialogPart, dialogClose } = target.dataset;
    if (type === "fly") flyTo(value);
    else if (type === "fly-crossing") flyToCrossing(value);
    else if (type) command(type, value);
    else if (sheet) atlas.sheets.toggle(sheet);
    else if (dialog) openDialog(byId(dialog), dialogPart);
    else if (dialogClose) byId(dialogClose).close();
    else if (target.id === "clear-all") command("clear");
    else if (target.id === "copy-link" || target.dataset.copyLink) copyLink();
    else if (target.id === "theme-toggle") command("theme", theme() === "dark" ? "light" : "dark");
    else if (target.classList.contains("notice__close")) target.parentElement.hidden = true;
  }

  function flyTo(id) {
    atlas.sheets.close();
    page.map?.select(id, { fly: true });
  }

  function flyToCrossing(id) {
    atlas.sheets.close();
    atlas.crossings.fly(id);
  }

  document.addEventListener("click", onClick);
  window.addEventListener("popstate", () => command("open", location.search || "?v=1"));
  watchServer();
  dash.atlas = Object.assign(dash.atlas || {}, { start, mapClicked, answered, themed, searched });
  window.dashMantineFunctions = { ...(window.dashMantineFunctions || {}), searchPlaces };
  atlas.page = Object.assign(page, { fill, number, announce, command });
})();
