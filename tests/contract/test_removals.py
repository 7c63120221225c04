"""The shipped figures of removals are those known from outside, each in one series of one kind."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from geodata.codes import SourceKind
from geodata.periods import Frequency
from geodata.removals.claims import article_figures, beside
from geodata.removals.contexts import load_breaks, load_contexts
from geodata.removals.frame import removals_frame
from geodata.removals.series import Flag, SeriesKey, load_series
from geodata.views.trend_choices import may_be_line
from geodata.words.terms import source_kind

DETENTION = "US|ice_detention_average_daily_population"
CA_QUARTER = SeriesKey.parse("CA|removals_quarter|calendar|total|quarterly")
PROVINCES = (
    "Alberta",
    "British Columbia",
    "Manitoba",
    "New Brunswick",
    "Ontario",
    "Québec",
    "Saskatchewan",
)


def of_frequency(catalogue: tuple[SeriesKey, ...], frequency: Frequency) -> list[SeriesKey]:
    return [key for key in catalogue if key.frequency is frequency]


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
        (f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly", "2019", 50_165),
        (f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly", "2024", 37_722),
        (f"{DETENTION}|calendar|total (ICE detention statistics)|monthly", "2026-01", 71_929),
        ("US|ice_removals_by_citizenship|fiscal_oct|citizenship: Mexico|yearly", "2024", 87_298),
        ("CA|removals_quarter|calendar|total|quarterly", "2025-03", 5_647),
        ("CA|removals|calendar|total|yearly", "2025", 22_108),
        ("CA|removals_inventory|calendar|all inventories|on_a_day", "2024-12", 485_359),
    ],
)
def test_known_figures(atlas, series, period, value):
    points = load_series(atlas, SeriesKey.parse(series)).points
    assert next(point.value for point in points if point.period == period) == value


def test_every_figure_is_of_one_kind_and_the_kinds_are_those_of_the_table(atlas, catalogue):
    kinds = Counter(key.frequency for key in catalogue for _point in load_series(atlas, key).known)
    assert sum(kinds.values()) == len(atlas.figures)
    assert set(kinds) == set(Frequency)
    assert kinds[Frequency.QUARTERLY] == int(atlas.removals["measure"].str.endswith("_quarter").sum())
    assert kinds[Frequency.TWELVE_MONTHS] == 10


def test_interceptions_by_province_and_month_add_up_to_the_national_figure(atlas, catalogue):
    """One person in Newfoundland, July 2020, stands in the national total alone; in the first months of 2023
    the sources give the provinces a few more than the nation."""
    keys = [key for key in catalogue if key.measure == "rcmp_interceptions"]
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


def test_series_keys_survive_their_text_form(catalogue):
    for key in catalogue:
        assert SeriesKey.parse(str(key)) == key


def test_every_measure_of_the_data_has_a_label_and_a_definition(atlas, measures):
    tables = (atlas.removals, atlas.population_estimates)
    counted = {pair for table in tables for pair in zip(table["measure"], table["country"], strict=True)}
    for measure, country in counted:
        note = measures.note(measure, country)
        assert note.label
        assert note.definition
        assert note.who_counts
        assert note.leaves_out
        assert note.licence
    assert {measure for measure, _country in measures.notes} == {measure for measure, _country in counted}


def test_every_break_has_a_source_and_a_figure_at_its_year(atlas, catalogue):
    for each in load_breaks(atlas.folder):
        assert each.source_id in atlas.sources.index
        concerned = [key for key in catalogue if each.concerns(key)]
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


def test_no_year_to_date_is_in_a_series_of_whole_years(atlas, catalogue):
    """Neither by its measure's ending nor by words of its breakdown."""
    for key in catalogue:
        if key.frequency is Frequency.TO_DATE:
            assert not may_be_line(key)
            assert all(Flag.TO_DATE in point.flags for point in load_series(atlas, key).known)
        else:
            assert not key.measure.endswith("_ytd")
            assert "not complete" not in key.breakdown


