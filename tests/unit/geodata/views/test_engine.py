"""The browser's filter and the server's are one: the same places, colours and counts for any state."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from callbacks.server.modules import link
from callbacks.server.sources import ASSETS, SCRIPTS
from geodata.codes import Policing, Provision, Status, YearMode
from geodata.policy.timeline import POLICINGS, STATUSES
from geodata.selection.filters import load_house
from geodata.selection.state import FACETS, FilterState
from geodata.views.places import client_data, filter_payload, mix_by_year

HOUSE = load_house()
TIMELINE = HOUSE.timeline

FOLLOW = """
({payload, from, to}) => {
  const state = engine.setFilter(payload);
  const seen = from === undefined ? state : engine.compute(from, to);
  const rows = [];
  seen.visible.forEach((on, row) => { if (on) rows.push(row); });
  return {
    rows,
    status: rows.map((row) => seen.status[row]),
    policing: rows.map((row) => seen.policing[row]),
    told: rows.map((row) => engine.data.provisions.map((name) => engine.valueOf(seen.told[row], name))),
    count: seen.count,
    byPolicing: [...seen.byPolicing],
    byStatus: [...seen.byStatus],
  };
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that holds the engine and the atlas's data."""
    blank = browser.new_page()
    blank.add_script_tag(content=link(ASSETS / SCRIPTS))
    blank.evaluate("(data) => { window.engine = window.atlas.engine.create(data); }", client_data(HOUSE))
    yield blank
    blank.close()


def some_state(draw: random.Random) -> FilterState:
    """A filter as a reader makes one: most facets free, years inside, outside and at the ends of the data."""
    chosen: dict[str, Any] = {}
    for facet in FACETS:
        if draw.random() < 0.25:
            codes = HOUSE.codes[facet]
            chosen[facet] = tuple(draw.sample(codes, k=min(len(codes), draw.randint(1, 4))))
    years = [None, TIMELINE.first_year, TIMELINE.last_year, *range(TIMELINE.first_year - 3, 2031)]
    first, last = draw.choice(years), draw.choice(years)
    if first is not None and last is not None and first > last:
        first, last = last, first
    mode = draw.choice(list(YearMode))
    return FilterState(
        year_mode=mode,
        year_from=None if mode is YearMode.IN_FORCE else first,
        year_to=last,
        include_undated=draw.random() < 0.4,
        **chosen,
    )


STATES = [some_state(random.Random(seed)) for seed in range(200)]


def selected(state: FilterState) -> dict[str, Any]:
    """What the server says, in the form of :data:`FOLLOW`."""
    selection = HOUSE.select(state)
    shown = [selection.appearance(row) for row in selection.rows]
    status = [STATUSES.index(a.status) if a.status else -1 for a in shown]
    policing = [POLICINGS.index(a.policing) if a.policing else -1 for a in shown]
    return {
        "rows": list(selection.rows),
        "status": status,
        "policing": policing,
        "told": [[a.provisions.get(provision, "") for provision in Provision] for a in shown],
        "count": len(selection),
        "byPolicing": [policing.count(code) for code in range(len(POLICINGS))],
        "byStatus": [status.count(code) for code in range(len(STATUSES))],
    }


def test_the_browser_selects_what_the_server_selects_for_two_hundred_filters(page: Page) -> None:
    for state in STATES:
        assert page.evaluate(FOLLOW, {"payload": filter_payload(HOUSE, state)}) == selected(state), state


def test_years_moved_by_hand_give_what_committing_them_gives(page: Page) -> None:
    draw = random.Random("years by hand")
    for state in STATES[:60]:
        first, last = sorted(draw.choices(range(TIMELINE.first_year, TIMELINE.last_year + 1), k=2))
        moved = FilterState(
            **{name: getattr(state, name) for name in FACETS},
            year_mode=state.year_mode,
            year_from=None if state.year_mode is YearMode.IN_FORCE else first,
            year_to=last,
            include_undated=state.include_undated,
        )
        seen = page.evaluate(FOLLOW, {"payload": filter_payload(HOUSE, state), "from": first, "to": last})
        assert seen == selected(moved), moved


def test_the_histogram_counts_each_start_of_the_places_left_when_no_year_restricts(page: Page) -> None:
    script = "(payload) => { engine.setFilter(payload); return [...engine.histogram()]; }"
    for state in STATES[:60]:
        timeless = FilterState(
            **{name: getattr(state, name) for name in FACETS}, include_undated=state.include_undated
        )
        expected = np.zeros((len(TIMELINE.years), len(POLICINGS)), dtype=int)
        mask = HOUSE.select(timeless).mask
        for run in TIMELINE.runs:
            if mask[run.place]:
                expected[run.start_year - TIMELINE.first_year, run.policing_at_start] += 1
        found = page.evaluate(script, filter_payload(HOUSE, timeless))
        assert np.array_equal(np.reshape(found, expected.shape), expected)


def test_the_mix_of_a_year_is_the_servers_and_tells_policies_from_cooperation(page: Page) -> None:
    script = """
    (payload) => {
      engine.setFilter(payload);
      const { firstYear, lastYear } = engine.data;
      const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
      return years.map((year) => [[...engine.inForceMix(year)], engine.cooperating(year)]);
    }
    """
    for state in STATES[:40]:
        selection = HOUSE.select(state)
        policies = mix_by_year(selection).counts
        cooperation = mix_by_year(selection, Status.COOPERATES).counts.sum(axis=1)
        found = page.evaluate(script, filter_payload(HOUSE, state))
        assert [mix for mix, _cooperating in found] == policies.tolist(), state
        assert [cooperating for _mix, cooperating in found] == cooperation.tolist(), state


def test_the_mix_of_a_year_counts_the_places_selected_at_its_end() -> None:
    for state in STATES[:30]:
        policies = mix_by_year(HOUSE.select(state))
        cooperation = mix_by_year(HOUSE.select(state), Status.COOPERATES)
        for year in (TIMELINE.first_year, 1990, 2006, 2017, TIMELINE.last_year):
            then = HOUSE.select(replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=year))
            column = year - TIMELINE.first_year
            assert policies.counts[column].sum() == then.count_of(Status.IN_FORCE), (year, state)
            assert cooperation.counts[column].sum() == then.count_of(Status.COOPERATES), (year, state)


