"""A reader's way through the atlas: what the map shows, what is counted and what is exported are the same."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from geodata.tables.atlas import load_atlas
from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
    check,
    counted,
    exported,
    exported_ids,
    has_state,
    search,
    sees_exactly,
    sentence,
    set_years,
    settled,
    shown_ids,
)
from tests.browser.support import Watch, wait_until

CANADA_2013_2017 = ("--country", "CA", "--adopted", "2013:2017")
POLICINGS = {
    "Police don't ask or don't tell": "no_ask_no_report",
    "Limits and cooperation": "mixed",
    "Police not addressed": "not_addressed",
}
VIEW = "(({lon, lat, zoom}) => [lon, lat, zoom])(atlas.page.map.view())"


def number_in(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found is not None, text
    return int(found[0].replace(",", ""))


def saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def take(page: Page, name: str) -> Download:
    page.locator("summary", has_text="Download").click()
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    page.locator("summary", has_text="Download").click()
    return started.value


def test_first_screen_shows_every_place_that_the_command_line_exports(page: Page):
    settled(page)
    ids = exported_ids()
    assert shown_ids(page) == ids
    assert number_in(sentence(page).inner_text()) == len(ids)


def test_reader_filters_step_by_step_and_every_step_agrees_with_the_command_line(page: Page):
    settled(page)
    check(page, "Country", "Canada")
    sees_exactly(page, exported_ids("--country", "CA"))
    set_years(page, 2013, 2017)
    has_state(page, "v=1&country=CA&adopted=2013:2017")
    sees_exactly(page, exported_ids(*CANADA_2013_2017))
    for label, code in POLICINGS.items():
        expected = counted(page, "policings", code)
        check(page, "What police may do", label)
        ids = exported_ids(*CANADA_2013_2017, "--policing", code)
        assert len(ids) == expected
        sees_exactly(page, ids)
        page.get_by_role("button", name=f"Remove filter: {label}").click()
        has_state(page, "v=1&country=CA&adopted=2013:2017")


@pytest.mark.parametrize("code", ["no_ask_no_report", "declines_detainers", "some_limits", "cooperates"])
def test_a_policy_in_the_united_states_in_force_in_a_year(open_page: OpenPage, code: str):
    page = settled(open_page(f"?country=US&in_force=2017&policing={code}"))
    sees_exactly(page, exported_ids("--country", "US", "--in-force", "2017", "--policing", code))


def test_card_found_by_search_and_its_link_opens_the_same_elsewhere(open_page: OpenPage):
    page = settled(open_page(permissions=["clipboard-read", "clipboard-write"]))
    check(page, "Country", "Canada")
    set_years(page, 2013, 2017)
    search(page, "toront", "Toronto")
    expect(card(page, "Toronto")).to_contain_text("February 21, 2013")
    card(page, "Toronto").get_by_role("button", name="Copy link").click()
    expect(page.locator("#announcer")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("?v=1&country=CA&adopted=2013:2017&place=ca-on-toronto")

    other = settled(open_page(link[link.index("?") :]))
    expect(card(other, "Toronto")).to_contain_text("February 21, 2013")
    assert shown_ids(other) == shown_ids(page)
    assert sentence(other).inner_text() == sentence(page).inner_text()
    assert other.locator("#chips").inner_text() == page.locator("#chips").inner_text()


def test_search_finds_a_place_without_its_accent(page: Page):
    settled(page)
    search(page, "montreal", "Montréal")
    expect(card(page, "Montréal")).to_contain_text("June 2019")


def test_chips_remove_their_filter_and_clear_all_removes_all(page: Page):
    settled(page)
    check(page, "Country", "Canada")
    check(page, "Country", "Germany")
    has_state(page, "v=1&country=CA,DE")
    page.get_by_role("button", name="Remove filter: Germany").click()
    has_state(page, "v=1&country=CA")
    expect(page.get_by_role("checkbox", name="Germany")).not_to_be_checked()
    sees_exactly(page, exported_ids("--country", "CA"))
    page.get_by_role("button", name="Clear all").click()
    has_state(page, "v=1")
    expect(page.get_by_role("checkbox", name="Canada")).not_to_be_checked()
    sees_exactly(page, exported_ids())


def test_zoom_and_position_survive_every_filter(page: Page):
    settled(page)
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
        settled(page)
    view = page.evaluate(VIEW)
    check(page, "Country", "Germany")
    has_state(page, "v=1&country=DE")
    page.get_by_role("radio", name="In force in").check()
    has_state(page, "v=1&country=DE&in_force=2026")
    check(page, "Status", "Policy in force")
    has_state(page, "v=1&country=DE&status=in_force&in_force=2026")
    assert page.evaluate(VIEW) == view


def test_back_button_opens_the_view_before(page: Page):
    settled(page)
    check(page, "Country", "Canada")
    has_state(page, "v=1&country=CA")
    page.get_by_role("tab", name="Table").click()
    has_state(page, "v=1&country=CA&view=table")
    page.go_back()
    has_state(page, "v=1&country=CA")
    sees_exactly(page, exported_ids("--country", "CA"))
    page.go_back()
    has_state(page, "v=1")
    sees_exactly(page, exported_ids())
    page.go_forward()
    has_state(page, "v=1&country=CA")
    expect(page.get_by_role("checkbox", name="Canada")).to_be_checked()


def test_link_that_makes_no_sense_opens_a_valid_view_and_says_so(open_page: OpenPage):
    page = settled(open_page("?country=XX,CA&adopted=20x&colour=red&place=nowhere"))
    notice = page.locator("#notice")
    for part in ("country=XX", "adopted=20x", "colour=red", "place=nowhere"):
        expect(notice).to_contain_text(part)
    sees_exactly(page, exported_ids("--country", "CA"))
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice.locator(".notice")).to_be_hidden()


def test_table_sorts_turns_its_page_and_opens_a_card(open_page: OpenPage):
    page = settled(open_page("?country=US"))
    page.get_by_role("tab", name="Table").click()
    table = page.get_by_role("region", name="Table of places").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(51)
    names = table.locator("tbody th .link-button")
    first_page = names.all_inner_texts()
    page.get_by_role("button", name="Next page").click()
    expect(page.locator("caption")).to_contain_text("page 2 of")
    assert not set(first_page) & set(names.all_inner_texts())
    page.get_by_role("button", name="First policy since").click()
    column = page.get_by_role("columnheader", name="First policy since")
    expect(column).to_have_attribute("aria-sort", "ascending")
    rows = exported("--country", "US")
    earliest = min(row["first_since"].removeprefix("by ") for row in rows if row["first_since"])
    expect(table.get_by_role("row").nth(1)).to_contain_text(earliest[:4])
    name = names.first.inner_text()
    names.first.click()
    expect(page.get_by_role("article", name=name)).to_be_visible()


def test_downloads_hold_exactly_the_selection_with_citation_version_and_link(
    open_page: OpenPage, atlas_url: str
):
    query = "v=1&country=CA&adopted=2013:2017"
    page = settled(open_page(f"?{query}"))
    ids = exported_ids(*CANADA_2013_2017)
    assert shown_ids(page) == ids

    table = saved(take(page, "Download these places as CSV")).decode("utf-8-sig")
    assert sorted(row["place_id"] for row in csv.DictReader(io.StringIO(table))) == ids
    answer = page.request.get(f"{atlas_url}download/places.csv?{query}")
    assert answer.headers["link"] == f'<{atlas_url}?{query}>; rel="describedby"'
    version = load_atlas().version
    assert version in answer.headers["atlas-citation"]

    places = json.loads(saved(take(page, "Download these places as GeoJSON")))
    assert sorted(feature["properties"]["place_id"] for feature in places["features"]) == ids
    assert version in json.dumps(places)
    assert query in json.dumps(places)

    name = "Download these places in CSV and GeoJSON with their sources"
    archive = zipfile.ZipFile(io.BytesIO(saved(take(page, name))))
    inside = csv.DictReader(io.StringIO(archive.read("data.csv").decode("utf-8-sig")))
    assert sorted(row["place_id"] for row in inside) == ids
    assert f"{atlas_url}?{query}" in archive.read("README.txt").decode()
    assert version in archive.read("README.txt").decode()


def test_empty_result_offers_a_removal_that_works(open_page: OpenPage):
    page = settled(open_page("?country=CA&adopted=2013:2017&policing=no_ask_no_report"))
    assert exported_ids(*CANADA_2013_2017, "--policing", "no_ask_no_report") == []
    sees_exactly(page, [])
    offer = page.locator("#empty").get_by_role("button")
    promised = number_in(offer.inner_text().rpartition(" to see ")[2])
    offer.click()
    expect(page.locator("#empty")).to_be_empty()
    wait_until(page, f"atlas.page.map.shownIds().length === {promised}")


def test_theme_is_switched_and_stands_in_the_link(page: Page):
    settled(page)
    page.get_by_role("button", name="Dark").click()
    has_state(page, "v=1&theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Light").click()
    has_state(page, "v=1")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_keyboard_walks_the_map_opens_a_card_and_comes_back(open_page: OpenPage):
    page = settled(open_page("?country=CA"))
    chart = page.get_by_role("application", name="Map of places")
    chart.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    title = page.locator("#card-title")
    expect(title).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("article")).to_have_count(0)
    expect(chart).to_be_focused()


def test_closing_a_card_gives_the_focus_back_to_where_it_was_opened(open_page: OpenPage):
    page = settled(open_page("?country=CA&view=table"))
    opener = page.get_by_role("region", name="Table of places").get_by_role(
        "button", name="Toronto", exact=True
    )
    opener.click()
    expect(page.locator("#card-title")).to_be_focused()
    page.get_by_role("button", name="Close card").click()
    expect(page.locator("#card")).to_be_empty()
    expect(page.get_by_role("button", name="Toronto", exact=True)).to_be_focused()


def test_server_gone_is_said_and_the_choice_is_repeated_once_it_is_back(page: Page, watch: Watch):
    settled(page)
    page.context.set_offline(True)
    check(page, "Country", "Canada")
    banner = page.get_by_role("alert").filter(has_text="The server does not answer")
    expect(banner).to_be_visible()
    assert shown_ids(page) == exported_ids()
    page.context.set_offline(False)
    expect(banner).to_be_hidden()
    sees_exactly(page, exported_ids("--country", "CA"))
    watch.faults.clear()  # requests that failed while this test kept the server away


def test_definition_comes_with_focus_and_goes_with_escape(page: Page):
    settled(page)
    page.locator("summary", has_text="Legend").click()
    mark = page.locator("#legend").get_by_role("button", name="What “Detainers declined” means")
    mark.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("only with a warrant that a judge has signed")
    expect(mark).to_have_accessible_description(re.compile("only with a warrant that a judge has signed"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    expect(mark).to_be_focused()
    mark.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.get_by_role("tooltip").hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
