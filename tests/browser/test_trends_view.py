"""The trends view as a reader uses it: choose, compare, link, keep, describe."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Download, Page, expect

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import format_number
from geodata.views.trend_choices import PRESETS, with_preset
from geodata.views.trend_words import chosen_view, trend_title
from tests.browser.support import PHONE, axe_violations, wait_until

HOUSE = load_house()
GERMANY = "DE|removals|calendar|Abschiebungen|yearly"
DRAWN = "document.querySelectorAll('#trends-chart .main-svg').length > 0"


def preset(code: str, **more: object) -> FilterState:
    """Return the state that a preset opens, with some fields changed."""
    return replace(with_preset(FilterState(), code), **more)


def opened(open_page, state: FilterState, **options: object) -> Page:
    """Open the trends view of a state and wait for its chart and title."""
    page = open_page("?" + to_query(state), **options)
    page.locator("#trends-title").get_by_text(trend_title(chosen_view(HOUSE, state))).wait_for()
    wait_until(page, DRAWN)
    return page


def state_in_link(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def names_drawn(page: Page) -> list[str]:
    """Return the names of the traces that the chart draws: keys of series, and marks beside them."""
    return page.evaluate("document.getElementById('trends-chart').data.map((trace) => trace.name)")


def kept(page: Page, button: str) -> Download:
    """Press a download button and return what came."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def test_the_tab_opens_the_view_and_its_link_does_too(page: Page, open_page):
    page.get_by_role("tab", name="Trends").click()
    wait_until(page, DRAWN)
    assert state_in_link(page)["view"] == ["trends"]
    again = open_page("?" + urlsplit(page.url).query)
    wait_until(again, DRAWN)
    assert again.locator("#trends-title").inner_text() == page.locator("#trends-title").inner_text()


def test_a_series_is_found_by_words_and_compared(open_page):
    page = opened(open_page, FilterState(view="trends"))
    page.get_by_label("Find a series").fill("germany abschiebungen")
    choice = page.locator(f'[data-series-toggle="{GERMANY}"]')
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    wait_until(page, f"document.getElementById('trends-chart').data.some((t) => t.name === '{GERMANY}')")
    assert GERMANY in state_in_link(page)["series"][0].split(";")
    page.get_by_role("button", name=re.compile("Remove series: Germany")).click()
    expect(choice).to_have_attribute("aria-pressed", "false")
    assert GERMANY not in state_in_link(page).get("series", [""])[0]


def test_the_search_leaves_what_has_every_word(open_page):
    page = opened(open_page, FilterState(view="trends"))
    page.get_by_label("Find a series").fill("seattle")
    assert page.locator(".picker__choice:visible").count() == 1
    expect(page.locator("#t-found")).to_have_text("1 series found")


@pytest.mark.parametrize(
    "state",
    [
        preset("article"),
        preset("article_rates", trend_log=True),
        preset("eu_orders", trend_mode="index", trend_base=2014, trend_multiples=True),
        preset("us_since_1892", trend_context=("adoptions", "laws", "terms"), trend_years=(1990, 2019)),
    ],
    ids=["article", "rates on a logarithmic axis", "index in panels", "context"],
)
def test_a_link_opens_what_it_says(open_page, state: FilterState):
    page = opened(open_page, state)
    assert urlsplit(page.url).query == to_query(state)
    assert set(map(str, (line.key for line in chosen_view(HOUSE, state).lines))) <= set(names_drawn(page))


def test_controls_write_the_link(open_page):
    page = opened(open_page, FilterState(view="trends"))
    page.get_by_text("Index", exact=True).locator("visible=true").first.click()
    expect(page.get_by_role("textbox", name="Index year")).to_be_visible()
    page.get_by_label("Logarithmic axis").check()
    page.get_by_label("One panel a series").check()
    wait_until(page, "/trend_multiples=1/.test(location.search) && /trend_log=1/.test(location.search)")
    assert state_in_link(page)["trend"] == ["index"]
    wait_until(page, "document.getElementById('trends-chart').layout.yaxis3?.type === 'log'")
    page.get_by_role("button", name="The 2017 article: United States").click()
    wait_until(page, "/trend_years=2012:2017/.test(decodeURIComponent(location.search))")
    expect(page.get_by_label("Logarithmic axis")).not_to_be_checked()


def test_the_article_stands_beside_the_official_tables(open_page):
    page = opened(open_page, preset("article"))
    table = page.locator(".trends__article table")
    for text in ("almost 410,000", "409,849", "240,255", "18,960", "more than half"):
        expect(table).to_contain_text(text)


def test_what_may_not_share_an_axis_says_why(open_page):
    page = opened(open_page, preset("eu_orders"))
    assert page.evaluate("Boolean(document.getElementById('trends-chart').layout.yaxis2)")
    expect(page.locator(".trends .reasons")).to_contain_text("no cohort")


def test_each_label_is_one_tap_away(open_page):
    page = opened(open_page, preset("article"))
    page.locator(".trends__labels summary").first.click()
    label = page.locator(".trends__labels details").first
    for text in ("Who counts", "What is left out", "Licence", "Source tables", "public domain"):
        expect(label).to_contain_text(text)


