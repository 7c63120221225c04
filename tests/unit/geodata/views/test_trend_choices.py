"""The trends view's choices, words and download: what a control changes, and what every copy carries."""

from dataclasses import replace

import pytest

from geodata.export.trends import series_frame
from geodata.removals.claims import DEFAULT_KEYS
from geodata.removals.series import Flag, series_catalogue
from geodata.selection.filters import load_house
from geodata.selection.parameters import MAX_SERIES
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query
from geodata.views.trend_choices import (
    PRESETS,
    countries_of,
    main_series,
    may_be_line,
    series_in_view,
    shown_on_map,
    with_preset,
)
from geodata.views.trend_words import chosen_view, definition_lines, source_line, trend_title

HOUSE = load_house()
VALID = HOUSE.link_codes
TRENDS = FilterState(view="trends")
ARTICLE = with_preset(FilterState(), "article")


# choices


@pytest.mark.parametrize("code", PRESETS)
def test_a_preset_opens_its_series_and_its_link_opens_it_again(code):
    opened = with_preset(FilterState(countries=("CA",)), code)
    assert opened.view == "trends"
    assert opened.countries == ("CA",)
    assert series_in_view(HOUSE.atlas, opened) == PRESETS[code].series
    assert parse_query(to_query(opened), VALID).state == opened


def test_a_preset_that_does_not_exist_changes_nothing():
    assert with_preset(ARTICLE, "no such preset") == ARTICLE


def test_the_view_follows_the_maps_countries_until_series_are_chosen():
    of_uk = series_in_view(HOUSE.atlas, replace(TRENDS, countries=("GB",)))
    assert [key.country for key in of_uk] == ["GB"]
    assert series_in_view(HOUSE.atlas, replace(ARTICLE, countries=("GB",))) == PRESETS["article"].series


def test_a_country_without_removals_leaves_the_first_screens_series():
    assert main_series(HOUSE.atlas, "BR") == ()
    assert series_in_view(HOUSE.atlas, replace(TRENDS, countries=("BR",))) == DEFAULT_KEYS


def test_no_main_series_is_quoted_conflicting_or_part_of_a_year():
    countries = {key.country for key in series_catalogue(HOUSE.atlas)}
    mains = [key for country in sorted(countries) for key in main_series(HOUSE.atlas, country)]
    assert mains
    assert all(may_be_line(key) for key in mains)
    assert not any(key.flags & {Flag.QUOTED, Flag.CONFLICTING, Flag.TO_DATE} for key in mains)


def test_the_map_takes_over_only_countries_that_it_can_be_filtered_by():
    known = VALID["countries"]
    assert countries_of(PRESETS["eu_orders"].series, known) == ()
    assert countries_of(DEFAULT_KEYS, known) == ("US", "CA")
    mapped = shown_on_map(ARTICLE, "CA,ZZ", VALID)
    assert (mapped.countries, mapped.view) == (("CA",), "")


# words


def test_a_title_says_what_where_when_and_how():
    assert trend_title(chosen_view(HOUSE, ARTICLE)) == (
        "Removals by ICE and Removals by CBSA: United States and Canada, 2012–2017"
    )
    rates = replace(ARTICLE, trend_mode="per_100k")
    assert trend_title(chosen_view(HOUSE, rates)).endswith("2012–2017, per 100,000 residents")


def test_a_title_counts_what_it_cannot_name():
    eight = tuple(
        str(key) for key in series_catalogue(HOUSE.atlas) if key.country == "US" and may_be_line(key)
    )
    state = replace(TRENDS, series=eight[:MAX_SERIES])
    assert " more: United States" in trend_title(chosen_view(HOUSE, state))


def test_sources_and_definitions_are_each_said_once():
    view = chosen_view(HOUSE, ARTICLE)
    names = source_line(HOUSE, view).removeprefix("Sources: ").removesuffix(".").split("; ")
    assert len(names) == len(set(names)) > 1
    lines = definition_lines(view)
    assert len(lines) == len(set(lines)) == len(view.notes)
    assert all("Licence:" in line for line in lines)


# download


def test_the_downloads_figures_are_those_of_the_tables_with_their_real_months():
    frame = series_frame(HOUSE, ARTICLE)
    us_2012 = frame[(frame["country"] == "US") & (frame["period"] == "2012") & (frame["drawn_as"] == "line")]
    assert us_2012["value"].tolist() == [409_849]
    assert us_2012[["period_start", "period_end"]].to_numpy().tolist() == [["2011-10-01", "2012-09-30"]]
    assert us_2012["per_100k"].tolist() == [pytest.approx(409_849 * 100_000 / us_2012["population"].iloc[0])]


def test_every_row_of_a_download_says_what_it_counts_and_who_says_so():
    frame = series_frame(HOUSE, replace(ARTICLE, trend_years=(None, None)))
    for column in ("definition", "who_counts", "leaves_out", "unit", "source_title", "source_id", "licence"):
        assert (frame[column].str.len() > 0).all(), column


@pytest.mark.parametrize(("mode", "column"), [("index", "index"), ("change", "change_on_year_before")])
def test_a_mode_adds_its_own_column(mode, column):
    assert column in series_frame(HOUSE, replace(ARTICLE, trend_mode=mode)).columns
    assert column not in series_frame(HOUSE, ARTICLE).columns


def test_years_without_figures_leave_an_empty_table():
    assert series_frame(HOUSE, replace(ARTICLE, trend_years=(1820, 1830))).empty
