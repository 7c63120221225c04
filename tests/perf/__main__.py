"""``python -m tests.perf [NAME …]``: run every benchmark, or those whose name holds one of the words.

``--table`` measures nothing: it writes the last runs' figures into README's table.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from tests.perf.figures import README, filled, kept, markdown


def main() -> int:
    """Run the benchmarks one after the other; they print, and assert nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.perf", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="NAME", help="page, server, time, … (default: all)")
    parser.add_argument("--table", action="store_true", help="write the last figures into README.md")
    asked = parser.parse_args()
    if asked.table:
        table = markdown(*kept())
        README.write_text(filled(README.read_text(encoding="utf-8"), table), encoding="utf-8")
        return 0
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not asked.words or any(word in path.stem for word in asked.words):
            print(f"»  {path.stem}", file=sys.stderr, flush=True)
            import_module(f"tests.perf.{path.stem}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
