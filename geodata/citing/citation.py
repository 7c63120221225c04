"""The citation of a part of the page: one sentence after another, and the same as BibTeX."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.citing.bibtex import entry
from geodata.citing.parts import Part, Shown, shown
from geodata.codes import SourceKind
from geodata.export.texts import view_link
from geodata.selection.urls import to_query
from geodata.text import format_day, format_number
from geodata.text import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

MOST_NAMED = 6
"""So many sources are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader copies."""

    text: str
    bibtex: str


def cite(house: House, state: FilterState, part: Part, address: str, today: date) -> Citation | None:
    """Return how to cite a part of the page on a day; None where the state does not show it.

    ``address`` is the page's own, without a query. The key of the entry is the same for the same part, link
    and data, on whatever day.
    """
    found = shown(house, state, part)
    if found is None:
        return None
    version, link = house.atlas.version, view_link(state, address)
    day = format_day(house.atlas.data_date)
    told = " ".join(filter(None, (sources_line(house, found), data_licence())))
    text = _(
        "Sanctuary Atlas, data version {version}: {title}. Data to {day}. {told} Accessed {today}. {link}"
    ).format(version=version, title=found.title, day=day, told=told, today=format_day(today), link=link)
    note = _("Data version {version}, to {day}. {told} Accessed {today}.").format(
        version=version, day=day, told=told, today=format_day(today)
    )
    mark = hashlib.sha256(to_query(state).encode()).hexdigest()[:8]
    fields = {
        "year": str(house.atlas.data_date.year),
        "version": version,
        "note": note,
        "urldate": today.isoformat(),
    }
    return Citation(text, entry(f"sanctuary-atlas-{part}-{version}-{mark}", found.title, fields, link))


def sources_line(house: House, found: Shown) -> str:
    """Say who is behind what is shown: by name where they are few, else also how many more."""
    names = publishers(house, found.source_ids)
    if not names:
        return _("Sources: named beside each fact.")
    told = "; ".join(names[:MOST_NAMED]).rstrip(".")
    more = len(names) - MOST_NAMED
    if more > 0:
        pattern = _("Sources: {names}; and {count} more, named beside each fact.")
        return pattern.format(names=told, count=format_number(more))
    return _("Sources: {names}.").format(names=told)


def publishers(house: House, source_ids: Sequence[str]) -> list[str]:
    """Return who published each source, or its title where nobody is named; official ones first."""
    sources = house.atlas.sources
    known = [source for source in source_ids if source in sources.index]
    known.sort(key=lambda source: str(sources.at[source, "kind"]) != SourceKind.OFFICIAL)
    names = (str(sources.at[each, "publisher"]) or str(sources.at[each, "title"]) for each in known)
    return list(dict.fromkeys(names))


def data_licence() -> str:
    """Say on what terms the data may be used, as DATA-LICENSES sums them up."""
    return _(
        "Each fact is under the licence of its source; the atlas's own summaries and coding are under CC BY "
        "4.0 (DATA-LICENSES)."
    )
