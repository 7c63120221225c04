"""Each chart beside the map has a table of the same numbers, in step with the filters."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.codes import Policing, Status
from geodata.policy.timeline import POLICINGS
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.places import cumulative_by_country, mix_by_year
from tests.browser.reader import check, has_state, settled
from tests.browser.support import PHONE, axe_violations
from tests.histogram import adoption_histogram

HOUSE = load_house()
YEAR = 2017
MIX, ADOPTIONS, CUMULATIVE = (
    "Policies in force, and cooperation, by year, as a table",
    "Adoptions by year, as a table",
    f"Adoptions since {HOUSE.timeline.first_year}, cumulative by country, as a table",
)


def opened(page: Page, title: str) -> Locator:
    page.get_by_text(title, exact=True).click()
    region = page.get_by_role("region", name=title)
    region.get_by_role("row").nth(1).wait_for()
    return region


def numbers(region: Locator, year: int = YEAR) -> list[int]:
    """Return the numbers of a year's row, zeros left out."""
    row = region.get_by_role("row").filter(has=region.page.get_by_role("rowheader", name=str(year)))
    found = (int(text.replace(",", "")) for text in row.get_by_role("cell").all_inner_texts())
    return [number for number in found if number]


def known(counts, years: range) -> list[int]:
    return [int(count) for count in counts[years.index(YEAR)] if count]


@pytest.mark.parametrize("country", ["", "CA"])
def test_the_tables_hold_the_numbers_of_the_charts(open_page, country: str):
    page = settled(open_page(f"?country={country}" if country else "?v=1"))
    selection = HOUSE.select(FilterState(countries=(country,) if country else ()))
    mix, starts = mix_by_year(selection), adoption_histogram(selection)
    helping = mix_by_year(selection, Status.COOPERATES)
    shown = known(mix.counts, mix.years) + known(helping.counts, helping.years)
    assert sorted(numbers(opened(page, MIX))) == sorted(shown)
    assert numbers(opened(page, ADOPTIONS)) == known(starts.counts, starts.years)
    by_country = cumulative_by_country(selection)
    at = list(HOUSE.timeline.years).index(YEAR)
    largest = [values[at] for values in list(by_country.values())[:5] if values[at]]
    assert numbers(opened(page, CUMULATIVE))[: len(largest)] == largest
    assert axe_violations(page) == []


def test_an_open_table_follows_the_filters(open_page):
    page = settled(open_page(viewport=PHONE))
    page.get_by_role("button", name="Numbers and charts").click()
    table = opened(page, ADOPTIONS)
    adopted = {run.policing_at_start for run in HOUSE.timeline.runs}
    assert POLICINGS.index(Policing.COOPERATES) not in adopted
    expect(table.get_by_role("columnheader")).to_have_count(1 + len(adopted))
    page.get_by_role("button", name="Close numbers and charts").click()
    page.get_by_role("button", name="Filters").click()
    check(page, "Country", "Australia")
    has_state(page, "v=1&country=AU")
    page.get_by_role("button", name="Show the places").click()
    page.get_by_role("button", name="Numbers and charts").click()
    expect(table.get_by_role("columnheader")).to_have_text(["Year", "Police not addressed"])
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
