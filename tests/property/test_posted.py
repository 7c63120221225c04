"""Nothing that is posted or asked fails inside: whatever the body or the link, no 500, no traceback.

``ATLAS_FUZZ=2000`` tries as many bodies, and five times as many links.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import app
from callbacks import explore, trends
from callbacks.server.process.limits import MOST_BYTES
from callbacks.server.serving import ANSWERS
from geodata.selection import filters
from geodata.selection.filters import load_house
from geodata.selection.parameters import MAX_CODES, PARAMETERS
from geodata.views.choices import MOST_WAITING
from geodata.views.controls import CONTROLS, LISTED

BODIES = int(os.environ.get("ATLAS_FUZZ", "200"))
TRY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
HOUSE = load_house()
CLIENT = app.server.test_client()
CLIENT.get("/_dash-dependencies")
SERVED = {name: each for name, each in app.callback_map.items() if each.get("callback")}
EXPLORE = max(SERVED, key=len)
TALLY: Counter[str] = Counter()

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.lists(st.text(max_size=6), max_size=4),
    st.lists(st.lists(st.text(max_size=3), max_size=2), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
)


def mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return what a page posts, and one time in eight what none does."""
    return st.sampled_from((False,) * 7 + (True,)).flatmap(lambda is_odd: ODD if is_odd else usual)


KINDS = (
    "set", "open", "story", "clear", "remove", "select", "pin", "unpin", "years", "toggle", "undated", "area",
    "compare", "view", "theme", "trend_preset", "trend_map", "crossing", "crossing-add",
    "crossing-drop", "crossing-by", "crossing-measure", "near", "table", "changes", "sync",
)  # fmt: skip
SAID = st.text(max_size=15) | st.sampled_from(
    ["us-tx-austin", "table", "view=trends&trend_multiples=1", "country=US", "policings:some_limits", "x:y"]
)
CODES = mostly(st.lists(st.sampled_from(["US", "limited", "sector", "laws", "x"]), max_size=3))
FIELDS = st.fixed_dictionaries(
    {"control": mostly(st.sampled_from([*CONTROLS]))},
    optional={**dict.fromkeys(("on", "off"), CODES), "value": ODD},
) | st.dictionaries(st.sampled_from(["mode", "from", "to"]), ODD, max_size=3)
COMMANDS = st.fixed_dictionaries(
    {"id": mostly(st.integers(1, 9)), "type": mostly(st.sampled_from(KINDS)), "value": SAID | FIELDS | ODD}
)
SAYINGS = st.fixed_dictionaries({"waiting": mostly(st.lists(mostly(COMMANDS), max_size=4))})
QUERIES = st.lists(
    st.tuples(st.sampled_from([*PARAMETERS, "x"]), SAID | st.sampled_from(["1", "2016", "trends", "US,CA"])),
    max_size=6,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))


def a_body(output: str) -> dict[str, Any]:
    """Return a body as the page posts it to a callback."""
    callback = SERVED[output]
    values = {"answered": 0, "state": "v=1", "trends-query": "view=trends"}
    outputs = [{"id": o.component_id, "property": o.component_property} for o in _outputs(callback)]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [{**each, "value": values.get(each["id"])} for each in callback["inputs"]],
        "state": [{**each, "value": values.get(each["id"])} for each in callback["state"]],
        "changedPropIds": [f"{callback['inputs'][0]['id']}.{callback['inputs'][0]['property']}"],
    }


def _outputs(callback: dict[str, Any]) -> list[Any]:
    return callback["output"] if isinstance(callback["output"], list) else [callback["output"]]


def put(body: dict[str, Any], name: str, value: object) -> dict[str, Any]:
    """Return a body with the value of one input or state set."""
    changed = deepcopy(body)
    for each in (*changed["inputs"], *changed["state"]):
        if each["id"] == name:
            each["value"] = value
    return changed


@st.composite
def bodies(draw: st.DrawFn) -> object:
    """Bodies of the page with something in them that no page posts, and any JSON at all."""
    body = a_body(draw(st.sampled_from(sorted(SERVED))))
    for _time in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        name = draw(st.sampled_from([each["id"] for each in (*body["inputs"], *body["state"])]))
        body = put(body, name, draw(ODD | SAYINGS | QUERIES))
    if draw(st.booleans()):
        body = put(body, "command", draw(SAYINGS))
        body = put(body, "state", draw(QUERIES))
    if draw(st.integers(0, 5)) == 0:
        part = draw(st.sampled_from(sorted(body)))
        body |= {part: draw(ODD)}
        if draw(st.booleans()):
            del body[part]
    return draw(mostly(st.just(body)))


def post(body: object) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return CLIENT.post(ANSWERS, data=data, content_type="application/json")


