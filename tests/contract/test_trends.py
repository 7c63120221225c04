"""The shipped figures of removals are drawn and told as what they are, in every view."""

from __future__ import annotations

import pytest

from components.charts.parts import hover_text
from components.trends.controls import preset_labels
from components.trends.figures import mark_key, removals_figure
from components.trends.picker import chosen
from geodata.export.trends import series_frame
from geodata.figure_kinds import Nature
from geodata.periods import JOINED, Frequency
from geodata.removals.describe import describe
from geodata.removals.lines import Role
from geodata.removals.measures import Mode
from geodata.removals.series import Flag, SeriesKey, load_series
from geodata.removals.trends import trends_view
from geodata.selection.state import FilterState
from geodata.views.trend_choices import PRESETS, main_series, with_preset

NEW_PRESETS = ("us_detention", "us_citizenship", "ca_quarters", "eu_quarters")
DETENTION = "US|ice_detention_average_daily_population"
SNAPSHOT = SeriesKey.parse("US|ice_detention_population_snapshot|calendar|total|on_a_day")


def test_the_articles_rounded_words_are_never_points_of_a_line(atlas):
    view = trends_view(atlas)
    assert all(Flag.QUOTED not in mark.flags for line in view.lines for mark in line.marks)


@pytest.mark.parametrize("mode", Mode)
def test_every_series_can_be_described_and_drawn_in_every_mode(atlas, catalogue, measures, mode):
    for key in catalogue:
        assert describe(load_series(atlas, key), measures)
        view = trends_view(atlas, [key], mode=mode)
        assert removals_figure(view, log=True)["data"]


@pytest.mark.parametrize("mode", Mode)
def test_a_year_to_date_stands_beside_its_own_yearly_series_as_a_mark_of_its_own(atlas, catalogue, mode):
    for country in sorted({key.country for key in catalogue if key.frequency is Frequency.TO_DATE}):
        view = trends_view(atlas, main_series(atlas, country), mode=mode)
        for line in view.lines:
            partial = [Flag.TO_DATE in mark.flags for mark in line.marks if mark.count is not None]
            assert any(partial) == (line.role is Role.TO_DATE)
            assert mode is Mode.ABSOLUTE or line.role is not Role.TO_DATE or not line.known_marks


def test_the_running_years_of_ice_detention_stand_beside_the_whole_years(atlas):
    key = SeriesKey.parse(f"{DETENTION}|fiscal_oct|arrested by ICE (ICE detention statistics)|yearly")
    beside = [line for line in trends_view(atlas, [key]).lines if line.role is Role.TO_DATE]
    assert {mark.count for line in beside for mark in line.marks} == {28_706, 56_196}
    assert {line.marks[0].label for line in beside} == {
        "October 1, 2024 to September 21, 2025",
        "October 1, 2025 to April 4, 2026",
    }


def test_an_average_or_a_stock_says_so_wherever_its_number_stands(atlas, catalogue, measures):
    for key in (key for key in catalogue if key.nature is not Nature.COUNT):
        text = describe(load_series(atlas, key), measures)
        said = "averages are never added up" if key.nature is Nature.AVERAGE else "people on one day"
        assert said in text, key
    key = SeriesKey.parse(f"{DETENTION}|calendar|total (ICE detention statistics)|monthly")
    view = trends_view(atlas, [key])
    [line] = view.lines
    assert "people a day on average" in hover_text(line.known_marks[-1], line, view)


def test_a_snapshot_is_a_mark_on_a_day_that_nothing_joins(atlas, measures):
    view = trends_view(atlas, [SNAPSHOT])
    [trace] = [trace for trace in removals_figure(view)["data"] if trace["name"] == str(SNAPSHOT)]
    assert trace["mode"] == "markers"
    assert load_series(atlas, SNAPSHOT).gaps == ()
    assert view.lines[0].marks[-1].label == "on a day in Apr 2026"
    assert "●" in dict(mark_key(view))
    assert [reason.code for reason in trends_view(atlas, [SNAPSHOT], mode=Mode.INDEX).reasons] == ["no_index"]
    text = describe(load_series(atlas, SNAPSHOT), measures)
    assert "counted on 79 days between May 2019 and Apr 2026" in text


def test_rolling_years_overlap_so_that_nothing_joins_them_and_none_is_missing(atlas, catalogue, measures):
    [key] = [key for key in catalogue if key.frequency is Frequency.TWELVE_MONTHS]
    series = load_series(atlas, key)
    assert {point.span.months for point in series.points} == {12}
    assert series.gaps == ()
    assert "twelve months to June 2025" in {series.label(point) for point in series.points}
    view = trends_view(atlas, [key])
    modes = [trace["mode"] for trace in removals_figure(view)["data"] if trace["name"] == str(key)]
    assert modes == ["markers"]
    assert "neighbours overlap" in describe(series, measures)


@pytest.mark.parametrize("code", NEW_PRESETS)
def test_a_preset_shows_its_series_with_no_label_twice(atlas, code):
    preset = PRESETS[code]
    view = trends_view(atlas, preset.series)
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
def test_quarters_stand_under_the_axis(atlas, code):
    axis = removals_figure(trends_view(atlas, PRESETS[code].series))["layout"]["xaxis"]
    assert axis["ticktext"][0].startswith("Q")
    assert axis["title"]["text"] == "quarters"


def test_a_chip_names_what_tells_a_series_from_the_others(house):
    def texts(code: str) -> list[str]:
        state = with_preset(FilterState(), code)
        return [str(chip.children).removesuffix(" ×") for chip in chosen(house, state)]

    assert texts("us_detention") == ["All, ICE statistics", "Arrested by ICE", "Arrested by CBP"]
    assert texts("us_citizenship")[0] == "Mexico"
    assert texts("eu_quarters")[0] == "Germany · Orders to leave, in a quarter"


def test_the_download_of_a_view_says_what_kind_of_figures_it_holds(house):
    state = with_preset(FilterState(), "us_detention")
    frame = series_frame(house, state)
    assert set(frame["figure_is"]) == {"average"}
    assert set(frame["frequency"]) == {"monthly"}
    assert set(frame["unit"]) == {"people a day on average"}


def test_the_commissions_count_of_frontex_returns_is_told_as_a_conflict(atlas):
    key = SeriesKey.parse("EU+|frontex_coordinated_returns|calendar|all participating states|yearly")
    [told] = [each for each, _span in trends_view(atlas, [key]).breaks if each.kind == "conflict"]
    years = [point.value or 0 for point in load_series(atlas, key).known if "2006" <= point.period <= "2013"]
    assert f"{sum(years):,}" in told.reason
    assert "10,855" in told.reason
    assert atlas.sources.loc[told.source_id, "kind"] == "official"
