"""The timeline: what is seen while a hand moves is what is committed; moving asks nothing of the server."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from geodata.codes import Status, YearMode
from geodata.selection.filters import load_house
from geodata.selection.state import FACETS, FilterState
from geodata.selection.urls import parse_query, to_query
from tests.browser import hand
from tests.browser.conftest import OpenPage
from tests.browser.support import PHONE, axe_violations, wait_until

HOUSE = load_house()
FIRST, LAST = HOUSE.timeline.first_year, HOUSE.timeline.last_year
WALK = 200  # steps of time
GROWTH_MOST = 200_000  # bytes a walk; a leak of one array of years a step would be ten times as much


@pytest.fixture
def atlas_page(page: Page) -> Page:
    """The atlas, ready for a hand."""
    return hand.opened(page)


def some_filter(draw: random.Random) -> FilterState:
    """A filter of one or two facets that leaves some places, in either meaning of years."""
    mode = draw.choice(list(YearMode))
    state = FilterState(year_mode=mode, year_to=draw.randint(2000, LAST), include_undated=draw.random() < 0.3)
    for facet in draw.sample(FACETS, k=draw.randint(0, 2)):
        code = draw.choice(HOUSE.codes[facet])
        if len(HOUSE.select(replace(FilterState(), **{facet: (code,)}))):
            state = replace(state, **{facet: (code,)})
    return state


def asked_by(page: Page) -> list[str]:
    """Record what the page asks for from now on; its icon is drawn by the window, not by the page."""
    urls: list[str] = []
    page.on("request", lambda request: None if "favicon" in request.url else urls.append(request.url))
    return urls


def commits_sent_by(page: Page) -> list[str]:
    """Record the choices that the page sends from now on."""
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if "answer.data" in (r.post_data or "") else None)
    return sent


def ids(state: FilterState) -> list[str]:
    return sorted(HOUSE.timeline.place_ids[row] for row in HOUSE.select(state).rows)


def test_what_is_seen_while_a_handle_moves_is_what_is_committed(atlas_page: Page):
    draw = random.Random("hand")
    requests = asked_by(atlas_page)
    for _round in range(20):
        chosen = some_filter(draw)
        hand.open_link(atlas_page, to_query(chosen))
        requests.clear()
        first, last = sorted(draw.choices(range(FIRST, LAST + 1), k=2))
        if chosen.year_mode is YearMode.IN_FORCE:
            label = "Year"
            for year in (draw.randint(FIRST, LAST), last):
                hand.move(atlas_page, label, year)
        else:
            label = "To year"
            for name, year in (("From year", FIRST), (label, LAST), (label, last), ("From year", first)):
                hand.move(atlas_page, name, year)
        moving = hand.seen(atlas_page)
        assert requests == []
        hand.wait_for_cursors(atlas_page, last)
        hand.let_go(atlas_page, label)
        assert hand.seen(atlas_page) == moving
        hand.wait_for_cursors(atlas_page, last)
        committed = parse_query(hand.state(atlas_page)).state
        assert (committed.year_mode, committed.countries) == (chosen.year_mode, chosen.countries)
        assert moving["places"] == ids(committed)
        sentence = "document.querySelector('#sentence').textContent"
        wait_until(atlas_page, f"{sentence}.startsWith('{len(ids(committed)):,} ')")


def test_moving_asks_nothing_and_says_nothing_until_it_ends(atlas_page: Page):
    atlas_page.evaluate(
        """() => {
            window.said = [];
            const live = "[aria-live], [role=status], [role=alert], output";
            for (const region of document.querySelectorAll(live)) {
                const note = () => window.said.push(region.id);
                const watched = {childList: true, characterData: true, subtree: true};
                new MutationObserver(note).observe(region, watched);
            }
        }"""
    )
    sent = commits_sent_by(atlas_page)
    requests = asked_by(atlas_page)
    for year in range(LAST, 1995, -1):
        hand.move(atlas_page, "To year", year)
    assert requests == []
    assert atlas_page.evaluate("window.said") == []
    hand.let_go(atlas_page, "To year")
    wait_until(atlas_page, "window.said.length > 0")
    expect(atlas_page.locator("#sentence")).to_contain_text("1996")
    assert atlas_page.evaluate("window.said") == ["sentence"]
    assert len(sent) == 1


def test_two_handles_at_one_year_can_both_be_taken(atlas_page: Page):
    for year in (FIRST, 2005, LAST):
        hand.open_link(atlas_page, f"adopted={year}:{year}")
        (from_x, y), (to_x, _) = hand.thumb_at(atlas_page, "From year"), hand.thumb_at(atlas_page, "To year")
        assert to_x - from_x >= hand.THUMB - 1
        label, x, by = ("From year", from_x, -150) if year > FIRST else ("To year", to_x, 150)
        before = hand.commits(atlas_page)
        atlas_page.mouse.move(x, y)
        atlas_page.mouse.down()
        atlas_page.mouse.move(x + by / 2, y)
        atlas_page.mouse.move(x + by, y)
        atlas_page.mouse.up()
        hand.wait_for_commit(atlas_page, before)
        state = parse_query(hand.state(atlas_page)).state
        moved, still = (
            (state.year_from, state.year_to) if label == "From year" else (state.year_to, state.year_from)
        )
        assert still == year
        assert moved is not None
        assert abs(moved - year) > 3


def test_keys_move_a_handle_and_commit_once(atlas_page: Page):
    handle = hand.slider(atlas_page, "To year")
    before = hand.commits(atlas_page)
    handle.focus()
    # As three quick keys move it: keys sent one by one come too late for each other on a busy machine.
    handle.evaluate(
        """(input) => {
          for (let key = 0; key < 3; key++) {
            input.stepDown();
            for (const told of ["input", "change"]) input.dispatchEvent(new Event(told, {bubbles: true}));
          }
        }"""
    )
    hand.wait_for_commit(atlas_page, before)
    assert hand.state(atlas_page) == f"v=1&adopted={FIRST}:{LAST - 3}"
    assert hand.commits(atlas_page) == before + 1
    atlas_page.keyboard.press("Home")
    hand.wait_for_commit(atlas_page, before + 1)
    assert hand.state(atlas_page) == f"v=1&adopted={FIRST}:{FIRST}"


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_time_plays_without_requests_and_commits_when_it_is_stopped(open_page: OpenPage, motion: str):
    page = hand.opened(open_page("?in_force=2010", reduced_motion=motion))
    requests = asked_by(page)
    page.get_by_role("button", name="Speed: 1×").click()
    page.get_by_role("button", name="Speed: 2×").click()
    play = page.get_by_role("button", name="Play")
    play.click()
    wait_until(page, "document.querySelector('.tl__range--to').value >= 2013")
    if motion == "reduce":
        assert page.evaluate("document.getAnimations().filter((a) => a.playState === 'running').length") == 0
    assert requests == []
    before = hand.commits(page)
    page.get_by_role("button", name="Pause").click()
    hand.wait_for_commit(page, before)
    year = parse_query(hand.state(page)).state.year_to
    assert year is not None
    assert year >= 2013
    assert hand.seen(page)["places"] == ids(FilterState(year_mode=YearMode.IN_FORCE, year_to=year))
    assert hand.commits(page) == before + 1


def test_the_space_key_plays_from_a_handle(atlas_page: Page):
    hand.open_link(atlas_page, f"in_force={LAST - 2}")
    before = hand.commits(atlas_page)
    hand.slider(atlas_page, "Year").focus()
    atlas_page.keyboard.press(" ")
    expect(atlas_page.get_by_role("button", name="Pause")).to_be_visible()
    hand.wait_for_commit(atlas_page, before)
    assert hand.state(atlas_page) == f"v=1&in_force={LAST}"
    expect(atlas_page.get_by_role("button", name="Play")).to_be_visible()


def test_a_finger_moves_a_handle_and_taps_a_year(open_page: OpenPage):
    page = hand.opened(open_page(viewport=PHONE, has_touch=True))
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    x, y = hand.thumb_at(page, "To year")
    before = hand.commits(page)
    send("touchStart", (x, y))
    for step in range(1, 6):
        send("touchMove", (x - 20 * step, y))
    send("touchEnd")
    hand.wait_for_commit(page, before)
    state = parse_query(hand.state(page)).state
    assert state.year_to is not None
    assert 2000 < state.year_to < LAST
    page.touchscreen.tap(*hand.year_at(page, 2017))
    expect(page.locator("#chips")).to_contain_text("in 2017")


def test_a_bar_of_the_histogram_chooses_its_year_and_a_second_click_all_years(atlas_page: Page):
    before = hand.commits(atlas_page)
    atlas_page.mouse.click(*hand.year_at(atlas_page, 2014))
    hand.wait_for_commit(atlas_page, before)
    assert hand.state(atlas_page) == "v=1&adopted=2014:2014"
    assert hand.seen(atlas_page)["places"] == ids(FilterState(year_from=2014, year_to=2014))
    atlas_page.mouse.click(*hand.year_at(atlas_page, 2014))
    hand.wait_for_commit(atlas_page, before + 1)
    assert hand.state(atlas_page) == "v=1"


def test_undated_policies_stand_counted_beside_the_years(atlas_page: Page):
    button = atlas_page.locator("#timeline").get_by_role("button", name="undated")
    now = FilterState(year_mode=YearMode.IN_FORCE, year_to=LAST)
    hand.open_link(atlas_page, f"in_force={LAST}")
    dated, with_undated = HOUSE.select(now), HOUSE.select(replace(now, include_undated=True))
    more = with_undated.count_of(Status.IN_FORCE) - dated.count_of(Status.IN_FORCE)
    expect(button).to_have_text(f"+{more} undated")
    expect(button).to_have_attribute("aria-pressed", "false")
    before = hand.commits(atlas_page)
    drawn = atlas_page.locator("#timeline svg g rect").count()
    button.click()
    hand.wait_for_commit(atlas_page, before)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert hand.seen(atlas_page)["places"] == ids(replace(now, include_undated=True))
    assert atlas_page.locator("#timeline svg g rect").count() == drawn
    expect(atlas_page.locator("#chips")).to_contain_text("Undated included")


def test_the_histogram_is_told_in_words(atlas_page: Page):
    total = len(HOUSE.timeline.runs)
    about = atlas_page.locator("#timeline-text")
    expect(about).to_contain_text(f"{total} adoptions since {FIRST}")
    bound = sum(bool(run.run.first.since and run.run.first.since.is_bound) for run in HOUSE.timeline.runs)
    expect(about).to_contain_text(f"{bound} are only known to have happened by that year")
    assert atlas_page.locator("#timeline svg rect.p--by").count() > 5


@pytest.mark.parametrize(("state", "year"), [("US-FL", 2019), ("US-IA", 2018)])
def test_a_states_law_is_seen_to_switch_its_places_off(atlas_page: Page, state: str, year: int):
    hand.open_link(atlas_page, f"admin1={state}&policing=declines_detainers&in_force={year - 1}")
    on = hand.seen(atlas_page)["places"]
    hand.move(atlas_page, "Year", year)
    assert len(on) >= 3
    assert hand.seen(atlas_page)["places"] == []
    hand.open_link(atlas_page, f"admin1={state}&adopted={FIRST}:{year - 1}")
    hand.move(atlas_page, "To year", year)
    assert set(on) <= set(
        hand.seen(atlas_page)["places"]
    )  # they stay, hollow, cooperating or by another policy
    script = "(ids) => ids.map((id) => atlas.page.engine.shown.status[atlas.page.engine.row(id)])"
    left = {HOUSE.codes["statuses"][status] for status in atlas_page.evaluate(script, on)}
    assert left & {"ended", "cooperates"}
    assert hand.seen(atlas_page)["policing"][HOUSE.codes["policings"].index("declines_detainers")] == 0


def test_memory_does_not_grow_while_time_moves(atlas_page: Page):
    session = atlas_page.context.new_cdp_session(atlas_page)
    session.send("HeapProfiler.enable")

    def walk(steps: int) -> int:
        atlas_page.evaluate(
            """async ([steps, first, last]) => {
                const input = document.querySelector("#timeline .tl__range--to");
                for (let k = 0; k < steps; k++) {
                    input.value = last - (k % (last - first));
                    input.dispatchEvent(new Event("input", {bubbles: true}));
                    if (k % 10 === 0) await new Promise(requestAnimationFrame);
                }
            }""",
            [steps, FIRST, LAST],
        )
        session.send("HeapProfiler.collectGarbage")
        return session.send("Runtime.getHeapUsage")["usedSize"]

    walk(WALK)
    used = [walk(WALK) for _ in range(4)]
    # A leak grows in every walk; what the page still does at its start grows in one of them.
    assert min(after - before for before, after in itertools.pairwise(used)) < GROWTH_MOST


def test_the_timeline_is_accessible_in_both_modes_and_while_it_plays(atlas_page: Page):
    assert axe_violations(atlas_page, "#timeline") == []
    hand.open_link(atlas_page, "in_force=2016&undated=1")
    atlas_page.get_by_role("button", name="Play").click()
    assert axe_violations(atlas_page, "#timeline") == []
    atlas_page.get_by_role("button", name="Pause").click()
