"""Large places whose shown rule rests on sources alone that are no proof: weak, party or reference ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from geodata.codes import Level, Policing, SourceKind
from geodata.model import Spell
from geodata.policy.spells import Jurisdiction, build_spells
from geodata.policy.status import Appearance, Record, appearance
from geodata.policy.summary import summary
from geodata.tables.atlas import agreement_records, data_date, policy_events

if TYPE_CHECKING:
    import pandas as pd

NO_PROOF = frozenset({SourceKind.WEAK, SourceKind.PARTY, SourceKind.REFERENCE})
"""Kinds of sources on which alone no rule of a large place should rest."""

LARGE = 250_000
"""Residents of a city from which on its sources are looked at; states and provinces always are."""


def weak_rules(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, ...]]:
    """Yield place_id, what it shows, and the sources with their kinds, of each such place at the data's date.

    ``tables`` are valid and text. A city whose population ``city_population.csv`` lacks is not judged.
    """
    sizes = tables.get("city_population")
    large = set() if sizes is None else set(sizes.loc[sizes["population"].astype(int) > LARGE, "place_id"])
    kinds = dict(zip(tables["sources"]["source_id"], map(SourceKind, tables["sources"]["kind"]), strict=True))
    now = data_date(tables)
    for record in _records(tables):
        is_large = record.level in {Level.STATE, Level.PROVINCE} or record.place_id in large
        shown = appearance(record, now, now) if is_large else Appearance(None)
        if shown.policing is None:
            continue
        sources = sorted({source for spell in _behind(shown) for source in _sources(spell)})
        if sources and all(kinds[source] in NO_PROOF for source in sources):
            said = ", ".join(f"{source} ({kinds[source]})" for source in sources)
            yield record.place_id, shown.policing, said


def _behind(shown: Appearance) -> list[Spell]:
    """Return the running rules that alone would give the place its colour; of a mixed one, all that run."""
    if shown.policing is Policing.MIXED:
        return [spell for spell in shown.running if spell.is_limit or spell.is_help]
    return [
        spell
        for spell in shown.running
        if (alone := summary([spell])) is not None and alone.policing is shown.policing
    ]


def _sources(spell: Spell) -> Iterator[str]:
    for row in (spell.started_by, *spell.facts):
        yield from (row.source_id, *row.also_source_ids)


def _records(tables: Mapping[str, pd.DataFrame]) -> Iterator[Record]:
    columns = (tables["places"][name] for name in ("place_id", "level", "admin1", "country"))
    places = {
        place_id: Jurisdiction(place_id, Level(level), admin1, country)
        for place_id, level, admin1, country in zip(*columns, strict=True)
    }
    rows, agreements = policy_events(tables["policies"]), agreement_records(tables["agreements"])
    events = defaultdict(list)
    for event in rows:
        events[event.place_id].append(event)
    spells, bars = build_spells(places, rows, agreements)
    for place_id, place in places.items():
        told = tuple(events[place_id])
        yield Record(place_id, place.level, told, (), spells[place_id], bars.get(place_id, ()), ())
