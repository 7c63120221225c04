"""What ``python -m geodata export`` understands: tables, options, and which option goes with which table.

Nothing heavy is imported here, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from geodata.codes import Level, Policing, Provision, Status

TABLES = ("places", "policies", "spells", "agreements", "removals", "crossings", "nearest", "applies")
FORMATS = ("csv", "geojson", "gpkg", "parquet")

_PLACES = frozenset({"places", "policies", "spells", "agreements"})
_FIGURES = frozenset({"removals", "crossings"})

APPLIES: Mapping[str, frozenset[str]] = {
    "place": frozenset({"applies"}),
    "country": frozenset(TABLES) - {"applies"},
    "admin1": _PLACES | {"nearest"},
    "level": _PLACES | {"nearest"},
    "bbox": _PLACES | {"nearest"},
    "adopted": _PLACES,
    "in_force": _PLACES | {"nearest", "applies"},
    "policing": _PLACES | {"nearest"},
    **{provision.value: _PLACES | {"nearest"} for provision in Provision},
    "measure": _PLACES | _FIGURES | {"nearest"},
    "status": _PLACES,
    "programme": _PLACES | {"nearest"},
    "include_undated": _PLACES | {"nearest", "applies"},
    "years": _FIGURES,
    "breakdown": frozenset({"removals"}),
    "rates": frozenset({"removals"}),
    "index": frozenset({"removals"}),
    "frequency": frozenset({"crossings"}),
    "kind": frozenset({"crossings", "nearest"}),
    "border": frozenset({"crossings", "nearest"}),
    "geometry": _PLACES,
}
"""Options by their name in the parsed arguments -> tables that they apply to; the others apply to all."""

_VALUES = "barred, limited, allowed, required, and for helping and deputising agreed"

_PROVISIONS = {
    Provision.ASKING: "may officers ask about status",
    Provision.TELLING: "may they tell immigration authorities",
    Provision.HOLDING: "may they hold a person for them",
    Provision.HELPING: "may they take part in enforcement",
    Provision.DEPUTISING: "287(g) agreements",
}

_USAGE = "python -m geodata export TABLE [OPTION ...] [--format FORMAT] [-o FILE]"

_DESCRIPTION = """\
Write what a filter leaves, as the page shows and downloads it: one row a place, an event, a spell or
a figure. CSV goes to standard output, its first line is the header.

