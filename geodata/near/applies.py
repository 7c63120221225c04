"""What applies in a place: provision by provision, who says what, since when, and whom it binds.

A city answers with its own rules and with those of its police, its sheriff or jail, its county, its state and
its country: each is a voice of its own, none hides another. The strictest limit and any duty to help stand
side by side, because which of them holds in a case is for courts to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.codes import LIMITS, AgreementModel, Dimension, Provision, Value
from geodata.dates import date_text, last_day, parse_partial
from geodata.model import Agreement, PartialDate, PolicyEvent, Row, Spell
from geodata.near.relations import Layer, speakers
from geodata.selection.filters import House

_PROVISIONS = tuple(Provision)
_VALUES = tuple(Value)

HELP = (Value.AGREED, Value.REQUIRED)
"""Values that promise or command help to immigration enforcement; a rule that only lets it is no duty."""

_BOUND_BY_MODEL = {
    AgreementModel.JAIL: frozenset({"jail"}),
    AgreementModel.WARRANT_SERVICE_OFFICER: frozenset({"jail"}),
    AgreementModel.TASK_FORCE: frozenset({"police"}),
}
"""Whose officers an agreement deputises: those in the jail, or those on the street."""

COLUMNS = ("place_id", "provision", "value", "set_by", "since", "source_id", "binds", "layer")
"""Columns of :func:`applies_frame`."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one place says to one provision, in force at the moment asked for.

    ``binds`` holds police, jail, all; it is empty where that is not known. ``since`` is None for an undated
    policy that the reader chose to count.
    """

    provision: Provision
    value: Value
    layer: Layer
    set_by: str
    since: PartialDate | None
    source_id: str
    binds: frozenset[str]
    row: Row


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is said to a provision, the place's own voice first, then outwards."""

    provision: Provision
    voices: tuple[Voice, ...]

    @property
    def limit(self) -> Voice | None:
        """The strictest limit: what is barred before what is limited, the nearer voice before the farther."""
        limits = [voice for voice in self.voices if voice.value in LIMITS]
        return min(limits, key=lambda voice: _VALUES.index(voice.value), default=None)

    @property
    def duty(self) -> Voice | None:
        """The strongest duty to help: what is required before what is agreed, the nearer voice first."""
        duties = [voice for voice in self.voices if voice.value in HELP]
        return max(duties, key=lambda voice: _VALUES.index(voice.value), default=None)


def applies(house: House, place_id: str, day: date, *, include_undated: bool = False) -> tuple[Answer, ...]:
    """Return an answer for each provision, as things stand at the end of ``day``; without voices where none.

    ``include_undated`` counts policies without a date, on the data's date alone.
    """
    voices = [
        voice
        for speaker in speakers(house, place_id)
        for voice in _spoken(_running(house, speaker.place_id, day, include_undated), speaker.layer)
    ]
    return tuple(
        Answer(provision, tuple(voice for voice in voices if voice.provision is provision))
        for provision in _PROVISIONS
    )


def day_of(house: House, text: str) -> date:
    """Return the last day of the year, month or day that a text names, at most the data's date.

    "" is now. Raises ValueError for a text that is no date, and for what lies after the data's date.
    """
    now = house.timeline.data_date
    if not text:
        return now
    if parse_partial(text) > now:
        raise ValueError(f"{text!r} lies after the data's date, {now.isoformat()}")
    return min(last_day(text), now)


def applies_frame(house: House, place_id: str, day: date, *, include_undated: bool = False) -> pd.DataFrame:
    """Return :func:`applies` as rows of text, one for each voice; columns :data:`COLUMNS`.

    ``since`` is as precise as it is known, ``by …`` where only a bound is; ``binds`` is joined by ``;``.
    """
    rows = [
        (
            place_id, voice.provision.value, voice.value.value, voice.set_by, date_text(voice.since),
            voice.source_id, ";".join(sorted(voice.binds, reverse=True)), voice.layer.value,
        )
        for answer in applies(house, place_id, day, include_undated=include_undated)
        for voice in answer.voices
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _running(house: House, place_id: str, day: date, include_undated: bool) -> tuple[Spell, ...]:
    timeline = house.timeline
    row = timeline.index_of(place_id)
    assert row is not None
    if include_undated and day >= timeline.data_date and row in timeline.undated:
        return timeline.undated[row].running
    return timeline.at(row, day).running


def _spoken(running: tuple[Spell, ...], layer: Layer) -> Iterator[Voice]:
    """Say each value once: of several agreements, the first that is still in force."""
    said: dict[tuple[Provision, Value], Voice] = {}
    for spell in sorted(running, key=lambda s: (s.since is None, s.since, s.started_by.row_id)):
        if spell.value is None:
            continue
        agreed = spell.dimension is Dimension.AGREEMENT
        provision = Provision.DEPUTISING if agreed else Provision(spell.dimension)
        row = spell.started_by
        voice = Voice(
            provision, spell.value, layer, spell.place_id, spell.since, row.source_id, _bound(row), row
        )
        said.setdefault((provision, spell.value), voice)
    yield from said.values()


def _bound(row: Row) -> frozenset[str]:
    if isinstance(row, PolicyEvent):
        return row.binds
    assert isinstance(row, Agreement)
    return _BOUND_BY_MODEL[row.model] if row.model else frozenset()
