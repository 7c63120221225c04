"""What is to be known of valid tables: gaps, doubts and disagreements that they carry on purpose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geodata.codes import SourceKind
from geodata.tables.reading import Fault
from geodata.text import gettext as _

SHOWN = 25
"""Lines of a section that a report prints before it says how many more there are."""

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
"""The rows of each table, as text by column."""


@dataclass(frozen=True, slots=True)
class Section:
    """One paragraph of a report; each row is a line of cells."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    is_whole: bool = False
    """Whether all rows are printed, however many."""

    def __str__(self) -> str:
        shown = self.rows if self.is_whole else self.rows[:SHOWN]
        columns = max((len(row) for row in shown), default=0)
        widths = [max(len(row[i]) if i < len(row) else 0 for row in shown) for i in range(columns)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in shown]  # noqa: B905
        if len(shown) < len(self.rows):
            lines.append(_("… and {count} more").format(count=len(self.rows) - len(shown)))
        return "\n".join([self.title, *(f"  {line}" for line in lines or [_("none")])])


def sections(tables: Tables, lost: Iterable[Fault], unproven: Iterable[tuple[str, ...]]) -> Iterator[Section]:
    """Yield every section, given all tables, the references that lead nowhere, and the weak rules."""
    events, sources, places = tables["policies"], tables["sources"], tables["places"]
    cited = _citations(tables)
    weak = [row["source_id"] for row in sources if row["kind"] == SourceKind.WEAK]
    shared = [row for row in sources if row["url"]]
    yield Section(_("Rows"), tuple((name, str(len(rows))) for name, rows in sorted(tables.items())), True)
    yield Section(_("Coverage per country"), tuple(_coverage(tables)), True)
    yield Section(_("Dates of policy events"), tuple(_dates(events)))
    yield Section(_("Sources by kind, and rows that cite them"), tuple(_kinds(sources, cited)))
    yield Section(_("Weak sources, and rows that cite them"), tuple((i, str(cited[i])) for i in weak), True)
    yield Section(
        _("States, provinces and large cities whose rule rests on weak, party or reference sources alone"),
        tuple(unproven),
        True,
    )
    yield Section(
        _("Sources never cited"), tuple((row["source_id"],) for row in sources if not cited[row["source_id"]])
    )
    yield Section(
        _("Sources without an address"),
        tuple((row["source_id"], row["title"]) for row in sources if not row["url"]),
    )
    yield Section(
        _("Sources whose address needs reading"),
        tuple((row["source_id"], row["url"]) for row in sources if " " in row["url"]),
    )
    yield Section(
        _("Dangling references"),
        tuple((fault.file, str(fault.row), fault.column, fault.value) for fault in lost),
    )
    yield Section(_("Exact duplicates"), tuple(_exact_duplicates(tables)))
    yield Section(
        _("Events of one place, date, measure and kind"),
        tuple(_alike(events, ("place_id", "date", "date_not_later_than", "measure", "event"), "event_id")),
    )
    yield Section(_("Sources that share an address"), tuple(_alike(shared, ("url",), "source_id")))
    yield Section(_("Where points come from"), tuple(_points(places, tables["crossing_places"])))
    yield Section(_("Conflicting figures"), tuple(_conflicts(tables)))
    marked = (row["reason"] for row in tables.get("doubtful_counts", ()))
    yield Section(_("Doubtful counts that a source itself has"), tuple(_counted("doubtful_counts", marked)))
    yield Section(
        _("Events that took effect after their source was published"), tuple(_ahead(events, sources))
    )


def _citations(tables: Tables) -> Counter[str]:
    """Count the rows that cite each source."""
    cited: Counter[str] = Counter()
    for name, rows in tables.items():
        if name != "sources":
            for row in rows:
                cited.update({row.get("source_id", ""), *row.get("also_source_ids", "").split(";")})
    return cited


def _is_undated(event: Row) -> bool:
    return not event["date"] and not event["date_not_later_than"]


def _coverage(tables: Tables) -> Iterator[tuple[str, ...]]:
    country = {row["place_id"]: row["country"] for row in tables["places"]}
    events = tables["policies"]
    counts = [
        Counter(country.get(row["place_id"], "?") for row in rows)
        for rows in (tables["places"], events, filter(_is_undated, events), tables["listings"])
    ]
    yield (_("country"), _("places"), _("events"), _("undated"), _("listings"))
    for code in sorted(set().union(*counts)):
        yield (code, *(str(count[code]) for count in counts))


def _dates(events: Iterable[Row]) -> Iterator[tuple[str, str]]:
    lengths = Counter(len(row["date"]) for row in events)
    undated = sum(map(_is_undated, events))
    yield (_("known to the day"), str(lengths[10]))
    yield (_("known to the month"), str(lengths[7]))
    yield (_("known to the year"), str(lengths[4]))
    yield (_("known as a bound only (by …)"), str(lengths[0] - undated))
    yield (_("undated"), str(undated))


def _kinds(sources: Iterable[Row], cited: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    yield (_("kind"), _("sources"), _("rows"))
    for kind in SourceKind:
        ids = [row["source_id"] for row in sources if row["kind"] == kind]
        yield (kind.value, str(len(ids)), str(sum(cited[i] for i in ids)))


def _points(places: Iterable[Row], crossings: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Count points by where they come from, places first; the approximate ones are named as such there."""
    yield from _counted("places", (row["coordinates_from"].partition(":")[0] for row in places))
    yield from _counted("crossing_places", (row["source_id"] for row in crossings))


def _counted(table: str, values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for value, count in Counter(values).most_common():
        yield (table, value, str(count))


def _exact_duplicates(tables: Tables) -> Iterator[tuple[str, ...]]:
    for name, rows in sorted(tables.items()):
        facts = Counter(tuple(cell for column, cell in row.items() if column != "event_id") for row in rows)
        for fact, count in facts.items():
            if count > 1:
                yield (f"{name}.csv", str(count), ",".join(fact))


def _groups(rows: Iterable[Row], columns: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    """Group the rows that agree in all of ``columns``; groups of one are left out."""
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return {values: group for values, group in groups.items() if len(group) > 1}


def _alike(rows: Iterable[Row], columns: Sequence[str], name: str) -> Iterator[tuple[str, ...]]:
    for values, group in _groups(rows, columns).items():
        yield (", ".join(row[name] for row in group), *filter(None, values))


def _conflicts(tables: Tables) -> Iterator[tuple[str, ...]]:
    """Figures that a second source gives otherwise, and estimates of one population that differ."""
    ending = "(conflicting figure)"
    key = ("country", "period", "year_basis", "measure")
    values = {(*(row[c] for c in key), row["breakdown"]): row["value"] for row in tables["removals"]}
    for (*series, breakdown), value in values.items():
        if breakdown.endswith(ending):
            usual = breakdown.removesuffix(ending).strip()
            yield (*series, usual, f"{values.get((*series, usual), '–')} / {value}")
    for group_key, group in _groups(tables["population_estimates"], ("country", "year", "measure")).items():
        figures = [row["value"] or f"{row['low']}–{row['high']}" for row in group]
        if len(set(figures)) > 1:
            yield (*group_key, " / ".join(figures))


def _ahead(events: Iterable[Row], sources: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Events whose date lies after their source's: mostly laws announced before they took effect."""
    published = {row["source_id"]: row["published"] for row in sources}
    for row in events:
        seen = published.get(row["source_id"], "")
        shared = min(len(row["date"]), len(seen))
        if shared and row["date"][:shared] > seen[:shared]:
            yield (row["event_id"], row["date"], row["source_id"], seen)
