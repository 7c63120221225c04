"""The marks' pictures: every name that a trace says has one, and each is told apart without colour."""

from __future__ import annotations

import itertools
import struct
import zlib

import brotli
import numpy as np
import pytest

from callbacks.server.map_files import sprite_looks
from components.map.crossing_symbols import DETAILS, LOOKS, SMALLEST, UNIT, crossing_symbol
from components.map.figure import MapFiles, page_figure, selection_figure
from components.map.icons import BOX, HATCH, HATCH_NAME, crossing_layers, mark_layers, mixed, outline
from components.map.marks import looks_of_data, mark_rows
from components.map.sprite import RATIO, Sprite, deflated, draw_sprite, picture, png, with_few_colours
from components.map.style import SOURCES
from components.theme import Theme, tokens
from geodata.codes import Policing, Status
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.crossing_layer import LARGEST_PX
from geodata.views.crossing_layer import SHAPES as CROSSING_SHAPES
from tests.map_page import THEMES, map_areas, map_data

Looks = list[tuple[str, str, str, str, float]]

STATES = (FilterState(), FilterState(include_undated=True), FilterState(year_to=2010))
FILES = (*SOURCES, "areas_states", "areas_counties", "border_zone")
OUTLINES = ("circle", "diamond", "square", "pentagon", "hexagon")
themes = pytest.mark.parametrize("theme", THEMES)


@pytest.fixture(scope="module")
def looks() -> Looks:
    return sprite_looks(mark_rows(load_house(), map_areas(), looks_of_data(map_data())))


@pytest.fixture(scope="module")
def sprites(looks: Looks) -> dict[Theme, Sprite]:
    return {theme: draw_sprite(looks, theme) for theme in THEMES}


@pytest.fixture(scope="module")
def sheets(sprites: dict[Theme, Sprite]) -> dict[Theme, np.ndarray]:
    return {theme: read_png(sprite.png) for theme, sprite in sprites.items()}


def chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Read a PNG's chunks, each with a checksum that is right."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", content, at + 8 + size) == (zlib.crc32(kind + data),)
        found.append((kind, data))
        at += 12 + size
    return found


