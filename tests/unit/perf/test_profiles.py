"""A CPU profile is read as it is: nothing twice, idle time and the browser's own work left out."""

from __future__ import annotations

from typing import Any

from tests.perf.profiles import by_function, by_source, script_ms


def node(number: int, name: str, url: str = "", *children: int) -> dict[str, Any]:
    frame = {"functionName": name, "url": url, "lineNumber": 4, "columnNumber": 1}
    return {"id": number, "callFrame": frame, "children": list(children)}


PROFILE = {
    "nodes": [
        node(1, "(root)", "", 2, 3, 4, 8),
        node(2, "(idle)"),
        node(3, "(program)"),
        node(4, "step", "http://host/static/page.1a.js?m=1", 5),
        node(5, "walk", "http://host/react.js", 6),
        node(6, "walk", "http://host/react.js", 7),
        node(7, "", "http://host/plotly.js"),
        node(8, "(garbage collector)"),
    ],
    "samples": [2, 3, 4, 5, 6, 6, 7, 8],
    "timeDeltas": [90_000, 7_000, 1_000, 2_000, 3_000, 1_000, 5_000, 500],
}


def test_script_is_all_but_idle_time_and_the_browsers_own_work():
    assert script_ms(PROFILE) == 12.5


def test_a_source_has_the_time_of_its_own_functions_and_sources_add_up():
    found = by_source(PROFILE)
    assert found == {"react.js": 6, "plotly.js": 5, "page.1a.js": 1, "garbage collector": 0.5}
    assert next(iter(found)) == "react.js"
    assert sum(found.values()) == script_ms(PROFILE)


def test_a_function_has_the_time_of_what_it_called_and_once_where_it_calls_itself():
    assert by_function(PROFILE) == {
        "step page.1a.js:5:2": 12,
        "walk react.js:5:2": 11,
        "(anonymous) plotly.js:5:2": 5,
        "(garbage collector)": 0.5,
    }
