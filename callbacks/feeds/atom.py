"""``/feed.atom?country=US``: what changed last, as an Atom feed (RFC 4287). It takes the filter of a link."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as Xml

import flask

from callbacks.feeds.fresh import etag_of, fresh, refused, unchanged
from callbacks.server.address import own_address
from components.elements import is_address
from components.page.changes import kind_label, what_changed
from components.page.words import page_title
from geodata.export.downloads import misunderstood
from geodata.export.texts import licence_text
from geodata.model import Agreement
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query
from geodata.text import country_name, current_locale
from geodata.text import gettext as _
from geodata.views.changes import Change, Kind, changes
from geodata.words import terms

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House

PATH: Final = "/feed.atom"
TYPE: Final = "application/atom+xml"
ATOM: Final = "http://www.w3.org/2005/Atom"

MOST: Final = 50
"""Entries of policies, and as many of cooperation: a year may bring a thousand agreements."""

_OF_COOPERATION: Final = frozenset({Kind.COOPERATES, Kind.COOPERATION_ENDED})
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "sanctuary-atlas")
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def register(app: dash.Dash, house: House, release: str = "") -> None:
    """Put the route on an app's server; ``release`` changes with what the feed is made by, facts or code.

    A link with a value that makes no sense is answered with 400, as a download is.
    """
    Xml.register_namespace("", ATOM)

    @app.server.get(PATH, endpoint="feed")
    def send() -> flask.Response:
        parsed = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes)
        if parsed.ignored:
            text = "".join(f"{reason}\n" for reason in misunderstood(house, parsed.ignored))
            return refused(flask.Response(text, status=400, content_type="text/plain; charset=utf-8"))
        state = replace(parsed.state.only_filters(), locale=parsed.state.locale)
        address = own_address(flask.request)
        etag = etag_of(house.atlas.version, release, to_query(state), address)
        known = unchanged(etag)
        if known is not None:
            return known
        response = flask.Response(feed(house, state, address), content_type=f"{TYPE}; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"  # public facts: any page may show them
        return fresh(response, etag)


def feed(house: House, state: FilterState, address: str = "") -> bytes:
    """Return the feed of what a filter leaves: the latest changes of policies and of cooperation.

    Links are relative to the feed where ``address``, the page's own, is "".
    """
    query = to_query(state)
    root = Xml.Element(_tag("feed"), {"xml:lang": current_locale()})
    _text(root, "id", _urn(f"feed {query}"))
    _text(root, "title", _("Sanctuary Atlas: what changed"))
    _text(root, "subtitle", _countries(state) or page_title())
    _text(root, "updated", _moment(house.atlas.data_date))
    _text(root, "rights", licence_text())
    _text(_child(root, "author"), "name", "Sanctuary Atlas")
    _child(root, "link", rel="self", type=TYPE, href=f"{address}{PATH[1:]}?{query}")
    _child(root, "link", rel="alternate", type="text/html", href=f"{address or './'}?{query}")
    for change in latest(house, state):
        _entry(root, house, change, state.locale, address)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True)


def latest(house: House, state: FilterState) -> list[Change]:
    """Return the changes of the feed, the latest first."""
    found = changes(house, state)
    of_cooperation = [c for kind, of_kind in found.items() if kind in _OF_COOPERATION for c in of_kind]
    of_policies = [c for kind, of_kind in found.items() if kind not in _OF_COOPERATION for c in of_kind]
    kept = chain.from_iterable(sorted(each, key=_order)[:MOST] for each in (of_policies, of_cooperation))
    return sorted(kept, key=_order)


def _order(change: Change) -> tuple[int, int, str, str]:
    return -change.when.first.toordinal(), change.place, change.kind.value, change.row.row_id


def _entry(root: Xml.Element, house: House, change: Change, locale: str, address: str) -> None:
    place_id, row = house.timeline.place_ids[change.place], change.row
    source = house.atlas.sources.loc[row.source_id]
    entry = _child(root, "entry")
    what = _("{label}: {value}").format(label=kind_label(change.kind), value=what_changed(house, change))
    where = place_with_region(house, place_id)
    _text(entry, "id", _urn(f"{change.kind.value} {place_id} {row.row_id}"))
    _text(entry, "title", f"{where} · {what}")
    _text(entry, "updated", _moment(change.when.first))
    told = "" if isinstance(row, Agreement) else row.summary
    lines = (
        terms.when(change.when),
        told,
        _("Source: {source}").format(source=f"{source['publisher']}: {source['title']}"),
    )
    _text(entry, "summary", "\n".join(line for line in lines if line))
    _child(entry, "category", term=change.kind.value, label=kind_label(change.kind))
    card = to_query(FilterState(selected=place_id, locale=locale))
    _child(entry, "link", rel="alternate", type="text/html", href=f"{address or './'}?{card}")
    if is_address(str(source["url"])):
        _child(entry, "link", rel="via", href=str(source["url"]))


def place_with_region(house: House, place_id: str) -> str:
    """Return a place's name with its state or province, else with its country."""
    row = house.atlas.places.loc[place_id]
    name, region = str(row["name"]), house.admin1_names.get(str(row["admin1"]), "")
    around = region if region not in ("", name) else country_name(str(row["country"]))
    return name if around == name else _("{place}, {region}").format(place=name, region=around)


def _countries(state: FilterState) -> str:
    return ", ".join(map(country_name, state.countries))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(text: str) -> str:
    return uuid.uuid5(_NAMESPACE, text).urn


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _child(parent: Xml.Element, name: str, **attributes: str) -> Xml.Element:
    told = {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    return Xml.SubElement(parent, _tag(name), told)


def _text(parent: Xml.Element, name: str, text: str) -> None:
    _child(parent, name).text = _NOT_IN_XML.sub("", text)
