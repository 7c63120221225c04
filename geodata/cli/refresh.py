"""``python -m geodata refresh SOURCE``: what a new file of an official source would change, and ``--apply``.

The operator names the file, on disk or at an address; nothing is fetched by itself. Without ``--apply``
nothing is written. With it, the data folder is replaced as a whole, after its copy has passed the same check
as ``python -m geodata check``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from geodata.cli.checks.manifest import write_manifest
from geodata.cli.checks.monthly import read_monthly
from geodata.cli.checks.outliers import crossing_outliers
from geodata.cli.checks.report import check
from geodata.dates import is_partial
from geodata.refresh.applying import log_entry, put_in_place, staged
from geodata.refresh.facts import Asked, Change, Proposal, SourceError
from geodata.refresh.fetching import Given, Limits, from_address, from_file
from geodata.refresh.report import entry, jumps, lines, lost
from geodata.refresh.sources.bts import read_bts
from geodata.refresh.sources.cbsa import read_cbsa
from geodata.refresh.sources.eurostat import read_eurostat
from geodata.refresh.sources.ice import list_date, read_ice
from geodata.refresh.sources.ohss import read_ohss
from geodata.refresh.stored import Stored, write_changes
from geodata.tables.reading import DATA_FOLDER, Fault, data_version, read_texts

READERS: dict[str, Callable[[Given, Stored, Asked], Proposal]] = {
    "bts": read_bts,
    "ice-287g": read_ice,
    "eurostat": read_eurostat,
    "ohss": read_ohss,
    "cbsa": read_cbsa,
}

_DESCRIPTION = """\
Compare a file that an official source has published with the tables, and print what differs: facts that
are added, changed (old → new) or gone. Nothing is written without --apply.

sources:
  bts       border crossings at US land ports by month, CSV (Border_Crossing_Entry_Data.csv)
  ice-287g  ICE's list of agencies with a 287(g) agreement, XLSX (participatingAgencies….xlsx)
  eurostat  people returned following an order to leave, TSV or JSON-stat (migr_eirtn)
  ohss      removals and returns by US fiscal year, XLSX (Yearbook, Table 39)
  cbsa      removals by region of Canada, CSV (Tables 1.1 and 1.2)
"""

_EPILOG = """\
Rows that somebody set by hand are never written over: a figure of another source, a doubtful count, a
first signing. They are listed as conflicts. With --apply the tables are written whole or not at all:
a copy must pass python -m geodata check, then it takes the folder's place with a new manifest and an
entry in CHANGELOG.md. Do not apply to a folder that is being served.

exit status: 0 nothing differs, the file may be applied, or it was; 1 the file, a check or the tables
stand against it; 2 misused.
"""

SHOWN_FAULTS = 20


def refresh_parser() -> argparse.ArgumentParser:
    """Return the parser of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata refresh", description=_DESCRIPTION, epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("source", choices=list(READERS), metavar="SOURCE", help="whose file it is, see above")
    file = parser.add_mutually_exclusive_group(required=True)
    file.add_argument("--file", type=Path, metavar="PATH", help="the file, as the source published it")
    file.add_argument("--address", metavar="URL", help="where to fetch it, http or https")
    parser.add_argument(
        "--published", metavar="DATE", default="", type=_day, help="day of the file, YYYY-MM-DD"
    )
    parser.add_argument(
        "--jump",
        type=_factor,
        default=5.0,
        metavar="FACTOR",
        help="name figures that change more than this (5)",
    )
    parser.add_argument(
        "--accept", choices=("jumps", "lost"), action="append", default=[],
        help="what may be applied although it was named; may be repeated",
    )  # fmt: skip
    parser.add_argument("--keep-gone", action="store_true", help="keep rows that the file no longer has")
    parser.add_argument(
        "--mark-doubtful",
        action="store_true",
        help="name new outliers in doubtful_counts.csv, do not refuse them",
    )
    parser.add_argument(
        "--all", action="store_true", help="print every difference, not the first of each kind"
    )
    parser.add_argument("--apply", action="store_true", help="write the tables")
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="FOLDER", help="the tables (the package's own)"
    )
    parser.add_argument(
        "--timeout", type=_factor, default=120.0, metavar="SECONDS", help="how long fetching may take (120)"
    )
    parser.add_argument(
        "--max-size",
        type=_factor,
        default=256.0,
        metavar="MB",
        help="how large a file may be, unpacked too (256)",
    )
    return parser


