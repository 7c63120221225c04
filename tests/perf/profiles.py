"""What a CPU profile of the browser says: script in all, by function and by source.

Chromium's own counter of script leaves out what promises run, which is most of what Dash does; a profile
leaves nothing out. Time is of the page's main thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

NO_SCRIPT = ("(root)", "(idle)", "(program)")
"""What the profiler's own frames stand for, but for the collection of garbage, which is the script's."""

Profile = Mapping[str, Any]


def self_ms(profile: Profile) -> dict[int, float]:
    """Return the milliseconds that each node of the call tree was at the top of the stack."""
    times: dict[int, float] = defaultdict(float)
    for node, microseconds in zip(profile["samples"], profile["timeDeltas"], strict=True):
        times[node] += microseconds / 1000
    return times


def script_ms(profile: Profile) -> float:
    """Return the milliseconds of script."""
    times = self_ms(profile)
    return sum(times[node["id"]] for node in profile["nodes"] if _is_script(node))


def by_source(profile: Profile) -> dict[str, float]:
    """Return milliseconds by the file whose function was running, most first."""
    times = self_ms(profile)
    found: dict[str, float] = defaultdict(float)
    for node in filter(_is_script, profile["nodes"]):
        found[_source(node)] += times[node["id"]]
    return _sorted(found)


def by_function(profile: Profile) -> dict[str, float]:
    """Return milliseconds by function, with what it called; once where it calls itself, most first."""
    times = self_ms(profile)
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}
    found: dict[str, float] = defaultdict(float)
    for node in filter(_is_script, profile["nodes"]):
        stack, each = set(), node["id"]
        while each is not None:
            if _is_script(nodes[each]):
                stack.add(_name(nodes[each]))
            each = parents.get(each)
        for name in stack:
            found[name] += times[node["id"]]
    return _sorted(found)


def _is_script(node: Mapping[str, Any]) -> bool:
    return node["callFrame"]["functionName"] not in NO_SCRIPT


def _source(node: Mapping[str, Any]) -> str:
    frame = node["callFrame"]
    name = urlsplit(frame["url"]).path.rpartition("/")[2]
    return name or frame["functionName"].strip("()") or "browser"


def _name(node: Mapping[str, Any]) -> str:
    frame = node["callFrame"]
    name = frame["functionName"] or "(anonymous)"
    if not frame["url"]:
        return name
    return f"{name} {_source(node)}:{frame['lineNumber'] + 1}:{frame['columnNumber'] + 1}"


def _sorted(found: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(found.items(), key=lambda each: -each[1]))
