"""The four figures of the 2017 article, each beside what the official table says.

The article's words come from ``article_claims.csv``, the official figures from the removals table; this
module only says which belongs with which, and never charts a quoted figure as a point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geodata.periods import Frequency, YearBasis
from geodata.removals.series import Figures, Point, SeriesKey, load_series
from geodata.text import format_number, format_percent
from geodata.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd


class ClaimTables(Figures, Protocol):
    """Figures and the article's claims."""

    @property
    def article_claims(self) -> pd.DataFrame:
        """Columns claim_id, when, subject, claim, figure_as_stated, where_to_see_it."""
        ...


US_ICE = SeriesKey("US", "ice_removals", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
CA_CALENDAR = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.YEARLY)
CA_FISCAL = SeriesKey("CA", "removals", YearBasis.FISCAL_APR, "total", Frequency.YEARLY)
DEFAULT_KEYS = (US_ICE, CA_CALENDAR, CA_FISCAL)
"""The series of the first screen. Canada's two year bases stay two series."""

ARTICLE_YEARS = (2012, 2017)
"""The years that the article's figures name; Canada's fiscal year 2016–17 is named by the year it ends in."""

_CLAIMS = (
    ("c03", US_ICE, "2012", 410_000, None),
    ("c04", US_ICE, "2016", 240_000, None),
    ("c05", CA_CALENDAR, "2012", 19_000, None),
    ("c06", CA_FISCAL, "2017", None, (CA_CALENDAR, "2012")),
)
"""claim_id, official series, period, the quoted number, and what a relative claim is measured against."""


@dataclass(frozen=True, slots=True)
class ArticleFigure:
    """One of the article's figures: its words and the official point.

    ``quoted`` is None where the article gave no number but a relation ("down by more than half");
    ``against`` is then the official point it is measured against and ``change`` the share between the two.
    """

    claim_id: str
    words: str
    claim: str
    key: SeriesKey
    point: Point
    quoted: int | None
    against: Point | None
    change: float | None


def article_figures(atlas: ClaimTables) -> tuple[ArticleFigure, ...]:
    """Return the article's four figures, in the article's order. Raises KeyError where a table lost one."""
    claims = atlas.article_claims.set_index("claim_id")
    found = []
    for claim_id, key, period, quoted, base in _CLAIMS:
        point = _point(atlas, key, period)
        against = _point(atlas, *base) if base else None
        change = (_value(point) - _value(against)) / _value(against) if against else None
        row = claims.loc[claim_id]
        found.append(
            ArticleFigure(
                claim_id, str(row["figure_as_stated"]), str(row["claim"]), key, point, quoted, against, change
            )
        )
    return tuple(found)


def beside(figure: ArticleFigure) -> str:
    """Say a quoted figure and the official one in one sentence."""
    official = format_number(_value(figure.point))
    if figure.against is not None and figure.change is not None:
        return _(
            "The article: “{words}”. The official tables: {now} in fiscal year 2016–17"
            " against {before} in 2012 ({change}); the two are on different year bases."
        ).format(
            words=with_separators(figure.words),
            now=official,
            before=format_number(_value(figure.against)),
            change=format_percent(figure.change),
        )
    return _("The article: “{words}” (≈ {quoted}). The official table: {official}.").format(
        words=with_separators(figure.words), quoted=format_number(figure.quoted or 0), official=official
    )


def with_separators(words: str) -> str:
    """Return the article's words with the number in them written the language's way."""
    return re.sub(r"\d{4,}", lambda found: format_number(int(found.group())), words)


def _point(atlas: Figures, key: SeriesKey, period: str) -> Point:
    for point in load_series(atlas, key).known:
        if point.period == period:
            return point
    raise KeyError(f"{key} has no figure for {period}")


def _value(point: Point) -> int:
    if point.value is None:
        raise KeyError(f"no figure for {point.period}")
    return point.value
