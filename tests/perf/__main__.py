"""``python -m tests.perf [NAME …]``: run every benchmark, or those whose name holds one of the words."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(words: list[str]) -> int:
    """Run the benchmarks one after the other; they print, and assert nothing."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not words or any(word in path.stem for word in words):
            print(f"»  {path.stem}", file=sys.stderr, flush=True)
            import_module(f"tests.perf.{path.stem}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
