"""The command line of the atlas: which commands there are, and how each of them may fail.

A command is imported only when it is asked for, so that help answers at once. No failure that a
reader can act on shows a traceback: faulty tables are listed, a closed pipe ends quietly.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

FAILED = 1
"""Exit status where the work could not be done: faulty tables, a path that cannot be written."""

MISUSED = 2
"""Exit status where the command itself makes no sense, as argparse has it."""

UNUSABLE = {
    "TableError": "the tables of the atlas are faulty",
    "ArrowInvalid": "a Parquet file of the atlas cannot be read",
    "BoundaryError": "the boundaries of the atlas cannot be used",
    "DatabaseError": "the database cannot be used",
    "DatabaseSettingError": "the database cannot be used",
}
"""Errors in the atlas's own files, by name: importing their modules would slow down every help text."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One command: ``function`` of ``module`` takes its arguments and returns its exit status."""

    module: str
    function: str
    summary: str

    def run(self, arguments: Sequence[str]) -> int:
        """Run the command with the arguments that follow its name."""
        call: Callable[[list[str]], int] = getattr(import_module(self.module), self.function)
        return call(list(arguments))


SUBCOMMANDS: dict[str, Subcommand] = {
    "check": Subcommand("geodata.cli.checks.report", "run_check", "validate every table and print a report"),
    "manifest": Subcommand(
        "geodata.cli.checks.manifest",
        "run_manifest",
        "write the manifest of the tables anew, say what changed",
    ),
    "refresh": Subcommand(
        "geodata.cli.refresh", "run_refresh", "compare a new file of an official source with the tables"
    ),
    "crossings-monthly": Subcommand(
        "geodata.crossings.rebuild", "run_crossings_monthly", "derive the monthly crossing counts"
    ),
    "export": Subcommand("geodata.cli.export", "run_export", "write what a filter leaves as CSV, GeoJSON, …"),
    "load": Subcommand("geodata.cli.load", "run_load", "write the tables into the PostGIS of ATLAS_DATABASE"),
    "layer": Subcommand("geodata.cli.layer", "run_layer", "put a file of your own on the map, list, remove"),
    "boundaries": Subcommand(
        "geodata.geometry.rebuild", "run_boundaries", "check the boundary files, or rebuild them"
    ),
}
"""Every command by its name, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 failed, 2 misused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = command_parser()
    try:
        parser.parse_args(given[:1])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else MISUSED
    return _guarded(SUBCOMMANDS[given[0]], given[1:])


def command_parser() -> argparse.ArgumentParser:
    """Return the parser of the command's name; each command parses what follows it."""
    width = max(map(len, SUBCOMMANDS)) + 2
    commands = "\n".join(f"  {name:<{width}}{command.summary}" for name, command in SUBCOMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m geodata",
        description="Sanctuary Atlas without a browser.",
        epilog=f"commands:\n{commands}\n\nEach command explains itself: python -m geodata COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s COMMAND [OPTION ...]",
    )
    parser.add_argument("command", choices=list(SUBCOMMANDS), metavar="COMMAND", help="what to do")
    return parser


def _guarded(command: Subcommand, arguments: Sequence[str]) -> int:
    """Run a command; turn what a reader can act on into lines on standard error."""
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            status = command.run(arguments)
            sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else MISUSED
    except BrokenPipeError:
        # Whoever read the output has enough; Python must not complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}")
    except Exception as error:
        name = type(error).__name__
        if name not in UNUSABLE:
            raise
        return _fail(f"{UNUSABLE[name]}:\n{error}")
    return status


def _show_warning(message: Warning | str, *_where: object, **_more: object) -> None:
    print(f"python -m geodata: warning: {message}", file=sys.stderr)


def _fail(message: str) -> int:
    print(f"python -m geodata: error: {message}", file=sys.stderr)
    return FAILED
