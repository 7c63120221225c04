"""A page under measurement: when its marks are drawn, when a choice has settled, what script it took.

Whatever draws the map and whatever page it stands on: a watcher that is put in before the page's own scripts
counts what the page asks for, and notes when its map and its content last changed. Nothing here knows how
the atlas or the plain page work, but for :data:`MAP` and :data:`MARKS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.browser.support import DESKTOP
from tests.perf.profiles import Profile, script_ms

PATIENCE_MS = 120_000
SAMPLE_US = 500
QUIET_MS = 300
"""How long nothing may have changed before a page counts as settled; no time that is told includes it."""

MAP = """() => {
  const own = window.atlas?.page?.map?.surface?.map;
  if (own) return own;
  const plots = [...document.querySelectorAll(".js-plotly-plot")];
  return plots.map((plot) => plot._fullLayout?.map?._subplot?.map).find(Boolean);
}"""
"""The instance of MapLibre on a page: the atlas's own, or that of a figure of Plotly."""

MARKS = """(map, box) => {
  const isMark = ({type, layout}) => type === "circle" || layout?.["icon-image"] !== undefined;
  const isSwitched = ({paint}) => JSON.stringify(paint ?? {}).includes("feature-state");
  const ids = (layers) => layers.map(({id}) => id);
  const layers = map.getStyle().layers.filter(isMark), switched = ids(layers.filter(isSwitched));
  const isOn = ({layer, state}) => !switched.includes(layer.id) || Object.values(state).some(Boolean);
  return layers.length ? map.queryRenderedFeatures(box, {layers: ids(layers)}).filter(isOn) : [];
}"""
"""The marks that a map shows in a box of its pixels: drawn, and not switched off by their state."""

WATCH = f"""(() => {{
  const QUIET_MS = {QUIET_MS};
  const mapOf = {MAP};
  const marksOf = {MARKS};
  const now = () => performance.now();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const idle = () => new Promise((done) => requestIdleCallback(done, {{timeout: 1000}}));
  const state = () => document.documentElement.dataset.state;
  const watch = {{pending: 0, answers: 0, map: 0, page: 0, acted: null, before: {{}}}};
  window.watch = watch;

  const ask = window.fetch;
  window.fetch = (...given) => {{
    watch.pending++;
    return ask(...given).finally(() => {{
      watch.pending--;
      watch.answers++;
      watch.map = watch.page = now();
    }});
  }};
  const changed = (records) => {{
    watch.page = now();
    if (records.some(({{target}}) => target === document.documentElement)) watch.map = watch.page;
  }};
  const all = {{subtree: true, childList: true, attributes: true, characterData: true}};
  new MutationObserver(changed).observe(document, all);
  for (const kind of ["keydown", "pointerdown"]) {{
    window.addEventListener(kind, (event) => (watch.acted ??= event.timeStamp), {{capture: true}});
  }}

  let followed = null;
  const still = () => {{
    const map = mapOf();
    if (map && map !== followed) map.on("render", () => (watch.map = watch.page = now()));
    followed = map;
    return Boolean(map?.loaded() && !map.isMoving());
  }};
  const until = async (holds, patience) => {{
    const end = now() + patience;
    while (!holds()) {{
      if (now() > end) throw new Error("it did not settle: " + JSON.stringify({{...watch, state: state()}}));
      await frame();
    }}
  }};
  watch.marks = async (patience) => {{
    const shown = () => {{
      const map = mapOf();
      return Boolean(map?.getStyle() && marksOf(map).length > 0);
    }};
    await until(shown, patience);
    await frame();
    return now();
  }};
  watch.begin = () => {{
    watch.acted = null;
    watch.before = {{state: state(), answers: watch.answers}};
  }};
  watch.anything = () => (watch.before = {{state: null, answers: -1}});
  watch.settled = async (patience) => {{
    const {{answers, state: old}} = watch.before;
    const answered = () => (state() === undefined ? watch.answers > answers : state() !== old);
    const quiet = () => answered() && watch.pending === 0 && still() && now() - watch.page > QUIET_MS;
    for (let frames = 0; frames < 2; frames = quiet() ? frames + 1 : 0) {{
      await until(quiet, patience);
      await frame();
      await idle();
    }}
    return {{map: watch.map - watch.acted, page: watch.page - watch.acted}};
  }};
}})();"""
"""``watch.marks``: milliseconds from the start of navigation to the first marks. ``watch.begin``, then the
choice, then ``watch.settled``: milliseconds from the reader's key or press to the last change of the map
(its frames, answers, the state that the page says) and of anything."""


SETTLED = f"watch.settled({PATIENCE_MS})"


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds that a choice took: until the map stood, until the page did; script, main thread busy."""

    map: float
    page: float
    script: float
    busy: float


class Visit:
    """One page in a fresh context, with its watcher; no map flies, for a flight's length is not a cost."""

    def __init__(self, browser: Browser) -> None:
        self._context: BrowserContext = browser.new_context(
            viewport=DESKTOP, locale="en-US", reduced_motion="reduce"
        )
        self._context.set_default_timeout(PATIENCE_MS)
        self._context.add_init_script(WATCH)
        self.page: Page = self._context.new_page()
        self.devtools: CDPSession = self._context.new_cdp_session(self.page)
        self.devtools.send("Performance.enable")
        self.devtools.send("Profiler.enable")
        self.devtools.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
        self.profile: Profile = {}
        """Of the last choice."""

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_error: object) -> None:
        self._context.close()

    def open(self, url: str) -> float:
        """Open an address and let it settle; return the milliseconds until its first marks were drawn."""
        self.page.goto(url)
        marks = self.page.evaluate(f"watch.marks({PATIENCE_MS})")
        self.quieten()
        return marks

    def quieten(self) -> None:
        """Let what a pointer or a focus set off come to an end."""
        self.page.evaluate("watch.anything()")
        self.page.evaluate(SETTLED)

    def cost(self, act: Callable[[], None]) -> Cost:
        """Return what a choice takes until it has settled."""
        self.devtools.send("Profiler.start")
        before = self._busy_ms()
        self.page.evaluate("watch.begin()")
        act()
        times = self.page.evaluate(SETTLED)
        busy = self._busy_ms() - before
        self.profile = self.devtools.send("Profiler.stop")["profile"]
        return Cost(times["map"], times["page"], script_ms(self.profile), busy)

    def _busy_ms(self) -> float:
        metrics = self.devtools.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in metrics if each["name"] == "TaskDuration") * 1000
