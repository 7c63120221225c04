"""Crossings: deriving the months, counting, scaling, describing."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from components.figures_crossings import MOST_COMPARED, crossing_figure, season_figure, table_twin
from geodata.area_scale import area_radius, legend_values, size_legend, step_down
from geodata.atlas import load_atlas
from geodata.crossing_counts import layer_values, monthly_counts, year_grid
from geodata.crossing_measures import PEOPLE, PEOPLE_MODES, crossing_measure, crossing_measures
from geodata.crossing_notes import notes_for
from geodata.crossing_series import crossing_series, describe, measures_of, season
from geodata.crossing_words import border_name, short_name
from geodata.crossings import FRAME_COLUMNS, crossing_mask, crossings_frame
from geodata.crossings_build import SCHEMA, build_monthly, monthly_table, run_crossings_monthly
from geodata.errors import UnknownCode
from geodata.nearest import (
    crossings_near,
    distance_text,
    distances,
    nearest_frame,
    places_near,
    policing_in_force,
)
from geodata.timeline import build_timeline


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def bts(*rows):
    columns = ["place_id", "month", "measure", "value"]
    return pd.DataFrame(rows or [("poe-us-1", date(2020, 3, 1), "Trucks", 5)], columns=columns)


def frontex(*rows):
    columns = ["place_id", "route", "type", "month", "detections"]
    return pd.DataFrame(rows or [("route-x", "X", "Sea", date(2020, 3, 1), 7.0)], columns=columns)


# deriving the monthly table


def test_the_table_is_sorted_typed_and_named_by_the_atlas_codes():
    table, report = monthly_table(
        bts(
            ("poe-us-2", date(2021, 12, 1), "Trucks", 3),
            ("poe-us-1", date(2021, 1, 1), "Truck Containers Empty", 0),
        ),
        frontex(),
    )
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist()[1:] == [
        {
            "crossing_id": "poe-us-1",
            "measure": "truck_containers_empty",
            "breakdown": "",
            "month": 202101,
            "value": 0,
            "source_id": "f-bts_border_crossing",
        },
        {
            "crossing_id": "poe-us-2",
            "measure": "trucks",
            "breakdown": "",
            "month": 202112,
            "value": 3,
            "source_id": "f-bts_border_crossing",
        },
    ]
    assert report.rows_in == report.rows_out == 3
    assert report.notes == ()


def test_a_route_without_a_place_is_left_out_and_told():
    table, report = monthly_table(
        bts(),
        frontex(
            ("route-x", "X", "Land", date(2020, 3, 1), 7.0), (np.nan, "Other", "Sea", date(2020, 3, 1), 2.0)
        ),
    )
    assert table.num_rows == 2
    assert report.notes == ("Frontex table: route 'Other' has no place: 1 rows, 2 detections left out",)


def test_a_figure_repeated_beside_a_zero_is_kept_once_and_told():
    row = ("poe-us-1", date(2021, 2, 1), "Buses")
    table, report = monthly_table(bts((*row, 2175), (*row, 0)), frontex())
    assert [r["value"] for r in table.to_pylist() if r["measure"] == "buses"] == [2175]
    assert "given as 2175, 0; written once, 2175" in report.notes[0]


def test_two_different_figures_for_one_thing_are_an_error():
    row = ("poe-us-1", date(2021, 2, 1), "Buses")
    with pytest.raises(ValueError, match="given as 4 and as 5"):
        monthly_table(bts((*row, 4), (*row, 5)), frontex())


@pytest.mark.parametrize(
    ("ports", "routes", "message"),
    [
        (bts(("p", date(2021, 1, 1), "Bicycles", 1)), frontex(), "column measure: unknown 'Bicycles'"),
        (bts(("p", date(2021, 1, 1), "Buses", -1)), frontex(), "row 0, column value: -1.0 is not a count"),
        (bts(), frontex(("r", "R", "Air", date(2021, 1, 1), 1.0)), "column type: unknown 'Air'"),
        (bts(), frontex(("r", "R", "Sea", date(2021, 1, 1), 1.5)), "column detections: 1.5 is not a count"),
        (bts().drop(columns="value"), frontex(), "missing column"),
    ],
)
def test_a_source_that_is_not_as_documented_is_refused_with_the_place(ports, routes, message):
    with pytest.raises(ValueError, match=message):
        monthly_table(ports, routes)


def test_building_writes_the_file_and_says_what_it_did(tmp_path):
    bts().to_parquet(tmp_path / "bts.parquet")
    frontex().to_parquet(tmp_path / "frontex.parquet")
    out = tmp_path / "months.parquet"
    report = build_monthly(tmp_path / "bts.parquet", tmp_path / "frontex.parquet", out)
    assert str(report) == "2 rows read, 2 rows written"
    assert pd.read_parquet(out)["value"].tolist() == [7, 5]


def test_the_command_derives_the_table_or_says_what_is_wrong(tmp_path, capsys):
    bts().to_parquet(tmp_path / "bts.parquet")
    frontex().to_parquet(tmp_path / "frontex.parquet")
    names = {"--bts": "bts.parquet", "--frontex": "frontex.parquet", "--out": "out.parquet"}
    arguments = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    assert run_crossings_monthly(arguments) == 0
    assert "2 rows written" in capsys.readouterr().out
    bts().drop(columns="month").to_parquet(tmp_path / "bts.parquet")
    assert run_crossings_monthly(arguments) == 1
    assert "missing column(s) month" in capsys.readouterr().err


# rows


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


# the map layer


def test_a_sum_over_years_says_whether_all_of_them_have_a_figure(atlas):
    port = atlas.crossings.index.get_loc("poe-us-2504")
    one, both = layer_values(atlas, PEOPLE, (2023, 2023)), layer_values(atlas, PEOPLE, (2024, 2025))
    assert one.complete[port]
    assert not both.complete[port]
    assert both.years_counted[port] == 1
    assert both.value[port] == layer_values(atlas, PEOPLE, (2024, 2024)).value[port]


def test_years_without_any_figure_are_missing_not_zero(atlas):
    values = layer_values(atlas, PEOPLE, (1950, 1960))
    assert np.isnan(values.value).all()
    assert values.largest == 0
    assert not values.complete.any()


def test_the_grid_of_a_measure_cannot_be_written_to(atlas):
    with pytest.raises(ValueError, match="read-only"):
        year_grid(atlas, PEOPLE).value[0, 0] = 1


def test_area_not_radius_grows_with_the_number():
    assert area_radius(100.0, 100.0, 20.0) == 20
    assert area_radius(25.0, 100.0, 20.0) == 10
    small, large = area_radius(np.array([10.0, 40.0]), 100.0, 20.0)
    assert math.isclose((large / small) ** 2, 4)


def test_missing_and_zero_are_no_small_discs():
    radii = area_radius(np.array([np.nan, 0.0]), 100.0, 20.0)
    assert np.isnan(radii[0])
    assert radii[1] == 0


@pytest.mark.parametrize("arguments", [(-1.0, 10.0, 5.0), (1.0, 0.0, 5.0), (1.0, 10.0, 0.0)])
def test_a_scale_needs_a_positive_end_and_counts(arguments):
    with pytest.raises(ValueError, match=r"scale|negative"):
        area_radius(*arguments)


@pytest.mark.parametrize(
    ("largest", "values"),
    [
        (54_403_110, (50_000_000, 10_000_000, 2_000_000)),
        (7, (5, 1)),
        (1, (1,)),
        (0, ()),
        (999, (500, 100, 20)),
    ],
)
def test_legend_values_are_round_and_within_the_scale(largest, values):
    assert legend_values(largest) == values


def test_a_power_of_ten_is_its_own_step():
    assert [step_down(10.0**power) for power in range(8)] == [10.0**power for power in range(8)]


def test_the_legend_carries_radius_and_label():
    assert [(size.radius, size.label) for size in size_legend(2000.0, 20.0, 1)] == [(20.0, "2,000")]


# series


def test_a_period_without_a_figure_is_a_point_without_a_value(atlas):
    series = crossing_series(atlas, "route-black-sea", "detections", "monthly")
    assert [point.value for point in series.points[:3]] == [1, None, None]
    periods = [point.period for point in series.points]
    assert periods == sorted(periods)
    assert len(periods) == len(set(periods))


def test_a_border_adds_up_its_crossings_and_says_how_many(atlas):
    border = crossing_series(atlas, "US-MX", PEOPLE)
    frame = crossings_frame(atlas, borders=["US-MX"], measures=[PEOPLE], years=(2017, 2017))
    point = next(point for point in border.points if point.period == "2017")
    assert (point.value, point.crossings) == (frame["value"].sum(), len(frame))


def test_fiscal_years_of_the_border_patrol_stand_at_their_real_months(atlas):
    series = crossing_series(atlas, "usbp-tucson", "apprehensions")
    last = series.points[-1]
    assert (last.period, last.span.start, last.span.end) == ("2025", date(2024, 10, 1), date(2025, 9, 30))
    assert "Oct 2024" in series.label(last)


def test_a_single_quoted_figure_is_no_series(atlas):
    with pytest.raises(ValueError, match="not a series"):
        crossing_series(atlas, "irr-ca-roxham-road", "rcmp_interceptions_cumulative_since_2017", "monthly")
    assert measures_of(atlas, "irr-ca-roxham-road", "monthly") == ()


@pytest.mark.parametrize("frequency", ["yearly", "monthly"])
def test_the_measures_offered_at_a_subject_are_those_with_figures(atlas, frequency):
    subjects = ("poe-us-2504", "US-CA", "route-western-balkan", "usbp-tucson")
    with_figures = {subject: [] for subject in subjects}
    for code, measure in crossing_measures().items():
        for subject in subjects if measure.is_series else ():
            if crossing_series(atlas, subject, code, frequency).known:
                with_figures[subject].append(code)
    assert {subject: list(measures_of(atlas, subject, frequency)) for subject in subjects} == with_figures


def test_an_unknown_subject_is_named(atlas):
    with pytest.raises(UnknownCode, match="poe-us-none"):
        crossing_series(atlas, "poe-us-none", PEOPLE)


def test_the_season_of_the_northern_border_peaks_in_summer(atlas):
    shape = season(crossing_series(atlas, "US-CA", PEOPLE, "monthly"))
    assert shape.index.index(max(shape.index)) in (6, 7)
    assert 2025 not in shape.years
    assert season(crossing_series(atlas, "US-CA", PEOPLE)) is None


def test_a_description_gives_span_extremes_and_gaps(atlas):
    text = describe(crossing_series(atlas, "route-black-sea", "detections", "monthly"))
    assert "Black Sea Route" in text
    assert "29 figures" in text
    assert "no figure" in text


def test_notes_of_a_measure_do_not_spill_over_to_another():
    assert {note.label for note in notes_for("rcmp_interceptions", "US-CA", "rcmp-ca-mb")} == {
        "Additional Protocol"
    }
    assert "Essential travel only" not in {note.label for note in notes_for("trucks", "BALKAN")}


def test_names_for_charts_are_short():
    assert short_name("US Border Patrol Tucson Sector") == "Tucson Sector"
    assert short_name("Between ports of entry, Québec (RCMP province total; anchor point)") == "Québec"
    assert border_name("US-MX") == "US–Mexico border"


def test_a_measures_title_names_its_fiscal_year():
    assert "fiscal years" in crossing_measure("apprehensions").title
    assert crossing_measure("pedestrians").title == "Pedestrians"


# charts


def test_a_line_breaks_where_a_figure_is_missing(atlas):
    figure = crossing_figure([crossing_series(atlas, "route-black-sea", "detections", "monthly")])
    assert None in figure["data"][0]["y"]
    assert figure["data"][0]["connectgaps"] is False


def test_a_chart_shades_2020_and_marks_the_sourced_notes(atlas):
    layout = crossing_figure([crossing_series(atlas, "US-CA", PEOPLE, "monthly")])["layout"]
    assert any(shape["type"] == "rect" and shape["x0"] == "2020-01-01" for shape in layout["shapes"])
    hovers = [mark.get("hovertext", "") for mark in layout["annotations"]]
    assert any("85 Fed. Reg. 16548" in text for text in hovers)


def test_a_chart_refuses_different_measures_and_more_lines_than_can_be_told_apart(atlas):
    people = crossing_series(atlas, "US-CA", PEOPLE)
    with pytest.raises(ValueError, match="share no axis"):
        crossing_figure([people, crossing_series(atlas, "US-CA", "trucks")])
    with pytest.raises(ValueError, match="at most"):
        crossing_figure([people] * (MOST_COMPARED + 1))


def test_a_chart_of_nothing_says_so():
    figure = crossing_figure([])
    assert figure["data"] == []
    assert "No figures" in figure["layout"]["annotations"][0]["text"]


def test_the_season_chart_has_twelve_bars(atlas):
    shape = season(crossing_series(atlas, "US-CA", PEOPLE, "monthly"))
    assert len(season_figure(shape)["data"][0]["x"]) == len(set(season_figure(shape)["data"][0]["x"])) == 12


def test_the_table_says_where_there_is_no_figure(atlas):
    rows = table_twin(crossing_series(atlas, "route-black-sea", "detections", "monthly"))
    assert rows[0]["value"] == "1"
    assert rows[1]["value"] == "no figure"


# what lies nearest


def test_the_nearest_frame_ranks_places_in_force_from_one_to_three(atlas):
    policing = policing_in_force(build_timeline(atlas), 2017)
    frame = nearest_frame(atlas, policing)
    assert list(frame.columns) == ["crossing_id", "place_id", "rank", "distance_km", "policing"]
    assert len(frame) == 3 * len(atlas.crossings)
    assert set(frame["place_id"]) <= set(policing)
    assert frame.groupby("crossing_id")["distance_km"].is_monotonic_increasing.all()
    assert frame.groupby("crossing_id")["rank"].apply(list).map(tuple).unique().tolist() == [(1, 2, 3)]


def test_before_the_first_policy_nothing_is_near(atlas):
    assert policing_in_force(build_timeline(atlas), 1900) == {}
    assert len(nearest_frame(atlas, {})) == 0


def test_chula_vista_is_some_ten_kilometres_from_san_ysidro(atlas):
    measured = distances(atlas)
    port = atlas.crossings.index.get_loc("poe-us-2504")
    place = atlas.places.index.get_loc("us-ca-chula-vista")
    assert 8 < measured.km[place, port] < 14


def test_what_is_near_a_place_and_a_crossing_agrees_with_the_frame(atlas):
    policing = policing_in_force(build_timeline(atlas), 2017)
    frame = nearest_frame(atlas, policing)
    rows = frame[frame["crossing_id"] == "poe-us-2504"]
    near = places_near(atlas, "poe-us-2504", policing)
    assert [one.id for one in near] == rows["place_id"].tolist()
    assert [one.policing for one in near] == rows["policing"].tolist()
    within = crossings_near(atlas, "us-ca-chula-vista", within_km=30)
    assert "poe-us-2504" in [one.id for one in within]
    assert all(one.km <= 30 for one in within)
    assert [one.km for one in within] == sorted(one.km for one in within)
    assert len(crossings_near(atlas, "us-ca-chula-vista", k=2)) == 2


def test_near_something_unknown_is_an_error_that_names_it(atlas):
    with pytest.raises(UnknownCode, match="us-xx-nowhere"):
        crossings_near(atlas, "us-xx-nowhere")
    with pytest.raises(UnknownCode, match="poe-us-none"):
        places_near(atlas, "poe-us-none", {})


def test_distances_are_told_in_kilometres_and_miles():
    assert distance_text(4.23) == "4.2 km (2.6 miles)"
    assert distance_text(160.9344) == "161 km (100 miles)"
