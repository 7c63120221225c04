"""Downloads: rows, columns, formats, citation and bundle."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from geodata.export.agreements import agreements_frame
from geodata.export.files import (
    FigureChoice,
    Format,
    bundle,
    citation,
    cited_sources,
    columns_explained,
    export_frame,
    metadata,
    places_file,
    places_frame,
    policies_frame,
    render,
    spells_frame,
    with_geometry,
    write_file,
)
from geodata.export.frames import PLACE_COLUMNS, POLICY_COLUMNS, date_text
from geodata.export.writers import csv_bytes
from geodata.model import PartialDate, YearMode
from geodata.selection.filters import House, load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query

TABLES = ("places", "policies", "spells", "removals", "crossings", "nearest")
ADOPTED = FilterState(year_from=2013, year_to=2017)
IN_FORCE = FilterState(year_mode=YearMode.IN_FORCE, year_to=2016)
NARROW = FilterState(countries=("CA",), year_from=2013, year_to=2017)


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def test_a_date_is_written_as_precisely_as_it_is_known():
    first = pd.Timestamp("2017-02-01").date()
    assert date_text(PartialDate(first, "2017-02")) == "2017-02"
    assert date_text(PartialDate(first, "2017-02", is_bound=True)) == "by 2017-02"
    assert date_text(None) == ""


def test_places_have_the_promised_columns_in_order(house):
    frame = places_frame(house, FilterState())
    assert tuple(frame.columns) == (*PLACE_COLUMNS, "geometry")
    assert list(frame["place_id"]) == sorted(house.atlas.places.index)
    assert frame.crs == "EPSG:4326"


def test_places_are_described_at_the_filters_moment(house):
    frame = places_frame(house, NARROW).set_index("place_id")
    montreal = frame.loc["ca-qc-montreal"]
    assert (montreal["status"], montreal["first_since"]) == ("in_force", "2017-02-20")


def test_no_cell_of_places_is_missing_but_written_as_nothing(house):
    frame = places_frame(house, FilterState())
    assert not frame.isna().any(axis=None)
    assert set(frame["status"]) <= {*house.codes["statuses"], ""}
    assert set(frame["policing"]) <= {*house.codes["policings"], ""}


def test_unfiltered_policies_are_the_whole_table_in_its_order(house):
    frame = policies_frame(house, FilterState())
    assert tuple(frame.columns) == POLICY_COLUMNS
    assert list(frame["event_id"]) == list(house.atlas.policies["event_id"])


def test_policies_adopted_in_years_are_dated_in_them(house):
    frame = policies_frame(house, ADOPTED)
    when = frame["date"].where(frame["date"] != "", frame["date_not_later_than"])
    assert set(when.str[:4].astype(int)) == set(range(2013, 2018))


def test_policies_and_spells_take_codes_as_their_own(house):
    state = FilterState(measures=("municipal_id",))
    assert set(policies_frame(house, state)["measure"]) == {"municipal_id"}
    assert set(spells_frame(house, state)["measure"]) == {"municipal_id"}
    state = FilterState(policings=("cooperates",), countries=("CA",))
    assert set(spells_frame(house, state)["value"]) <= {"allowed", "agreed", "required", ""}
    assert set(spells_frame(house, state)["country"]) == {"CA"}
    state = FilterState(holdings=("barred",), countries=("US",))
    assert set(policies_frame(house, state)["holding"]) == {"barred"}
    assert set(spells_frame(house, state)["holding"]) == {"barred"}


def test_a_programme_chooses_its_own_events(house):
    frame = policies_frame(house, FilterState(programmes=("city-of-sanctuary",)))
    assert set(frame["programme"]) == {"City of Sanctuary"}


def test_policies_in_force_are_what_the_spells_in_force_consist_of(house):
    events = set(policies_frame(house, IN_FORCE)["event_id"])
    spells = spells_frame(house, IN_FORCE).query("dimension != 'agreement'")
    assert set(spells["started_by"]) <= events


def test_every_place_in_force_has_a_spell_and_an_event_in_force(house):
    places = set(places_frame(house, IN_FORCE)["place_id"])
    assert places <= set(spells_frame(house, IN_FORCE)["place_id"])
    told = {*policies_frame(house, IN_FORCE)["place_id"], *agreements_frame(house, IN_FORCE)["place_id"]}
    assert places <= told


def test_spells_in_force_cover_the_end_of_the_year(house):
    frame = spells_frame(house, IN_FORCE)
    assert (frame["since"].str[:4].astype(int) <= 2016).all()
    assert (frame["until"].replace("", "9999") > "2016").all()


def test_spells_of_a_run_are_kept_whole(house):
    state = FilterState(year_from=1979, year_to=1979)
    angeles = spells_frame(house, state).query("place_id == 'us-ca-los-angeles'")
    assert {"1979", "2017-03-21", "2024-12-04"} <= set(angeles["since"])
    assert set(angeles["dimension"]) >= {"asking", "holding", "helping"}


def test_a_status_is_the_places_at_the_moment(house):
    state = FilterState(statuses=("declined",))
    declined = set(places_frame(house, state)["place_id"])
    assert set(policies_frame(house, state)["place_id"]) <= declined
    assert "ca-on-ottawa" in set(policies_frame(house, state)["place_id"])


def test_undated_policies_count_only_where_they_are_asked_for(house):
    now = FilterState(year_mode=YearMode.IN_FORCE)
    included = FilterState(year_mode=YearMode.IN_FORCE, include_undated=True)
    dated, all_of_them = spells_frame(house, now), spells_frame(house, included)
    assert "" not in set(dated["since"])
    added = all_of_them.query("since == ''")
    assert len(all_of_them) == len(dated) + len(added)
    assert len(added) > 0


def test_nearest_names_three_places_in_force_a_crossing(house):
    frame = export_frame(house, "nearest", IN_FORCE)
    assert tuple(frame.columns) == ("crossing_id", "place_id", "rank", "distance_km", "policing")
    assert set(frame["place_id"]) <= set(places_frame(house, IN_FORCE)["place_id"])
    assert set(frame.groupby("crossing_id").size()) == {3}
    assert (frame.groupby("crossing_id")["distance_km"].diff().dropna() >= 0).all()


def test_a_country_of_nearest_acts_on_both_ends(house):
    frame = export_frame(house, "nearest", FilterState(countries=("CA",)))
    crossings = house.atlas.crossings.loc[frame["crossing_id"].unique()]
    assert ((crossings["country_from"] == "CA") | (crossings["country_to"] == "CA")).all()
    assert set(house.atlas.places.loc[frame["place_id"].unique(), "country"]) == {"CA"}


def test_figures_can_be_open_on_a_side(house):
    frame = export_frame(house, "removals", FilterState(countries=("US",)), FigureChoice(years=(None, 1900)))
    assert frame["period"].str[:4].astype(int).max() == 1900


@pytest.mark.parametrize("table", [*TABLES, "agreements"])
def test_every_column_of_every_table_is_explained(house, table):
    choice = FigureChoice(rates=True, index=2012, years=(2017, 2017))
    frame = export_frame(house, table, IN_FORCE, choice)
    columns = [c for c in frame.columns if c != "geometry"]
    assert all(columns_explained(columns).values())


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_geojson_is_a_row_of_csv(house, table):
    state = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2016)
    frame = export_frame(house, table, state, FigureChoice(years=(2016, 2016)))
    about = metadata(house, state, table)
    rows = list(csv.DictReader(io.StringIO(render(frame, Format.CSV, table, about).decode())))
    located = with_geometry(house, table, frame)
    collection = json.loads(render(located, Format.GEOJSON, table, about))
    assert collection["metadata"] == about
    assert len(rows) > 0
    for row, feature in zip(rows, collection["features"], strict=True):
        assert list(row) == list(feature["properties"])
        told = {name: "" if value is None else str(value) for name, value in feature["properties"].items()}
        assert told == row
        assert (feature["geometry"] is None) == (table == "removals")


@pytest.mark.parametrize("table", TABLES)
def test_geopackage_and_parquet_hold_the_same_rows(house, table, tmp_path):
    state = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2016)
    frame = export_frame(house, table, state, FigureChoice(years=(2016, 2016)))
    located = with_geometry(house, table, frame)
    about = metadata(house, state, table)
    for form, read in ((Format.GPKG, pyogrio.read_dataframe), (Format.PARQUET, _read_parquet)):
        path = tmp_path / f"rows.{form.value}"
        write_file(path, render(located, form, table, about))
        found = read(path)
        names = [c for c in frame.columns if c != "geometry"]
        assert [c for c in found.columns if c != "geometry"] == names
        assert not (found[names] == "").to_numpy().any(), "missing text is NULL, never empty"
        told = found[names].astype("object").where(found[names].notna(), "").astype(str)
        wanted = frame[names].astype("object").where(frame[names].notna(), "").astype(str)
        assert told.to_numpy().tolist() == wanted.to_numpy().tolist()
        assert isinstance(found, gpd.GeoDataFrame) == (table != "removals")


@pytest.mark.parametrize("level", ["county", "municipality"])
@pytest.mark.parametrize("rows", [0, 3])
def test_a_geopackage_says_what_it_draws_even_where_it_is_empty(house, tmp_path, level, rows):
    frame = places_frame(house, FilterState(countries=("US",), levels=(level,))).iloc[:rows]
    drawn = with_geometry(house, "places", frame, "area")
    path = tmp_path / "drawn.gpkg"
    write_file(path, render(drawn, Format.GPKG, "places", {}))
    areas = level == "county" and rows > 0
    assert pyogrio.read_info(path)["geometry_type"] == ("MultiPolygon" if areas else "Point")
    assert pyogrio.read_info(path)["features"] == rows


def test_counties_are_areas_and_points_where_points_are_asked_for(house):
    frame = places_frame(house, FilterState(admin1s=("US-TX",), levels=("county", "municipality")))
    areas, points = (with_geometry(house, "places", frame, geometry) for geometry in ("area", "point"))
    is_county = (frame["level"] == "county").to_numpy()
    assert set(areas.geom_type[is_county]) <= {"Polygon", "MultiPolygon"}
    assert set(areas.geom_type[~is_county]) == {"Point"}
    assert set(points.geom_type) == {"Point"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "'text", "plain", "", "a=b"])
def test_no_text_of_a_csv_runs_in_a_spreadsheet_and_every_text_comes_back(text):
    frame = pd.DataFrame({"note": pd.Series([text], dtype="str"), "lon": [-104.5]})
    written = csv_bytes(frame, marked=True).decode("utf-8-sig")
    assert csv_bytes(frame, marked=True).startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(written))
    assert row["note"][:1] not in {"=", "+", "-", "@"}
    assert re.sub(r"^'(?='*[=+\-@])", "", row["note"]) == text
    assert row["lon"] == "-104.5"


def _read_parquet(path):
    is_geo = b"geo" in (pq.read_schema(path).metadata or {})
    return gpd.read_parquet(path) if is_geo else pd.read_parquet(path)


def test_binary_files_carry_the_citation(house, tmp_path):
    frame, about = places_frame(house, NARROW), metadata(house, NARROW, "places")
    pack, parquet = tmp_path / "a.gpkg", tmp_path / "a.parquet"
    write_file(pack, render(frame, Format.GPKG, "places", about))
    write_file(parquet, render(frame, Format.PARQUET, "places", about))
    assert pyogrio.read_info(pack)["layer_metadata"]["citation"] == about["citation"]
    assert (pq.read_schema(parquet).metadata or {})[b"citation"].decode() == about["citation"]
    assert gpd.read_parquet(parquet).crs == "EPSG:4326"


def test_csv_is_utf8_without_a_mark_and_ends_lines_with_lf(house):
    content = render(places_frame(house, FilterState()), Format.CSV, "places", {})
    assert content.startswith(b"place_id,name,")
    assert b"\r" not in content
    assert "Montréal" in content.decode()
    assert content.endswith(b"\n")


def test_a_missing_number_is_null_and_never_zero(house):
    choice = FigureChoice(measures=("removals",), years=(1892, 1892), rates=True)
    frame = export_frame(house, "removals", FilterState(countries=("US",)), choice)
    feature = json.loads(render(frame, Format.GEOJSON, "removals", {}))["features"][0]
    assert feature["properties"]["population"] is None
    assert feature["properties"]["per_100k"] is None


def test_the_citation_names_version_date_and_view(house):
    text = citation(house, NARROW)
    assert house.atlas.version in text
    assert str(house.atlas.data_date.year) in text
    assert text.endswith(to_query(NARROW))
    assert citation(house, NARROW, "http://atlas.example/").endswith(
        "view http://atlas.example/?" + to_query(NARROW)
    )


def test_the_bundle_holds_data_words_and_only_the_sources_cited(house):
    with zipfile.ZipFile(io.BytesIO(bundle(house, NARROW))) as archive:
        assert archive.namelist() == ["data.csv", "data.geojson", "README.txt", "sources.csv"]
        assert archive.testzip() is None
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("data.csv"), "utf-8-sig")))
        sources = list(csv.DictReader(io.TextIOWrapper(archive.open("sources.csv"), "utf-8-sig")))
        readme = archive.read("README.txt").decode()
        stamps = {entry.date_time[:3] for entry in archive.infolist()}
    assert {s["source_id"] for s in sources} == {r["source_id"] for r in rows} - {""}
    assert citation(house, NARROW) in readme
    assert all(f"  {column} " in readme for column in PLACE_COLUMNS)
    day = house.atlas.data_date
    assert stamps == {(day.year, day.month, day.day)}


def test_the_bundle_holds_the_single_files(house):
    with zipfile.ZipFile(io.BytesIO(bundle(house, NARROW))) as archive:
        assert archive.read("data.csv").decode("utf-8-sig").encode() == places_file(house, NARROW, Format.CSV)
        assert archive.read("data.geojson") == places_file(house, NARROW, Format.GEOJSON)


def test_the_same_view_gives_the_same_bundle(house):
    assert bundle(house, NARROW) == bundle(house, NARROW)


def test_the_bundle_of_nothing_is_still_whole(house):
    nothing = FilterState(countries=("AL",), policings=("cooperates",))
    with zipfile.ZipFile(io.BytesIO(bundle(house, nothing))) as archive:
        assert archive.read("data.csv").decode().count("\n") == 1
        assert json.loads(archive.read("data.geojson"))["features"] == []


def test_further_sources_of_events_are_cited_too(house):
    frame = policies_frame(house, FilterState())
    further = next(text for text in frame["also_source_ids"] if text).split(";")[0]
    assert further in set(cited_sources(house, frame)["source_id"])


def test_a_file_is_replaced_whole_and_leaves_no_draft(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "none" / "out.csv"
    with pytest.raises(OSError, match="No such file") as caught:
        write_file(path, b"new")
    assert caught.value.filename == str(path)


def test_a_link_is_written_through(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
