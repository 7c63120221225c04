"""What one step of time costs in the browser: ``python -m tests.perf.bench_map_step``.

Script time only: software WebGL repaints at its own pace, whatever the script does. "step" is the engine's
filter and the marks that it switches; "its frame" is what MapLibre's script then takes to draw, and "still
frame" what it takes to draw the same again with nothing changed.
Budget: 2 ms median and 6 ms p95 a step for the atlas's places, 4 ms median for ten thousand made-up ones.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.places import filter_payload
from tests.browser.support import launch
from tests.map_page import map_data, map_site

STEPS = 60
MANY = 10_000

RUN = """
async ([data, own, payload, steps]) => {
  const engine = atlas.engine.create(data);
  const figure = await (await fetch("/figure-light.json")).json();
  const { lon, lat } = data.places;
  for (const trace of figure.data.filter(({uid}) => uid === "far" || uid === "marks")) {
    const rows = trace.lon.length, copies = engine.n / own;
    const repeat = (part) => {
      for (const [name, held] of Object.entries(part)) {
        if (held?.length === rows) part[name] = Array(copies).fill(held).flat();
      }
    };
    for (const part of [trace, trace.marker, trace.meta]) repeat(part);
    trace.meta.place = trace.meta.place.map((place, at) => place + own * Math.floor(at / rows));
    trace.lon = trace.meta.place.map((place) => lon[place]);
    trace.lat = trace.meta.place.map((place) => lat[place]);
  }
  await makeMap(engine, {figure});
  await new Promise((done) => map.surface.ready(done));
  map.show(engine.setFilter(payload));
  await new Promise((done) => map.surface.drawn(done));
  const gl = map.surface.map;
  const idle = () => new Promise((done) => (gl.loaded() && !gl.isMoving() ? done() : gl.once("idle", done)));
  await idle();
  const run = gl._render ? "_render" : null;
  let frame = 0;
  if (run) {
    const render = gl[run];
    gl[run] = function (...given) {
      const start = performance.now();
      const result = render.apply(this, given);
      frame += performance.now() - start;
      return result;
    };
  }
  const asked = performance.getEntriesByType("resource").length;
  const found = {step: [], frame: [], still: [], changed: []};
  const before = new Int16Array(engine.n);
  for (let k = 0; k < steps.length; k++) {
    const [from, to] = steps[k];
    frame = 0;
    const start = performance.now();
    const computed = engine.compute(from, to);
    map.show(computed);
    const cost = performance.now() - start;
    const drawn = new Promise((done) => gl.once("render", done));
    gl.triggerRepaint();
    await drawn;
    await new Promise((done) => setTimeout(done));
    let changed = 0;
    for (let i = 0; i < engine.n; i++) {
      const now = computed.visible[i] ? 8 * computed.status[i] + computed.policing[i] + 9 : 0;
      if (now !== before[i]) changed++;
      before[i] = now;
    }
    found.step.push(cost);
    found.frame.push(frame);
    found.changed.push(changed);
    frame = 0;
    const again = new Promise((done) => gl.once("render", done));
    gl.triggerRepaint();
    await again;
    await new Promise((done) => setTimeout(done));
    found.still.push(frame);
  }
  return {...found, requests: performance.getEntriesByType("resource").length - asked};
}
"""


def many_places(data: dict[str, Any], count: int) -> dict[str, Any]:
    """Repeat the atlas's places, moved a little, until there are ``count``."""
    draw = random.Random(count)
    places, own = data["places"], len(data["places"]["id"])
    copies = -(-count // own)
    out = {**data, "places": {key: list(values) * copies for key, values in places.items()}}
    made = out["places"]
    for row in range(own, own * copies):
        made["id"][row] = f"{made['id'][row]}-{row // own}"
        made["area"][row] = ""
        made["lon"][row] += draw.uniform(-3, 3)
        made["lat"][row] += draw.uniform(-2, 2)
    for table in ("segments", "undated", "runs"):
        columns = {key: list(values) * copies for key, values in data[table].items()}
        size = len(data[table]["place"])
        columns["place"] = [place + own * (at // size) for at, place in enumerate(columns["place"])]
        out[table] = columns
    return out


def measure(browser: Browser, url: str, data: dict[str, Any], mode: str) -> dict[str, Any]:
    """Play the busiest years forward, then jump about, as a hand on the timeline does."""
    payload = filter_payload(load_house(), FilterState())
    payload |= {"mask": None, "mode": mode}
    first, last = data["firstYear"], data["lastYear"]
    draw = random.Random(mode)
    years = [*range(last - STEPS // 2 + 1, last + 1), *draw.choices(range(first, last + 1), k=STEPS // 2)]
    steps = [(None if mode == "in_force" else first, year) for year in years]
    page = browser.new_page(viewport={"width": 700, "height": 460})
    page.goto(url)
    found = page.evaluate(RUN, [data, len(load_house().timeline.place_ids), payload, steps])
    page.close()
    return found


def told(name: str, found: dict[str, Any]) -> str:
    """Say the figures of one round."""
    parts = []
    for key, label in (("step", "step"), ("frame", "its frame"), ("still", "still frame")):
        values = sorted(found[key][5:])
        median, p95 = values[len(values) // 2], values[int(len(values) * 0.95)]
        parts.append(f"{label} median {median:5.2f} ms, p95 {p95:5.2f} ms")
    changed = sorted(found["changed"])
    parts.append(f"{changed[len(changed) // 2]} changed, at most {changed[-1]}")
    return f"{name:24} {'; '.join(parts)}; {found['requests']} requests"


def main() -> None:
    """Print the costs for the atlas's places and for ten thousand."""
    with tempfile.TemporaryDirectory() as made, map_site(Path(made)) as url, sync_playwright() as playwright:
        data = map_data()
        browser = launch(playwright)
        sets = {f"{len(data['places']['id'])} places": data, f"{MANY} places": many_places(data, MANY)}
        for name, places in sets.items():
            for mode in ("adopted", "in_force"):
                print(told(f"{name}, {mode}", measure(browser, url, places, mode)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
