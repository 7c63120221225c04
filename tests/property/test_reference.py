"""Two implementations of the rule of force agree, on any small world."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import PolicyEvent
from geodata.policy.spells import build_spells
from geodata.policy.status import Record, appearance
from tests.reference import Seen, live_through
from tests.strategies import PLACES, histories, moments


@settings(max_examples=100, deadline=None)
@given(histories(undated=True), moments(), st.booleans())
def test_the_machine_of_days_shows_what_the_spells_show(
    events: list[PolicyEvent], day: date, is_now: bool
) -> None:
    latest = max((e.when.first for e in events if e.when), default=day)
    now = max(day, latest)
    day = now if is_now else day
    spells, bars = build_spells(PLACES, events)
    for include in (False, True):
        expected = live_through(PLACES, events, [day], now, include_undated=include)[day]
        for place_id, place in PLACES.items():
            own = tuple(e for e in events if e.place_id == place_id)
            record = Record(place_id, own, spells[place_id], bars.get(place.admin1, ()), ())
            shown = appearance(record, day, now, include_undated=include)
            assert Seen(shown.status, shown.policing, shown.in_force) == expected[place_id], place_id
