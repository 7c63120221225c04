"""The rule of force, version 2: events and agreements become spells, from one row of the tables to another.

Dimensions run side by side in a place (:class:`geodata.codes.Dimension`). Within one, events are taken in the
order of their first possible day, then by kind (adopted before rescinded), then by content, so that the order
of rows in a table can change nothing. A law against sanctuary of a state, province or country bars, for each
provision that it lets or makes police do, the limits of the places below it (:class:`Bar`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.codes import LIMITS, PROVISION_DIMENSIONS, Dimension, Event, Level, Measure, Value
from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.acts import HIGHER, Act, Effect, acts_of

_JAILS_OF = frozenset({Level.COUNTY, Level.AGENCY})
"""Levels that a law for jails alone reaches."""

_AFTER_EVENTS = len(Event)
"""A law from above comes after all of a place's own events of its day."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What the rule needs to know of a place: its kind, its country and its ISO 3166-2 code."""

    place_id: str
    level: Level
    admin1: str
    country: str = ""

    @property
    def territory(self) -> str:
        """The code whose places its laws reach: a state's or province's own, a country's; "" for others."""
        if self.level is Level.COUNTRY:
            return self.country
        return self.admin1 if self.level in HIGHER else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in which a law from above bars limits of one provision: ``[since, until)``, by ``event``."""

    event: PolicyEvent
    dimension: Dimension
    since: date
    until: date | None

    def stands_on(self, day: date) -> bool:
        """Whether the law is in force at the end of ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    def touches(self, place: Jurisdiction) -> bool:
        """Whether those whom it binds are there: one for police leaves counties alone, for jails towns."""
        if place.place_id == self.event.place_id:
            return False
        if self.event.binds == {"police"}:
            return place.level is not Level.COUNTY
        return self.event.binds != {"jail"} or place.level in _JAILS_OF


def event_order(event: PolicyEvent) -> tuple[object, ...]:
    """Sort key of dated events: the day that counts, kind, then content, never the position in a table."""
    assert event.starts is not None
    return (
        event.starts.first,
        event.event.rank,
        event.starts.text,
        event.starts.is_bound,
        event.measure,
        event.provisions,
        sorted(event.binds),
        event.programme,
        event.source_id,
        event.title,
        event.event_id,
    )


def bars_of_place(place: Jurisdiction, events: Sequence[PolicyEvent]) -> tuple[Bar, ...]:
    """Return what the laws of a state, province or country bar below it; () for other places."""
    if not place.territory:
        return ()
    ordered = sorted((e for e in events if e.starts is not None), key=event_order)
    bars = []
    for i, event in enumerate(ordered):
        if event.measure is not Measure.RESTRICTION:
            continue
        assert event.starts is not None
        for dimension, act in acts_of(event, place.level).items():
            if act.value not in (Value.ALLOWED, Value.REQUIRED):
                continue
            ender = next((e for e in ordered[i + 1 :] if _lifts(e, dimension, place)), None)
            until = ender.starts.first if ender and ender.starts else None
            bars.append(Bar(event, dimension, event.starts.first, until))
    return tuple(bars)


def _lifts(event: PolicyEvent, dimension: Dimension, place: Jurisdiction) -> bool:
    act = acts_of(event, place.level).get(dimension)
    return act is not None and (act.effect is not Effect.START or act.value in LIMITS)


def spells_of_place(
    place: Jurisdiction,
    events: Sequence[PolicyEvent],
    bars: Sequence[Bar] = (),
    agreements: Sequence[Agreement] = (),
) -> tuple[Spell, ...]:
    """Return all dated spells of one place, by dimension and time; ``bars`` are those from above."""
    acts: dict[Dimension, list[Act]] = defaultdict(list)
    for event in sorted((e for e in events if e.starts is not None), key=event_order):
        for dimension, act in acts_of(event, place.level).items():
            acts[dimension].append(act)
    spells: list[Spell] = []
    for dimension in PROVISION_DIMENSIONS:
        if not acts[dimension]:
            continue
        above = [bar for bar in bars if bar.dimension is dimension and bar.touches(place)]
        spells += _provision_spells(place.place_id, dimension, acts[dimension], above)
    restriction = _with_lapse(acts[Dimension.RESTRICTION], spells)
    for dimension in Dimension:
        if dimension not in PROVISION_DIMENSIONS and acts[dimension]:
            told = restriction if dimension is Dimension.RESTRICTION else acts[dimension]
            spells += _plain_spells(place.place_id, dimension, told)
    return (*spells, *agreement_spells(agreements))


def agreement_spells(agreements: Iterable[Agreement]) -> tuple[Spell, ...]:
    """Return the spell of each dated agreement, numbered by date."""
    dated = sorted((a for a in agreements if a.signed is not None), key=lambda a: (a.signed, a.agreement_id))
    return tuple(
        Spell(a.place_id, Dimension.AGREEMENT, Value.AGREED, run, a, a if a.ended else None)
        for run, a in enumerate(dated, start=1)
    )


