"""Features are the rows of the house: by its own filter, its own rule and its own exports."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.codes import YearMode
from geodata.export.agreements import agreements_frame
from geodata.export.frames import PLACE_COLUMNS, places_frame
from geodata.features.errors import BadQuery
from geodata.features.fields import fields_of
from geodata.features.layers import COLUMNS, LEVELS, RULED
from geodata.features.query import Asked, Found, extent, feature, find
from geodata.features.when import Span
from geodata.geometry.area import parse_area
from geodata.near.areas import areas_of_places
from geodata.policy.status import appearance, change_days
from geodata.selection.filters import load_house
from geodata.selection.state import PROVISION_FACETS, FilterState

HOUSE = load_house()
TIMELINE = HOUSE.timeline
EVERY = 10_000
FEW = settings(max_examples=25, deadline=None)
YEARS = st.integers(TIMELINE.first_year - 2, TIMELINE.last_year + 2)
PROPERTY_OF = {
    "countries": "country", "admin1s": "admin1", "levels": "level", "statuses": "status",
    "policings": "policing", **{facet: provision.value for facet, provision in PROVISION_FACETS.items()},
}  # fmt: skip


def found(collection: str, **asked) -> Found:
    return find(HOUSE, collection, Asked(**{"limit": EVERY, **asked}))


def ids(collection: str, **asked) -> list[str]:
    return [each["id"] for each in found(collection, **asked).features]


def end_of(year: int) -> Span:
    return Span(date(year, 12, 31), date(year, 12, 31))


@st.composite
def choices(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    facets = draw(st.lists(st.sampled_from(sorted(PROPERTY_OF)), unique=True, max_size=3))
    return {
        facet: tuple(draw(st.lists(st.sampled_from(HOUSE.codes[facet]), min_size=1, max_size=3, unique=True)))
        for facet in facets
    }


def properties(chosen: dict[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((PROPERTY_OF[facet], ",".join(codes)) for facet, codes in chosen.items())


@FEW
@given(choices())
def test_without_a_time_places_are_those_of_the_pages_filter(chosen):
    selected = HOUSE.select(FilterState(**chosen))
    assert found("places", properties=properties(chosen), limit=1).matched == len(selected)
    assert ids("places", properties=properties(chosen)) == sorted(
        TIMELINE.place_ids[r] for r in selected.rows
    )


@FEW
@given(choices(), YEARS)
def test_the_last_day_of_a_year_is_in_force_in_a_link(chosen, year):
    state = FilterState(**chosen, year_mode=YearMode.IN_FORCE, year_to=year)
    asked = {"span": end_of(year), "properties": properties(chosen)}
    assert set(ids("places", **asked)) == {TIMELINE.place_ids[row] for row in HOUSE.select(state).rows}


@FEW
@given(st.dates(date(1980, 1, 1), date(2030, 1, 1)), st.dates(date(1980, 1, 1), date(2030, 1, 1)))
def test_between_two_days_is_whatever_the_rule_has_in_force_on_any_of_them(one, other):
    span = Span(min(one, other), max(one, other))
    known, now = span.until_now(TIMELINE.data_date), TIMELINE.data_date

    def is_in_force(record) -> bool:
        days = [known.first, *(d for d in change_days(record) if known.first < d <= known.last)]
        return any(appearance(record, day, now).status in RULED for day in days)

    step = 7  # every seventh place: the rule itself is asked for each of its days
    expected = {record.place_id for record in TIMELINE.records[::step] if is_in_force(record)}
    sampled = {record.place_id for record in TIMELINE.records[::step]}
    assert set(ids("places", span=span)) & sampled == expected


@pytest.mark.parametrize("year", [1985, 2001, 2017, TIMELINE.last_year])
def test_a_place_is_told_as_an_export_tells_it(year):
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=year)
    told = places_frame(HOUSE, state)[list(PLACE_COLUMNS)].to_dict("records")
    shown = [
        {name: each["properties"][name] for name in PLACE_COLUMNS}
        for each in found("places", span=end_of(year)).features
    ]
    assert shown == [{name: None if value == "" else value for name, value in row.items()} for row in told]


@FEW
@given(YEARS)
def test_agreements_of_a_day_are_those_that_an_export_has_in_force(year):
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=year)
    assert ids("agreements", span=end_of(year)) == agreements_frame(HOUSE, state)["agreement_id"].tolist()


def test_without_a_time_there_is_every_row_of_the_tables():
    assert found("agreements", limit=1).matched == len(HOUSE.atlas.agreements)
    assert found("crossings", limit=1).matched == len(HOUSE.atlas.crossings)
    assert found("border_zone", limit=1).matched == 1


@pytest.mark.parametrize("collection", LEVELS)
def test_areas_are_the_places_of_their_kind_that_have_an_outline(collection):
    levels, drawn = HOUSE.fixed["levels"], areas_of_places(HOUSE.atlas)
    expected = {TIMELINE.place_ids[row] for row in drawn if levels[row] in LEVELS[collection]}
    assert set(ids(collection)) == expected
    assert {f["geometry"]["type"] for f in found(collection).features} <= {"Polygon", "MultiPolygon"}


@FEW
@given(st.tuples(*[st.integers(-180, 180)] * 2, *[st.integers(-90, 90)] * 2))
def test_a_box_of_points_is_an_area_of_the_page_antimeridian_or_not(sides):
    west, east, *lats = sides
    south, north = min(lats), max(lats) + 1
    area = parse_area(f"{west},{south},{east},{north}")
    assume(area)
    selected = {TIMELINE.place_ids[row] for row in HOUSE.select(FilterState(area=area)).rows}
    assert set(ids("places", box=(west, south, east, north))) == selected


def test_a_box_may_be_a_line_or_a_point():
    [lon, lat] = feature(HOUSE, "places", "us-il-chicago")["geometry"]["coordinates"]
    assert "us-il-chicago" in ids("places", box=(lon, lat, lon, lat))
    assert "us-il-chicago" in ids("places", box=(lon, lat - 1, lon, lat + 1))
    assert "us-il" in ids("states", box=(lon, lat, lon, lat))


@FEW
@given(st.sampled_from(sorted(COLUMNS)), st.integers(1, 400), st.data())
def test_pages_in_any_order_hold_each_feature_once(collection, limit, data):
    names = st.lists(st.sampled_from(COLUMNS[collection]), max_size=3, unique=True)
    sort = tuple((name, data.draw(st.booleans())) for name in data.draw(names))
    whole = ids(collection, sort=sort, with_geometry=False)
    limit = max(limit, len(whole) // 20 + 1)
    pages = [
        ids(collection, sort=sort, offset=at, limit=limit, with_geometry=False)
        for at in range(0, len(whole) + limit, limit)
    ]
    assert [each for page in pages for each in page] == whole
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("backwards", [False, True])
def test_features_are_sorted(backwards):
    names = [
        each["properties"]["name"] or ""
        for each in found("crossings", sort=(("name", backwards),), shown=("name",)).features
    ]
    assert all((a >= b) if backwards else (a <= b) for a, b in pairwise(names))


@pytest.mark.parametrize("collection", sorted(set(COLUMNS) - {"border_zone"}))
def test_each_feature_names_its_source_and_the_version_of_the_data(collection):
    sources = HOUSE.atlas.sources
    for each in found(collection, with_geometry=False).features:
        told = each["properties"]
        assert told["data_version"] == HOUSE.atlas.version
        if told["source_id"]:
            assert told["source_title"] == sources.loc[told["source_id"], "title"]
        else:
            assert told["status"] in {None, "listed_only"}


def test_the_border_zone_names_the_regulation():
    [zone] = found("border_zone").features
    assert zone["properties"]["legal_source"].startswith("8 CFR 287.1")
    assert zone["properties"]["data_version"] == HOUSE.atlas.version


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"properties": (("status", "in_force,gone"),)}, "status=gone is not known; valid: .*in_force"),
        ({"properties": (("status", ""),)}, "status= is not known; valid"),
        ({"properties": (("colour", "red"),)}, "colour is not a parameter; valid: .*policing"),
        ({"properties": (("lat", "north"),)}, "lat=north is not valid: give a number"),
        ({"sort": (("colour", False),)}, "colour is not a parameter"),
        ({"shown": ("colour",)}, "colour is not a parameter"),
    ],
)
def test_what_makes_no_sense_is_named(asked, message):
    with pytest.raises(BadQuery, match=message):
        found("places", **asked)


def test_only_what_is_asked_for_is_given():
    [one] = found("places", limit=1, shown=("status",), with_geometry=False).features
    assert list(one["properties"]) == ["status"]
    assert one["geometry"] is None


def test_one_feature_is_as_of_now_and_none_is_none():
    one = feature(HOUSE, "places", "us-il-chicago")
    assert one["properties"]["as_of"] == TIMELINE.data_date.isoformat()
    assert feature(HOUSE, "places", "nowhere") is None


@pytest.mark.parametrize("collection", COLUMNS)
def test_every_property_is_a_field_and_every_value_one_of_its_codes(collection):
    fields = fields_of(HOUSE, collection)
    assert tuple(fields) == COLUMNS[collection]
    for each in found(collection, with_geometry=False).features:
        for name, value in each["properties"].items():
            assert value is None or isinstance(value, str if fields[name].type == "string" else float)
            assert value is None or not fields[name].codes or value in fields[name].codes
    west, south, east, north = extent(HOUSE, collection)
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
