"""The data folder that a check is asked for on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from geodata.tables.reading import DATA_FOLDER
from geodata.text import gettext as _


def asked_folder(argv: list[str], command: str, description: str) -> Path:
    """Return the folder of the tables that ``command [--data FOLDER]`` names, the package's own by default.

    Options that make no sense, and a folder that is not there, end the program with status 2, as argparse
    has it.
    """
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="FOLDER",
        help=_("the folder of the tables (default: the package's own)"),
    )  # fmt: skip
    folder = parser.parse_args(argv).data
    if not folder.is_dir():
        parser.error(_("there is no folder {folder}").format(folder=folder))
    return folder
