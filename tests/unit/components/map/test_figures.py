"""The map's two figures: for WebGL on the atlas's own style, and as SVG with the same places and colours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from components.map.figure import MapFiles, page_figure, selection_figure
from components.map.marks import looks_of_selection
from components.map.style import SLOTS, slot_id
from components.map.svg_figure import SYMBOLS, page_svg_figure, selection_svg_figure, symbol_of
from components.map.svg_ground import Shapes
from components.map.traces import CLEAR, area_colour, area_strength, crossing_trace
from components.theme import Theme, tokens
from geodata.codes import Policing, Status
from geodata.geometry.basemap import build_basemap
from geodata.selection.filters import House, Selection, load_house
from geodata.selection.state import FilterState
from tests.map_page import THEMES, map_areas, map_data

Part = dict[str, Any]

NOBODY = FilterState(area=((0, 0), (1, 0), (1, 1), (0, 1)))
AREAS = {"areas-state": "areas_states", "areas-county": "areas_counties"}
themes = pytest.mark.parametrize("theme", THEMES)


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


@pytest.fixture(scope="module")
def now(house: House) -> Selection:
    return house.select(FilterState())


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    paths: dict[str, Path] = build_basemap(tmp_path_factory.mktemp("basemap"))
    return Shapes({name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()})


@pytest.fixture(scope="module")
def files(shapes: Shapes) -> MapFiles:
    basemap = {name: f"/static/{name}.geojson" for name in shapes.collections}
    return MapFiles(basemap, {theme: f"/sprites/0/{theme}" for theme in THEMES}, map_areas())


@pytest.fixture(scope="module")
def gl(now: Selection, files: MapFiles) -> dict[Theme, Part]:
    return {theme: sent(selection_figure(now, files, theme=theme)) for theme in THEMES}


@pytest.fixture(scope="module")
def page(house: House, files: MapFiles) -> Part:
    return sent(page_figure(house, map_data(), files))


@pytest.fixture(scope="module")
def svg(now: Selection, shapes: Shapes) -> dict[Theme, Part]:
    return {theme: sent(selection_svg_figure(now, shapes, map_areas(), theme=theme)) for theme in THEMES}


@pytest.fixture(scope="module")
def svg_page(house: House, shapes: Shapes) -> Part:
    return sent(page_svg_figure(house, map_data(), shapes, map_areas()))


def sent(figure: go.Figure) -> Part:
    """Return a figure as a browser gets it."""
    return json.loads(str(figure.to_json(remove_uids=False)))


def traces(figure: Part) -> dict[str, Part]:
    return {trace["uid"]: trace for trace in figure["data"]}


def style_of(figure: Part) -> Part:
    return figure["layout"]["map"]["style"]


def inside(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from inside(part)


def step(trace: Part, z: float) -> str:
    """Return the colour of a value on a scale of steps."""
    at = (z - trace["zmin"]) / (trace["zmax"] - trace["zmin"])
    scale = trace["colorscale"]
    return next(
        lower[1] for lower, upper in zip(scale[::2], scale[1::2], strict=True) if lower[0] < at < upper[0]
    )


def rgb(colour: str) -> tuple[int, ...]:
    if colour.startswith("#"):
        return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return tuple(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_a_selection_is_a_plotly_figure_of_areas_and_marks_in_the_order_of_slots(
    now: Selection, files: MapFiles
):
    figure = selection_figure(now, files)
    assert isinstance(figure, go.Figure)
    found = [(trace["uid"], trace["type"], trace["below"]) for trace in sent(figure)["data"]]
    kinds = ["choroplethmap"] * 2 + ["scattermap"] * 3
    assert found == [(uid, kind, slot_id(uid)) for uid, kind in zip(SLOTS, kinds, strict=True)]


def test_the_pages_figure_has_the_traces_of_a_selections(gl: dict[Theme, Part], page: Part):
    assert [(t["uid"], t["type"], t["below"]) for t in traces(page).values()] == [
        (t["uid"], t["type"], t["below"]) for t in traces(gl["light"]).values()
    ]


def test_areas_take_their_geometry_from_the_atlas_own_server(gl: dict[Theme, Part]):
    found = {uid: traces(gl["light"])[uid]["geojson"] for uid in AREAS}
    assert found == {uid: f"/static/{name}.geojson" for uid, name in AREAS.items()}


def addresses(figure: Part) -> list[str]:
    """Return all that leads to another host; read from text, as Plotly writes a slash as a code."""
    return [part for part in inside(figure) if isinstance(part, str) and re.search(r"https?:|//", part)]


@themes
def test_no_figure_names_another_host(
    gl: dict[Theme, Part], svg: dict[Theme, Part], page: Part, svg_page: Part, theme: Theme
):
    for figure in (gl[theme], svg[theme], page, svg_page):
        assert addresses(figure) == []


def test_the_only_address_in_a_figure_is_that_of_its_sprite(house: House, files: MapFiles):
    address = "http://127.0.0.1:8050/sprites/0/light"
    told = replace(files, sprite={**files.sprite, "light": address})
    assert addresses(sent(selection_figure(house.select(NOBODY), told))) == [address]


def test_geometry_from_another_host_is_refused(house: House, files: MapFiles):
    foreign = replace(files, basemap={**files.basemap, "areas_states": "https://tiles.example/states.json"})
    with pytest.raises(ValueError, match="one host"):
        selection_figure(house.select(NOBODY), foreign)


def test_each_shown_place_is_in_one_trace_and_counties_in_force_are_squares_from_afar_too(
    gl: dict[Theme, Part], now: Selection
):
    found = {uid: trace.get("customdata", []) for uid, trace in traces(gl["light"]).items()}
    ids = now.house.timeline.place_ids
    shown = [found["areas-state"], found["areas-county"], found["marks"]]
    assert sorted(chain.from_iterable(shown)) == sorted(ids[look.place] for look in looks_of_selection(now))
    assert found["far"]
    assert set(found["far"]) < set(found["areas-county"])


def test_an_area_is_told_by_its_place_and_lies_in_its_file(gl: dict[Theme, Part], shapes: Shapes):
    for uid, name in AREAS.items():
        trace = traces(gl["light"])[uid]
        ids = {feature["id"]: feature["properties"]["place_id"] for feature in shapes.features(name)}
        assert [ids[row] for row in trace["locations"]] == trace["customdata"]


@themes
def test_a_style_holds_no_empty_dict_which_plotly_would_drop(gl: dict[Theme, Part], theme: Theme):
    assert {} not in [part for part in inside(style_of(gl[theme])) if isinstance(part, dict)]


def test_the_pages_style_holds_no_empty_dict(page: Part):
    assert {} not in [part for part in inside(style_of(page)) if isinstance(part, dict)]


@themes
def test_a_style_has_the_sprite_of_its_theme(gl: dict[Theme, Part], theme: Theme):
    assert style_of(gl[theme])["sprite"] == f"/sprites/0/{theme}"


def test_the_layer_of_each_trace_lies_right_below_its_slot(gl: dict[Theme, Part], page: Part):
    for style in (style_of(gl["light"]), style_of(page)):
        order = [layer["id"] for layer in style["layers"]]
        for uid in ("crossings", "far", "marks"):
            assert order.index(f"plotly-trace-layer-{uid}-symbol") == order.index(slot_id(uid)) - 1
        sources = {layer["source"] for layer in style["layers"] if "source" in layer}
        assert len(set(order)) == len(order)
        assert sources == style["sources"].keys()


def test_marks_are_drawn_in_a_selection_and_wait_for_their_switch_on_the_page(
    gl: dict[Theme, Part], page: Part
):
    for figure, opacity in ((gl["light"], 1), (page, ["coalesce", ["feature-state", "on"], 0])):
        layers = {layer["id"]: layer for layer in style_of(figure)["layers"]}
        assert layers["plotly-trace-layer-marks-symbol"]["paint"]["icon-opacity"] == opacity


def test_the_page_has_every_area_and_none_of_them_is_coloured_yet(page: Part):
    found = [traces(page)[uid] for uid in AREAS]
    assert sum(len(trace["locations"]) for trace in found) == len(map_areas())
    assert all(trace["marker"]["opacity"] == 0 for trace in found)
    assert all(trace["marker"]["line"]["color"] == CLEAR for trace in found)


def test_a_row_of_the_page_says_which_look_it_is(page: Part, svg_page: Part):
    pairs = []
    for figure, uids in ((page, ("far", "marks")), (svg_page, ("marks",))):
        metas = [traces(figure)[uid]["meta"] for uid in uids]
        pairs.append(sorted(pair for m in metas for pair in zip(m["place"], m["key"], strict=True)))
    assert pairs[0] == pairs[1]
    assert len(set(pairs[0])) == len(pairs[0])


def test_an_empty_selection_is_an_empty_map(house: House, files: MapFiles, shapes: Shapes):
    nobody = house.select(NOBODY)
    for figure in (selection_figure(nobody, files), selection_svg_figure(nobody, shapes, map_areas())):
        found = traces(sent(figure))
        assert [found[uid].get("locations") for uid in AREAS] == [[], []]
        assert found["marks"]["lon"] == []


def test_the_svg_figure_has_traces_for_plain_geo_only(svg: dict[Theme, Part], svg_page: Part):
    for figure in (svg["light"], svg_page):
        assert {trace["type"] for trace in traces(figure).values()} == {"choropleth", "scattergeo"}
        layout = figure["layout"]
        assert "geo" in layout
        assert not {"map", "mapbox"} & layout.keys()


@themes
def test_the_svg_figure_has_the_same_marks_in_the_same_policing_colours(
    gl: dict[Theme, Part], svg: dict[Theme, Part], theme: Theme
):
    colours, drawn = tokens(theme).policing, traces(svg[theme])["marks"]
    shown = dict(zip(drawn["customdata"], drawn["marker"]["color"], strict=True))
    found = [traces(gl[theme])[uid] for uid in ("far", "marks")]
    icons = {
        id_: icon for t in found for id_, icon in zip(t["customdata"], t["marker"]["symbol"], strict=True)
    }
    assert shown.keys() == icons.keys()
    assert len(drawn["customdata"]) == len(icons)
    seen: set[Policing] = set()
    for place_id, icon in icons.items():
        named = [code for code in Policing if f"_{code}" in icon.removesuffix("_far").partition("_")[2]]
        assert [shown[place_id]] == [colours[code] for code in named] or not named
        seen |= set(named)
    assert seen == set(Policing)


@themes
def test_the_svg_figure_has_the_same_areas_in_the_same_policing_colours(
    gl: dict[Theme, Part], svg: dict[Theme, Part], theme: Theme
):
    for uid in AREAS:
        one, other = traces(gl[theme])[uid], traces(svg[theme])[uid]
        assert one["customdata"] == other["customdata"]
        assert one["locations"] == other["locations"]
        told = zip(one["z"], other["z"], one["marker"]["line"]["color"], strict=True)
        for z, svg_z, line in told:
            assert rgb(step(one, z)) == rgb(step(other, svg_z)) == rgb(line)


def test_every_outline_and_status_has_a_symbol_of_its_own_that_plotly_knows():
    own = {"shield": Status.COOPERATES, "plus": Status.LISTED_ONLY}
    plain = [status for status in Status if status not in own.values()]
    looks = [(shape, status) for shape in SYMBOLS if shape not in own for status in plain] + [*own.items()]
    symbols = [symbol_of(*look) for look in looks]
    assert list(go.Scattergeo(marker={"symbol": symbols}).to_plotly_json()["marker"]["symbol"]) == symbols
    assert len(set(symbols)) == len(symbols)


def test_an_area_without_a_class_is_clear_and_policies_in_force_are_strongest():
    assert area_colour("", "light") == CLEAR
    for kind in ("county", "state"):
        strengths = {status: area_strength(kind, status) for status in Status}
        assert max(strengths, key=lambda status: strengths[status]) == Status.IN_FORCE


def test_no_crossing_is_drawn_until_one_is_asked_for():
    assert crossing_trace().to_plotly_json()["lon"] == []