def read_png(content: bytes) -> np.ndarray:
    """Read an unfiltered PNG with a palette of eight bits: uint8 [height, width, 4]."""
    (header, plain, clear, pixels, _), kinds = zip(
        *((data, kind) for kind, data in chunks(content)), strict=True
    )
    assert kinds == (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
    width, height, *rest = struct.unpack(">IIBBBBB", header)
    assert rest == [8, 3, 0, 0, 0]
    rows = np.frombuffer(zlib.decompress(pixels), np.uint8).reshape(height, 1 + width)
    assert not rows[:, 0].any()
    colours = np.frombuffer(plain, np.uint8).reshape(-1, 3), np.frombuffer(clear, np.uint8)
    return np.column_stack(colours)[rows[:, 1:]]


def cut(sheet: np.ndarray, at: dict[str, int]) -> np.ndarray:
    return sheet[at["y"] : at["y"] + at["height"], at["x"] : at["x"] + at["width"]]


def hexadecimal(pixel: np.ndarray) -> str:
    return "#" + "".join(f"{part:02X}" for part in pixel[:3])


def test_a_picture_written_as_png_is_read_again():
    image = np.random.default_rng(1).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    assert (read_png(png(image)) == image).all()


def test_a_sprite_is_small_alone_and_smaller_packed(sprites: dict[Theme, Sprite]):
    stored = sprites["light"].png
    alone = deflated(stored)
    assert (read_png(alone) == read_png(stored)).all()
    assert len(brotli.compress(stored)) < 0.75 * len(alone) < 0.1 * len(stored)


def test_a_picture_of_more_colours_than_a_palette_holds_is_refused():
    image = np.arange(257 * 4, dtype=np.uint32).view(np.uint8).reshape(257, 4, 4)
    with pytest.raises(ValueError, match="256 colours, not 1028"):
        png(image)


@themes
def test_few_colours_are_seen_as_the_many_they_stand_for(
    looks: Looks, theme: Theme, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[np.ndarray] = []

    def noted(image: np.ndarray) -> np.ndarray:
        drawn.extend((image, with_few_colours(image)))
        return drawn[-1]

    monkeypatch.setattr("components.map.sprite.with_few_colours", noted)
    draw_sprite(looks, theme)
    many, few = (image.reshape(-1, 4).astype(float) for image in drawn)
    for ground in (0, 255):
        seen = [part[:, :3] * part[:, 3:] / 255 + ground * (1 - part[:, 3:] / 255) for part in (many, few)]
        assert np.abs(seen[0] - seen[1]).max() <= 16


def test_a_sprite_is_the_same_whatever_the_order_of_its_looks(looks: Looks, sprites: dict[Theme, Sprite]):
    again = draw_sprite(reversed(looks), "light")
    assert again.png == sprites["light"].png
    assert again.index == sprites["light"].index


def test_both_themes_have_the_same_names_in_other_colours(sprites: dict[Theme, Sprite]):
    assert sprites["light"].index == sprites["dark"].index
    assert sprites["light"].png != sprites["dark"].png


@themes
def test_every_mark_and_the_hatching_has_a_picture(looks: Looks, sprites: dict[Theme, Sprite], theme: Theme):
    assert {name for name, *_ in looks} | {HATCH_NAME} <= sprites[theme].index.keys()


@themes
def test_every_picture_that_a_figure_names_is_in_its_sprite(sprites: dict[Theme, Sprite], theme: Theme):
    house = load_house()
    sprite: dict[Theme, str] = {name: f"/sprites/0/{name}" for name in THEMES}
    files = MapFiles({name: f"/static/{name}" for name in FILES}, sprite, map_areas())
    for figure in (
        page_figure(house, map_data(), files, theme=theme),
        *(selection_figure(house.select(state), files, theme=theme) for state in STATES),
    ):
        part = figure.to_plotly_json()
        marks = [trace["marker"]["symbol"] for trace in part["data"] if trace["type"] == "scattermap"]
        named = {symbol for symbols in marks for symbol in symbols} | {part["layout"]["meta"]["hatch"]}
        assert len(named) > 1
        assert named <= sprites[theme].index.keys()


@themes
def test_every_crossing_has_a_picture_whatever_its_count(sprites: dict[Theme, Sprite], theme: Theme):
    radii = [None, *(step / 2 for step in range(2 * LARGEST_PX + 1))]
    for shape, approx, radius in itertools.product(set(CROSSING_SHAPES.values()), (0, 1), radii):
        name, _, size = crossing_symbol(shape, approx, radius).partition(":")
        assert name in sprites[theme].index
        assert int(size) >= SMALLEST * 100


@themes
def test_pictures_lie_on_the_sheet_and_not_upon_each_other(
    sprites: dict[Theme, Sprite], sheets: dict[Theme, np.ndarray], theme: Theme
):
    taken = np.zeros(sheets[theme].shape[:2], dtype=int)
    for at in sprites[theme].index.values():
        part = cut(taken, dict(at))
        assert part.shape == (at["height"], at["width"])
        part += 1
    assert taken.max() == 1
    assert not sheets[theme][taken == 0].any()


@themes
def test_no_picture_is_blank(sprites: dict[Theme, Sprite], sheets: dict[Theme, np.ndarray], theme: Theme):
    for name, at in sprites[theme].index.items():
        assert cut(sheets[theme], dict(at))[..., 3].max() == 255, name


@themes
def test_a_mark_in_force_or_of_cooperation_has_its_policing_colour_in_its_middle(
    looks: Looks, sprites: dict[Theme, Sprite], sheets: dict[Theme, np.ndarray], theme: Theme
):
    checked = set()
    for name, _, status, policing, _ in looks:
        if status in (Status.IN_FORCE, Status.COOPERATES):
            drawn = cut(sheets[theme], dict(sprites[theme].index[name]))
            middle = drawn[len(drawn) // 2, len(drawn) // 2]
            assert (hexadecimal(middle), middle[3]) == (tokens(theme).policing[Policing(policing)], 255)
            checked.add(policing)
    assert checked == set(Policing)


def test_a_marks_picture_is_as_large_as_its_scale_says(looks: Looks, sprites: dict[Theme, Sprite]):
    for name, *_, scale in looks:
        at = sprites["light"].index[name]
        assert at["width"] == at["height"] == round(BOX * scale * RATIO)
        assert at["pixelRatio"] == RATIO


def test_large_crossings_are_drawn_in_more_detail_at_the_same_size(sprites: dict[Theme, Sprite]):
    index = sprites["light"].index
    for shape in set(CROSSING_SHAPES.values()):
        coarse, fine = (index[f"crossing_{shape}_measured_{detail}"] for detail in DETAILS)
        assert fine["width"] == coarse["width"] * DETAILS[1]
        assert fine["width"] / fine["pixelRatio"] == coarse["width"] / coarse["pixelRatio"] == BOX


def test_the_hatching_is_a_tile_of_lines_in_the_colour_of_cooperation(
    sprites: dict[Theme, Sprite], sheets: dict[Theme, np.ndarray]
):
    tile = cut(sheets["light"], dict(sprites["light"].index[HATCH_NAME]))
    assert tile.shape == (HATCH * RATIO, HATCH * RATIO, 4)
    colours = {hexadecimal(pixel) for pixel in tile[tile[..., 3] == 255]}
    assert colours == {tokens("light").policing[Policing.COOPERATES]}
    assert 0.1 < tile[..., 3].mean() / 255 < 0.6


def test_marks_are_told_apart_without_colour():
    pairs = [
        *itertools.product(OUTLINES, sorted(set(Status) - {Status.COOPERATES, Status.LISTED_ONLY})),
        ("shield", Status.COOPERATES),
        ("plus", Status.LISTED_ONLY),
    ]
    seen = {
        picture(mark_layers(shape, status, "#222222", tokens("light")), RATIO).tobytes()
        for shape, status in pairs
    }
    assert len(seen) == len(pairs)


def test_crossings_are_told_apart_without_colour():
    pairs = list(itertools.product(sorted(set(CROSSING_SHAPES.values())), LOOKS))
    seen = {
        picture(crossing_layers(shape, tokens("light"), look=look), RATIO).tobytes() for shape, look in pairs
    }
    assert len(seen) == len(pairs)


@pytest.mark.parametrize("shape", [*OUTLINES, "shield", "plus"])
def test_an_outline_is_whole_and_in_its_box(shape: str):
    body = outline(shape, 8)
    assert body.is_valid
    assert max(map(abs, body.bounds)) < BOX / 2
    assert body.covers(body.centroid)


@pytest.mark.parametrize("shape", sorted(set(CROSSING_SHAPES.values())))
def test_crossings_of_equal_count_cover_about_the_same_whatever_their_shape(shape: str):
    disc = np.pi * UNIT**2
    size = int(crossing_symbol(shape, 0, UNIT).partition(":")[2]) / 100
    body = crossing_layers(shape, tokens("light"))[1].geometry
    assert body.area * size**2 == pytest.approx(disc, rel=0.02)


def test_a_crossing_grows_with_its_count_and_no_figure_looks_like_none():
    sizes = [int(crossing_symbol("circle", 0, radius).partition(":")[2]) for radius in range(LARGEST_PX + 1)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == LARGEST_PX / UNIT * 100
    names = {crossing_symbol("circle", *part).partition(":")[0] for part in ((0, 4), (1, 4), (0, None))}
    assert names == {"crossing_circle_measured_1", "crossing_circle_anchor_1", "crossing_circle_missing_1"}


def test_colours_mix_from_one_to_the_other():
    assert [mixed("#000000", "#ff8040", part) for part in (0, 0.5, 1)] == ["#000000", "#804020", "#ff8040"]
