"""A layer is kept as one file that reads back the same, and a broken one is named by file and key."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.layers.form import LayerForm
from geodata.layers.layer import Layer, LayerError, LegendClass, PlaceNear
from geodata.layers.notices import Kind, Notice
from geodata.layers.parsing import layer_text
from geodata.layers.store import layers_folder, read_layers, remove_layer, slug_of, write_layer
from geodata.text import LOCALES, use_locale

GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            "properties": {"c": 1, "t": "Ward « 5 »"},
        }
    ],
}

LAYER = Layer(
    id="city-wards",
    name="City wards",
    source="City survey, May 2026",
    column="beds",
    added="2026-11-26",
    total=3,
    drawn=1,
    notices=(Notice(Kind.THINNED, 1, 3), Notice(Kind.CONVERTED, what="EPSG:2263")),
    legend=(LegendClass("0 to 4.5", 1, low=0.0, high=4.5), LegendClass("no value", 2, no_value=True)),
    near=(PlaceNear("us-ny", "New York", 3, None, 0.0), PlaceNear("us-ny-troy", "Troy", None, 1, 4.218)),
    near_km=10.0,
    bounds=(0.0, 0.0, 1.0, 1.0),
    geojson=json.dumps(GEOJSON, ensure_ascii=False, separators=(",", ":")).encode(),
)

BROKEN = {
    ("format",): (2, "format: 2 is not 1"),
    ("id",): ("City", 'id: "City" is not a valid text here'),
    ("name",): (" ", 'name: " " is not a valid text here'),
    ("column",): (3, "column: 3 is not a valid text here"),
    ("added",): ("2026-13-01", "added"),
    ("total",): (4, "legend its classes do not hold 4 features together"),
    ("drawn",): (2, "drawn: 2 is not the number of features, 1"),
    ("notices", 0, "kind"): ("eaten", 'notices[0].kind: "eaten"'),
    ("notices", 0, "of"): (-1, "notices[0].of: -1 is not a whole number from 0"),
    ("legend",): ([], "legend has no class"),
    ("legend", 1, "no_value"): (0, "legend[1].no_value: 0 is neither true nor false"),
    ("legend", 0, "low"): (None, "legend[0] has one bound without the other"),
    ("near", 0, "inside"): (True, "near[0].inside: true is not a whole number from 0"),
    ("near", 1, "nearest_km"): (-0.5, "near[1].nearest_km: -0.5 is not a number"),
    ("near",): ([{}] * 501, "near holds 501 items, more than 500"),
    ("near_km",): ("10", 'near_km: "10" is not a number'),
    ("bounds",): ([0, 0, 1], "bounds is not [west, south, east, north]"),
    ("bounds", 3): (91, "bounds[3]: 91 is not a number from -90 to 90"),
    ("bounds", 0): (2, "bounds is not [west, south, east, north]"),
    ("geojson", "type"): ("Feature", 'geojson.type: "Feature"'),
    ("geojson", "features", 0): (3, "geojson.features[0]: 3 is not an object"),
    ("geojson", "features", 0, "geometry", "type"): ("Dot", 'geojson.features[0].geometry.type: "Dot"'),
    ("geojson", "features", 0, "geometry", "coordinates"): (
        [[0, 0], [1, 1]],
        "geojson.features[0].geometry.coordinates are not those of a Polygon in degrees",
    ),
    ("geojson", "features", 0, "properties", "c"): (2, "properties.c: 2 is no class of the legend"),
    ("geojson", "features", 0, "properties", "t"): ("x" * 81, "is not a valid text here"),
}


@pytest.fixture
def kept(tmp_path) -> Path:
    return write_layer(tmp_path / "own" / "layers", LAYER)


def said_of(path: Path) -> str:
    with pytest.raises(LayerError) as error:
        read_layers(path.parent)
    return str(error.value).removeprefix(f"{path}: ")


def test_a_layer_reads_back_as_it_was_written(kept):
    assert kept.name == "city-wards.json"
    assert read_layers(kept.parent) == (LAYER,)
    assert json.loads(kept.read_text())["geojson"] == GEOJSON


def test_the_file_has_the_keys_of_the_form_and_no_others(kept):
    found = json.loads(kept.read_text())
    assert set(found) == LayerForm.__required_keys__
    kept.write_text(json.dumps(found | {"colour": "red"}))
    assert said_of(kept) == "has a key 'colour', which is not known"
    del found["source"]
    kept.write_text(json.dumps(found))
    assert said_of(kept) == "has no key 'source'"


@pytest.mark.parametrize("way", BROKEN, ids=str)
def test_what_is_broken_is_named_by_its_key(kept, way):
    value, said = BROKEN[way]
    found = json.loads(kept.read_text())
    part = found
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] = value
    kept.write_text(json.dumps(found))
    assert said in said_of(kept)


def test_a_file_that_is_cut_off_or_no_text_is_named(kept):
    whole = kept.read_text()
    kept.write_text(whole[:100])
    assert said_of(kept).startswith("is not JSON: ")
    kept.write_text(whole.replace("4.218", "NaN"))
    assert said_of(kept) == "is not JSON: NaN is no number"
    kept.write_text("[" * 100_000)
    assert said_of(kept).startswith("is not JSON: ")
    kept.write_bytes(b"\xff")
    assert said_of(kept) == "is not UTF-8 at byte 1"
    kept.rename(kept.with_name("other.json")).write_text(whole)
    assert said_of(kept.with_name("other.json")) == 'id: "city-wards" is not the name of the file'


def test_layers_are_read_in_the_order_of_their_names(tmp_path):
    for name in ("b", "a", "c"):
        write_layer(tmp_path, replace(LAYER, id=name))
    (tmp_path / "notes.txt").write_text("no layer")
    assert [layer.id for layer in read_layers(tmp_path)] == ["a", "b", "c"]
    assert read_layers(tmp_path / "absent") == ()


def test_nothing_is_written_over_unasked(kept):
    before = kept.read_bytes()
    with pytest.raises(LayerError, match="there is a layer 'city-wards' already; --replace writes over it"):
        write_layer(kept.parent, replace(LAYER, name="Other"))
    assert kept.read_bytes() == before
    write_layer(kept.parent, replace(LAYER, name="Other"), replace=True)
    assert read_layers(kept.parent)[0].name == "Other"
    assert [path.name for path in kept.parent.iterdir()] == ["city-wards.json"]


def test_a_layer_is_removed_by_its_id_alone(kept):
    for wrong in ("wards", "../own/layers/city-wards", "", "City"):
        with pytest.raises(LayerError, match=r"there is no layer 'wards'; there are: city-wards|is no id"):
            remove_layer(kept.parent, wrong)
    remove_layer(kept.parent, "city-wards")
    assert read_layers(kept.parent) == ()


def test_an_id_is_made_of_the_name():
    assert slug_of("  Foyers à Montréal (2026) ") == "foyers-a-montreal-2026"
    assert slug_of("避难所").startswith("layer-")
    assert slug_of("避难所") == slug_of("避难所") != slug_of("庇护所")
    assert len(slug_of("ab " * 100)) <= 60


def test_the_folder_is_that_of_the_environment():
    assert layers_folder({"ATLAS_LAYERS": "/srv/own"}) == Path("/srv/own")
    assert layers_folder({"ATLAS_LAYERS": " "}) == Path("layers")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", Kind)
def test_each_notice_has_its_words(kind, locale):
    with use_locale(locale):
        one, many = (Notice(kind, count, 1_234, "EPSG:3857").text for count in (1, 2))
    assert one.endswith(".")
    assert many.endswith(".")
    assert "{" not in one + many
    if locale != LOCALES[0]:
        assert many != Notice(kind, 2, 1_234, "EPSG:3857").text


def test_the_text_of_a_file_is_one_line_of_json():
    assert layer_text(LAYER).count("\n") == 1
