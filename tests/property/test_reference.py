"""Two implementations of the rule of force agree, on any small world."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.spells import build_spells, event_order
from geodata.policy.status import Appearance, Record, appearance
from tests.reference import live_through
from tests.reference_rows import Row
from tests.reference_world import Seen
from tests.small_world import PLACES, row_of, row_of_agreement, rows_of_places
from tests.strategies import clear_histories, histories, moments, signings


def seen(shown: Appearance) -> Seen:
    """An appearance in the words of the second implementation."""
    holds = frozenset(
        (s.dimension.value, s.value.value if s.value else "", s.started_by.row_id, numbered_run(s))
        for s in shown.running
    )
    return Seen(shown.status, shown.policing, holds)


def numbered_run(spell: Spell) -> int:
    """The number of a spell's run; agreements are each their own, whatever their number."""
    return 0 if isinstance(spell.started_by, Agreement) or spell.since is None else spell.run


def told_briefly(events: list[PolicyEvent], signed: list[Agreement]) -> str:
    """What happened, one row a line, for a message of failure."""
    rows = [row_of(e) for e in events] + [row_of_agreement(a) for a in signed]
    return "\n".join(" ".join(f"{k}={v}" for k, v in row.items() if v) for row in rows)


def check(events: list[PolicyEvent], signed: list[Agreement], day: date, *, is_now: bool) -> None:
    """Assert that every place shows the same in both, without and with what is undated."""
    latest = max((e.starts.first for e in events if e.starts), default=day)
    now = max(day, latest)
    day = now if is_now else day
    place_in_row = {
        e.event_id: n for n, e in enumerate(sorted((e for e in events if e.starts), key=event_order))
    }

    def in_turn(row: Row) -> int:
        return place_in_row[row["event_id"]]

    spells, bars = build_spells(PLACES, events, signed)
    rows = [row_of(e) for e in events]
    signed_rows = [row_of_agreement(a) for a in signed]
    for include in (False, True):
        expected = live_through(
            rows_of_places(),
            rows,
            signed_rows,
            moments=[day],
            now=now,
            include_undated=include,
            in_turn=in_turn,
        )[day]
        for place_id, place in PLACES.items():
            record = Record(
                place_id,
                place.level,
                tuple(e for e in events if e.place_id == place_id),
                tuple(a for a in signed if a.place_id == place_id),
                spells.get(place_id, ()),
                bars.get(place_id, ()),
                (),
            )
            shown = appearance(record, day, now, include_undated=include)
            assert seen(shown) == expected[place_id], f"{place_id} on {day}\n{told_briefly(events, signed)}"


@settings(max_examples=100, deadline=None)
@given(clear_histories(), signings(), moments(), st.booleans())
def test_the_machine_of_days_shows_what_the_spells_show(
    events: list[PolicyEvent], signed: list[Agreement], day: date, is_now: bool
) -> None:
    check(events, signed, day, is_now=is_now)


@settings(max_examples=60, deadline=None)
@given(histories(undated=True), signings(), moments(), st.booleans())
def test_it_does_so_where_dates_are_missing_and_rows_of_one_day_contradict_each_other(
    events: list[PolicyEvent], signed: list[Agreement], day: date, is_now: bool
) -> None:
    check(events, signed, day, is_now=is_now)
