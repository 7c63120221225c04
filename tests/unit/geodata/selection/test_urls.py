"""Links, by example."""

from __future__ import annotations

import pytest

from geodata.codes import Policing, YearMode
from geodata.selection.parameters import MAX_PINNED, PARAMETERS
from geodata.selection.readers import parse_span, parse_year
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, Parsed, canonical, parse_query, to_query


def test_the_empty_state_prints_its_version_alone() -> None:
    assert to_query(FilterState()) == "v=1"
    assert parse_query("") == parse_query("?") == parse_query("v=1") == Parsed(FilterState())


def test_a_link_reads_as_it_is_meant() -> None:
    query = "v=1&country=CA,US&policing=no_ask_no_report&adopted=2013:2017&place=ca-on-toronto&theme=dark"
    state = FilterState(
        countries=("CA", "US"),
        year_from=2013,
        year_to=2017,
        policings=("no_ask_no_report",),
        selected="ca-on-toronto",
        theme="dark",
    )
    assert parse_query(query) == Parsed(state)
    assert to_query(state) == query


def test_the_order_of_codes_makes_no_other_link() -> None:
    assert to_query(FilterState(countries=("US", "CA"))) == to_query(
        FilterState(countries=("CA", "US", "CA"))
    )


@pytest.mark.parametrize(
    ("span", "years"),
    [
        ("2013:2017", (2013, 2017)),
        ("2013:", (2013, None)),
        (":2017", (None, 2017)),
        ("2013", (2013, 2013)),
        (":", (None, None)),
        ("2017:2013", None),
        ("13:17", None),
        ("2013:x", None),
        ("2013:2014:2015", None),
        ("٢٠١٣", None),
    ],
)
def test_spans_of_years(span: str, years: tuple[int | None, int | None] | None) -> None:
    assert parse_span(span) == years


@pytest.mark.parametrize("text", ["", "201", "20160", "1799", "2200", "-016", " 2016", "２０１６"])
def test_what_is_not_a_year(text: str) -> None:
    assert parse_year(text) is None


def test_in_force_names_a_year_or_now() -> None:
    assert parse_query("in_force=2016").state == FilterState(year_mode=YearMode.IN_FORCE, year_to=2016)
    assert parse_query("in_force=now").state == FilterState(year_mode=YearMode.IN_FORCE)
    assert to_query(FilterState(year_mode=YearMode.IN_FORCE, year_from=1990)) == "v=1&in_force=now"


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("colour=red", Ignored("colour", "red")),
        ("v=2", Ignored("v", "2")),
        ("country=US,@@", Ignored("country", "@@")),
        ("adopted=:", Ignored("adopted", ":")),
        ("adopted=soon", Ignored("adopted", "soon")),
        ("in_force=", Ignored("in_force", "")),
        ("crossing_years=2017:2013", Ignored("crossing_years", "2017:2013")),
        ("undated=yes", Ignored("undated", "yes")),
        ("view=globe", Ignored("view", "globe")),
        ("theme=", Ignored("theme", "")),
        ("lang=tlh", Ignored("lang", "tlh")),
        ("place=%00", Ignored("place", "\x00")),
    ],
)
def test_what_makes_no_sense_is_left_out_and_reported(query: str, ignored: Ignored) -> None:
    parsed = parse_query(query)
    assert parsed.ignored == (ignored,)
    assert to_query(parsed.state) in {"v=1", "v=1&country=US"}


def test_of_a_parameter_said_twice_the_last_counts_and_the_first_is_reported() -> None:
    assert parse_query("country=US&country=CA") == Parsed(
        FilterState(countries=("CA",)), (Ignored("country", "US"),)
    )


def test_of_adopted_and_in_force_the_last_counts() -> None:
    parsed = parse_query("adopted=2013:2017&in_force=2016")
    assert parsed.state == FilterState(year_mode=YearMode.IN_FORCE, year_to=2016)
    assert parsed.ignored == (Ignored("adopted", "2013:2017"),)


def test_codes_that_do_not_exist_are_reported_where_the_valid_ones_are_known() -> None:
    parsed = parse_query("country=US,ZZ", {"countries": ("CA", "US")})
    assert parsed == Parsed(FilterState(countries=("US",)), (Ignored("country", "ZZ"),))


