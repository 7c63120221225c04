"""``python -m callbacks.publish DIR``: write the static edition of the atlas."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from callbacks.publish.edition import DamagedBuild, edition
from callbacks.publish.folder import ForeignFolder, refuse_foreign, write_edition
from callbacks.server.address import AddressError, public_address
from callbacks.server.build import prepare
from geodata.cli.commands import FAILED
from geodata.sealed import reason
from geodata.selection.filters import load_house
from geodata.tables.reading import TableError

_DESCRIPTION = """\
Write what a drag of the years, a place's card and a download need as files that a content network serves:
the browser's files where the page asks for them, a card for each place, downloads by country, and every
table as CSV and Parquet with a catalogue, datapackage.json. manifest.json lists all. Two runs of one
version give the same bytes.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command: 0 where the folder is written, 1 where it could not be, 2 where it makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m callbacks.publish", description=_DESCRIPTION)
    parser.add_argument("folder", metavar="DIR", type=Path, help="new, empty, or an earlier edition")
    parser.add_argument(
        "--address",
        metavar="URL",
        default="",
        help="the atlas's address; default: ATLAS_PUBLIC_URL",
    )
    options = parser.parse_args(arguments)
    try:
        named = {"ATLAS_PUBLIC_URL": options.address} if options.address else os.environ
        address = public_address(named)
    except AddressError as error:
        parser.error(str(error).replace("ATLAS_PUBLIC_URL", "--address") if options.address else str(error))
    try:
        refuse_foreign(options.folder)
        count, size = write_edition(options.folder, edition(load_house(), prepare(), address))
    except OSError as error:
        return _failed(reason(error))
    except (ForeignFolder, DamagedBuild, TableError, ValueError) as error:
        return _failed(str(error))
    print(f"{options.folder}: {count:,} files, {size / 1e6:,.1f} MB", file=sys.stderr)
    return 0


def _failed(message: str) -> int:
    print(f"python -m callbacks.publish: error: {message}", file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
