"""A file that a reader opens, or the operator added, lies on the map with its name, source and legend."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from shapely import Point

from geodata.layers.building import Asked, Wanted, build_layer
from geodata.selection.filters import load_house
from tests.browser.conftest import OpenPage
from tests.browser.reader import card, settled
from tests.browser.support import DESKTOP, PHONE, Watch, axe_violations, serve_atlas, wait_until

CITIES = {"Chicago": (-87.75, 41.8), "Toronto": (-79.38, 43.65), "Dallas": (-96.8, 32.8)}
"""Far from coasts and borders: the page has the simplified areas that it draws."""
KINDS = ("public", "private", "charity", "")
IN_VIEW = "atlas.page.map.surface.map.queryRenderedFeatures({ layers: ['atlas-own-file-1-circle'] }).length"


def clinics(folder: Path, count: int = 240) -> Path:
    """Write points around three cities, with a column of few values and one of many numbers."""
    chance = random.Random(20170201)
    path = folder / "clinics.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["clinic", "lon", "lat", "kind", "beds", "county_code"])
        for number in range(count):
            lon, lat = chance.choice(list(CITIES.values()))
            at = [round(lon + chance.gauss(0, 0.04), 4), round(lat + chance.gauss(0, 0.04), 4)]
            told = [chance.choice(KINDS), chance.randint(1, 400), f"0{chance.randint(1000, 1019)}"]
            rows.writerow([f"Clinic {number}", *at, *told])
    return path


def choose(page: Page, path: Path) -> None:
    """Choose a file as a reader does."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file as a layer").click()
    chooser.value.set_files(path)


def open_file(page: Page, path: Path) -> Locator:
    """Open a file as a layer; return what the page says of it."""
    choose(page, path)
    layer = page.locator(".own__layer").last
    expect(layer).to_be_visible()
    return layer


def legend(layer: Locator) -> list[tuple[str, int]]:
    rows = layer.locator(".own__legend li")
    texts = (row.locator("span").all_inner_texts()[-2:] for row in rows.all())
    return [(label, int(count.replace(",", ""))) for label, count in texts]


@pytest.mark.parametrize("column", ["kind", "beds", "county_code"])
def test_legend_and_places_are_those_of_the_command_line(page: Page, tmp_path: Path, column: str):
    path = clinics(tmp_path)
    layer = open_file(settled(page), path)
    layer.get_by_label("Coloured by").select_option(column)
    made, near = build_layer(
        path, Asked(), Wanted("clinics", "A test", column), load_house().atlas, load_house().atlas.data_date
    )
    assert legend(layer) == [(each.text, each.count) for each in made.legend]
    listed = page.evaluate(
        "atlas.layers.made.layers.get('file-1').near.map((each) => [each.place_id, each.inside, each.near])"
    )
    told = near[["place_id", "inside", "near"]].astype(object).where(near.notna(), None)
    assert sorted(map(tuple, listed)) == sorted(map(tuple, told.to_numpy().tolist()))


def test_points_lie_on_the_map_in_both_themes_and_go_when_they_are_removed(page: Page, tmp_path: Path):
    layer = open_file(settled(page), clinics(tmp_path))
    wait_until(page, f"{IN_VIEW} > 0")
    page.get_by_role("button", name="Dark").click()
    wait_until(page, f"document.documentElement.dataset.theme === 'dark' && {IN_VIEW} > 0")
    shown = layer.get_by_role("checkbox", name="clinics")
    shown.uncheck()
    wait_until(page, f"{IN_VIEW} === 0")
    expect(page.locator("#own-key")).to_be_hidden()
    shown.check()
    layer.get_by_role("button", name="Remove it").click()
    expect(page.locator(".own__layer")).to_have_count(0)
    expect(page.get_by_role("button", name="Open a file as a layer")).to_be_focused()
    assert page.evaluate("atlas.page.map.surface.map.getLayer('atlas-own-file-1-circle') === undefined")


def test_a_layer_says_whose_it_is_and_what_the_reader_calls_it(page: Page, tmp_path: Path):
    layer = open_file(settled(page), clinics(tmp_path))
    expect(layer).to_contain_text("No source is named. Not checked by the atlas.")
    layer.get_by_label("Name").fill("Free clinics")
    layer.get_by_label("Who says so").fill("The county")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Free clinics")).to_be_checked()
    expect(page.locator("#own-key")).to_contain_text("Free clinics")
    expect(page.locator("#own-key")).to_contain_text("Source: The county. Not checked by the atlas.")


def test_a_place_in_the_list_opens(page: Page, tmp_path: Path):
    layer = open_file(settled(page), clinics(tmp_path))
    layer.locator("summary").click()
    layer.get_by_role("button", name="Texas", exact=True).click()
    expect(card(page, "Texas")).to_be_visible()


def test_a_file_is_sent_nowhere(page: Page, tmp_path: Path):
    asked: list[str] = []
    settled(page).on("request", lambda request: asked.append(f"{request.method} {request.post_data or ''}"))
    open_file(page, clinics(tmp_path))
    wait_until(page, f"{IN_VIEW} > 0")
    assert asked
    assert not [each for each in asked if "Clinic" in each or not each.startswith("GET ")]


