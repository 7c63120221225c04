"""A small world for the rule of force: a few places, and makers of events, agreements and their rows."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.codes import AgreementModel, Event, Level, Measure, Provision, Value
from geodata.dates import partial_date
from geodata.model import Agreement, PolicyEvent
from geodata.policy.spells import Jurisdiction

PLACES: dict[str, Jurisdiction] = {
    place_id: Jurisdiction(place_id, level, admin1, country)
    for place_id, level, admin1, country in (
        ("nation", Level.COUNTRY, "", "XX"),
        ("state", Level.STATE, "XX-A", "XX"),
        ("county", Level.COUNTY, "XX-A", "XX"),
        ("city", Level.MUNICIPALITY, "XX-A", "XX"),
        ("police", Level.AGENCY, "XX-A", "XX"),
        ("province", Level.PROVINCE, "XX-B", "XX"),
        ("village", Level.MUNICIPALITY, "XX-B", "XX"),
        ("abroad", Level.COUNTRY, "", "YY"),
        ("port", Level.COUNTY, "YY-C", "YY"),
    )
}
"""A country of two states with places in them, and another country with one county and no state."""

HIGH = ("nation", "state", "province", "abroad")
"""The places whose restrictions reach other places."""


def make_event(
    place_id: str,
    day: str,
    event: Event | str,
    measure: Measure | str = Measure.POLICE_LIMITS,
    told: Mapping[str, str] | None = None,
    *,
    by: str = "",
    effective: str = "",
    binds: str = "",
    event_id: str = "",
    programme: str = "",
) -> PolicyEvent:
    """Return an event that tells the provisions of ``told``; without ``day`` and ``by`` it is undated."""
    told = told or {}
    return PolicyEvent(
        event_id or f"{place_id}:{day or by}:{event}:{measure}",
        place_id,
        partial_date(day, by),
        Event(event),
        Measure(measure),
        tuple((p, Value(told[p])) for p in Provision if p in told),
        programme,
        "source",
        effective=partial_date(effective),
        binds=frozenset(filter(None, binds.split(";"))),
    )


def make_agreement(
    place_id: str,
    signed: str,
    ended: str = "",
    model: AgreementModel | None = AgreementModel.JAIL,
    *,
    ended_by: str = "",
    agreement_id: str = "",
) -> Agreement:
    """Return an agreement of a sheriff."""
    return Agreement(
        agreement_id or f"{place_id}:{signed}:{model}",
        place_id,
        "An agency",
        "sheriff",
        model,
        partial_date(signed),
        partial_date(ended, ended_by),
        None,
        "source",
    )


def row_of(event: PolicyEvent) -> dict[str, str]:
    """Return an event as the row of ``policies.csv`` that it is read from."""
    when, effective = event.when, event.effective
    is_bound = when is not None and when.is_bound
    told = dict(event.provisions)
    return {
        "event_id": event.event_id,
        "place_id": event.place_id,
        "date": when.text if when and not is_bound else "",
        "date_not_later_than": when.text if when and is_bound else "",
        "effective": effective.text if effective else "",
        "event": event.event.value,
        "measure": event.measure.value,
        **{p.value: told[p].value if p in told else "" for p in Provision},
        "binds": ";".join(sorted(event.binds, reverse=True)),
    }


def row_of_agreement(agreement: Agreement) -> dict[str, str]:
    """Return an agreement as the row of ``agreements.csv`` that it is read from."""
    signed, ended = agreement.signed, agreement.ended
    return {
        "agreement_id": agreement.agreement_id,
        "place_id": agreement.place_id,
        "signed": signed.text if signed else "",
        "ended": ended.text if ended and not ended.is_bound else "",
        "ended_not_later_than": ended.text if ended and ended.is_bound else "",
        "last_listed": "",
    }


def rows_of_places() -> dict[str, dict[str, str]]:
    """Return the small world as rows of ``places.csv``."""
    return {
        p.place_id: {"level": p.level.value, "admin1": p.admin1, "country": p.country}
        for p in PLACES.values()
    }
