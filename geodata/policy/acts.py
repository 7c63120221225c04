"""What one event does to each dimension of its place: start or replace a rule, confirm it, or end it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from geodata.codes import PROVISION_DIMENSIONS, Dimension, Event, Level, Measure, Value
from geodata.model import PolicyEvent

STARTING = frozenset({Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED})
"""Events that start a rule where none runs."""

HIGHER = frozenset({Level.STATE, Level.PROVINCE, Level.COUNTRY})
"""Levels whose laws against sanctuary reach the places below them."""

POLICING = (*PROVISION_DIMENSIONS, Dimension.UNSTATED)

_WITHOUT_VALUE = {
    Measure.SERVICES_ACCESS: Dimension.SERVICES,
    Measure.MUNICIPAL_ID: Dimension.SERVICES,
    Measure.WELCOME_PLEDGE: Dimension.WELCOME,
    Measure.RESTRICTION: Dimension.RESTRICTION,
}
"""Dimensions that an event starts whether or not it names provisions."""

_WITHOUT_TERMS = {
    Measure.POLICE_LIMITS: Dimension.UNSTATED,
    Measure.UNSPECIFIED: Dimension.UNSTATED,
    Measure.POLICE_COOPERATION: Dimension.UNSTATED_HELP,
}
"""Dimensions that an event starts where it names no provision."""

_ENDED_WHOLE = {
    Measure.POLICE_LIMITS: POLICING,
    Measure.POLICE_COOPERATION: (*POLICING, Dimension.UNSTATED_HELP),
    Measure.UNSPECIFIED: tuple(d for d in Dimension if d is not Dimension.AGREEMENT),
    Measure.SERVICES_ACCESS: (Dimension.SERVICES,),
    Measure.MUNICIPAL_ID: (Dimension.SERVICES,),
    Measure.WELCOME_PLEDGE: (Dimension.WELCOME,),
}
"""What an event that ends a policy and names no provision ends."""


class Effect(Enum):
    """What is done to a dimension."""

    START = auto()
    """Start, or replace what runs: the same value, and a reaffirmation, only confirm it."""
    END = auto()
    END_LIMIT = auto()
    """End what bars or limits, and nothing else."""
    END_RESTRICTION = auto()
    """End what a restriction started, and nothing else."""


@dataclass(frozen=True, slots=True)
class Act:
    """One event's effect on one dimension."""

    event: PolicyEvent
    effect: Effect
    value: Value | None = None


def acts_of(event: PolicyEvent, level: Level) -> dict[Dimension, Act]:
    """Return what an event does in its own place, of kind ``level``, by dimension; {} where nothing."""
    is_law = event.event is Event.PREEMPTED and event.measure is Measure.RESTRICTION
    if event.event in STARTING or (is_law and level in HIGHER):
        return _starting(event)
    if event.event is Event.RESCINDED:
        return _rescinding(event)
    if event.event is Event.PREEMPTED and event.binds_staff_only:
        return {Dimension.SERVICES: Act(event, Effect.END)}
    if is_law:
        return {Dimension(p): Act(event, Effect.END_LIMIT) for p, _value in event.provisions}
    if event.event is Event.PREEMPTED:
        named = [Dimension(p) for p, _value in event.provisions]
        return {dimension: Act(event, Effect.END) for dimension in named or POLICING}
    return {}


def _starting(event: PolicyEvent) -> dict[Dimension, Act]:
    if event.binds_staff_only:
        return {Dimension.SERVICES: Act(event, Effect.START)}
    acts = _told(event)
    beside = _WITHOUT_VALUE.get(event.measure)
    if beside is None and not event.provisions:
        beside = _WITHOUT_TERMS.get(event.measure)
    if beside is not None:
        acts[beside] = Act(event, Effect.START)
    return acts


def _rescinding(event: PolicyEvent) -> dict[Dimension, Act]:
    if event.binds_staff_only:
        return {Dimension.SERVICES: Act(event, Effect.END)}
    if event.provisions:
        return _told(event)
    if event.measure is Measure.RESTRICTION:
        provisions = {d: Act(event, Effect.END_RESTRICTION) for d in PROVISION_DIMENSIONS}
        return {**provisions, Dimension.RESTRICTION: Act(event, Effect.END)}
    return {d: Act(event, Effect.END) for d in _ENDED_WHOLE.get(event.measure, ())}


def _told(event: PolicyEvent) -> dict[Dimension, Act]:
    return {
        Dimension(provision): Act(event, Effect.END)
        if value is Value.ENDED
        else Act(event, Effect.START, value)
        for provision, value in event.provisions
    }
