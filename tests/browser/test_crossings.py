"""Border crossings as a reader meets them: the layer, its sizes, a card, what lies near, the table."""

from __future__ import annotations

import csv
import io
import json
import re

from playwright.sync_api import Page, expect

from geodata.crossings.rows import crossings_frame
from geodata.near.nearby import nearest_crossing_of_each
from geodata.near.nearest import distance_text
from geodata.selection.filters import load_house
from geodata.selection.urls import parse_query
from geodata.tables.atlas import load_atlas
from geodata.views.crossing_card import places_around, subject_name
from geodata.views.crossing_stories import stories
from tests.browser.reader import looks_at
from tests.browser.support import PHONE, axe_violations, wait_until

ALL = 312
SAN_YSIDRO = "poe-us-2504"


def ready(page: Page) -> Page:
    """Wait until the map takes clicks."""
    wait_until(page, "document.documentElement.dataset.ready === 'true'")
    return page


def wait_for_crossings(page: Page, count: int = ALL) -> None:
    wait_until(page, f"document.documentElement.dataset.crossings === '{count}'")


def link_says(page: Page, name: str, value: str | None) -> None:
    """Wait until the page's link carries a parameter; None: carries none of that name."""
    wait_until(page, f"new URLSearchParams(location.search).get({json.dumps(name)}) === {json.dumps(value)}")


def choose(page: Page, name: str, option: str) -> None:
    """Choose an option of one of the panel's lists by typing or by opening it."""
    page.get_by_role("combobox", name=name).or_(page.get_by_role("textbox", name=name)).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_the_layer_goes_on_and_off(page: Page):
    ready(page)
    controls, tab = page.locator("#crossing-controls"), page.get_by_role("tab", name="Crossings")
    expect(controls).to_be_hidden()
    expect(tab).to_be_hidden()
    page.get_by_role("checkbox", name="Border crossings").check()
    wait_for_crossings(page)
    expect(controls).to_be_visible()
    expect(tab).to_be_visible()
    expect(page.locator("#crossing-legend")).to_contain_text("People, all modes")
    link_says(page, "layer", "crossings")
    page.get_by_role("checkbox", name="Border crossings").uncheck()
    wait_until(page, "document.documentElement.dataset.crossings === ''")
    expect(controls).to_be_hidden()
    expect(page.locator("#crossing-legend details")).to_have_count(0)


def test_the_legend_has_sizes_in_proportion_of_area_and_tells_missing_from_zero(open_page):
    page = ready(open_page("?layer=crossings&crossing=pedestrians&crossing_years=2017:2017"))
    wait_for_crossings(page)
    legend = page.locator("#crossing-legend")
    expect(legend).to_contain_text("no figure (not zero)")
    widths = legend.locator(".size__disc").evaluate_all("all => all.map((e) => parseFloat(e.style.width))")
    labels = [
        int(text.replace(",", "")) for text in legend.locator(".size > span:last-child").all_inner_texts()
    ]
    assert len(labels) >= 2
    for width, label in zip(widths, labels, strict=True):
        assert abs((width / widths[0]) ** 2 - label / labels[0]) < 0.02


def test_measure_years_border_and_kind_are_chosen_and_stand_in_the_link(open_page):
    page = ready(open_page("?layer=crossings"))
    wait_for_crossings(page)
    choose(page, "What is counted", "Trucks")
    expect(page.locator("#crossing-legend")).to_contain_text("Trucks")
    page.get_by_role("textbox", name="From year").fill("2015")
    page.get_by_role("textbox", name="From year").press("Tab")
    expect(page.locator("#crossing-legend")).to_contain_text("2015 to 2024")
    page.get_by_role("checkbox", name="Border Patrol sector", exact=True).check()
    wait_for_crossings(page, 21)
    page.get_by_role("checkbox", name="Border Patrol sector", exact=True).uncheck()
    wait_for_crossings(page)
    choose(page, "Border", "US–Mexico border")
    wait_for_crossings(page, 37)
    for name, value in (
        ("layer", "crossings"),
        ("crossing", "trucks"),
        ("crossing_years", "2015:2024"),
        ("crossing_border", "US-MX"),
        ("crossing_kind", None),
    ):
        link_says(page, name, value)


