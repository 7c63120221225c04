"""What each measure of removals means, read from ``measures.csv``; and which series may share an axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from geodata.figure_kinds import Nature, nature_of
from geodata.periods import Frequency
from geodata.tables.side import rows_of
from geodata.text import country_name, country_named
from geodata.text import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.removals.series import SeriesKey


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """A measure's label: texts are English message ids, put into the reader's language when shown."""

    measure: str
    country: str
    """The country whose own definition this is; empty for the general one."""
    label: str
    definition: str
    who_counts: str
    leaves_out: str
    unit: str
    source_note: str
    family: str
    """Measures of one family count the same kind of thing; see :func:`may_share_axis`."""
    licence: str


@dataclass(frozen=True, slots=True)
class Measures:
    """All measure notes of a data folder."""

    notes: Mapping[tuple[str, str], MeasureNote]

    def note(self, measure: str, country: str = "") -> MeasureNote:
        """Return the country's own note of a measure, else the general one; KeyError where there is none."""
        return self.notes.get((measure, country)) or self.notes[measure, ""]


@cache
def load_measures(folder: Path) -> Measures:
    """Read ``measures.csv`` of a data folder, once a process."""
    found = [MeasureNote(**row) for row in rows_of(folder / "measures.csv")]
    return Measures({(note.measure, note.country): note for note in found})


_CITIZENS = "citizenship: "


class Mode(StrEnum):
    """What the value axis shows."""

    ABSOLUTE = "absolute"
    PER_100K = "per_100k"
    INDEX = "index"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two series may not stand on one axis, in the reader's words; ``code`` is for tests and links."""

    code: str
    text: str


def series_label(key: SeriesKey, measures: Measures) -> str:
    """Return a series' name: measure and, where it is not the whole, breakdown."""
    label = _(measures.note(key.measure, key.country).label)
    if key.breakdown in ("total", "nationwide"):
        return label
    return _("{measure}: {part}").format(measure=label, part=part_label(key))


def part_label(key: SeriesKey) -> str:
    """Return what part of its measure a series is: in a measure by citizenship, the country alone."""
    if key.measure.endswith("_by_citizenship") and key.breakdown.startswith(_CITIZENS):
        return country_named(key.breakdown.removeprefix(_CITIZENS))
    return breakdown_label(key.breakdown)


def unit_label(note: MeasureNote) -> str:
    """Return the noun that a figure of a measure counts; an average a day says that it is one."""
    if nature_of(note.measure) is Nature.AVERAGE:
        return _("{unit} a day on average").format(unit=_(note.unit))
    return _(note.unit)


def breakdown_label(breakdown: str) -> str:
    """Return a breakdown in words; names of areas and offices stay as the source writes them."""
    if breakdown.startswith(_CITIZENS):
        return _("citizens of {country}").format(country=country_named(breakdown.removeprefix(_CITIZENS)))
    known = {
        "total": _("total"),
        "nationwide": _("nationwide"),
        "interior": _("arrested inside the country"),
        "border": _("arrested at the border"),
        "convicted_criminal": _("with a criminal conviction"),
        "at-large": _("at large"),
        "total (OHSS key metrics, rounded to 10)": _("OHSS key metrics"),
        "nationwide (OHSS key metrics, rounded to 10)": _("nationwide, OHSS"),
        "total (ICE FOIA table 16-06761)": _("ICE table released 2016"),
        "total excluding lag from previous year": _("without late confirmations"),
        "to a third country": _("to a country outside the EU"),
        "to a third country (as first published)": _("to a country outside the EU, first figures"),
        "to any country (as first published)": _("to any country, first figures"),
        "total (as first published)": _("first figures"),
        "total (as first published, or as compared in that release)": _("first figures"),
        "total (ICE detention statistics)": _("all, ICE statistics"),
        "arrested by ICE (ICE detention statistics)": _("arrested by ICE"),
        "arrested by CBP (ICE detention statistics)": _("arrested by CBP"),
        "all participating states": _("all participating states"),
    }
    return known.get(breakdown, breakdown.replace("_", " "))


def full_label(key: SeriesKey, measures: Measures) -> str:
    """Return a series' name with its country."""
    return _("{country}: {series}").format(
        country=country_name(key.country), series=series_label(key, measures)
    )


def may_share_axis(first: SeriesKey, second: SeriesKey, mode: Mode, measures: Measures) -> Reason | None:
    """Say why two series may not share a value axis, or None where they may.

    The rules: lengths of periods must be equal, whatever the mode (a month is no year, a day no month, part
    of a year no whole one, except that a year to date may stand beside its own yearly series as a hollow
    mark). Counts and rates must be of one family, because a return is no removal and an order no departure.
    An index or a change has no unit but the series itself, so that families may meet there.
    """
    lengths = _length(first), _length(second)
    if lengths[0] is not lengths[1]:
        if Frequency.ON_A_DAY in lengths:
            text = _("A count on one day cannot share an axis with figures of whole periods.")
        elif Frequency.QUARTERLY not in lengths:
            text = _("Monthly and yearly figures cannot share an axis: a month is no year.")
        elif Frequency.MONTHLY in lengths:
            text = _("Monthly and quarterly figures cannot share an axis: a month is no quarter.")
        else:
            text = _("Quarterly and yearly figures cannot share an axis: a quarter is no year.")
        return Reason("frequency", text)
    if mode in (Mode.INDEX, Mode.CHANGE):
        return None
    one, other = measures.note(first.measure, first.country), measures.note(second.measure, second.country)
    if one.family == other.family:
        return None
    if {one.family, other.family} == {"order", "return_following_order"}:
        text = _(
            "Orders and the departures that follow are no cohort: an order may be carried out years later."
        )
    else:
        text = _("“{first}” and “{second}” count different things.").format(
            first=_(one.label), second=_(other.label)
        )
    return Reason("family", text)


def _length(key: SeriesKey) -> Frequency:
    """Return how long a period of a series is; rolling and running years are years."""
    of_a_year = (Frequency.TWELVE_MONTHS, Frequency.TO_DATE)
    return Frequency.YEARLY if key.frequency in of_a_year else key.frequency
