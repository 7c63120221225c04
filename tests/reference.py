"""The rule of force a second time, as a machine that lives through the days in order.

``geodata.policy.spells`` takes one place and one dimension at a time and builds spells; this one takes one
day at a time, all places together, keeps only what holds at the moment, and writes down what each
place shows when it is asked. It shares no code with the first but the vocabulary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from geodata.model import Dimension, Event, Level, Measure, Policing, PolicyEvent, Status
from geodata.policy.spells import Jurisdiction

RANKS = [Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED, Event.RESCINDED, Event.PREEMPTED]
RANKS += [Event.CONSIDERED, Event.DECLINED, Event.OPPOSED, Event.AWARD, Event.PRACTICE_REPORT]
STARTS = {Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED}
SANCTUARY = {Dimension.POLICING, Dimension.SERVICES, Dimension.WELCOME}
PROPOSED = {
    Event.CONSIDERED: Status.CONSIDERING,
    Event.DECLINED: Status.DECLINED,
    Event.OPPOSED: Status.DECLINED,
}


@dataclass(frozen=True)
class Seen:
    """What a place shows at the end of a day."""

    status: Status | None
    policing: Policing | None
    in_force: bool


@dataclass
class World:
    """All that holds at the end of the day lived through last."""

    places: Mapping[str, Jurisdiction]
    running: dict[str, dict[Dimension, Policing]] = field(default_factory=lambda: defaultdict(dict))
    ever: dict[str, set[Dimension]] = field(default_factory=lambda: defaultdict(set))
    laws: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deeds: dict[str, Status] = field(default_factory=dict)
    words: dict[str, Status] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def live(self, today: list[PolicyEvent]) -> None:
        """Let one day's events happen."""
        for event in today:
            if event.event is Event.RESCINDED and event.measure in (Measure.RESTRICTION, Measure.UNSPECIFIED):
                self.laws[self.places[event.place_id].admin1].discard(event.place_id)
        for event in sorted(today, key=_turn):
            self.named.add(event.place_id)
            self._happen(event)

    def _happen(self, event: PolicyEvent) -> None:
        match event.event:
            case Event.CONSIDERED | Event.DECLINED | Event.OPPOSED:
                self.words[event.place_id] = PROPOSED[event.event]
            case Event.RESCINDED:
                self._say(event.place_id, Status.ENDED)
                ended = set(Dimension) if event.measure is Measure.UNSPECIFIED else {event.dimension}
                for dimension in ended:
                    self.running[event.place_id].pop(dimension, None)
            case Event.PREEMPTED:
                self._preempt(event)
            case Event.ADOPTED | Event.STRENGTHENED | Event.REAFFIRMED:
                self._start(event)
            case _:
                pass

    def _preempt(self, law: PolicyEvent) -> None:
        place = self.places[law.place_id]
        self._say(place.place_id, Status.ENDED)
        reached = [place.place_id]
        if place.level in (Level.STATE, Level.PROVINCE) and place.admin1:
            self.running[place.place_id][Dimension.RESTRICTION] = law.policing
            self.laws[place.admin1].add(place.place_id)
            reached = [p.place_id for p in self.places.values() if p.admin1 == place.admin1]
        for place_id in reached:
            if self.running[place_id].pop(Dimension.POLICING, None):
                self._say(place_id, Status.ENDED)

    def _start(self, event: PolicyEvent) -> None:
        dimension, running = event.dimension, self.running[event.place_id]
        if dimension is None:
            return
        if dimension is not Dimension.RESTRICTION:
            self._say(event.place_id, Status.ENDED)
        elif event.event is Event.ADOPTED:
            self._say(event.place_id, Status.DECLINED)
        if dimension is Dimension.POLICING:
            if self.laws[self.places[event.place_id].admin1]:
                return
            if event.policing is Policing.NOT_STATED and dimension in running:
                return
        if event.event is Event.REAFFIRMED and dimension in running:
            return
        running[dimension] = event.policing
        self.ever[event.place_id].add(dimension)

    def _say(self, place_id: str, status: Status) -> None:
        self.deeds[place_id] = self.words[place_id] = status

    def show(self, place_id: str, undated: list[PolicyEvent], *, listed: bool, include: bool) -> Seen:
        """Return what a place shows now; ``undated`` is empty but at the data's date."""
        running = dict(self.running[place_id])
        if include:
            running = self._undated_running(place_id, undated) | running
        in_force = bool(SANCTUARY & running.keys())
        if Dimension.POLICING in running:
            return Seen(Status.IN_FORCE, running[Dimension.POLICING], in_force=True)
        colour = None
        if Dimension.RESTRICTION in running:
            colour = Policing.COOPERATES
        elif in_force:
            colour = Policing.NOT_ADDRESSED
        if in_force:
            return Seen(Status.IN_FORCE, colour, in_force=True)
        if colour:
            return Seen(
                self.deeds.get(place_id) or _undated_word(undated, DEEDS) or Status.DECLINED, colour, False
            )
        word = self.words.get(place_id) or _undated_word(undated, WORDS)
        if word is None and (listed or place_id in self.named):
            word = Status.LISTED_ONLY
        return Seen(word, None, in_force=False)

    def _undated_running(self, place_id: str, undated: list[PolicyEvent]) -> dict[Dimension, Policing]:
        ended: set[Dimension | None] = set()
        for event in undated:
            if event.event is Event.RESCINDED:
                ended |= set(Dimension) if event.measure is Measure.UNSPECIFIED else {event.dimension}
            if event.event is Event.PREEMPTED:
                ended.add(Dimension.POLICING)
        if self.laws[self.places[place_id].admin1]:
            ended.add(Dimension.POLICING)
        found: dict[Dimension, Policing] = {}
        for dimension in SANCTUARY - ended - self.ever[place_id]:
            starts = [e for e in undated if e.event in STARTS and e.dimension is dimension]
            stated = [e for e in starts if e.policing is not Policing.NOT_STATED] or starts
            if stated:
                found[dimension] = min(stated, key=lambda e: (RANKS.index(e.event), e.policing)).policing
        return found


