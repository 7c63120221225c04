"""The shipped boundaries against facts known from outside, and what is said of broken ones."""

import shutil

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyarrow import ArrowInvalid
from pyproj.exceptions import CRSError

from geodata.geometry.boundaries import (
    FILES,
    FOLDER,
    LAND_AREA_KM2,
    BoundaryError,
    check_boundaries,
    land_area_km2,
    load_boundaries,
)
from geodata.geometry.geodesy import geod_distance_km
from geodata.geometry.rebuild import run_boundaries
from geodata.geometry.zone import ZONE_KM, border_zone_us, in_border_zone_us


def table(name):
    return pd.read_csv(FOLDER.parent / name, dtype=str, keep_default_na=False)


def coordinates(rows):
    return rows[["lon", "lat"]].astype(float).to_numpy()


@pytest.fixture
def copied(tmp_path):
    for spec in FILES.values():
        shutil.copy(FOLDER / spec.file, tmp_path / spec.file)
    return tmp_path


def test_the_shipped_boundaries_have_no_faults():
    assert check_boundaries() == []


@pytest.mark.parametrize("name", FILES)
def test_every_layer_loads_in_degrees(name):
    frame = load_boundaries(name)
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == FILES[name].count


def test_the_land_area_is_that_of_the_earth():
    assert land_area_km2(load_boundaries("countries")) == pytest.approx(LAND_AREA_KM2, rel=0.02)


@pytest.mark.parametrize(
    ("country", "million_km2"), [("RU", 17.0), ("CA", 9.98), ("US", 9.4), ("FJ", 0.0183), ("AQ", 12.3)]
)
def test_large_and_cut_countries_keep_their_area(country, million_km2):
    # Areas as the CIA World Factbook gives them (US without territorial sea), Antarctica without shelves.
    countries = load_boundaries("countries")
    area = land_area_km2(countries[countries["country"] == country]) / 1e6
    assert area == pytest.approx(million_km2, rel=0.03)


def test_states_carry_iso_codes():
    admin1 = load_boundaries("admin1")
    states = admin1.groupby("country").size().to_dict()
    assert states == {"AU": 9, "BR": 27, "CA": 13, "US": 51}
    assert {"AU-ACT", "AU-NSW", "AU-QLD", "AU-VIC", "CA-QC", "US-DC"} <= set(admin1["admin1"])


def test_land_borders_are_nearly_as_long_as_they_are_surveyed():
    # International Boundary Commission: 8,891 km with Canada, water included; IBWC: 3,145 km with Mexico.
    borders = load_boundaries("land_borders").set_index("border")["geometry"]
    length = {}
    for name, line in borders.items():
        parts = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
        length[name] = sum(geod_distance_km(*xy[:-1].T, *xy[1:].T).sum() for xy in parts)
    # A line at 1:50m cuts corners of rivers and bays, and ends where the sea begins: shorter, never longer.
    assert 0.85 * 8_891 < length["US-CA"] < 8_891
    assert 0.75 * 3_145 < length["US-MX"] < 3_145


def test_every_county_among_the_places_has_a_shape():
    places = table("places.csv")
    counties = places[(places["level"] == "county") & (places["country"] == "US")]
    assert set(counties["geoid"]) <= set(load_boundaries("us_counties")["geoid"])


def test_the_zone_contains_every_us_land_port_of_entry():
    crossings = table("crossing_places.csv")
    ports = crossings[(crossings["kind"] == "port_of_entry") & (crossings["country_to"] == "US")]
    inside = in_border_zone_us(coordinates(ports))
    assert len(ports) > 100
    assert ports.loc[~inside, "name"].tolist() == []


@pytest.mark.parametrize(
    ("place_id", "inside"),
    [
        ("us-ny-new-york-city", True),
        ("us-ca-los-angeles", True),
        ("us-mi-detroit", True),
        ("us-hi-honolulu", True),
        ("us-co-denver", False),
        ("us-ga-atlanta", False),
        ("us-tx-san-antonio", False),
        ("us-il-chicago", False),
    ],
)
def test_the_zone_is_where_the_rule_puts_it(place_id, inside):
    places = table("places.csv").set_index("place_id").loc[[place_id]]
    assert in_border_zone_us(coordinates(places)).tolist() == [inside]


def test_inland_points_of_the_zone_are_within_its_distance():
    # Due south of the 49th parallel, where border and coast are far to every other side.
    km_a_degree = 111.2
    south = [(-105.0, 49 - km / km_a_degree) for km in (ZONE_KM - 3, ZONE_KM + 3)]
    assert in_border_zone_us(np.array(south)).tolist() == [True, False]


def test_the_zone_names_its_rule():
    assert border_zone_us()["legal_source"].tolist() == ["8 CFR 287.1(a)(1)-(2), (b)"]


def test_a_missing_file_is_named_with_its_remedy(copied):
    (copied / FILES["lakes"].file).unlink()
    with pytest.raises(BoundaryError, match=r"lakes_50m\.parquet.*missing.*--rebuild"):
        load_boundaries("lakes", copied)


def test_a_corrupt_file_is_named(copied):
    (copied / FILES["lakes"].file).write_bytes(b"not a table")
    with pytest.raises(BoundaryError, match=r"lakes_50m\.parquet.*not a readable GeoParquet"):
        load_boundaries("lakes", copied)


@pytest.mark.parametrize("error", [shapely.errors.GEOSException, CRSError, ArrowInvalid, OverflowError])
def test_a_damaged_file_is_named_wherever_reading_it_fails(copied, monkeypatch, error):
    def fail(_path):
        raise error("rings are not closed")

    monkeypatch.setattr(gpd, "read_parquet", fail)
    with pytest.raises(BoundaryError, match=r"admin1_50m\.parquet.*not a readable GeoParquet.*not closed"):
        load_boundaries("admin1", copied)


def test_an_unknown_layer_is_answered_with_those_there_are():
    with pytest.raises(BoundaryError, match=r"rivers.*countries"):
        load_boundaries("rivers")


def test_a_missing_column_is_named(copied):
    path = copied / FILES["us_counties"].file
    gpd.read_parquet(path).drop(columns="geoid").to_parquet(path)
    with pytest.raises(BoundaryError, match="geoid"):
        load_boundaries("us_counties", copied)


def test_another_coordinate_system_is_refused(copied):
    path = copied / FILES["land_borders"].file
    gpd.read_parquet(path).to_crs(3857).to_parquet(path)
    with pytest.raises(BoundaryError, match="EPSG:4326"):
        load_boundaries("land_borders", copied)


def test_all_faults_are_reported_at_once(copied, capsys):
    countries = gpd.read_parquet(copied / FILES["countries"].file)
    countries.loc[3, "country"] = countries.loc[2, "country"]
    countries[countries["country"] != "RU"].to_parquet(copied / FILES["countries"].file)
    (copied / FILES["lakes"].file).unlink()
    faults = "\n".join(check_boundaries(copied))
    for text in ("stands twice", "239 rows, expected 240", "land area", "lakes_50m.parquet"):
        assert text in faults
    assert run_boundaries(["--out", str(copied)]) == 1
    assert "stands twice" in capsys.readouterr().out


def test_broken_shared_edges_are_found(copied):
    path = copied / FILES["us_counties"].file
    counties = gpd.read_parquet(path)
    counties.geometry = counties.geometry.where(
        counties["geoid"] != "48453", counties.geometry.scale(1.1, 1.1)
    )
    counties.to_parquet(path)
    assert any("us_counties" in fault and "share their edges" in fault for fault in check_boundaries(copied))