def build_spells(
    places: Mapping[str, Jurisdiction], events: Iterable[PolicyEvent], agreements: Iterable[Agreement] = ()
) -> tuple[dict[str, tuple[Spell, ...]], dict[str, tuple[Bar, ...]]]:
    """Return the spells of every place, and the bars from above that touch it, where there are any."""
    by_place: dict[str, list[PolicyEvent]] = defaultdict(list)
    for event in events:
        by_place[event.place_id].append(event)
    signed: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        signed[agreement.place_id].append(agreement)
    of_territory: dict[str, tuple[Bar, ...]] = {}
    for place in places.values():
        found = bars_of_place(place, by_place.get(place.place_id, ()))
        if found:
            of_territory[place.territory] = of_territory.get(place.territory, ()) + found
    bars = {}
    for place_id, place in places.items():
        above = of_territory.get(place.admin1, ()) + of_territory.get(place.country, ())
        touching = tuple(bar for bar in above if bar.touches(place))
        if touching:
            bars[place_id] = touching
    spells = {
        place_id: spells_of_place(
            place, by_place.get(place_id, ()), bars.get(place_id, ()), signed.get(place_id, ())
        )
        for place_id, place in places.items()
    }
    return spells, bars


def _provision_spells(
    place_id: str, dimension: Dimension, acts: Sequence[Act], bars: Sequence[Bar]
) -> list[Spell]:
    laws = [Act(bar.event, Effect.END_LIMIT) for bar in bars]
    spells: list[Spell] = []
    running: Spell | None = None
    run = 0
    for act in _in_order(acts, laws):
        if act.effect is not Effect.START:
            if running is not None and _reaches(act, running):
                spells.append(replace(running, ended_by=act.event))
                running = None
            continue
        assert act.event.starts is not None
        day = act.event.starts.first
        if running is not None and running.value is act.value:
            running = replace(running, facts=(*running.facts, act.event))
            continue
        if act.value in LIMITS and any(bar.stands_on(day) for bar in bars):
            continue
        if running is None:
            run += 1
        else:
            spells.append(replace(running, ended_by=act.event))
        running = Spell(place_id, dimension, act.value, run, act.event, None)
    return [*spells, running] if running is not None else spells


def _in_order(acts: Sequence[Act], laws: Sequence[Act]) -> list[Act]:
    """Return a place's own acts, and the laws from above after those of their day."""

    def day(act: Act, rank: int) -> tuple[date, int]:
        assert act.event.starts is not None
        return act.event.starts.first, rank

    told = [(day(act, act.event.event.rank), act) for act in acts]
    told += [(day(law, _AFTER_EVENTS), law) for law in laws]
    return [act for _day, act in sorted(told, key=lambda item: item[0])]


def _reaches(act: Act, running: Spell) -> bool:
    """Whether an end concerns what runs."""
    if act.effect is Effect.END_LIMIT:
        return running.is_limit
    if act.effect is Effect.END_RESTRICTION:
        started_by = running.started_by
        return isinstance(started_by, PolicyEvent) and started_by.measure is Measure.RESTRICTION
    return True


def _is_of_restriction(spell: Spell) -> bool:
    told = (spell.started_by, *spell.facts)
    return any(isinstance(e, PolicyEvent) and e.measure is Measure.RESTRICTION for e in told)


def _with_lapse(acts: Sequence[Act], provisions: Sequence[Spell]) -> list[Act]:
    """Add the events at which a restriction ends because the last provision that it told is gone."""
    told = [spell for spell in provisions if _is_of_restriction(spell)]
    place_id = told[0].place_id if told else ""
    enders = {
        spell.ended_by.event_id: spell.ended_by for spell in told if isinstance(spell.ended_by, PolicyEvent)
    }
    lapses = [
        Act(ender, Effect.END)
        for ender in enders.values()
        if not any(_runs_after(spell, ender, place_id) for spell in told)
        and all(act.event.event_id != ender.event_id for act in acts)
    ]
    return sorted((*acts, *lapses), key=lambda act: _turn(act.event, place_id))


def _turn(event: PolicyEvent, place_id: str) -> tuple[object, ...]:
    """Sort key as :func:`event_order`, laws from above after all that happens in the place that day."""
    first, *order = event_order(event)
    return first, event.place_id != place_id, *order


def _runs_after(spell: Spell, event: PolicyEvent, place_id: str) -> bool:
    started, ended = spell.started_by, spell.ended_by
    assert isinstance(started, PolicyEvent)
    turn = _turn(event, place_id)
    if _turn(started, place_id) > turn:
        return False
    return not isinstance(ended, PolicyEvent) or _turn(ended, place_id) > turn


def _plain_spells(place_id: str, dimension: Dimension, acts: Sequence[Act]) -> list[Spell]:
    """Return the spells of a dimension without values."""
    adjoins = dimension in {Dimension.SERVICES, Dimension.WELCOME}
    spells: list[Spell] = []
    running: Spell | None = None
    run = 0
    for act in acts:
        if act.effect is not Effect.START:
            if running is not None:
                spells.append(replace(running, ended_by=act.event))
                running = None
            continue
        if running is None:
            run += 1
        elif adjoins and act.event.event is not Event.REAFFIRMED:
            spells.append(replace(running, ended_by=act.event))
        else:
            running = replace(running, facts=(*running.facts, act.event))
            continue
        running = Spell(place_id, dimension, None, run, act.event, None)
    return [*spells, running] if running is not None else spells