def test_the_picture_carries_title_sources_and_link(open_page, tmp_path: Path):
    state = preset("article")
    page = opened(open_page, state)
    svg = tmp_path / "chart.svg"
    kept(page, "Download this chart as an SVG picture").save_as(svg)
    text = re.sub(r"<[^>]+>", " ", svg.read_text(encoding="utf-8")).replace("&amp;", "&")
    for said in (trend_title(chosen_view(HOUSE, state)), "Sources:", "Licence:", "Made on", page.url):
        assert said in text
    assert "409,849" in text
    png = tmp_path / "chart.png"
    kept(page, "Download this chart as a PNG picture").save_as(png)
    head = png.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert int.from_bytes(head[16:20], "big") == 2200


def test_the_csv_carries_the_same_figures_with_definition_and_licence(open_page, tmp_path: Path):
    state = preset("article")
    page = opened(open_page, state)
    with page.expect_download() as download:
        page.locator("#trends-csv").click()
    file = tmp_path / "removals.csv"
    download.value.save_as(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    counts = [m.count for line in chosen_view(HOUSE, state).lines for m in line.marks if m.count is not None]
    assert [int(row["value"]) for row in rows] == counts
    for row in rows:
        assert row["definition"]
        assert row["licence"]
        assert row["source_title"]
        assert row["title"] == trend_title(chosen_view(HOUSE, state))


def test_the_table_holds_the_figures_of_the_chart(open_page):
    state = preset("article")
    page = opened(open_page, state)
    page.get_by_text("The figures as a table").click()
    page.locator("#trends-table table").wait_for()
    counts = page.locator("#trends-table tbody td:nth-child(2)").all_inner_texts()
    marks = [m for line in chosen_view(HOUSE, state).lines for m in line.marks if m.count is not None]
    assert counts == [format_number(mark.count or 0) for mark in marks]
    periods = page.locator("#trends-table th[scope=row]").all_inner_texts()
    assert periods == [mark.label for mark in marks]


def test_the_view_is_described_in_words(open_page):
    page = opened(open_page, preset("article"))
    expect(page.locator(".trends__words")).to_contain_text("Highest: 409,849 in FY2012")


def test_trends_follow_the_countries_of_the_map(open_page):
    page = open_page("?v=1&country=DE&view=trends")
    page.locator("#trends-title").get_by_text("Germany").wait_for()
    wait_until(page, DRAWN)
    assert GERMANY in names_drawn(page)
    expect(page.locator("#trends-chips")).to_contain_text("following the map's countries")


def test_the_map_follows_the_countries_of_trends(open_page):
    page = opened(open_page, preset("gb_returns"))
    page.get_by_role("button", name="Show the places of United Kingdom on the map").click()
    wait_until(page, "!/view=/.test(location.search) && /country=GB/.test(location.search)")
    expect(page.locator("#panel-map")).to_be_visible()


def test_the_year_of_the_page_stands_over_the_chart(open_page):
    page = opened(open_page, FilterState(view="trends", year_to=2016))
    cursor = page.locator(".chart--trends .cursor")
    expect(cursor).to_be_visible()
    before = cursor.bounding_box()
    page.evaluate("atlas.page.command('years', {mode: 'adopted', to: 2015})")
    wait_until(page, "/adopted=\\d*:2015/.test(location.search)")
    after = cursor.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] < before["x"]


def test_a_click_on_a_figure_takes_the_page_to_its_year(open_page):
    page = opened(open_page, preset("article"))
    page.locator("#trends-chart .scatterlayer .trace").first.locator("path.point").first.hover(force=True)
    box = page.locator("#trends-chart .scatterlayer path.point").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_until(page, "/adopted=\\d*:2012/.test(location.search)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_preset_is_accessible(open_page, scheme: str):
    """One page for all presets; the parts around the view are the same for each and looked at once."""
    page = opened(open_page, FilterState(view="trends", theme=scheme))
    assert axe_violations(page) == []
    page.get_by_text("The figures as a table").click()
    for code in PRESETS:
        page.evaluate("(code) => atlas.page.command('trend_preset', code)", code)
        view = chosen_view(HOUSE, preset(code, theme=scheme))
        expect(page.locator("#trends-title")).to_have_text(trend_title(view))
        expect(page.locator("#trends-table caption")).to_have_text(trend_title(view))
        keys = json.dumps([str(line.key) for line in view.lines])
        drawn = "document.getElementById('trends-chart').data.map((trace) => trace.name)"
        wait_until(page, f"((drawn) => {keys}.every((key) => drawn.includes(key)))({drawn})")
        assert axe_violations(page, "#panel-trends .trends__main") == [], code


def test_a_phone_shows_all_of_it_without_scrolling_sideways(open_page):
    page = opened(open_page, preset("article"), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.getElementById('trends-chart').clientWidth <= innerWidth")
    page.get_by_text("Choose series").click()
    expect(page.get_by_label("Find a series")).to_be_visible()
    page.get_by_text("How it is drawn").click()
    expect(page.get_by_label("Logarithmic axis")).to_be_visible()
    assert axe_violations(page) == []
