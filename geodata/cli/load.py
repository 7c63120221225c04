"""``python -m geodata load``: the tables of a folder into PostGIS, whole or not at all."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from geodata.shipped import DATA
from geodata.text import format_number, ngettext
from geodata.text import gettext as _

AFTER_S = 60
"""Seconds until workers show what was loaded: until then each gets ready, so that all change at once."""

MOST_S = 7 * 24 * 3600


def run_load(argv: list[str]) -> int:
    """Run ``load [--data FOLDER] [--after SECONDS]``.

    Raises TableError where the tables are faulty, DatabaseError where the database cannot be used; it then
    holds what it held before.
    """
    options = _options(argv)
    from geodata.database.address import EXAMPLE, SETTING, DatabaseSettingError, read_address  # noqa: PLC0415

    address = read_address(os.environ)
    if address is None:
        raise DatabaseSettingError(f"{SETTING} names no database: give an address such as {EXAMPLE}")
    from geodata.database.writing import write  # noqa: PLC0415 - what is above answers without pandas
    from geodata.tables.copies import WITH_POINTS, loadable  # noqa: PLC0415
    from geodata.tables.reading import data_version  # noqa: PLC0415

    version = data_version(options.data)
    tables = loadable(options.data)
    write(address, version, tables, with_points=WITH_POINTS, after_s=options.after)
    rows = sum(map(len, tables.values()))
    print(
        ngettext(
            "Data {version} is in {database}: {tables} table, {rows} rows.",
            "Data {version} is in {database}: {tables} tables, {rows} rows.",
            len(tables),
        ).format(
            version=version, database=address, tables=format_number(len(tables)), rows=format_number(rows)
        )
    )
    print(
        ngettext(
            "Running workers show it in {seconds} second.",
            "Running workers show it in {seconds} seconds.",
            options.after,
        ).format(seconds=format_number(options.after))
    )
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m geodata load",
        description=_("Write the tables into the database that ATLAS_DATABASE names, whole or not at all."),
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="FOLDER",
        help=_("the folder of the tables (default: the package's own)"),
    )  # fmt: skip
    parser.add_argument(
        "--after", type=int, default=AFTER_S, metavar="SECONDS",
        help=_("when running workers show it: by then they are ready, and change all at once (default: 60)"),
    )  # fmt: skip
    options = parser.parse_args(argv)
    if not options.data.is_dir():
        parser.error(_("there is no folder {folder}").format(folder=options.data))
    if not 0 <= options.after <= MOST_S:
        parser.error(
            _("--after: {given} is not a number of seconds from 0 to {most}").format(
                given=options.after, most=MOST_S
            )
        )
    return options
