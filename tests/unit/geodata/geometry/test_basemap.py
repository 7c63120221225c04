"""The base map's files and style: small, same-origin, and the same every time."""

import json

import brotli
import pytest
import shapely

from components.map.style import PALETTES, SLOTS, SOURCES, map_style, slot_id, zone_layers
from geodata.geometry.basemap import basemap_places, build_basemap, read_places
from geodata.geometry.geojson import DECIMALS
from geodata.geometry.labels import CITIES

URLS = {name: f"/static/{name}.geojson" for name in SOURCES}
FIRST_LOAD_BYTES = 330_000


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return build_basemap(tmp_path_factory.mktemp("basemap"))


@pytest.fixture(scope="module")
def layers(files):
    """The features of each file, and of each layer of the ground."""
    read = {name: json.loads(path.read_text(encoding="utf-8"))["features"] for name, path in files.items()}
    for feature in read["ground"]:
        read.setdefault(feature["properties"]["layer"], []).append(feature)
    return read


def shapes(features):
    return [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]


def numbers(value):
    if isinstance(value, float | int):
        yield value
    else:
        for part in value:
            yield from numbers(part)


def test_the_first_load_is_small(files):
    size = sum(len(brotli.compress(files[name].read_bytes(), quality=11)) for name in SOURCES)
    assert size <= FIRST_LOAD_BYTES


def test_a_second_build_gives_the_same_bytes(files, tmp_path):
    again = build_basemap(tmp_path)
    assert {name: path.read_bytes() for name, path in again.items()} == {
        name: path.read_bytes() for name, path in files.items()
    }


def test_coordinates_are_short_and_on_the_globe(layers):
    for features in layers.values():
        for feature in features:
            flat = list(numbers(feature["geometry"]["coordinates"]))
            assert all(round(number, DECIMALS) == number and -180 <= number <= 200 for number in flat)


def test_every_geometry_can_be_read(layers):
    for name, features in layers.items():
        assert not any(shape.is_empty for shape in shapes(features)), name


def test_the_ground_has_its_layers_in_one_file_each_feature_by_its_row(layers):
    names = list(dict.fromkeys(feature["properties"]["layer"] for feature in layers["ground"]))
    assert names == ["land", "lakes", "admin1_lines", "borders", "labels"]
    assert [feature["id"] for feature in layers["ground"]] == list(range(len(layers["ground"])))


def test_no_cut_at_the_antimeridian_looks_like_a_border(layers):
    land = {feature["properties"].get("country"): shape for feature, shape in
            zip(layers["land"], shapes(layers["land"]), strict=True)}  # fmt: skip
    zone = shapes(layers["border_zone"])[0]
    for shape in (land["RU"], land["FJ"], zone):
        seam = shapely.LineString([(180, -80), (180, 80)])
        assert shape.boundary.intersection(seam).length == 0
    assert land["RU"].covers(shapely.Point(360 - 175, 66.5))


def test_land_has_each_country_once(layers):
    codes = [feature["properties"].get("country") for feature in layers["land"]]
    named = [code for code in codes if code]
    assert len(codes) == 239  # all of Natural Earth but Antarctica
    assert "AQ" not in codes
    assert len(named) == len(set(named)) == 234


def test_every_us_county_among_the_places_is_an_area(layers):
    places = read_places()
    expected = places[(places["level"] == "county") & (places["geoid"].str.len() == 5)]["place_id"]
    assert [feature["properties"]["place_id"] for feature in layers["areas_counties"]] == sorted(expected)


def test_every_state_of_the_united_states_among_the_places_is_an_area(layers):
    places = read_places()
    drawn = {feature["properties"]["place_id"] for feature in layers["areas_states"]}
    states = places[places["level"].isin(["state", "province"]) & places["admin1"].str.startswith("US-")]
    assert set(states["place_id"]) <= drawn


def test_states_without_a_shape_are_told_and_stay_marks(layers):
    chosen = basemap_places(read_places())
    assert "gb-wales" in chosen.without_shape
    assert not set(chosen.without_shape) & {
        feature["properties"]["place_id"] for feature in layers["areas_states"]
    }


@pytest.mark.parametrize("layer", ["areas_states", "areas_counties"])
def test_an_area_is_numbered_by_its_place_so_that_the_browser_can_switch_it(layers, layer):
    places = list(read_places()["place_id"])
    assert [places[area["id"]] for area in layers[layer]] == [
        area["properties"]["place_id"] for area in layers[layer]
    ]


def test_outer_rings_run_clockwise_as_a_map_on_a_sphere_wants_them(layers):
    for name in ("land", "areas_states", "areas_counties"):
        for shape in shapes(layers[name]):
            for part in shapely.get_parts(shape):
                x, y = part.exterior.xy
                assert sum(a * d - b * c for a, b, c, d in zip(x, y, x[1:], y[1:], strict=False)) < 0


