"""What applies in a place as one answer for a program: values as JSON has them, in words and in codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geodata.dates import date_text
from geodata.export.cited import of_day
from geodata.export.texts import citation, licence_text, view_link
from geodata.model import Agreement
from geodata.near.applies import Answer, Voice, applies
from geodata.text import current_locale
from geodata.text import gettext as _
from geodata.words import police_terms

if TYPE_CHECKING:
    from datetime import date

    from geodata.selection.filters import House


def applies_answer(
    house: House,
    place_id: str,
    day: date,
    *,
    address: str = "",
    locale: str = "",
    include_undated: bool = False,
) -> dict[str, Any]:
    """Return what each level says to each provision at the end of ``day``, as the place's card does.

    A provision without rules is ``known: false``, never allowed. What a table leaves empty is None.
    ``address`` is the page's own and ``locale`` the language that the link of the view names, if any.
    """
    view = of_day(house, place_id, day, include_undated=include_undated)
    state = replace(view.state, locale=locale)
    told = applies(house, place_id, day, include_undated=include_undated)
    return {
        "place": _place(house, place_id),
        "as_of": day.isoformat(),
        "language": current_locale(),
        "provisions": [_provision(house, answer) for answer in told],
        "note": _(
            "Several levels may speak at once; which rule holds in a case is for courts to say. Where no rule"
            " is known, that is not the same as allowed. Practice may differ from rules."
        ),
        "data": {"version": house.atlas.version, "date": house.atlas.data_date.isoformat()},
        "licence": licence_text(),
        "citation": citation(house, state, address, rows=view.rows),
        "view": view_link(state, address),
    }


def _place(house: House, place_id: str) -> dict[str, Any]:
    row = house.atlas.places.loc[place_id]
    return {
        "place_id": place_id,
        "name": str(row["name"]),
        "shown_as": house.display_name(place_id),
        "level": str(row["level"]),
        "region": house.admin1_names.get(str(row["admin1"])),
        "country": str(row["country"]),
    }


def _provision(house: House, answer: Answer) -> dict[str, Any]:
    words = police_terms.provision(answer.provision)
    is_known = bool(answer.voices)
    return {
        "provision": answer.provision.value,
        "label": words.label,
        "question": words.definition,
        "known": is_known,
        "answer": None if is_known else _("not known"),
        "strictest_limit": _rule(house, answer.limit) if answer.limit else None,
        "duty_to_help": _rule(house, answer.duty) if answer.duty else None,
        "rules": [_rule(house, voice) for voice in answer.voices],
    }


def _rule(house: House, voice: Voice) -> dict[str, Any]:
    is_agreement = isinstance(voice.row, Agreement)
    return {
        "value": voice.value.value,
        "label": police_terms.value(voice.value).label,
        "set_by": voice.set_by,
        "name": house.display_name(voice.set_by),
        "layer": voice.layer.value,
        "since": date_text(voice.since) or None,
        "binds": sorted(voice.binds) or None,
        "title": None if isinstance(voice.row, Agreement) else voice.row.title or None,
        "agreement_id" if is_agreement else "event_id": voice.row.row_id,
        "source": _source(house, voice.source_id),
    }


def _source(house: House, source_id: str) -> dict[str, Any]:
    row = house.atlas.sources.loc[source_id]
    told = {name: str(row[name]) or None for name in ("publisher", "title", "url", "licence")}
    return {"source_id": source_id, **told}
