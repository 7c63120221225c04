"""A crossing's series, its words and its charts: gaps stay gaps, notes stand where they belong."""

from datetime import date

import pytest

from components.crossings.figures import MOST_COMPARED, crossing_figure, season_figure, table_twin
from geodata.crossings.describe import describe
from geodata.crossings.measures import PEOPLE, crossing_measure, crossing_measures
from geodata.crossings.notes import notes_for
from geodata.crossings.rows import crossings_frame
from geodata.crossings.series import crossing_series, measures_of, season
from geodata.errors import UnknownCode
from geodata.tables.atlas import load_atlas
from geodata.words.borders import border_name, short_name


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


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


def test_a_doubtful_month_of_the_source_is_kept_and_said(atlas):
    series = crossing_series(atlas, "poe-us-2504", "personal_vehicle_passengers", "monthly")
    june = next(point for point in series.points if point.period == "2000-06")
    assert june.value == 277_473
    assert june.doubts
    [row] = [row for row in table_twin(series) if row["period"] == "Jun 2000"]
    assert row["value"] == "277,473 (doubtful)"
    assert "Doubtful, but so in the source itself: " in describe(series)
    measures, years = ["personal_vehicle_passengers"], (2000, 2000)
    frame = crossings_frame(atlas, borders=["US-MX"], measures=measures, years=years, frequency="monthly")
    marked = frame[frame["doubtful"] != ""]
    assert marked[["crossing_id", "period", "value", "doubtful"]].values.tolist() == [
        ["poe-us-2504", "2000-06", 277_473, "more_vehicles_than_passengers"]
    ]


def test_the_sum_of_a_border_bears_no_mark_of_one_crossing(atlas):
    series = crossing_series(atlas, "US-MX", "personal_vehicle_passengers", "monthly")
    assert not any(point.doubts for point in series.points)