FAULTS = {
    "broken.geojson": (b'{"type":"FeatureCollection",\n"features":[{', "not whole JSON: look at line 2"),
    "list.json": (b"[1, 2]", "it names no feature and no geometry"),
    "latin.csv": ("name,lon,lat\nMontr\u00e9al,-73.5,45.5\n".encode("latin-1"), "not text in UTF-8"),
    "columns.csv": (b"name,easting\na,1\n", "It has: name, easting"),
    "number.csv": (
        b"lon,lat\n-73.5,45.5\n-73.5,north\n",
        "row 3, column lat: \u201cnorth\u201d is not a number",
    ),
    "cells.csv": (b'lon,lat\n-73.5,45.5\n"-73.5,45.5\n', "a quotation mark is not closed"),
    "empty.csv": (b"lon,lat\n,\n", "no row of it has a place"),
    "layer.gpkg": (b"SQLite format 3", "python -m geodata layer add"),
    "photo.png": (b"PNG", "not .png"),
}
METRES = {"type": "Point", "coordinates": [500_000, 4_649_776]}
SWAPPED = {"type": "Point", "coordinates": [45.5, -173.5]}


def test_what_cannot_be_a_layer_says_why_and_leaves_the_map_as_it_is(page: Page, tmp_path: Path):
    settled(page)
    crs = {"properties": {"name": "urn:ogc:def:crs:EPSG::32617"}}
    given = FAULTS | {
        "metres.geojson": (
            json.dumps(METRES).encode(),
            "row 1: 500000, 4649776 is no longitude and latitude",
        ),
        "swapped.geojson": (json.dumps(SWAPPED).encode(), "looks like latitude before longitude"),
        "crs.geojson": (
            json.dumps({"type": "FeatureCollection", "features": [], "crs": crs}).encode(),
            "32617",
        ),
        "large.csv": (b"lon,lat\n" + b"-73.5,45.5\n" * 4_600_000, "51 MB; the page reads up to 50 MB"),
    }
    for name, (content, reason) in given.items():
        path = tmp_path / name
        path.write_bytes(content)
        choose(page, path)
        expect(page.locator("#own-fault")).to_contain_text(f"{name} was not opened")
        expect(page.locator("#own-fault")).to_contain_text(reason)
    expect(page.locator(".own__layer")).to_have_count(0)


def test_rows_without_a_place_are_counted(page: Page, tmp_path: Path):
    path = tmp_path / "some.csv"
    path.write_text("name,lon,lat\na,-87.65,41.85\nb,,\nc,-79.38,43.65\n")
    expect(open_file(settled(page), path)).to_contain_text("left out: 1 of 3")


def test_a_large_layer_is_thinned_with_a_notice_and_counted_whole(page: Page, tmp_path: Path):
    chance = random.Random(1)
    points = [Point(chance.uniform(-120, -70), chance.uniform(25, 49)) for _ in range(60_000)]
    path = tmp_path / "many.geojson"
    gpd.GeoDataFrame({"n": range(60_000)}, geometry=points, crs="EPSG:4326").to_file(path, driver="GeoJSON")
    layer = open_file(settled(page), path)
    assert legend(layer) == [("many", 60_000)]
    drawn = page.evaluate("atlas.layers.made.layers.get('file-1').drawn")
    assert 10_000 < drawn <= 20_000
    expect(layer).to_contain_text(f"{drawn:,} of 60,000. All are counted.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_layer_is_clean_for_axe_and_nothing_scrolls_sideways_on_a_phone(
    open_page: OpenPage, tmp_path: Path, scheme: str
):
    page = settled(open_page(color_scheme=scheme))
    layer = open_file(page, clinics(tmp_path))
    layer.get_by_label("Coloured by").select_option("kind")
    layer.locator("summary").click()
    assert axe_violations(page) == []
    page.set_viewport_size(PHONE)
    wait_until(page, "document.documentElement.scrollWidth <= innerWidth")


def test_what_the_operator_added_is_on_the_map_of_every_reader_in_their_language(
    browser: Browser, tmp_path: Path
):
    folder = tmp_path / "layers"
    command = [
        sys.executable,
        "-m",
        "geodata",
        "layer",
        "add",
        str(clinics(tmp_path)),
        "--name",
        "Free clinics",
    ]
    subprocess.run(
        [*command, "--source", "The county", "--column", "kind"],
        env={"ATLAS_LAYERS": str(folder)},
        check=True,
        timeout=120,
    )
    with serve_atlas({"ATLAS_LAYERS": str(folder)}) as atlas:
        watch = Watch(atlas.url)
        page = watch.follow(browser.new_page(viewport=DESKTOP, locale="fr-FR"))
        page.goto(f"{atlas.url}?v=1&lang=fr")
        settled(page)
        expect(page.locator("#own-key")).to_contain_text("Free clinics")
        expect(page.locator("#own-key")).to_contain_text("The county")
        expect(page.locator(".own__legend").first).to_contain_text("sans valeur")
        shown = (
            "atlas.page.map.surface.map.queryRenderedFeatures({ layers: ['atlas-own-free-clinics-circle'] })"
        )
        wait_until(page, f"{shown}.length > 0")
        page.close()
        assert watch.faults == []
