"""What leaves the page: the Share menu, embeds in pages of others, pictures of the map, the printed page."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import sentence, settled
from tests.browser.support import PATIENCE_MS, axe_violations, serve_atlas, wait_until

VIEW = "v=1&country=CA&in_force=2017"
SMALL = {"width": 320, "height": 400}
MIDDLE = {"width": 600, "height": 400}
PANELS = (".header", "#filters", "#insights", "#timeline", ".phone-bar", ".bar", "#chips", "#legend")
A4: ViewportSize = {"width": 690, "height": 1016}
INK = {"light": "rgb(43, 41, 38)", "dark": "rgb(237, 233, 226)"}
"""Of the charts, in each theme."""
CLEAR = "rgba(0, 0, 0, 0)"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def opened_menu(page: Page) -> Page:
    settled(page)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("#share-menu")).to_be_visible()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [SMALL, MIDDLE])
def test_an_embed_shows_sentence_map_colours_and_data_and_leads_to_the_page(
    open_page: OpenPage, viewport: dict[str, int], theme: str
):
    page = settled(open_page(f"?{VIEW}&theme={theme}&embed=1", viewport=viewport))
    for panel in PANELS:
        expect(page.locator(panel)).to_be_hidden()
    expect(sentence(page)).to_contain_text("in Canada")
    expect(page.get_by_role("list", name="Colours of the map")).to_contain_text("Not addressed")
    expect(page.locator(".embed-line")).to_contain_text("data version")
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    box = page.locator("#map").bounding_box()
    assert box is not None
    assert box["height"] >= viewport["height"] * 0.4
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    wait_until(page, f"document.querySelector('#embed-full').search.startsWith('?{VIEW}')")
    assert "embed" not in str(page.locator("#embed-full").get_attribute("href"))
    assert axe_violations(page) == []


def test_an_embed_of_trends_shows_the_chart_with_its_sources(open_page: OpenPage):
    page = open_page("?v=1&view=trends&embed=1", viewport=MIDDLE)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Removals by")
    expect(page.locator("#trends-chart .main-svg").first).to_be_visible()
    expect(page.locator(".trends__sources")).to_contain_text("Sources:")
    expect(page.get_by_role("link", name="Open in the Sanctuary Atlas")).to_be_in_viewport()
    for panel in ("#trends-side", "#trends-drawing", "#insights", "#map"):
        expect(page.locator(panel)).to_be_hidden()
    assert axe_violations(page) == []


def test_a_place_in_an_embed_opens_with_its_card_on_the_whole_page(open_page: OpenPage):
    page = settled(open_page("?v=1&place=ca-on-toronto&embed=1", viewport=MIDDLE))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in the Sanctuary Atlas").click()
    expect(opened.value.get_by_role("heading", name="Toronto").first).to_be_visible()


class Framing(http.server.BaseHTTPRequestHandler):
    """A newspaper's page: it frames the address that its own query names."""

    def do_GET(self) -> None:
        address = escape(unquote(urlsplit(self.path).query))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<!doctype html><title>News</title><iframe src="{address}"></iframe>'.encode())

    def log_message(self, *_said: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture(scope="module")
def newspaper() -> Iterator[str]:
    """The origin of a page that is not the atlas's."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Framing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def framed(browser: Browser, newspaper: str, address: str) -> str:
    """Open a page that frames an address; return what stands in the frame: the address, or an error's."""
    page = browser.new_page()
    page.goto(f"{newspaper}/?{quote(address)}", wait_until="load", timeout=PATIENCE_MS)
    url = page.frames[1].url
    page.close()
    return url


def test_a_page_of_another_origin_frames_nothing_of_the_atlas(
    browser: Browser, atlas_url: str, newspaper: str
):
    for query in (VIEW, f"{VIEW}&embed=1"):
        assert framed(browser, newspaper, f"{atlas_url}?{query}").startswith("chrome-error:")


def test_a_page_that_the_setting_names_frames_the_embed_and_nothing_else(browser: Browser, newspaper: str):
    with serve_atlas({"ATLAS_FRAME_ANCESTORS": newspaper}) as atlas:
        embed = f"{atlas.url}?{VIEW}&embed=1"
        assert framed(browser, newspaper, embed) == embed
        assert framed(browser, newspaper, f"{atlas.url}?{VIEW}").startswith("chrome-error:")


def test_the_menu_opens_by_keyboard_and_escape_gives_the_focus_back(page: Page):
    settled(page)
    opener = page.get_by_role("button", name="Share", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#share-menu")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy the link of this view")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Embed")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#share-menu")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_menu_fits_on_the_smallest_phone(open_page: OpenPage):
    page = opened_menu(open_page(viewport={"width": 320, "height": 640}))
    box = page.locator("#share-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 640
    assert axe_violations(page, "#share-menu") == []


def test_the_snippet_frames_the_present_view(open_page: OpenPage):
    page = opened_menu(open_page(f"?{VIEW}", permissions=CLIPBOARD))
    page.get_by_role("button", name="Copy the HTML of the embed").click()
    expect(page.locator("#announcer")).to_have_text("HTML copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#share-snippet").input_value()
    frame = ET.fromstring(copied)
    assert frame.tag == "iframe"
    address = frame.attrib["src"]
    assert address.startswith(page.url.split("?", maxsplit=1)[0])
    assert urlsplit(address).query == f"{VIEW}&embed=1"
    assert frame.attrib["title"] == f"Sanctuary Atlas: {sentence(page).inner_text()}"
    assert {"width", "height"} <= set(frame.attrib)


def kept(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_the_map_s_picture_is_kept_as_svg_with_sentence_sources_and_link(open_page: OpenPage, tmp_path: Path):
    page = opened_menu(open_page(f"?{VIEW}"))
    file = kept(page, "Download the map as an SVG picture", tmp_path)
    assert file.name.startswith("sanctuary-atlas-map-20")
    root = ET.fromstring(file.read_text(encoding="utf-8"))
    text = " ".join(" ".join(root.itertext()).split())
    for said in (
        sentence(page).inner_text(),
        "Sources of the places shown, by kind:",
        "data version",
        f"?{VIEW}",
    ):
        assert said in text
    for entry in page.locator("#legend li .term").all():
        assert str(entry.evaluate("each => each.firstChild.textContent")) in text


def test_the_map_s_picture_is_kept_as_png(open_page: OpenPage, tmp_path: Path):
    page = opened_menu(open_page(f"?{VIEW}"))
    content = kept(page, "Download the map as a PNG picture", tmp_path).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 2400
    assert 1400 < int.from_bytes(content[20:24], "big") < 4000
    assert len(content) > 100_000


def test_a_printed_page_shows_map_key_charts_and_sources_and_no_control(open_page: OpenPage):
    page = settled(open_page(f"?{VIEW}&theme=dark"))
    expect(page.locator("#chart-removals .main-svg").first).to_be_visible()
    page.emulate_media(media="print")
    copied = page.locator(".chart--removals .paper-chart")
    expect(copied).to_be_visible()
    expect(page.locator("#chart-removals .js-plotly-plot")).to_be_hidden()
    told = copied.inner_html()
    assert INK["light"] in told
    assert INK["dark"] not in told
    assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == CLEAR
    expect(page.locator("#report-map svg")).to_be_visible()
    expect(page.locator("#report-map")).to_contain_text("No policy in force")
    for gone in (".header__tools", "#search", "#filters", ".bar", "#timeline", ".map-panel", "#share-menu"):
        expect(page.locator(gone).first).to_be_hidden()
    for there in ("h1", "#sentence", "#headline", "#chart-mix", "#report-sources", "#report-made"):
        expect(page.locator(there)).to_be_visible()
    expect(page.locator("#report-made")).to_contain_text(f"?{VIEW}")
    assert page.locator(":is(.button, input, select, textarea, .modebar):visible").count() == 0
    page.emulate_media(media="screen")
    expect(page.locator("#report-map")).to_be_hidden()
    expect(page.locator(".paper-chart")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("part", ["place=us-il-chicago&country=US", "view=trends"])
def test_a_wide_charts_end_is_on_the_paper_too(open_page: OpenPage, part: str):
    page = open_page(f"?v=1&{part}&theme=dark")
    part_of = "#panel-trends" if "trends" in part else ".chart--removals"
    expect(page.locator(f"{part_of} .js-plotly-plot .main-svg").first).to_be_visible()
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    right = f"document.querySelector('{part_of} .paper-chart svg')?.getBoundingClientRect().right"
    wait_until(page, f"{right} > 0 && {right} <= {A4['width']}")


def test_a_browsers_own_print_has_the_charts_that_nobody_has_scrolled_to(open_page: OpenPage):
    page = settled(open_page(""))
    expect(page.locator("#chart-mix .trace").first).to_be_attached()
    printed = page.evaluate(
        """async () => {
          const chart = document.querySelector("#chart-cumulative .js-plotly-plot");
          await window.Plotly.Plots.resize(chart);  // takes its turn
          window.dispatchEvent(new Event("beforeprint"));  // and then it waits for no promise
          return Array.from(document.querySelectorAll("#charts .paper-chart"), (chart) => chart.textContent);
        }"""
    )
    assert len(printed) == 3
    assert "US fiscal year" in printed[0]
    assert "A policy in force" in printed[1]
    assert "United States" in printed[2]


def test_the_first_view_on_paper_is_few_pages_and_small(open_page: OpenPage):
    page = settled(open_page(""))
    paper = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 4
    assert len(paper) < 1_000_000


def test_a_chart_beside_the_map_is_kept_with_sentence_key_sources_and_link(
    open_page: OpenPage, tmp_path: Path
):
    page = settled(open_page(f"?{VIEW}"))
    title = "Policies in force, and cooperation, by year"
    page.locator("#chart-mix").scroll_into_view_if_needed()
    expect(page.locator("#chart-mix .main-svg").first).to_be_visible()
    file = kept(page, f"Download “{title}” as an SVG picture", tmp_path)
    text = " ".join(" ".join(ET.fromstring(file.read_text(encoding="utf-8")).itertext()).split())
    colours = page.get_by_role("list", name="Colours of the map").get_by_role("listitem").all_inner_texts()
    for said in (title, sentence(page).inner_text(), *colours, "by kind:", "data version", f"?{VIEW}"):
        assert said in text


def test_the_removals_beside_the_map_are_kept_with_words_of_their_own(open_page: OpenPage, tmp_path: Path):
    page = settled(open_page(f"?{VIEW}"))
    page.locator("#chart-removals").scroll_into_view_if_needed()
    expect(page.locator("#chart-removals .main-svg").first).to_be_visible()
    file = kept(page, "Download “Removals (deportations) by year” as an SVG picture", tmp_path)
    assert file.name.startswith("sanctuary-atlas-removals-20")
    picture = ET.fromstring(file.read_text(encoding="utf-8"))
    text = " ".join(" ".join(picture.itertext()).split())
    for said in ("United States", "Canada", "fiscal year", "Canada Border Services Agency", "data version"):
        assert said in text
    assert sentence(page).inner_text() not in text, "a removal is counted by country, not by the map's places"
    assert f"?{VIEW}" in text
