"""Points and GEOIDs: what lies elsewhere than its row says is named, with how it may have come about."""

from io import StringIO

import pandas as pd
import pytest

from geodata.cli.checks.places_where import check_points
from geodata.tables.reading import DATA_FOLDER, read_texts
from tests.unit.table_folder import TABLES

PLACES = TABLES["places"].splitlines()[0] + "\n"


def place(place_id, admin1, level, *point):
    """A line of the table; ``point`` is latitude, longitude and, where there is one, the GEOID."""
    lat, lon, geoid = (*point, "")[:3]
    return (
        f"{place_id},A place,{place_id[:2].upper()},{admin1},{level},{lat},{lon},{geoid},point of the state\n"
    )


def faults(folder, *lines, **changed):
    tables = {"places": PLACES + "".join(lines)} if lines else changed
    texts = {
        name: pd.read_csv(StringIO(text), dtype=str, keep_default_na=False) for name, text in tables.items()
    }
    return check_points(
        {name: table.set_axis(range(2, len(table) + 2)) for name, table in texts.items()}, folder
    )


@pytest.mark.parametrize(
    ("line", "column", "value", "said"),
    [
        (place("it-roma", "IT-62", "municipality", 12.48, 41.89), "lat", "12.48", "swapped"),
        (place("us-wa-seattle", "US-WA", "municipality", 47.6, 122.33), "lon", "122.33", "lost its sign"),
        (place("au-nsw-sydney", "AU-NSW", "municipality", 33.87, 151.21), "lat", "33.87", "lost its sign"),
        (place("br-recife", "BR-PE", "municipality", 8.05, 34.9), "lat", "8.05", "both seem to have lost"),
        (place("us-tx-austin", "US-TX", "municipality", 30.27, -92.74), "lon", "-92.74", "outside the state"),
        (place("us-tx-austin", "US-TX", "municipality", 30.27, -81.0), "lon", "-81.0", "outside the state"),
        (place("ca-on-toronto", "CA-ON", "municipality", 45.5, -73.6), "lon", "-73.6", "CA-ON"),
        (place("fr-paris", "FR-IDF", "municipality", 52.5, 13.4), "lat", "52.5", "the country FR"),
        (
            place("us-tx-travis-county", "US-TX", "county", 31.5, -97.2, "48453"),
            "lat",
            "31.5",
            "county 48453",
        ),
        (
            place("us-tx-gone-county", "US-TX", "county", 30.3, -97.8, "48999"),
            "geoid",
            "48999",
            "no such county",
        ),
        (place("us-ct-capitol", "US-CT", "county", 41.8, -72.7, "09110"), "geoid", "09110", "younger"),
        (place("us-ak-chugach", "US-AK", "county", 61.1, -146.3, "02063"), "geoid", "02063", "younger"),
    ],
)
def test_a_point_or_geoid_that_is_not_there_is_named(tmp_path, line, column, value, said):
    [fault] = faults(tmp_path, line)
    assert (fault.file, fault.row, fault.column, fault.value) == ("places.csv", 2, column, value)
    assert said in fault.message


@pytest.mark.parametrize(
    "line",
    [
        place("it-lampedusa", "IT-82", "municipality", 35.5089, 12.6089),
        place("gr-tilos", "GR-L", "municipality", 36.43, 27.37),
        place("de-konstanz", "DE-BW", "municipality", 47.66, 9.175),
        place("us-ma-nantucket-county", "US-MA", "county", 41.28, -70.07, "25019"),
        place("us-hi-honolulu", "US-HI", "county", 21.4, -157.98, "15003"),
        place("us-pr-aguadilla", "US-PR", "municipality", 18.44, -67.15),
        place("us-gu-attorney-general", "US-GU", "agency", 13.48, 144.8),
        place("us-ak-aleutians", "US-AK", "county", 52.9, 172.9, "02016"),
    ],
)
def test_islands_territories_and_border_towns_are_where_they_are(tmp_path, line):
    assert faults(tmp_path, line) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "column", "value"),
    [
        ("crossing_places", "42.9,-78.9,s-bts\npoe-ca", "42.9,78.9,s-bts\npoe-ca", 2, "lon", "78.9"),
        ("crossing_places", "42.9,-78.9,s-bts\npoe-ca", "-42.9,-78.9,s-bts\npoe-ca", 2, "lat", "-42.9"),
        ("port_pairs", "42.9,-78.9", "42.9,78.9", 2, "lon", "78.9"),
    ],
)
def test_points_of_crossings_and_pairs_are_checked_too(tmp_path, name, old, new, row, column, value):  # noqa: PLR0917
    changed = TABLES[name].replace(old, new)
    assert changed != TABLES[name]
    [fault] = faults(tmp_path, **{name: changed})
    assert (fault.file, fault.row, fault.column, fault.value) == (f"{name}.csv", row, column, value)


def test_what_is_no_number_is_left_to_the_schemas(tmp_path):
    assert faults(tmp_path, place("us-tx-austin", "US-TX", "municipality", "x", -97.7)) == []
    assert faults(tmp_path, place("us-tx-austin", "US-TX", "municipality", 0, 0)) == []


def test_damaged_boundaries_are_not_judged_by(tmp_path):
    (tmp_path / "boundaries").mkdir()
    assert faults(tmp_path, place("us-wa-seattle", "US-WA", "municipality", 47.6, 122.33)) == []


def test_every_shipped_point_lies_where_its_row_says():
    assert check_points(read_texts()[0], DATA_FOLDER) == []
