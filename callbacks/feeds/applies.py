"""``/api/applies?place=…&date=…``: what applies in a place, for a program, as its card says it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import flask

from callbacks.feeds.fresh import etag_of, fresh, refused, unchanged
from callbacks.server.address import own_address
from geodata.dates import is_partial, parse_partial
from geodata.errors import AmbiguousPlace, UnknownPlace
from geodata.export.answer import applies_answer
from geodata.near.applies import day_of
from geodata.selection.place_named import place_named
from geodata.text import LOCALES, format_list
from geodata.text import gettext as _

if TYPE_CHECKING:
    from datetime import date

    import dash

    from geodata.selection.filters import House

PATH: Final = "/api/applies"
PARAMETERS: Final = {
    "place": "place_id, or a name with its state or province where others share it: Portland, Maine",
    "date": "YYYY-MM-DD, or a year or month for its last day; now where it is left out",
    "undated": "1 to count policies without a date, as of now",
    "lang": "language of the texts: " + ", ".join(LOCALES),
}
"""Every parameter and what it means: docs/api.md, llms.txt and tests follow this table."""

LONGEST_TOLD: Final = 100
"""Characters of a value that an error repeats."""


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - it says what was asked, and why it is not answered
    """A request that is not answered: 400 for what makes no sense, 404 for a place that is not known."""

    status: int
    parameter: str
    value: str
    message: str
    places: dict[str, str] | None = None
    """Places that may be meant, by place_id."""


def register(app: dash.Dash, house: House, release: str = "") -> None:
    """Put the route on an app's server; ``release`` changes with what answers are made by, facts or code."""

    @app.server.get(PATH, endpoint="applies")
    def send() -> flask.Response:
        try:
            asked = _asked()
            place_id = _place(house, asked["place"])
            day = _day(house, asked.get("date", ""))
        except Refusal as error:
            return _refused(error)
        undated, locale = asked.get("undated") == "1", asked.get("lang", "")
        address = own_address(flask.request)
        etag = etag_of(house.atlas.version, release, place_id, day.isoformat(), str(undated), locale, address)
        known = unchanged(etag)
        if known is not None:
            return known
        answer = applies_answer(house, place_id, day, address=address, locale=locale, include_undated=undated)
        return fresh(_json(answer, 200), etag)


def _asked() -> dict[str, str]:
    """Return the parameters of the request. Raises Refusal for one that is unknown, missing or said twice."""
    given = flask.request.args
    for name, values in given.lists():
        if name not in PARAMETERS:
            told = _("{name} is not a parameter; valid: {valid}.")
            raise Refusal(
                400, name, values[0], told.format(name=_cut(name), valid=format_list([*PARAMETERS]))
            )
        if len(values) > 1:
            raise Refusal(400, name, values[1], _("{name} is given more than once.").format(name=name))
    for name, valid in (("undated", ("0", "1")), ("lang", LOCALES)):
        if name in given and given[name] not in valid:
            raise Refusal(400, name, given[name], _unknown(name, given[name], format_list(list(valid))))
    if not given.get("place", "").strip():
        message = _("place is missing: give a place_id or a name, such as place=us-il-chicago.")
        raise Refusal(400, "place", given.get("place", ""), message)
    return given.to_dict()


def _place(house: House, text: str) -> str:
    try:
        return place_named(house, text)
    except UnknownPlace as error:
        message = _("place={value} is no place of the atlas.").format(value=_cut(text))
        raise Refusal(404, "place", text, message, error.alike) from None
    except AmbiguousPlace as error:
        message = _("place={value} may mean several places; name the state or province, or the place_id.")
        raise Refusal(400, "place", text, message.format(value=_cut(text)), error.candidates) from None


def _day(house: House, text: str) -> date:
    if text and not is_partial(text):
        raise Refusal(400, "date", text, _unknown("date", text, "YYYY-MM-DD, YYYY-MM, YYYY"))
    now = house.timeline.data_date
    if text and parse_partial(text) > now:
        told = _("date={value} lies after the date of the data, {day}.")
        raise Refusal(400, "date", text, told.format(value=text, day=now.isoformat()))
    return day_of(house, text)


def _unknown(name: str, value: str, valid: str) -> str:
    return _("{name}={value} is not known; valid: {valid}.").format(name=name, value=_cut(value), valid=valid)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"


def _refused(error: Refusal) -> flask.Response:
    told: dict[str, Any] = {
        "parameter": _cut(error.parameter), "value": _cut(error.value), "message": error.message
    }  # fmt: skip
    if error.places:
        told["places"] = [{"place_id": key, "name": name} for key, name in error.places.items()]
    return refused(_json({"error": told}, error.status))


def _json(content: object, status: int) -> flask.Response:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    body = text.encode("utf-8", "replace")
    response = flask.Response(body, status=status, content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"  # public facts: any page may ask
    return response