def test_countries_filter_crossings_by_either_side(open_page):
    atlas = load_atlas()
    sides = atlas.crossings[["country_from", "country_to"]]
    touched = int((sides == "MX").any(axis=1).sum())
    page = ready(open_page("?country=MX&layer=crossings"))
    wait_for_crossings(page, touched)


def test_a_crossings_card_has_series_sources_other_side_and_places_near(open_page):
    page = ready(open_page(f"?layer=crossings&crossing_place={SAN_YSIDRO}&in_force=2017"))
    card = page.get_by_role("article", name="San Ysidro, CA")
    expect(card.locator(".js-plotly-plot")).to_have_count(1)
    expect(card).to_contain_text("8 CFR 287.1")
    expect(card).to_contain_text("Essential travel only")
    expect(card.get_by_role("heading", name="Nearest places in force in 2017")).to_be_visible()
    assert len(card.get_by_text(re.compile(r"km \(\d[\d.,]* miles\)")).all()) == 3
    card.get_by_role("button", name="Months").click()
    expect(card.locator(".js-plotly-plot")).to_have_count(2)
    link_says(page, "crossing_by", "monthly")
    card.get_by_text("These figures as a table").click()
    expect(card.get_by_role("region", name="Figures of San Ysidro, CA")).to_contain_text("2,361,239")
    with page.expect_download() as started:
        card.get_by_role("link", name="Download these months as CSV").click()
    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[-1]["period"] == "2025-02"
    assert rows[-1]["value"] == "2361239"


def test_places_and_crossings_lead_to_each_other(open_page):
    page = ready(open_page(f"?layer=crossings&crossing_place={SAN_YSIDRO}"))
    card = page.get_by_role("article")
    card.get_by_role("button", name="San Diego County").click()
    place = page.get_by_role("article", name="San Diego County")
    expect(place).to_contain_text("In the US 100-mile border zone")
    link_says(page, "crossing_place", None)
    place.get_by_role("button", name="100 km").click()
    expect(place.get_by_role("heading", name=re.compile("border crossings within 100 km"))).to_be_visible()
    link_says(page, "near_km", "100")
    place.get_by_role("button", name="San Ysidro, CA").click()
    expect(page.get_by_role("article", name="San Ysidro, CA")).to_be_visible()