WORDS = (Status.ENDED, Status.UNDATED, Status.DECLINED, Status.CONSIDERING)
DEEDS = (Status.ENDED, Status.UNDATED)


def _undated_word(undated: list[PolicyEvent], allowed: tuple[Status, ...]) -> Status | None:
    said = set()
    for event in undated:
        if event.event in (Event.RESCINDED, Event.PREEMPTED):
            said.add(Status.ENDED)
        elif event.event in STARTS and event.dimension in SANCTUARY:
            said.add(Status.UNDATED)
        elif event.event in PROPOSED:
            said.add(PROPOSED[event.event])
    return next((status for status in allowed if status in said), None)


def _turn(event: PolicyEvent) -> tuple[object, ...]:
    """Order within a day: kind first; two events of one kind go by their content."""
    assert event.when is not None
    content = (event.policing, event.measure, event.programme, event.source_id, event.title, event.event_id)
    return (RANKS.index(event.event), event.when.text, event.when.is_bound, *content)


def live_through(
    places: Mapping[str, Jurisdiction],
    events: Iterable[PolicyEvent],
    moments: Iterable[date],
    now: date,
    listed: Mapping[str, list[str]] | None = None,
    *,
    include_undated: bool = False,
) -> dict[date, dict[str, Seen]]:
    """Return what every place shows at the end of each of the moments.

    ``listed`` are the dates of the lists that name a place ('' where a list has none). Undated
    events and lists are heard at ``now``, the data's date, and later; then a place that the tables
    hold without any event is listed, too.
    """
    calendar: dict[date, list[PolicyEvent]] = defaultdict(list)
    undated: dict[str, list[PolicyEvent]] = defaultdict(list)
    for event in events:
        if event.when is None:
            undated[event.place_id].append(event)
        else:
            calendar[event.when.first].append(event)
    asked, seen, world = set(moments), {}, World(places)
    for day in sorted(asked | calendar.keys()):
        world.live(calendar.get(day, []))
        if day in asked:
            is_now = day >= now
            seen[day] = {
                place_id: world.show(
                    place_id,
                    undated[place_id] if is_now else [],
                    listed=is_now or any(d and d <= str(day) for d in (listed or {}).get(place_id, [])),
                    include=include_undated and is_now,
                )
                for place_id in places
            }
    return seen