tables:
  places     each place at the moment that the filter names (at the data's date where it names none)
  policies   what happened: adopted, strengthened, rescinded, considered, ...
  spells     policies in force, from one event to another or still
  agreements 287(g) agreements: agency, model, signed, ended, the last list that names each
  removals   removals and related figures of countries, by period
  crossings  counts at border crossings, by period
  nearest    the three places in force nearest to each border crossing
  applies    what applies in a place: provision by provision, what it, its police, sheriff or jail, its
             county, state and country say
"""

_EPILOG = """\
Lists are codes with a comma between; an option may be repeated. An unknown code is an error that lists
the valid ones. Years A:B may be open on a side (2013: or :2017); 2013 alone means 2013:2013.

places:
  --adopted A:B keeps places in which a policy (of policing, services or welcome) began in A..B and
  shows them at the end of B; --in-force Y keeps those with a policy in force at the end of Y, the
  present year at the data's date. --measure and --programme mean the policies of that time.
policies:
  --country, --admin1, --level and --status (at the moment that the filter names) choose places;
  --measure, --policing and --programme are the event's own. --adopted A:B keeps events dated in
  A..B, of every kind; --in-force Y the events that the spells in force at the end of Y consist of.
spells:
  as for policies, --measure, --policing and --programme being the spell's own. --adopted A:B keeps all
  spells of runs that begin in A..B; --in-force Y the spells that cover the end of Y. Restrictions are
  among them: column dimension tells.
agreements:
  as for policies; an agreement's own code is cooperates, and deputising agreed. --adopted A:B keeps those
  signed in A..B, --in-force Y those in force at the end of Y. Lists are complete to 18 May 2026.
removals, crossings:
  --measure names what is counted; --years A:B the years that periods are named by (a fiscal year by
  the year it ends in). For crossings, --country is either side of the border.
nearest:
  places are chosen as for places --in-force (now, where no year is given), crossings by --kind and
  --border; --country acts on both: places in it, crossings that touch it.
applies:
  --place names the place; --in-force Y asks for the end of Y (now, where no year is given). One row for
  each that speaks: value is barred, limited, allowed, agreed or required, set_by who says so, binds whom
  it binds (empty where that is not known). Where nothing is known there are no rows.

exit status: 0 done; 1 could not be done (faulty tables, a file that cannot be written); 2 misused.
"""


def export_parser() -> argparse.ArgumentParser:
    """Return the parser of the command; :data:`APPLIES` is not checked by it."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata export",
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("table", choices=TABLES, metavar="TABLE", help="what to write, see above")
    where = parser.add_argument_group("where")
    where.add_argument("--place", metavar="PLACE_ID", help="the place that is asked about (applies)")
    _codes(where, "country", "ISO 3166-1 codes, as US,CA")
    _codes(where, "admin1", "ISO 3166-2 codes of states or provinces, as US-CA,CA-ON")
    _codes(where, "level", "kinds of place: " + ", ".join(Level))
    where.add_argument(
        "--bbox",
        metavar="W,S,E,N",
        help="a box in degrees (W greater than E crosses the antimeridian), or lon,lat of each corner of"
        " an area",
    )
    when = parser.add_argument_group("when").add_mutually_exclusive_group()
    when.add_argument("--adopted", metavar="A:B", help="years in which a policy was adopted")
    when.add_argument("--in-force", metavar="YEAR", help="year at whose end a policy was in force, or now")
    what = parser.add_argument_group("what")
    _codes(what, "policing", "what police may do: " + ", ".join(Policing))
    for provision, meaning in _PROVISIONS.items():
        _codes(what, provision.value, f"{meaning}: {_VALUES}")
    _codes(what, "measure", "kinds of policy, or what is counted (removals, crossings)")
    _codes(what, "status", "status of the place: " + ", ".join(Status))
    _codes(what, "programme", "programmes and networks, as city-of-sanctuary")
    what.add_argument("--include-undated", action="store_true", help="count undated policies as in force now")
    figures = parser.add_argument_group("figures")
    figures.add_argument("--years", metavar="A:B", help="years of the figures")
    figures.add_argument(
        "--frequency", choices=("yearly", "monthly"), help="years, or months as YYYY-MM (crossings)"
    )
    figures.add_argument("--rates", action="store_true", help="add population and per_100k (removals)")
    figures.add_argument("--index", metavar="YEAR", help="add the index to that year = 100 (removals)")
    figures.add_argument(
        "--breakdown",
        metavar="TEXT",
        action="append",
        help="a part of a figure, or total (removals); may be repeated",
    )
    _codes(figures, "kind", "kinds of crossing")
    _codes(figures, "border", "borders and seas, as US-CA")
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format", choices=FORMATS, help="csv where neither this nor FILE's extension names another"
    )
    output.add_argument(
        "--geometry", choices=("area", "point"),
        help="counties and states as areas (places, where not given) or as points (the others)",
    )  # fmt: skip
    output.add_argument(
        "-o", "--output", metavar="FILE", help="file to write, whole or not at all; - is standard output"
    )
    return parser


def _codes(group: argparse._ArgumentGroup, name: str, explained: str) -> None:
    group.add_argument(f"--{name}", metavar="CODE,...", action="append", help=explained)


def option_name(name: str) -> str:
    """Return an option as a reader types it."""
    return "--" + name.replace("_", "-")


def misapplied(table: str, options: argparse.Namespace) -> list[str]:
    """Say which options were given that do not apply to the table, and to which they do."""
    return [
        f"{option_name(name)} does not apply to {table}; it applies to"
        f" {', '.join(each for each in TABLES if each in tables)}"
        for name, tables in APPLIES.items()
        if table not in tables and getattr(options, name) not in (None, False)
    ]
