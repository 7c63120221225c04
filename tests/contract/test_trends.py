"""The shipped figures against numbers known from outside, and the notes against the figures."""

from itertools import pairwise

import pytest

from components.trends.figures import removals_figure
from geodata.periods import Frequency
from geodata.removals.claims import article_figures, beside
from geodata.removals.contexts import load_breaks, load_contexts
from geodata.removals.describe import describe
from geodata.removals.frame import removals_frame
from geodata.removals.measures import Mode, load_measures
from geodata.removals.series import Flag, SeriesKey, load_series, series_catalogue
from geodata.removals.trends import trends_view
from geodata.tables.atlas import load_atlas

PROVINCES = (
    "Alberta",
    "British Columbia",
    "Manitoba",
    "New Brunswick",
    "Ontario",
    "Québec",
    "Saskatchewan",
)


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


@pytest.mark.parametrize(
    ("series", "period", "value"),
    [
        ("US|ice_removals|fiscal_oct|total|yearly", "2012", 409_849),
        ("US|ice_removals|fiscal_oct|total|yearly", "2016", 240_255),
        ("US|removals|fiscal_oct|total|yearly", "2012", 415_636),
        ("US|removals|fiscal_oct|total|yearly", "2019", 359_885),
        ("US|removals|fiscal_oct|total (OHSS key metrics, rounded to 10)|yearly", "2019", 347_230),
        ("CA|removals|calendar|total|yearly", "2012", 18_960),
        ("CA|removals|fiscal_apr|total|yearly", "2017", 8_014),
        ("GB|enforced_returns|calendar|total|yearly", "2004", 21_425),
        ("GB|enforced_returns|calendar|total|yearly", "2023", 6_393),
        ("DE|removals|calendar|Abschiebungen|yearly", "2016", 25_375),
        ("DE|removals|calendar|Abschiebungen|yearly", "2024", 20_084),
    ],
)
def test_known_figures(atlas, series, period, value):
    points = load_series(atlas, SeriesKey.parse(series)).points
    assert next(point.value for point in points if point.period == period) == value


def test_every_figure_of_the_table_belongs_to_one_series(atlas):
    held = sum(len(load_series(atlas, key).known) for key in series_catalogue(atlas))
    assert held == len(atlas.figures)


def test_interceptions_by_province_and_month_add_up_to_the_national_figure(atlas):
    """One person in Newfoundland, July 2020, stands in the national total alone; in the first months of 2023
    the sources give the provinces a few more than the nation."""
    keys = [key for key in series_catalogue(atlas) if key.measure == "rcmp_interceptions"]
    assert {key.breakdown for key in keys} == {"total", *PROVINCES}
    months = {key.breakdown: load_series(atlas, key) for key in keys if key.frequency is Frequency.MONTHLY}
    by_month = {
        name: {point.period: point.value for point in series.known} for name, series in months.items()
    }
    total = by_month.pop("total")
    differing = {
        month: value - sum(province.get(month, 0) for province in by_month.values())
        for month, value in total.items()
    }
    assert {month: off for month, off in differing.items() if off} == {
        "2020-07": 1, "2023-01": -4, "2023-02": -2, "2023-03": -2
    }  # fmt: skip
    assert by_month["Manitoba"]["2017-03"] == 170


def test_series_keys_survive_their_text_form(atlas):
    for key in series_catalogue(atlas):
        assert SeriesKey.parse(str(key)) == key


def test_every_measure_of_the_data_has_a_label_and_a_definition(atlas):
    notes = load_measures(atlas.folder)
    tables = (atlas.removals, atlas.population_estimates)
    counted = {pair for table in tables for pair in zip(table["measure"], table["country"], strict=True)}
    for measure, country in counted:
        note = notes.note(measure, country)
        assert note.label
        assert note.definition
        assert note.who_counts
        assert note.leaves_out
        assert note.licence
    assert {measure for measure, _country in notes.notes} == {measure for measure, _country in counted}


def test_every_break_has_a_source_and_a_figure_at_its_year(atlas):
    for each in load_breaks(atlas.folder):
        assert each.source_id in atlas.sources.index
        concerned = [key for key in series_catalogue(atlas) if each.concerns(key)]
        assert len(concerned) == 1
        assert each.period in {point.period for point in load_series(atlas, concerned[0]).known}


def test_every_context_is_cited_and_terms_of_office_follow_each_other(atlas):
    contexts = load_contexts(atlas.folder)
    assert all(each.citation for each in contexts)
    for country, first in (("US", 1892), ("CA", 1925)):
        terms = [each for each in contexts if each.country == country and each.kind == "term"]
        assert terms[0].start.year <= first
        assert terms[-1].end is None
        for one, after in pairwise(terms):
            assert one.end is not None
            assert 0 <= (after.start - one.end).days <= 1


def test_the_articles_four_figures_stand_beside_the_official_ones(atlas):
    found = article_figures(atlas)
    assert [(each.quoted, each.point.value) for each in found] == [
        (410_000, 409_849),
        (240_000, 240_255),
        (19_000, 18_960),
        (None, 8_014),
    ]
    for each in found[:3]:
        assert abs(each.quoted - each.point.value) < 300
    assert found[3].change < -0.5
    assert "409,849" in beside(found[0])


def test_the_articles_rounded_words_are_never_points_of_a_line(atlas):
    view = trends_view(atlas)
    assert all(Flag.QUOTED not in mark.flags for line in view.lines for mark in line.marks)


@pytest.mark.parametrize("mode", Mode)
def test_every_series_can_be_described_and_drawn_in_every_mode(atlas, mode):
    measures = load_measures(atlas.folder)
    for key in series_catalogue(atlas):
        assert describe(load_series(atlas, key), measures)
        view = trends_view(atlas, [key], mode=mode)
        assert removals_figure(view, log=True)["data"]


def test_the_contrast_of_the_article_per_100_000_residents(atlas):
    frame = removals_frame(
        atlas, countries=["US", "CA"], measures=["ice_removals", "removals"], breakdowns=["total"],
        years=(2012, 2012), rates=True, index=2012,
    )  # fmt: skip
    by_series = frame.set_index(["country", "measure"])["per_100k"]
    assert round(by_series["US", "ice_removals"]) == 130
    assert round(by_series["CA", "removals"]) == 55
    assert set(frame["index"]) == {100.0}
    assert set(frame["population_source_id"]) == {"world-bank-population"}


def test_aggregates_of_eurostat_get_no_rate(atlas):
    frame = removals_frame(atlas, countries=["EU28"], rates=True)
    assert frame["per_100k"].isna().all()