@pytest.fixture(autouse=True, scope="module")
def figures() -> Iterator[None]:
    yield
    print(f"\nanswers: {dict(sorted(TALLY.items()))}")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Count the selections that are made; none is remembered."""
    made: list[object] = []
    plain = filters._select.__wrapped__

    def counted(house: object, state: object) -> object:
        made.append(state)
        return plain(house, state)

    monkeypatch.setattr(filters, "_select", counted)
    return made


@settings(max_examples=BODIES, **TRY)
@given(bodies())
def test_no_body_fails_inside(body: object) -> None:
    response = post(body)
    TALLY[f"body {response.status_code}"] += 1
    assert response.status_code in {200, 204, 400}


@settings(max_examples=5 * BODIES, **TRY)
@given(
    st.sampled_from(["/", "/download/places.csv", "/nowhere", "/feed.atom", "/robots.txt", "/llms.txt"]),
    QUERIES,
)
def test_no_link_fails_inside(path: str, query: str) -> None:
    response = CLIENT.get(f"{path}?{quote(query, safe='=&,;:|', errors='replace')}")
    TALLY[f"link {response.status_code}"] += 1
    assert response.status_code < 500


@settings(max_examples=BODIES, **TRY)
@given(
    st.text(max_size=15) | st.sampled_from(["us-tx-austin", "Portland", "Portland, ME", "us-il-chicago\x00"]),
    st.text(max_size=12) | st.dates().map(str) | st.sampled_from(["2017", "2017-06", "2017-02-30", "0000"]),
    QUERIES,
)
def test_no_question_about_a_place_fails_inside(place: str, date: str, more: str) -> None:
    said = "&".join(
        f"{name}={quote(text, errors='replace')}" for name, text in (("place", place), ("date", date))
    )
    for query in (said, f"{said}&{quote(more, safe='=&,;:|', errors='replace')}"):
        response = CLIENT.get(f"/api/applies?{query}")
        TALLY[f"place {response.status_code}"] += 1
        assert response.status_code in {200, 400, 404}
        assert response.is_json
        assert response.status_code == 200 or response.get_json()["error"]["message"]


@pytest.mark.parametrize("output", sorted(SERVED))
def test_what_the_page_posts_is_taken(output: str) -> None:
    assert post(a_body(output)).status_code in {200, 204}


def test_every_property_that_a_callback_takes_has_a_form() -> None:
    forms = {**explore.FORMS, **trends.FORMS}
    for callback in SERVED.values():
        for each in (*callback["inputs"], *callback["state"]):
            assert f"{each['id']}.{each['property']}" in forms


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        b"",
        b"{",
        b"[" * 30_000,
        b"\xff\xfe",
        b"9" * 5000,
        put(a_body(EXPLORE), "answered", None),
        put(a_body(EXPLORE), "answered", float("inf")),
        put(a_body(EXPLORE), "state", 7),
        put(a_body(EXPLORE), "command", [["US"]]),
        put(a_body(EXPLORE), "command", {"waiting": [{"id": 1, "type": "years", "value": float("nan")}]}),
        json.dumps(put(a_body(EXPLORE), "answered", 5)).replace(" 5}", " 1e999}").encode(),
        a_body(EXPLORE) | {"output": "nothing.children"},
        a_body(EXPLORE) | {"outputs": []},
        a_body(EXPLORE) | {"inputs": []},
        a_body(EXPLORE) | {"changedPropIds": ["nothing.value"]},
    ],
)
def test_a_body_that_no_page_posts_is_told_in_one_line(body: object, caplog) -> None:
    with caplog.at_level(logging.INFO):
        response = post(body)
    assert response.status_code == 400
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info is None


def test_a_body_of_more_than_64_kb_is_not_read() -> None:
    response = post(b'"' + b"x" * MOST_BYTES + b'"')
    assert response.status_code == 413
    assert "too large" in response.text


MANY = [f"x{n}" for n in range(MAX_CODES)]


def said(*commands: tuple[str, object]) -> dict[str, Any]:
    """Return a body of commands."""
    waiting = [{"id": n, "type": kind, "value": value} for n, (kind, value) in enumerate(commands, 1)]
    return put(a_body(EXPLORE), "command", {"waiting": waiting})


@pytest.mark.parametrize("control", CONTROLS)
def test_the_worst_of_each_control_costs_few_selections(control: str, work: list[object]) -> None:
    on = [*HOUSE.codes.get(control.removeprefix("f-"), ()), *MANY]
    sets = [{"control": control, "on": on}, {"control": control, "value": "x" * 9000}]
    for value in (*sets, {"control": control, "value": 10**300}):
        assert post(said(("set", value))).status_code == 200
    assert len(work) < 20


def test_the_worst_of_commands_costs_few_selections(work: list[object]) -> None:
    everything = [("toggle", f"countries:{code}") for code in HOUSE.codes["countries"]]
    assert post(said(*everything, *[("pin", f"x{n}") for n in range(700)])).status_code == 200
    assert len(everything) < MOST_WAITING
    assert len(work) < 20


def test_a_link_of_every_code_costs_few_selections(work: list[object]) -> None:
    everything = "&".join(
        f"{name}={','.join(HOUSE.codes[attribute])}"
        for name, attribute in (("country", "countries"), ("admin1", "admin1s"), ("programme", "programmes"))
    )
    query = f"{everything}&adopted=1800:1801&status={','.join(MANY)}"
    assert post(put(a_body(EXPLORE), "state", query)).status_code == 200
    response = post(said(("open", query)))
    assert response.status_code == 200
    assert "No place matches" in response.text
    assert len(work) < 30


@pytest.mark.parametrize("control", sorted(LISTED))
def test_codes_that_do_not_exist_are_left_out_and_told(control: str) -> None:
    answer = post(said(("set", {"control": control, "on": ["x0", "x1"]}))).get_json()["response"]
    assert answer["state"]["data"] == "v=1"
    assert f"{LISTED[control]}=x0" in json.dumps(answer["notice"])
