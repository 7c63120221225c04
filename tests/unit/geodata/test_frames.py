"""``import geodata`` gives DataFrames: what may be asked, what is refused, what it costs to import."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date

import geopandas as gpd
import pytest

import geodata
from geodata import frames
from geodata.errors import AmbiguousPlace, UnknownCode, UnknownPlace
from geodata.selection.parameters import PARAMETERS
from geodata.selection.state import FACETS


def columns_told(function: object) -> str:
    return inspect.getdoc(function) or ""


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_importing_the_package_imports_nothing_heavy():
    heavy = run("import sys, geodata; print([m for m in sys.modules if m.split('.')[0] in "
                "{'pandas', 'numpy', 'geopandas', 'dash'} or m.startswith('geodata.')])")  # fmt: skip
    assert heavy.strip() == "[]"


def test_the_page_starts_without_it():
    assert run("import sys, app; print('geodata.frames' in sys.modules)").strip() == "False"


@pytest.mark.parametrize("before", ["", "import geodata.removals.series;", "import geodata.frames;"])
def test_removals_is_a_function_though_a_room_has_its_name(before: str):
    code = f"import geodata; {before} print(len(geodata.removals(country='CA', years=2016)) > 0)"
    assert run(code).strip() == "True"


def test_what_the_package_lacks_is_told_as_any_module_does():
    with pytest.raises(AttributeError, match="policies"):
        _ = geodata.policies
    assert {"applies", "places", "removals", "spells"} <= set(dir(geodata))


def test_every_filter_of_the_page_is_an_argument_by_the_name_of_a_link():
    names = set(inspect.signature(frames.places).parameters)
    assert names <= set(PARAMETERS)
    assert len(names) == len(FACETS) + len({"adopted", "in_force", "undated", "area"})
    assert names == set(inspect.signature(frames.spells).parameters)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (frames.places, {"country": "CA"}),
        (frames.spells, {"country": "CA"}),
        (frames.removals, {"country": "CA", "rates": True, "index": 2016}),
        (frames.applies, {"place": "us-il-chicago"}),
    ],
)
def test_each_column_is_documented(function, arguments):
    told = columns_told(function)
    assert [name for name in function(**arguments).columns if name not in told] == []


def test_places_are_points_in_degrees_and_say_how_to_cite_them():
    frame = geodata.places(country=["CA"], in_force=2017)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert frame.attrs["citation"].endswith("view v=1&country=CA&in_force=2017")
    assert set(frame["as_of"]) == {"2017-12-31"}


def test_codes_are_taken_as_text_or_list_and_years_in_any_of_their_forms():
    asked = [
        geodata.places(country="US,CA", adopted="2013:2017"),
        geodata.places(country=["CA", "US"], adopted=(2013, 2017)),
    ]
    assert asked[0].equals(asked[1])
    assert geodata.places(adopted=2014).equals(geodata.places(adopted=(2014, 2014)))
    assert geodata.removals(years=(None, 1990)).equals(geodata.removals(years=":1990"))
    box = geodata.places(area=(-95, 40, -80, 50))
    assert box.equals(geodata.places(area="-95,40,-80,50"))


def test_a_place_is_asked_about_by_id_or_by_name_on_a_day_or_at_the_end_of_a_year():
    by_id = geodata.applies("us-il-chicago", date=date(2017, 12, 31))
    assert by_id.equals(geodata.applies("Chicago", in_force=2017))
    assert by_id.equals(geodata.applies("chicago, IL", date="2017"))
    assert "rows" not in by_id.attrs
    june = geodata.applies("Chicago", date="2017-06")
    assert set(june["as_of"]) == {"2017-06-30"}
    assert "June 30, 2017" in june.attrs["citation"]


def test_a_place_where_nothing_is_known_has_no_rows():
    assert geodata.applies("us-il-chicago", date="1800").empty


@pytest.mark.parametrize(
    ("asked", "error", "named"),
    [
        (lambda: geodata.places(country="XX"), UnknownCode, "country 'XX'; valid: .*CA"),
        (lambda: geodata.spells(holding=["barred", "never"]), UnknownCode, "holding 'never'"),
        (lambda: geodata.places(policing="limits_detainers"), ValueError, "holding=limited today"),
        (lambda: geodata.places(adopted="x"), ValueError, "adopted='x'"),
        (lambda: geodata.places(adopted=2013, in_force=2014), ValueError, "not both"),
        (lambda: geodata.places(area=(1, 2)), ValueError, "area='1,2'"),
        (lambda: geodata.removals(country="XX"), UnknownCode, "country 'XX'"),
        (lambda: geodata.removals(years=(2016, 2012)), ValueError, "years"),
        (lambda: geodata.removals(index=16), ValueError, "index=16"),
        (lambda: geodata.applies("Nowhereville"), UnknownPlace, "Nowhereville"),
        (lambda: geodata.applies("Portland"), AmbiguousPlace, "us-or-portland"),
        (lambda: geodata.applies("Chicago", date="june"), ValueError, "'june'"),
        (lambda: geodata.applies("Chicago", date="2199"), ValueError, "after the data's date"),
        (lambda: geodata.applies("Chicago", date="2017", in_force=2017), ValueError, "not both"),
    ],
)
def test_what_makes_no_sense_is_named(asked, error, named):
    with pytest.raises(error, match=named):
        asked()


def test_an_unknown_argument_is_an_error_not_a_wider_answer():
    with pytest.raises(TypeError, match="countries"):
        geodata.places(countries="CA")