def run_refresh(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    parser = refresh_parser()
    options = parser.parse_args(list(arguments))
    if not options.data.is_dir():
        parser.error(f"there is no folder {options.data}")
    named = options.published or (
        options.source == "ice-287g" and list_date(str(options.file or options.address))
    )
    if options.apply and not named:
        parser.error("--apply needs --published YYYY-MM-DD: sources.csv tells of which day a source is")
    limits = Limits(seconds=options.timeout, size=int(options.max_size * (1 << 20)))
    stored = Stored(options.data)
    try:
        given = from_file(options.file, limits) if options.file else from_address(options.address, limits)
        asked = Asked(options.published, options.keep_gone)
        proposal = READERS[options.source](given, stored, asked)
    except SourceError as error:
        _complain(f"{len(error.faults)} faults in the file, nothing is taken from it:", error.faults)
        return 1
    print(f"{options.source}: {given.name} beside data version {data_version(options.data)}")
    print("\n".join(lines(proposal, options.all)))
    if not proposal.changes:
        print("Nothing differs.")
        return 0
    against = list(_against(proposal, options))
    if against:
        _complain("Not to be applied as it is:", against)
        return 1
    return _staged_and_checked(proposal, given, options)


def _against(proposal: Proposal, options: argparse.Namespace) -> Iterator[str]:
    for name, found, remedy in (
        ("jumps", jumps(proposal.changes, options.jump), "--accept jumps, where they are meant"),
        ("lost", lost(proposal), "--keep-gone, or --accept lost where they are meant to go"),
    ):
        if found and name not in options.accept:
            yield from found
            yield f"({remedy})"


def _staged_and_checked(proposal: Proposal, given: Given, options: argparse.Namespace) -> int:
    """Change a copy of the tables, check it, and let it take their place where that was asked."""
    with staged(options.data, proposal.changes, beside=options.apply) as copy:
        if options.mark_doubtful:
            marks = _doubtful(copy)
            write_changes(copy, marks)
            print(f"Marked as doubtful: {len(marks)}")
        version = data_version(copy)
        edition = options.published or list_date(given.name)
        log_entry(copy, entry(proposal, given.name, edition, version, date.today().isoformat()))
        tables, _faults = read_texts(copy)
        write_manifest(copy, tables)
        faults = check(copy).faults
        if faults:
            _complain(f"The tables would have {len(faults)} faults, and stay as they are:", faults)
            return 1
        if options.apply:
            put_in_place(copy, options.data)
            print(f"Written: data version {version}, manifest and CHANGELOG.md.")
        else:
            print(f"The check would pass, as data version {version}. Nothing is written without --apply.")
    return 0


def _doubtful(copy: Path) -> list[Change]:
    """Return a mark for each count that stands out and has none."""
    tables, _faults = read_texts(copy)
    monthly, _damaged = read_monthly(copy, tables)
    names = ("crossing_id", "measure", "period", "reason")
    known = {tuple(row[name] for name in names) for row in Stored(copy).rows("doubtful_counts")}
    return [
        Change(
            "doubtful_counts",
            None,
            dict(zip(names, outlier.mark, strict=True)) | {"value": str(outlier.value)},
        )
        for outlier in sorted(crossing_outliers(tables, monthly))
        if outlier.mark not in known
    ]


def _complain(head: str, items: Sequence[Fault | str]) -> None:
    print(head, file=sys.stderr)
    for item in items[:SHOWN_FAULTS]:
        print(f"  {item}", file=sys.stderr)
    if len(items) > SHOWN_FAULTS:
        print(f"  … and {len(items) - SHOWN_FAULTS} more", file=sys.stderr)


def _day(text: str) -> str:
    if text and (len(text) != len("2026-01-01") or not is_partial(text) or text > date.today().isoformat()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day YYYY-MM-DD that has begun")
    return text


def _factor(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number