def test_series_are_kept_and_compared(open_page):
    page = ready(open_page(f"?layer=crossings&crossing_place={SAN_YSIDRO}"))
    page.get_by_role("button", name="Keep in chart to compare").click()
    expect(page.get_by_role("button", name="Keep in chart to compare")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("article").get_by_role("button", name="US–Mexico border").click()
    border = page.get_by_role("article", name="US–Mexico border")
    drop = border.get_by_role("button", name="Take San Ysidro, CA out of the chart")
    expect(drop).to_be_visible()
    assert border.locator(".js-plotly-plot").first.evaluate("e => e.data.length") == 2
    drop.click()
    expect(drop).to_have_count(0)


def test_the_two_stories_open_their_views(page: Page):
    ready(page)
    for story, figure in zip(stories(), ("Interceptions between", "Apprehensions"), strict=True):
        page.get_by_role("button", name=story.title).click()
        expect(page.get_by_role("article").get_by_role("heading", name=figure)).to_be_visible()
        looks_at(page, *parse_query(story.query).state.map_view)
    link_says(page, "crossing_place", "US-MX")
    first = page.get_by_role("article").locator(".js-plotly-plot").first
    assert first.evaluate("e => e.data[0].text[0]").startswith("FY1960")


def test_the_keyboard_reaches_crossings_on_the_map(open_page):
    page = ready(open_page(f"?country=MX&layer=crossings&crossing_place={SAN_YSIDRO}"))
    wait_until(page, "document.documentElement.dataset.crossings > 0")
    page.get_by_role("button", name="Close card").click()
    expect(page.locator("#card article")).to_have_count(0)
    surface = page.get_by_role("application")
    surface.focus()
    wait_until(page, "atlas.page.map.view().zoom > 6")
    page.keyboard.press("Home")
    live = page.locator(".atlas-map [role=status]")
    for _step in range(40):
        if "port of entry" in (live.text_content() or ""):
            break
        page.keyboard.press("ArrowRight")
    expect(live).to_contain_text("People, all modes")
    page.keyboard.press("Enter")
    expect(page.locator("#card article")).to_have_count(1)
    wait_until(page, "new URLSearchParams(location.search).get('crossing_place')?.startsWith('poe-')")


def test_the_table_lists_what_the_command_line_exports(open_page):
    page = ready(open_page("?layer=crossings&crossing_years=2017:2017"))
    page.get_by_role("tab", name="Crossings").click()
    frame = crossings_frame(load_atlas(), measures=["people_all_modes"], years=(2017, 2017))
    first = frame.sort_values(by="value", ascending=False).iloc[0]
    region = page.get_by_role("region", name="Table of crossings")
    row = region.locator("tbody tr").first
    expect(row).to_contain_text(f"{first['value']:,}")
    row.get_by_role("button", name=first["name"]).click()
    expect(page.get_by_role("article", name=first["name"])).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download these crossings as CSV").click()
    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig"))))
    assert [r["crossing_id"] for r in rows] == frame["crossing_id"].tolist()
    assert sum(int(r["value"]) for r in rows) == frame["value"].sum()


def test_the_layer_its_card_and_its_table_are_accessible(open_page):
    for query in (
        f"?layer=border_zone,crossings&crossing_place={SAN_YSIDRO}&crossing_by=monthly",
        f"?layer=crossings&crossing_place={SAN_YSIDRO}&theme=dark",
        "?layer=crossings&view=crossings",
    ):
        page = ready(open_page(query))
        wait_for_crossings(page)
        assert axe_violations(page) == [], query


def test_a_phone_shows_the_layer_and_the_card(open_page):
    page = ready(open_page("?layer=crossings", viewport=PHONE, has_touch=True))
    wait_for_crossings(page)
    expect(page.locator("#crossing-legend summary")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    card = ready(open_page("?" + stories()[0].query, viewport=PHONE, has_touch=True))
    expect(card.get_by_role("article")).to_contain_text("Québec")
    assert axe_violations(card) == []


def test_both_tables_say_what_lies_nearest_and_what_lies_in_the_border_zone(open_page):
    house = load_house()
    page = ready(open_page("?layer=border_zone,crossings&in_force=2017&view=crossings"))
    crossing = page.get_by_role("region", name="Table of crossings").get_by_role("row").nth(1)
    (near,) = places_around(house, SAN_YSIDRO, 2017, k=1)
    expect(crossing.get_by_role("button", name="San Ysidro, CA")).to_be_visible()
    cell = crossing.get_by_role("cell").filter(has=page.locator(".swatch"))
    expect(cell).to_have_text(f"{house.atlas.places.loc[near.id, 'name']} {distance_text(near.km)}")
    expect(crossing.get_by_role("cell", name="Yes", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Table").click()
    table = page.get_by_role("region", name="Table of places")
    table.get_by_role("button", name="Nearest crossing").click()
    nearest = nearest_crossing_of_each(house)
    shown = house.select(parse_query("in_force=2017").state).rows
    closest = min(shown, key=lambda row: nearest.km[row])
    first = table.get_by_role("row").nth(1)
    expect(first).to_contain_text(str(house.atlas.places["name"].iloc[closest]))
    expect(first).to_contain_text(distance_text(float(nearest.km[closest])))
    first.locator(".table__near").get_by_role("button").click()
    code = str(house.atlas.crossings.index[nearest.row[closest]])
    expect(page.get_by_role("article", name=subject_name(house.atlas, code))).to_be_visible()
