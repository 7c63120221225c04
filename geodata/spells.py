"""The rule of force: policy events become spells, each in force from one event to another.

Four dimensions run side by side in a place. Within one, events are taken in the order of their
first possible day, then by kind (adopted before rescinded), then by their content, so that the
order of rows in a table can change nothing. A state's ``preempted`` event ends every policing
spell in that state and bars new ones while the state's restriction stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.model import SANCTUARY_DIMENSIONS, Dimension, Event, Level, Measure, Policing, PolicyEvent, Spell

STARTING = frozenset({Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED})
"""Events that start a spell where none runs."""

_STATE_LEVELS = frozenset({Level.STATE, Level.PROVINCE})


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What the rule needs to know of a place: its kind and its ISO 3166-2 code."""

    place_id: str
    level: Level
    admin1: str

    @property
    def is_state(self) -> bool:
        """Whether its ``preempted`` events reach every place of the same ``admin1``."""
        return self.level in _STATE_LEVELS and bool(self.admin1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in which a state's law bars policing spells: ``[since, until)``, by ``event``."""

    event: PolicyEvent
    since: date
    until: date | None

    def stands_on(self, day: date) -> bool:
        """Whether the law is in force at the end of ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    def holds_after(self, day: date) -> bool:
        """Whether an adoption on ``day`` is barred; on the law's own day, adoption comes first."""
        return self.since < day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Run:
    """Adjoining spells of one place and dimension, taken as one: ``[since, until)``."""

    spells: tuple[Spell, ...]

    @property
    def place_id(self) -> str:
        """The place it runs in."""
        return self.spells[0].place_id

    @property
    def dimension(self) -> Dimension:
        """The dimension it runs in."""
        return self.spells[0].dimension

    @property
    def first(self) -> Spell:
        """The spell that begins the run."""
        return self.spells[0]

    @property
    def last(self) -> Spell:
        """The spell that ends the run, or that still runs."""
        return self.spells[-1]

    def covers(self, day: date) -> bool:
        """Whether the run is in force at the end of ``day``."""
        return any(spell.covers(day) for spell in self.spells)

    def events_until(self, day: date) -> tuple[PolicyEvent, ...]:
        """Return the run's events known to have happened by ``day``, undated ones included."""
        events = [e for spell in self.spells for e in (spell.started_by, *spell.facts)]
        return tuple(e for e in events if e.when is None or e.when.first <= day)


def event_order(event: PolicyEvent) -> tuple[object, ...]:
    """Sort key of dated events: first day, kind, then content, never the position in a table."""
    assert event.when is not None
    return (
        event.when.first,
        event.event.rank,
        event.when.text,
        event.when.is_bound,
        event.policing,
        event.measure,
        event.programme,
        event.source_id,
        event.title,
        event.event_id,
    )


def bars_of_state(state: Jurisdiction, events: Sequence[PolicyEvent]) -> tuple[Bar, ...]:
    """Return the times in which a state's pre-empting laws stand, one bar per ``preempted`` event."""
    preempting = [e for e in events if e.event is Event.PREEMPTED and e.when is not None]
    if not state.is_state or not preempting:
        return ()
    runs = group_runs(_spells_of_dimension(state, Dimension.RESTRICTION, events, ()))
    bars = []
    for event in preempting:
        assert event.when is not None
        run = next(r for r in runs if event in {s.started_by for s in r.spells})
        bars.append(Bar(event, event.when.first, run.last.until.first if run.last.until else None))
    return tuple(sorted(bars, key=lambda bar: event_order(bar.event)))


def spells_of_place(
    place: Jurisdiction, events: Sequence[PolicyEvent], bars: Sequence[Bar] = ()
) -> tuple[Spell, ...]:
    """Return all dated spells of one place, by dimension and time.

    ``bars`` are those of the place's state (for a state: its own).
    """
    return tuple(
        spell for dimension in Dimension for spell in _spells_of_dimension(place, dimension, events, bars)
    )


def build_spells(
    places: Mapping[str, Jurisdiction], events: Iterable[PolicyEvent]
) -> tuple[dict[str, tuple[Spell, ...]], dict[str, tuple[Bar, ...]]]:
    """Return the spells of every place, and the bars of every ISO 3166-2 code that has any."""
    by_place: dict[str, list[PolicyEvent]] = defaultdict(list)
    for event in events:
        by_place[event.place_id].append(event)
    bars: dict[str, tuple[Bar, ...]] = {}
    for place in places.values():
        found = bars_of_state(place, by_place.get(place.place_id, ()))
        if found:
            bars[place.admin1] = bars.get(place.admin1, ()) + found
    spells = {
        place_id: spells_of_place(place, by_place.get(place_id, ()), bars.get(place.admin1, ()))
        for place_id, place in places.items()
    }
    return spells, bars


def undated_spells(
    events: Sequence[PolicyEvent], dated: Sequence[Spell], bars: Sequence[Bar], day: date
) -> tuple[Spell, ...]:
    """Return what a reader who includes undated policies adds to what is in force on ``day``.

    One spell without a beginning for each sanctuary dimension in which the place has an undated
    starting event, no dated spell ever, and no undated end; a state's standing law bars policing.
    """
    undated = [e for e in events if e.when is None]
    ended = {e.dimension for e in undated if e.event is Event.RESCINDED}
    if any(e.event is Event.PREEMPTED for e in undated):
        ended.add(Dimension.POLICING)
    everything_ended = any(_ends_everything(e) for e in undated)
    found = []
    for dimension in SANCTUARY_DIMENSIONS:
        starting = [e for e in undated if e.event in STARTING and e.dimension is dimension]
        barred = dimension is Dimension.POLICING and any(bar.stands_on(day) for bar in bars)
        if not starting or barred or everything_ended or dimension in ended:
            continue
        if any(spell.dimension is dimension for spell in dated):
            continue
        starting.sort(key=lambda e: (e.policing is Policing.NOT_STATED, e.event.rank, e.policing, e.event_id))
        found.append(Spell(starting[0].place_id, dimension, 0, starting[0], None, tuple(starting[1:])))
    return tuple(found)


def group_runs(spells: Iterable[Spell]) -> tuple[Run, ...]:
    """Join adjoining spells into runs, in the order in which they begin."""
    grouped: dict[tuple[str, Dimension, int], list[Spell]] = defaultdict(list)
    for spell in spells:
        grouped[spell.place_id, spell.dimension, spell.run].append(spell)
    return tuple(Run(tuple(members)) for members in grouped.values())


def _ends_everything(event: PolicyEvent) -> bool:
    return event.event is Event.RESCINDED and event.measure is Measure.UNSPECIFIED


def _acts_in(event: PolicyEvent, dimension: Dimension, place: Jurisdiction) -> bool:
    if event.event is Event.PREEMPTED:
        acts_in_policing = dimension is Dimension.POLICING
        return acts_in_policing or (place.is_state and dimension is Dimension.RESTRICTION)
    if _ends_everything(event):
        return True
    return event.dimension is dimension and event.event in STARTING | {Event.RESCINDED}


def _spells_of_dimension(
    place: Jurisdiction, dimension: Dimension, events: Sequence[PolicyEvent], bars: Sequence[Bar]
) -> list[Spell]:
    acting = [e for e in events if e.when is not None and _acts_in(e, dimension, place)]
    if dimension is Dimension.POLICING:
        own = {e.event_id for e in acting}
        acting += [bar.event for bar in bars if bar.event.event_id not in own]
    spells: list[Spell] = []
    running: Spell | None = None
    run = 0
    for event in sorted(acting, key=event_order):
        assert event.when is not None
        starts = event.event in STARTING or (
            event.event is Event.PREEMPTED and dimension is Dimension.RESTRICTION
        )
        if not starts:
            if running is not None:
                spells.append(replace(running, ended_by=event))
                running = None
            continue
        if running is not None and _is_fact(event, dimension):
            running = replace(running, facts=(*running.facts, event))
            continue
        if dimension is Dimension.POLICING and any(bar.holds_after(event.when.first) for bar in bars):
            continue
        if running is None:
            run += 1
        else:
            spells.append(replace(running, ended_by=event))
        running = Spell(place.place_id, dimension, run, event, None)
    if running is not None:
        spells.append(running)
    return spells


def _is_fact(event: PolicyEvent, dimension: Dimension) -> bool:
    """Whether an event that comes while a spell runs only confirms it."""
    if event.event is Event.REAFFIRMED:
        return True
    return dimension is Dimension.POLICING and event.policing is Policing.NOT_STATED
