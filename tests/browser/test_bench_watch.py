"""What the benchmarks wait for: a page that is made up, whose map draws late, settles no sooner than that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.perf.pages import Visit

HOME = "http://bench.invalid/"
PAGE = """<!doctype html><html data-state="v=1"><body><p>old</p><script>
  const frames = [], paint = {"circle-opacity": ["feature-state", "on"]};
  const layers = [{id: "dots", type: "circle", paint}];
  const mark = {layer: {id: "dots"}, state: {}};
  let drawn = true, draw = () => frames.forEach((each) => each());
  const map = {
    loaded: () => drawn, isMoving: () => false, on: (_kind, each) => frames.push(each),
    getStyle: () => ({layers}), queryRenderedFeatures: () => [mark],
  };
  window.atlas = {page: {map: {surface: {map}}}};
  setTimeout(() => (window.switched = performance.now(), mark.state.on = 1), 100);
  window.addEventListener("keydown", async ({key}) => {
    drawn = key === "n";
    if (key === "n") return;
    await fetch("/answer");
    document.documentElement.dataset.state = "v=1&adopted=2000:2010";
    setTimeout(() => (drawn = true, draw(), window.rendered = performance.now()), 100);
    setTimeout(() => (document.querySelector("p").textContent = "new"), 200);
  });
</script></body></html>"""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with Visit(browser) as made:
        made.page.route(f"{HOME}**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        yield made


def test_marks_that_their_state_switches_off_are_not_drawn(visit: Visit):
    assert visit.open(HOME) >= visit.page.evaluate("switched")


def test_a_choice_has_settled_when_its_answer_its_map_and_its_page_have(visit: Visit):
    visit.open(HOME)
    cost = visit.cost(lambda: visit.page.keyboard.press("s"))
    acted, drawn, rendered = visit.page.evaluate("[watch.acted, watch.map, rendered]")
    assert visit.page.text_content("p") == "new"
    assert drawn <= rendered
    assert cost.map == pytest.approx(drawn - acted)
    assert cost.page > cost.map
    assert cost.script > 0
    assert cost.busy > 0


def test_a_choice_that_nothing_answers_is_told(visit: Visit):
    visit.open(HOME)
    visit.page.evaluate("watch.begin()")
    visit.page.keyboard.press("n")
    with pytest.raises(Error, match="did not settle"):
        visit.page.evaluate("watch.settled(500)")
