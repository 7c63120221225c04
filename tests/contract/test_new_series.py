"""Quarters, rolling years, averages, snapshots, years to date of the shipped tables: each as what it is."""

from __future__ import annotations

from collections import Counter

import pytest

from components.charts.parts import hover_text
from components.trends.controls import preset_labels
from components.trends.figures import mark_key, removals_figure
from components.trends.picker import chosen
from geodata.export.trends import series_frame
from geodata.figure_kinds import Nature
from geodata.model import SourceKind
from geodata.periods import JOINED, Frequency
from geodata.removals.describe import describe
from geodata.removals.frame import removals_frame
from geodata.removals.lines import Role
from geodata.removals.measures import Mode, load_measures
from geodata.removals.series import Flag, SeriesKey, load_series, series_catalogue
from geodata.removals.trends import trends_view
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.trend_choices import PRESETS, apply_trend, main_series, may_be_line
from geodata.words.terms import source_kind

HOUSE = load_house()
ATLAS = HOUSE.atlas
CATALOGUE = series_catalogue(ATLAS)
MEASURES = load_measures(ATLAS.folder)
NEW_PRESETS = ("us_detention", "us_citizenship", "ca_quarters", "eu_quarters")

DETENTION = "US|ice_detention_average_daily_population"
SNAPSHOT = SeriesKey.parse("US|ice_detention_population_snapshot|calendar|total|on_a_day")
CA_QUARTER = SeriesKey.parse("CA|removals_quarter|calendar|total|quarterly")
ROLLING = next(key for key in CATALOGUE if key.frequency is Frequency.TWELVE_MONTHS)


def of_frequency(frequency: Frequency) -> list[SeriesKey]:
    return [key for key in CATALOGUE if key.frequency is frequency]


