"""Where the script of a settled choice goes, by source and by function: ``python -m tests.perf profile``.

One choice of each kind after a first one, of both pages. A function's time has in it what it calls, so the
lines of one choice overlap; those of the sources do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import sync_playwright

from tests.browser.support import launch
from tests.perf.bench_page import CHOICES
from tests.perf.pages import Visit
from tests.perf.profiles import by_function, by_source, script_ms
from tests.perf.subjects import BOTH, serving

TOP = 15
LEAST_MS = 1.0


def table(times: Mapping[str, float]) -> str:
    """Return the first lines of what took time, a line each."""
    return "\n".join(f"{ms:10.1f}  {name}" for name, ms in list(times.items())[:TOP] if ms >= LEAST_MS)


def main() -> None:
    """Print a list by source and one by function for the last choice of each kind."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for subject in BOTH:
            with serving(subject) as server, Visit(browser) as visit:
                visit.open(server.url + subject.every_place)
                for name, choice in CHOICES.items():
                    for _cost in choice(visit, subject):
                        pass
                    profile = visit.profile
                    print(f"\n{subject.name}, {name}: {script_ms(profile):.0f} ms of script")
                    print(
                        f"{table(by_source(profile))}\n  by function\n{table(by_function(profile))}",
                        flush=True,
                    )
        browser.close()


if __name__ == "__main__":
    main()