def test_what_is_part_of_a_year_has_no_rate_no_index_and_no_change(atlas):
    frame = removals_frame(atlas, countries=["US", "CA"], rates=True, index=2024)
    partial = (
        frame["measure"].str.endswith("_ytd")
        | (frame["frequency"] == "to_date")
        | frame["breakdown"].str.contains(r"not complete|\(to 7 Dec\)|Dec only\)")
    )
    assert partial.sum() > 100
    assert frame.loc[partial, ["population", "per_100k", "index"]].isna().all(axis=None)
    assert frame.loc[~partial, "per_100k"].notna().any()


def test_every_figure_of_an_export_says_its_days(atlas):
    frame = removals_frame(atlas)
    unknown = frame[(frame["period_start"] == "") | (frame["period_end"] == "")]
    assert unknown["measure"].str.endswith("_ytd").all()
    assert len(unknown) == 2
    assert (frame["period_start"] <= frame["period_end"]).drop(unknown.index).all()
    years = frame[frame["frequency"] == "yearly"]
    assert (years["period_start"].str[:4] == years["period"])[years["year_basis"] == "calendar"].all()
    of_us = years[(years["year_basis"] == "fiscal_oct") & (years["period"] >= "1977")]
    assert set(of_us["period_start"].str[5:]) == {"10-01"}
    assert set(of_us["period_end"].str[5:]) == {"09-30"}


def test_no_year_of_an_average_is_the_sum_of_its_months(atlas):
    months = load_series(
        atlas, SeriesKey.parse(f"{DETENTION}|calendar|total (ICE detention statistics)|monthly")
    )
    years = load_series(
        atlas, SeriesKey.parse(f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly")
    )
    for year in years.known:
        span = year.span
        within = [month.value or 0 for month in months.known if span.start <= month.span.start <= span.end]
        assert min(within) <= (year.value or 0) <= max(within)


def test_a_quarter_covers_three_months_and_is_named_as_one(atlas, catalogue):
    for key in of_frequency(catalogue, Frequency.QUARTERLY):
        series = load_series(atlas, key)
        assert {point.span.months for point in series.points} == {3}
        assert all(point.period[5:] in ("03", "06", "09", "12") for point in series.points)
    canada = load_series(atlas, CA_QUARTER)
    labels = [canada.label(point) for point in canada.points]
    assert labels[0] == "Q1 2024 (Jan – Mar 2024)"
    assert labels[-1] == "Q2 2025 (Apr – Jun 2025)"


def test_the_regions_of_a_quarter_add_up_to_canada(atlas, catalogue):
    regions = [
        key for key in of_frequency(catalogue, Frequency.QUARTERLY) if key.measure == "removals_quarter"
    ]
    of_canada = [key for key in regions if key.country == "CA" and key != CA_QUARTER]
    total = {point.period: point.value for point in load_series(atlas, CA_QUARTER).known}
    parts = Counter()
    for key in of_canada:
        parts.update({point.period: point.value for point in load_series(atlas, key).known})
    assert dict(parts) == total


def test_a_rolling_year_to_december_is_the_calendar_year(atlas, catalogue):
    [key] = of_frequency(catalogue, Frequency.TWELVE_MONTHS)
    rolling = {point.period: point.value for point in load_series(atlas, key).known}
    yearly = load_series(atlas, SeriesKey.parse("GB|enforced_returns|calendar|total|yearly"))
    same = {point.period: point.value for point in yearly.known if f"{point.period}-12" in rolling}
    assert same == {period: rolling[f"{period}-12"] for period in same} != {}


def test_every_kind_of_source_has_words_of_its_own(atlas):
    terms = [source_kind(kind) for kind in SourceKind]
    assert len({term.label for term in terms}) == len({term.definition for term in terms}) == len(SourceKind)
    assert set(atlas.sources["kind"]) == {kind.value for kind in SourceKind}


def test_french_departures_without_a_removal_measure_are_told_to_be_another_line(atlas, measures):
    assert "6,101" in measures.note("voluntary_returns", "FR").leaves_out
    figures = atlas.removals
    other = figures[(figures["country"] == "FR") & (figures["value"] == 6101)]
    assert other["breakdown"].tolist() == ["departs spontanes, no removal measure"]
