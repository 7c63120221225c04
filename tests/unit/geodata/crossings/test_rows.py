"""Crossings as rows: one a figure, filtered by codes that exist, sums stated."""

import pytest

from geodata.crossings.counts import monthly_counts
from geodata.crossings.measures import PEOPLE, PEOPLE_MODES
from geodata.crossings.rows import FRAME_COLUMNS, crossing_mask, crossings_frame
from geodata.crossings.series import crossing_series
from geodata.errors import UnknownCode
from geodata.tables.atlas import load_atlas


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def test_the_frame_has_one_row_a_figure(atlas):
    frame = crossings_frame(atlas, measures=[PEOPLE], years=(2017, 2017))
    assert tuple(frame.columns) == FRAME_COLUMNS
    assert set(frame["period"]) == {"2017"}
    assert frame["crossing_id"].is_unique
    assert frame["value"].dtype == "int64"


def test_monthly_rows_have_months_as_period(atlas):
    frame = crossings_frame(
        atlas, measures=["pedestrians"], years=(2017, 2017), borders=["US-MX"], frequency="monthly"
    )
    assert set(frame["period"]) == {f"2017-{month:02d}" for month in range(1, 13)}


def test_land_and_sea_detections_make_one_monthly_figure_of_a_route(atlas):
    frame = monthly_counts(atlas, "detections")
    assert not frame.duplicated(["crossing_id", "period"]).any()
    whole = crossing_series(atlas, "route-eastern-mediterranean", "detections", "monthly")
    parts = [
        crossing_series(atlas, "route-eastern-mediterranean", "detections", "monthly", part)
        for part in ("land", "sea")
    ]
    assert whole.points[0].value == sum(part.points[0].value for part in parts)


def test_people_of_all_modes_are_the_sum_of_the_four_modes_in_every_month(atlas):
    months = {}
    for mode in PEOPLE_MODES:
        for key, value in (
            monthly_counts(atlas, mode).groupby(["crossing_id", "period"])["value"].sum().items()
        ):
            months[key] = months.get(key, 0) + value
    assert monthly_counts(atlas, PEOPLE).set_index(["crossing_id", "period"])["value"].to_dict() == months


def test_a_country_matches_on_either_side(atlas):
    chosen = atlas.crossings[crossing_mask(atlas, countries=["CA"])]
    assert set(zip(chosen["country_from"], chosen["country_to"], strict=True)) == {("US", "CA"), ("CA", "US")}


def test_a_country_without_crossings_leaves_nothing_and_is_no_error(atlas):
    assert not crossing_mask(atlas, countries=["KR"]).any()


@pytest.mark.parametrize(
    "wrong",
    [
        {"countries": ["XX"]},
        {"borders": ["US-UK"]},
        {"kinds": ["tunnel"]},
        {"measures": ["people"]},
        {"frequency": "weekly"},
    ],
)
def test_a_code_that_does_not_exist_is_named_with_those_that_do(atlas, wrong):
    with pytest.raises(UnknownCode):
        crossings_frame(atlas, **wrong)