def test_consolidated_cities_stay_marks(layers):
    drawn = {feature["properties"]["place_id"] for feature in layers["areas_counties"]}
    assert "us-ca-san-francisco" not in drawn


def test_every_state_line_is_drawn_where_two_states_meet(layers):
    lines = {feature["properties"]["country"]: shape for feature, shape in
             zip(layers["admin1_lines"], shapes(layers["admin1_lines"]), strict=True)}  # fmt: skip
    states = {feature["properties"]["place_id"]: shape for feature, shape in
              zip(layers["areas_states"], shapes(layers["areas_states"]), strict=True)}  # fmt: skip
    # Virginia and North Carolina have islands, Vermont and New Hampshire have none.
    for one, other in (("us-va", "us-nc"), ("us-vt", "us-nh"), ("us-ny", "us-nj")):
        common = states[one].boundary.intersection(states[other].boundary)
        assert common.length > 0.5
        assert lines["US"].intersection(common.buffer(0.002)).length == pytest.approx(common.length, rel=0.02)


def test_state_areas_lie_on_the_land(layers):
    land = {feature["properties"].get("country"): shape for feature, shape in
            zip(layers["land"], shapes(layers["land"]), strict=True)}  # fmt: skip
    mainland = shapely.buffer(land["US"], 0.01)
    for shape in shapes(layers["areas_states"]):
        if shape.bounds[0] < -60 and shape.bounds[1] > 18:
            assert mainland.covers(shape)


def test_strong_borders_are_the_two_of_the_united_states(layers):
    assert [feature["properties"]["border"] for feature in layers["borders"]] == ["US-CA", "US-MX"]


def test_labels_thin_out_with_zoom(layers):
    least = [feature["properties"]["minzoom"] for feature in layers["labels"]]
    assert least == sorted(least)
    assert sum(zoom <= 2 for zoom in least) < 60 < sum(zoom <= 5 for zoom in least)
    kinds = {feature["properties"]["kind"] for feature in layers["labels"]}
    assert kinds == {"country", "state", "city"}


def test_named_cities_are_places_of_the_atlas():
    assert set(CITIES) <= set(read_places()["place_id"])


def test_names_of_countries_are_known_in_each_language(layers):
    germany = next(f["properties"] for f in layers["labels"] if f["properties"]["name"] == "Germany")
    assert (germany["name_fr"], germany["name_es"]) == ("Allemagne", "Alemania")


@pytest.mark.parametrize("theme", PALETTES)
def test_a_style_asks_no_other_host_and_needs_no_glyphs(theme):
    style = map_style(theme, URLS)
    assert "glyphs" not in style
    assert "sprite" not in style
    assert "://" not in json.dumps(style)


def test_layers_stand_in_their_order():
    order = [layer["id"] for layer in map_style("light", URLS)["layers"]]
    for lower, upper in (
        ("land", slot_id("areas-state")),
        (slot_id("areas-state"), slot_id("areas-county")),
        (slot_id("areas-county"), "lakes"),
        ("lakes", "admin1-lines"),
        ("coast", "borders-strong"),
        ("borders-strong", "labels-country"),
        ("labels-country", slot_id("crossings")),
        (slot_id("crossings"), slot_id("far")),
        (slot_id("far"), slot_id("marks")),
    ):
        assert order.index(lower) < order.index(upper)


def test_what_keeps_a_place_in_the_order_is_not_drawn():
    layers = {layer["id"]: layer for layer in map_style("light", URLS)["layers"]}
    assert all(layers[slot_id(name)]["layout"] == {"visibility": "none"} for name in SLOTS)


def test_light_ground_has_the_design_colours():
    style = json.dumps(map_style("light", URLS))
    assert all(colour in style for colour in ("#DCE7EE", "#F7F5F1", "#B9B3A7", "#7A5C58"))


def test_a_missing_or_foreign_url_is_refused():
    with pytest.raises(ValueError, match="ground"):
        map_style("light", {})
    with pytest.raises(ValueError, match="one host"):
        map_style("light", URLS | {"areas_states": "https://tiles.example/states.geojson"})


def test_the_border_zone_is_no_part_of_the_style_and_lies_on_the_land(layers):
    assert "border_zone" not in map_style("light", URLS)["sources"]
    url = "/static/border_zone.geojson"
    assert [(layer["source"], layer["below"]) for layer in zone_layers("dark", url)] == [(url, "lakes")] * 2
    assert layers["border_zone"][0]["properties"] == {"zone": "us_100_mile"}