def test_cooperation_is_never_among_policies_in_force_or_adoptions(page: Page) -> None:
    script = """
    (payload) => {
      const { byStatus, byPolicing } = engine.setFilter(payload);
      return [[...byStatus], [...byPolicing], [...engine.inForceMix(engine.data.lastYear)],
        engine.cooperating(engine.data.lastYear), engine.histogram().reduce((a, b) => a + b)];
    }
    """
    by_status, by_policing, mix, cooperating, adoptions = page.evaluate(
        script, filter_payload(HOUSE, FilterState(countries=("US",)))
    )
    help_alone = POLICINGS.index(Policing.COOPERATES)
    assert by_status[STATUSES.index(Status.COOPERATES)] == cooperating == by_policing[help_alone] > 1000
    assert sum(mix) == by_status[STATUSES.index(Status.IN_FORCE)]
    assert mix[help_alone] == 0
    assert adoptions == sum(
        HOUSE.timeline.place_ids[run.place].startswith("us-") for run in HOUSE.timeline.runs
    )


def test_agreements_are_seen_to_rise_in_2025(page: Page) -> None:
    engine = (
        "(payload) => { engine.setFilter(payload); return [2018, 2025].map((y) => engine.cooperating(y)); }"
    )
    before, after = page.evaluate(engine, filter_payload(HOUSE, FilterState()))
    assert before < 100
    assert after > 1000


def test_a_state_law_is_seen_to_end_its_counties_rules_in_the_right_year(page: Page) -> None:
    declining = POLICINGS.index(Policing.DECLINES_DETAINERS)
    state = FilterState(admin1s=("US-IA",), levels=("county",), year_mode=YearMode.IN_FORCE, year_to=2026)
    before, after = (
        page.evaluate(FOLLOW, {"payload": filter_payload(HOUSE, state), "from": None, "to": year})
        for year in (2017, 2018)
    )
    assert before["byPolicing"][declining] > 20
    assert after["byPolicing"][declining] == 0


def test_a_step_of_time_makes_no_new_arrays(page: Page) -> None:
    script = """
    (payload) => {
      const first = engine.setFilter(payload);
      const arrays = (of) => [of, of.visible, of.status, of.policing, of.told, of.byPolicing];
      const kept = arrays(first);
      return arrays(engine.compute(1990, 2017)).every((array, at) => array === kept[at]);
    }
    """
    assert page.evaluate(script, filter_payload(HOUSE, FilterState()))
