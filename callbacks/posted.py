"""What a page posts back is as untrusted as a link: a body of another form is answered with 400, not run.

Dash itself takes any body and fails somewhere inside a callback. Here a body is held to the callback that it
names, before Dash reads it: the same inputs, states and outputs in the same order, each value of its kind.
What the values say is read by the readers of a link (:mod:`geodata.selection.readers`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, Final

import dash
import flask

from callbacks.server import error_pages
from callbacks.server.process.limits import MOST_BYTES
from callbacks.server.serving import ANSWERS

LOG = logging.getLogger("atlas.posted")
_TOP: Final = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})

Form = Callable[[object], bool]


def is_text(value: object) -> bool:
    """Whether a value is a text, or nothing."""
    return value is None or isinstance(value, str)


def is_flag(value: object) -> bool:
    """Whether a value is true or false, or nothing."""
    return value is None or isinstance(value, bool)


def is_whole(value: object) -> bool:
    """Whether a value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_mapping(value: object) -> bool:
    """Whether a value is an object of JSON, or nothing."""
    return value is None or isinstance(value, dict)


def install(app: dash.Dash, forms: Mapping[str, Form]) -> None:
    """Refuse bodies that are too large, or that no page of this app would post.

    ``forms`` say of each property that callbacks take ("id.property") what it may hold.
    """
    server: flask.Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.before_request
    def refuse_what_no_page_posts() -> flask.Response | None:
        if flask.request.method != "POST" or flask.request.path != ANSWERS:
            return None
        try:
            fault = fault_of(_read(flask.request.get_data()), app.callback_map, forms)
        except (ValueError, RecursionError) as error:
            fault = f"no JSON: {type(error).__name__}"
        if not fault and not flask.request.is_json:
            fault = "not sent as JSON"
        if not fault:
            return None
        LOG.warning("POST %s answered with 400: %s", ANSWERS, fault)
        return error_pages.plain(400)


def _read(body: bytes) -> object:
    return json.loads(body.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse(text[:20])


def fault_of(body: object, callbacks: Mapping[str, Mapping[str, Any]], forms: Mapping[str, Form]) -> str:
    """Return what is wrong with a body that was posted, "" where nothing is."""
    if not isinstance(body, dict) or body.keys() - _TOP:
        return "the body is no object with the parts of a callback"
    output = body.get("output")
    callback = callbacks.get(output) if isinstance(output, str) else None
    if callback is None or not callback.get("callback"):
        return "no callback of the server has this output"
    if not _names(body.get("outputs")) or _joined(body["outputs"]) != output:
        return "the outputs are not those of the callback"
    for part, wanted in (("inputs", callback["inputs"]), ("state", callback["state"])):
        given = body.get(part, [])
        if not isinstance(given, list) or [_name(each) for each in given] != [_name(each) for each in wanted]:
            return f"{part} are not those of the callback"
        for each in given:
            form = forms.get(_name(each) or "")
            if form and not form(each.get("value")):
                return f"the value of {_name(each)} is not of its kind"
    inputs = {_name(each) for each in callback["inputs"]}
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) and each in inputs for each in changed):
        return "what changed is no input of the callback"
    return ""


def _name(each: object) -> str | None:
    """Return "id.property" of an input, None where it names none."""
    if not isinstance(each, dict) or each.keys() - {"id", "property", "value"}:
        return None
    name, prop = each.get("id"), each.get("property")
    return f"{name}.{prop}" if isinstance(name, str) and isinstance(prop, str) else None


def _names(outputs: object) -> bool:
    return all(_name(each) is not None for each in (outputs if isinstance(outputs, list) else [outputs]))


def _joined(outputs: object) -> str:
    """Return the name that Dash gives to a callback of these outputs."""
    if not isinstance(outputs, list):
        return str(_name(outputs))
    return f"..{'...'.join(str(_name(each)) for each in outputs)}.."
