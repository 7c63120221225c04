"""``python -m geodata``: the atlas on the command line."""

from __future__ import annotations

import sys

from geodata.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
