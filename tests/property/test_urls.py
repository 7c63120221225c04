"""A link holds the whole state, and no link, however broken, breaks the page."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.selection.filters import load_house
from geodata.selection.parameters import PARAMETERS
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, canonical, parse_query, to_query
from tests.strategies import filter_states, wild_states

HOUSE = load_house()
FEW = settings(max_examples=50, deadline=None)
ANY_TEXT = st.text(st.characters(), max_size=40)
PAIRS = st.lists(
    st.tuples(
        st.sampled_from([*PARAMETERS, "x", "Country", "v "]),
        st.sampled_from(
            [
                "",
                "1",
                "US,CA",
                "US",
                "now",
                "2016",
                "2013:2017",
                ":2017",
                "2017:2013",
                "map",
                "dark",
                "%00",
                ",,",
            ]
        )
        | ANY_TEXT.map(lambda text: quote(text, errors="replace"))
        | ANY_TEXT,
    ),
    max_size=8,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
QUERIES = PAIRS | ANY_TEXT | PAIRS.map(lambda query: f"?{query}")


@FEW
@given(wild_states() | filter_states(HOUSE.codes))
def test_a_link_gives_back_the_state_that_made_it(state: FilterState) -> None:
    parsed = parse_query(to_query(canonical(state)))
    assert parsed.state == canonical(state)
    assert parsed.ignored == ()


@FEW
@given(wild_states())
def test_what_is_canonical_stays_so_and_prints_the_same(state: FilterState) -> None:
    assert canonical(canonical(state)) == canonical(state)
    assert to_query(state) == to_query(canonical(state))


@FEW
@given(filter_states(HOUSE.codes))
def test_a_canonical_state_selects_the_same_places(state: FilterState) -> None:
    years_in_order = state.year_from is None or state.year_to is None or state.year_from <= state.year_to
    if years_in_order:
        assert HOUSE.select(canonical(state)).rows == HOUSE.select(state).rows


@FEW
@given(filter_states(HOUSE.codes))
def test_a_link_of_the_page_is_understood_against_the_codes_that_exist(state: FilterState) -> None:
    parsed = parse_query(to_query(state), HOUSE.codes)
    assert parsed.state == canonical(state)
    assert parsed.ignored == ()


@FEW
@given(QUERIES)
@example("country=" + ",".join(f"X{n}" for n in range(3000)))
@example("theme=\ud800&country=\ud800")
@example("country=US%00&pin=%ED%A0%80&adopted=%F0")
@example("adopted=" + "9" * 5000)
@example("&" * 3000 + "=" * 3000 + "%" * 3000)
def test_any_text_parses_to_a_state_that_prints_and_parses_to_itself(query: str) -> None:
    for valid in (None, HOUSE.codes):
        parsed = parse_query(query, valid)
        assert canonical(parsed.state) == parsed.state
        printed = to_query(parsed.state)
        assert printed.isascii()
        again = parse_query(printed, valid)
        assert (again.state, again.ignored) == (parsed.state, ())
        assert to_query(again.state) == printed


@FEW
@given(QUERIES)
def test_every_parameter_that_has_no_meaning_is_reported(query: str) -> None:
    ignored = parse_query(query).ignored
    for name, value in parse_qsl(query.lstrip("?"), keep_blank_values=True):
        if name not in PARAMETERS:
            assert Ignored(name, value) in ignored


@FEW
@given(st.sampled_from(["country", "policing", "status", "measure", "programme", "level"]), ANY_TEXT)
def test_every_code_that_does_not_exist_is_reported(name: str, text: str) -> None:
    parsed = parse_query(f"{name}={quote(text, errors='replace')}", HOUSE.codes)
    parts = {p for p in quote_read(text).split(",") if p}
    used = set(parsed.state.countries + parsed.state.policings + parsed.state.statuses)
    used |= set(parsed.state.measures + parsed.state.programmes + parsed.state.levels)
    assert used | {i.value for i in parsed.ignored} == parts
    assert used.isdisjoint(i.value for i in parsed.ignored)


def quote_read(text: str) -> str:
    """Return what a link can carry of a text: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


@FEW
@given(wild_states())
def test_links_name_documented_parameters_once_and_their_version_first(state: FilterState) -> None:
    names = [name for name, _ in parse_qsl(to_query(state))]
    assert len(names) == len(set(names))
    assert set(names) <= set(PARAMETERS)
    assert names[0] == "v"
