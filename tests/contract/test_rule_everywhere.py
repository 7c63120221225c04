"""The rule of force holds for every place of the shipped tables."""

from __future__ import annotations

import pytest

from geodata.codes import Measure, YearMode
from geodata.model import Agreement
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from tests.contract.rule_reader import column, cooperating, end_of


def test_over_a_thousand_places_cooperate_at_the_end_of_2025_and_fewer_than_a_hundred_in_2018(
    house: House,
) -> None:
    assert cooperating(house, 2025) > 1000
    assert cooperating(house, 2018) < 100


def test_cooperation_is_never_counted_as_a_sanctuary_policy_in_force(house: House) -> None:
    for year in range(2002, 2026):
        day = end_of(year)
        selected = house.select(
            FilterState(year_mode=YearMode.IN_FORCE, year_to=year, statuses=("in_force",))
        )
        for row in selected.rows:
            assert any(s.is_sanctuary and s.covers(day) for s in house.timeline.records[row].spells)


@pytest.mark.parametrize("year", range(1975, 2026, 5))
def test_in_force_at_the_end_of_a_year_counts_spells_that_cover_its_last_day(house: House, year: int) -> None:
    last_day = end_of(year)
    covered = {
        r.place_id
        for r in house.timeline.records
        if any(s.is_sanctuary and s.covers(last_day) for s in r.spells)
    }
    shown = {
        place_id
        for row, place_id in enumerate(house.timeline.place_ids)
        if house.timeline.at(row, last_day).in_force
    }
    assert shown == covered


def test_every_shipped_spell_ends_at_a_row_of_its_place_or_a_law_above_it(house: House) -> None:
    country, admin1 = column(house, "country"), column(house, "admin1")
    held = {event.event_id for event in house.atlas.events} | {a.agreement_id for a in house.atlas.agreements}
    for r in house.timeline.records:
        for spell in r.spells:
            assert spell.started_by.row_id in held
            ender = spell.ended_by
            if ender is not None and ender.place_id != r.place_id:
                assert not isinstance(ender, Agreement)
                assert ender.measure is Measure.RESTRICTION
                assert country[ender.place_id] == country[r.place_id]
                assert admin1[ender.place_id] in ("", admin1[r.place_id])