def test_pinned_places_keep_their_order_and_are_four_at_most() -> None:
    parsed = parse_query("pin=e,d,c,b,a,e")
    assert parsed.state.pinned == ("e", "d", "c", "b")
    assert parsed.ignored == (Ignored("pin", "a"),)
    assert len(canonical(FilterState(pinned=("e", "d", "c", "b", "a"))).pinned) == MAX_PINNED


def test_a_plus_in_a_code_survives_the_link() -> None:
    state = FilterState(series=("EU+ removals total",))
    assert to_query(state) == "v=1&series=EU%2B%20removals%20total"
    assert parse_query(to_query(state)).state == state


def test_a_state_that_no_link_can_hold_becomes_the_nearest_that_one_can() -> None:
    odd = FilterState(
        countries=("", "U,S", "CA"), year_from=2017, year_to=2013, crossing_years=(0, 2019), theme="neon"
    )
    assert canonical(odd) == FilterState(
        countries=("CA",), year_from=2013, year_to=2017, crossing_years=(None, 2019)
    )


@pytest.mark.parametrize(
    ("policing", "state", "told"),
    [
        (
            "limits_detainers",
            FilterState(holdings=("limited",)),
            (Ignored("policing", "limits_detainers", "holding=limited"),),
        ),
        (
            "limits_detainers,declines_detainers",
            FilterState(policings=("declines_detainers", "some_limits")),
            (Ignored("policing", "limits_detainers", "policing=some_limits"),),
        ),
        ("unevenly_applied", FilterState(), (Ignored("policing", "unevenly_applied"),)),
        (
            "unevenly_applied,limits_detainers",
            FilterState(holdings=("limited",)),
            (
                Ignored("policing", "limits_detainers", "holding=limited"),
                Ignored("policing", "unevenly_applied"),
            ),
        ),
    ],
)
def test_a_link_of_version_0_1_opens_what_comes_nearest_and_says_so(policing, state, told) -> None:
    valid = {"policings": tuple(Policing)}
    assert parse_query(f"policing={policing}", valid) == Parsed(state, told)


def test_a_link_may_carry_every_documented_parameter() -> None:
    every = FilterState(
        countries=("US",),
        admin1s=("US-TX",),
        year_from=2013,
        policings=("cooperates",),
        askings=("barred",),
        tellings=("limited",),
        holdings=("barred", "required"),
        helpings=("agreed",),
        deputisings=("agreed",),
        measures=("restriction",),
        statuses=("ended",),
        programmes=("access-t-o",),
        levels=("county",),
        include_undated=True,
        area=((-125.0, 24.0), (-66.0, 24.0), (-66.0, 50.0), (-125.0, 50.0)),
        layers=("crossings",),
        crossing_measure="people_all_modes",
        crossing_years=(2017, 2017),
        crossing_borders=("US-MX",),
        crossing_kinds=("port_of_entry",),
        crossing="US-CA",
        crossing_with=("US-MX", "poe-us-2504"),
        crossing_by="monthly",
        crossing_months="2017-01:2017-04",
        near_km="100",
        trend_mode="index",
        trend_base=2000,
        trend_years=(1990, 2020),
        trend_context=("laws", "terms"),
        trend_log=True,
        trend_multiples=True,
        series=("removals",),
        selected="us-tx",
        pinned=("us-tx",),
        view="trends",
        locale="en",
        theme="light",
        story="3",
        map_view=(-97.5, 39.0, 3.25),
        embed=True,
    )
    said = [pair.partition("=")[0] for pair in to_query(every).split("&")]
    assert set(said) | {"in_force"} == set(PARAMETERS)
    assert parse_query(to_query(every)) == Parsed(every)


def test_an_embed_shows_the_map_or_the_chart_of_trends_and_no_other_view():
    assert parse_query("embed=1&view=trends").state.view == "trends"
    told = parse_query("view=table&embed=1")
    assert (told.state.view, told.state.embed) == ("", True)
    assert told.ignored == (Ignored("view", "table"),)
    assert to_query(FilterState(embed=True, view="compare")) == "v=1&embed=1"


def test_an_embed_that_is_neither_on_nor_off_is_named_among_what_was_ignored():
    assert parse_query("embed=yes") == Parsed(FilterState(), (Ignored("embed", "yes"),))