@pytest.mark.parametrize(
    ("series", "period", "value"),
    [
        (f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly", "2019", 50_165),
        (f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly", "2024", 37_722),
        (f"{DETENTION}|calendar|total (ICE detention statistics)|monthly", "2026-01", 71_929),
        ("US|ice_removals_by_citizenship|fiscal_oct|citizenship: Mexico|yearly", "2024", 87_298),
        ("CA|removals_quarter|calendar|total|quarterly", "2025-03", 5_647),
        ("CA|removals|calendar|total|yearly", "2025", 22_108),
        ("CA|removals_inventory|calendar|all inventories|on_a_day", "2024-12", 485_359),
    ],
)
def test_known_figures(series, period, value):
    points = load_series(ATLAS, SeriesKey.parse(series)).points
    assert next(point.value for point in points if point.period == period) == value


def test_every_figure_is_of_one_kind_and_the_kinds_are_those_of_the_table():
    kinds = Counter(key.frequency for key in CATALOGUE for _point in load_series(ATLAS, key).known)
    assert sum(kinds.values()) == len(ATLAS.figures)
    assert set(kinds) == set(Frequency)
    assert kinds[Frequency.QUARTERLY] == int(ATLAS.removals["measure"].str.endswith("_quarter").sum())
    assert kinds[Frequency.TWELVE_MONTHS] == 10


# years to date


def test_no_year_to_date_is_in_a_series_of_whole_years():
    """Neither by its measure's ending nor by words of its breakdown."""
    for key in CATALOGUE:
        if key.frequency is Frequency.TO_DATE:
            assert not may_be_line(key)
            assert all(Flag.TO_DATE in point.flags for point in load_series(ATLAS, key).known)
        else:
            assert not key.measure.endswith("_ytd")
            assert "not complete" not in key.breakdown


def test_what_is_part_of_a_year_has_no_rate_no_index_and_no_change():
    frame = removals_frame(ATLAS, countries=["US", "CA"], rates=True, index=2024)
    partial = frame["measure"].str.endswith("_ytd") | frame["breakdown"].str.contains("not complete")
    assert partial.sum() > 100
    assert frame.loc[partial, ["population", "per_100k", "index"]].isna().all(axis=None)
    assert frame.loc[~partial, "per_100k"].notna().any()


@pytest.mark.parametrize("mode", Mode)
def test_a_year_to_date_stands_beside_its_own_yearly_series_as_a_mark_of_its_own(mode):
    for country in sorted({key.country for key in of_frequency(Frequency.TO_DATE)}):
        view = trends_view(ATLAS, main_series(ATLAS, country), mode=mode)
        for line in view.lines:
            partial = [Flag.TO_DATE in mark.flags for mark in line.marks if mark.count is not None]
            assert any(partial) == (line.role is Role.TO_DATE)
            assert mode is Mode.ABSOLUTE or line.role is not Role.TO_DATE or not line.known_marks


def test_the_running_years_of_ice_detention_stand_beside_the_whole_years():
    key = SeriesKey.parse(f"{DETENTION}|fiscal_oct|arrested by ICE (ICE detention statistics)|yearly")
    beside = [line for line in trends_view(ATLAS, [key]).lines if line.role is Role.TO_DATE]
    assert {mark.count for line in beside for mark in line.marks} == {28_706, 56_196}
    assert {line.marks[0].label for line in beside} == {
        "October 1, 2024 to September 21, 2025",
        "October 1, 2025 to April 4, 2026",
    }


# averages and snapshots


def test_an_average_or_a_stock_says_so_wherever_its_number_stands():
    for key in (key for key in CATALOGUE if key.nature is not Nature.COUNT):
        text = describe(load_series(ATLAS, key), MEASURES)
        said = "averages are never added up" if key.nature is Nature.AVERAGE else "people on one day"
        assert said in text, key
    key = SeriesKey.parse(f"{DETENTION}|calendar|total (ICE detention statistics)|monthly")
    view = trends_view(ATLAS, [key])
    [line] = view.lines
    assert "people a day on average" in hover_text(line.known_marks[-1], line, view)


def test_no_year_of_an_average_is_the_sum_of_its_months():
    months = load_series(
        ATLAS, SeriesKey.parse(f"{DETENTION}|calendar|total (ICE detention statistics)|monthly")
    )
    years = load_series(
        ATLAS, SeriesKey.parse(f"{DETENTION}|fiscal_oct|total (ICE detention statistics)|yearly")
    )
    for year in years.known:
        span = year.span
        within = [month.value or 0 for month in months.known if span.start <= month.span.start <= span.end]
        assert min(within) <= (year.value or 0) <= max(within)


def test_a_snapshot_is_a_mark_on_a_day_that_nothing_joins():
    view = trends_view(ATLAS, [SNAPSHOT])
    [trace] = [trace for trace in removals_figure(view)["data"] if trace["name"] == str(SNAPSHOT)]
    assert trace["mode"] == "markers"
    assert load_series(ATLAS, SNAPSHOT).gaps == ()
    assert view.lines[0].marks[-1].label == "on a day in Apr 2026"
    assert "●" in dict(mark_key(view))
    assert [reason.code for reason in trends_view(ATLAS, [SNAPSHOT], mode=Mode.INDEX).reasons] == ["no_index"]
    text = describe(load_series(ATLAS, SNAPSHOT), MEASURES)
    assert "counted on 79 days between May 2019 and Apr 2026" in text


# quarters and rolling years


def test_a_quarter_covers_three_months_and_is_named_as_one():
    for key in of_frequency(Frequency.QUARTERLY):
        series = load_series(ATLAS, key)
        assert {point.span.months for point in series.points} == {3}
        assert all(point.period[5:] in ("03", "06", "09", "12") for point in series.points)
    canada = load_series(ATLAS, CA_QUARTER)
    labels = [canada.label(point) for point in canada.points]
    assert labels[0] == "Q1 2024 (Jan – Mar 2024)"
    assert labels[-1] == "Q2 2025 (Apr – Jun 2025)"


def test_the_regions_of_a_quarter_add_up_to_canada():
    regions = [key for key in of_frequency(Frequency.QUARTERLY) if key.measure == "removals_quarter"]
    of_canada = [key for key in regions if key.country == "CA" and key != CA_QUARTER]
    total = {point.period: point.value for point in load_series(ATLAS, CA_QUARTER).known}
    parts = Counter()
    for key in of_canada:
        parts.update({point.period: point.value for point in load_series(ATLAS, key).known})
    assert dict(parts) == total


def test_rolling_years_overlap_so_that_nothing_joins_them_and_none_is_missing():
    series = load_series(ATLAS, ROLLING)
    assert {point.span.months for point in series.points} == {12}
    assert series.gaps == ()
    assert "twelve months to June 2025" in {series.label(point) for point in series.points}
    view = trends_view(ATLAS, [ROLLING])
    modes = [trace["mode"] for trace in removals_figure(view)["data"] if trace["name"] == str(ROLLING)]
    assert modes == ["markers"]
    assert "neighbours overlap" in describe(series, MEASURES)


def test_a_rolling_year_to_december_is_the_calendar_year():
    rolling = {point.period: point.value for point in load_series(ATLAS, ROLLING).known}
    yearly = load_series(ATLAS, SeriesKey.parse("GB|enforced_returns|calendar|total|yearly"))
    same = {point.period: point.value for point in yearly.known if f"{point.period}-12" in rolling}
    assert same == {period: rolling[f"{period}-12"] for period in same} != {}


# presets


@pytest.mark.parametrize("code", NEW_PRESETS)
def test_a_preset_shows_its_series_with_no_label_twice(code):
    preset = PRESETS[code]
    view = trends_view(ATLAS, preset.series)
    assert [line.key for panel in view.panels for line in panel.mains] == list(preset.series)
    assert all(line.known_marks for line in view.lines)
    assert {line.key.frequency for line in view.lines if line.role is Role.LINE} <= JOINED
    for width in (360, 900):
        figure = removals_figure(view, width=width)
        names = [(note["text"], note["y"]) for note in figure["layout"]["annotations"]]
        assert len(names) == len(set(names))
        assert not any("…" in text for text, _y in names)
        ticks = figure["layout"]["xaxis"].get("ticktext", [])
        assert len(ticks) == len(set(ticks)) <= (4 if width < 560 else 10)
    assert code in preset_labels()


@pytest.mark.parametrize("code", ["ca_quarters", "eu_quarters"])
def test_quarters_stand_under_the_axis(code):
    axis = removals_figure(trends_view(ATLAS, PRESETS[code].series))["layout"]["xaxis"]
    assert axis["ticktext"][0].startswith("Q")
    assert axis["title"]["text"] == "quarters"


def test_a_chip_names_what_tells_a_series_from_the_others():
    def texts(code: str) -> list[str]:
        state = apply_trend(FilterState(), "trend_preset", code, HOUSE.link_codes)
        return [str(chip.children).removesuffix(" ×") for chip in chosen(HOUSE, state)]

    assert texts("us_detention") == ["All, ICE statistics", "Arrested by ICE", "Arrested by CBP"]
    assert texts("us_citizenship")[0] == "Mexico"
    assert texts("eu_quarters")[0] == "Germany · Orders to leave, in a quarter"


def test_the_download_of_a_view_says_what_kind_of_figures_it_holds():
    state = apply_trend(FilterState(), "trend_preset", "us_detention", HOUSE.link_codes)
    frame = series_frame(HOUSE, state)
    assert set(frame["figure_is"]) == {"average"}
    assert set(frame["frequency"]) == {"monthly"}
    assert set(frame["unit"]) == {"people a day on average"}


# sources


def test_every_kind_of_source_has_words_of_its_own():
    terms = [source_kind(kind) for kind in SourceKind]
    assert len({term.label for term in terms}) == len({term.definition for term in terms}) == len(SourceKind)
    assert set(ATLAS.sources["kind"]) == {kind.value for kind in SourceKind}


def test_the_commissions_count_of_frontex_returns_is_told_as_a_conflict():
    key = SeriesKey.parse("EU+|frontex_coordinated_returns|calendar|all participating states|yearly")
    [told] = [each for each, _span in trends_view(ATLAS, [key]).breaks if each.kind == "conflict"]
    years = [point.value or 0 for point in load_series(ATLAS, key).known if "2006" <= point.period <= "2013"]
    assert f"{sum(years):,}" in told.reason
    assert "10,855" in told.reason
    assert ATLAS.sources.loc[told.source_id, "kind"] == "official"


def test_french_departures_without_a_removal_measure_are_told_to_be_another_line():
    assert "6,101" in MEASURES.note("voluntary_returns", "FR").leaves_out
    figures = ATLAS.removals
    other = figures[(figures["country"] == "FR") & (figures["value"] == 6101)]
    assert other["breakdown"].tolist() == ["departs spontanes, no removal measure"]
