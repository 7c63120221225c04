"""The export writes what it is asked for, and says why where that makes no sense."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import pytest

from geodata.cli.commands import main
from geodata.cli.parser import APPLIES, TABLES
from geodata.selection import filters
from tests.unit.geodata.cli.command_line import refusal, run_module


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def export(capfdbinary, *arguments: str) -> list[dict[str, str]]:
    assert main(["export", *arguments]) == 0
    out, err = capfdbinary.readouterr()
    assert err == b""
    return rows_of(out.decode())


def test_places_go_to_standard_output_with_the_header_first():
    done = run_module("export", "places", "--country", "CA", "--adopted", "2013:2017")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "place_id,name,country,admin1,level,geoid,lat,lon,as_of,status,policing,asking,telling,holding,"
        "helping,deputising,first_since,since,until,source_id"
    )
    assert any(line.startswith("ca-on-toronto,Toronto,CA,CA-ON,municipality,") for line in lines)


OF_PLACES = [table for table in TABLES if table not in {"removals", "crossings"}]


@pytest.mark.parametrize("table", OF_PLACES)
def test_every_row_of_a_place_has_its_census_code(capfdbinary, table):
    asked = ("--place", "us-il-cook-county") if table == "applies" else ("--country", "US")
    rows = export(capfdbinary, table, *asked)
    geoid_of = filters.load_house().atlas.places["geoid"]
    assert any(row["geoid"] for row in rows)
    assert all(row["geoid"] == geoid_of[row["place_id"]] for row in rows)


@pytest.mark.parametrize(("asked", "day"), [("2016", "2016-12-31"), ("now", "2026-")])
def test_what_holds_on_a_day_says_which(capfdbinary, asked, day):
    for table in ("places", "nearest", "applies"):
        place = ("--place", "us-il-chicago") if table == "applies" else ()
        rows = export(capfdbinary, table, *place, "--in-force", asked)
        assert {row["as_of"][: len(day)] for row in rows} == {day}


@pytest.mark.parametrize("table", [table for table in TABLES if table != "applies"])
def test_every_table_has_rows(capfdbinary, table):
    assert len(export(capfdbinary, table)) > 100


def test_what_applies_is_told_one_row_for_each_that_speaks(capfdbinary):
    rows = export(capfdbinary, "applies", "--place", "us-il-chicago", "--in-force", "2018")
    assert list(rows[0])[:6] == ["place_id", "provision", "value", "set_by", "since", "source_id"]
    holding = {row["set_by"]: (row["value"], row["since"]) for row in rows if row["provision"] == "holding"}
    assert holding["us-il"] == ("barred", "2017-08-28")
    assert {row["place_id"] for row in rows} == {"us-il-chicago"}


def test_what_applies_needs_a_place_that_there_is(capfd):
    assert "needs --place" in refusal(capfd, "export", "applies")
    assert "us-il-chicago" in refusal(capfd, "export", "applies", "--place", "us-il-chicag")


def test_lists_take_commas_and_repeats(capfdbinary):
    both = export(capfdbinary, "places", "--country", "US,CA")
    assert both == export(capfdbinary, "places", "--country", "CA", "--country", "US")
    assert {row["country"] for row in both} == {"US", "CA"}


def test_a_single_year_means_itself(capfdbinary):
    assert export(capfdbinary, "places", "--adopted", "2013") == export(
        capfdbinary, "places", "--adopted", "2013:2013"
    )


def test_now_is_the_present_year(capfdbinary):
    assert export(capfdbinary, "places", "--in-force", "now") == export(
        capfdbinary, "places", "--in-force", str(filters.load_house().timeline.last_year)
    )


def test_a_breakdown_may_have_a_comma_in_its_text(capfdbinary):
    text = "British Columbia (CBSA Pacific Region, FOI)"
    assert {row["breakdown"] for row in export(capfdbinary, "removals", "--breakdown", text)} == {text}


def test_removals_with_rates_and_index(capfdbinary):
    rows = export(
        capfdbinary, "removals", "--country", "US", "--measure", "ice_removals", "--breakdown", "total",
        "--years", "2012:2016", "--rates", "--index", "2012",
    )  # fmt: skip
    first = rows[0]
    assert (first["value"], first["index"], first["population_source_id"]) == (
        "409849",
        "100.0",
        "world-bank-population",
    )
    assert round(float(first["per_100k"]), 1) == 130.4


def test_crossings_by_month(capfdbinary):
    rows = export(
        capfdbinary, "crossings", "--measure", "pedestrians", "--years", "2017:2017", "--border", "US-MX",
        "--frequency", "monthly",
    )  # fmt: skip
    assert {row["period"][:5] for row in rows} == {"2017-"}
    assert {row["border"] for row in rows} == {"US-MX"}


@pytest.mark.parametrize(
    ("arguments", "valid"),
    [
        (("places", "--country", "XX"), "AL, AR, AT"),
        (("places", "--admin1", "US-XX"), "US-CA"),
        (("policies", "--policing", "ask"), "no_ask_no_report"),
        (("spells", "--measure", "removals"), "police_limits"),
        (("places", "--status", "open"), "in_force"),
        (("places", "--programme", "x"), "city-of-sanctuary"),
        (("places", "--level", "village"), "municipality"),
        (("removals", "--measure", "police_limits"), "ice_removals"),
        (("removals", "--country", "UG"), "CA"),
        (("removals", "--breakdown", "x"), "nationwide"),
        (("crossings", "--measure", "removals"), "people_all_modes"),
        (("crossings", "--kind", "bridge"), "port_of_entry"),
        (("crossings", "--border", "MARS"), "US-CA"),
        (("nearest", "--kind", "bridge"), "port_of_entry"),
    ],
)
def test_an_unknown_code_gets_the_valid_ones(capfd, arguments, valid):
    said = refusal(capfd, "export", *arguments)
    assert f"unknown {arguments[2]!r}; valid: " in said
    assert valid in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("places", "--adopted", "2017:2013"), "'2017:2013' is not A:B"),
        (("places", "--adopted", ":"), "':' is not A:B"),
        (("places", "--adopted", ""), "'' is not A:B"),
        (("places", "--adopted", "1800:1850"), "the data run from"),
        (("places", "--in-force", "20x6"), "'20x6' is not a year"),
        (("places", "--in-force", "2199"), "the data run from"),
        (("removals", "--years", "2150:"), "the data run from"),
        (("removals", "--index", "twelve"), "'twelve' is not a year"),
        (("removals", "--index", "1850"), "the figures run from"),
        (("places", "--adopted", "2013:2014", "--in-force", "2016"), "not allowed with"),
        (("places", "--country", ""), "no code given"),
        (("places", "--format", "gpkg"), "name a file with -o"),
        (("places", "--format", "parquet", "-o", "-"), "name a file with -o"),
        (("places", "--format", "gpkg", "-o", "x.csv"), "disagree"),
        (("places", "--format", "xls"), "invalid choice"),
        (("people",), "invalid choice"),
        ((), "required"),
        (("places", "--nonsense"), "unrecognized"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(capfd, arguments, said):
    assert said in refusal(capfd, "export", *arguments)


def given(name: str) -> list[str]:
    flags = {"include_undated", "rates"}
    values = {
        "geometry": "point",
        "adopted": "2013",
        "in_force": "2016",
        "years": "2013",
        "index": "2012",
        "frequency": "monthly",
    }
    option = "--" + name.replace("_", "-")
    return [option] if name in flags else [option, values.get(name, "CA")]


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for name, tables in APPLIES.items() for table in TABLES if table not in tables],
)
def test_an_option_that_does_not_apply_is_refused(capfd, table, name):
    said = refusal(capfd, "export", table, *given(name))
    assert f"--{name.replace('_', '-')} does not apply to {table}" in said


def test_the_files_name_gives_the_format(tmp_path, capfd):
    for name, read in (("a.geojson", _geojson), ("a.gpkg", gpd.read_file), ("a.parquet", gpd.read_parquet)):
        assert main(["export", "places", "--country", "NZ", "-o", str(tmp_path / name)]) == 0
        frame = read(tmp_path / name)
        assert set(frame["country"]) == {"NZ"}
        assert frame.crs == "EPSG:4326"
    assert capfd.readouterr() == ("", "")


def _geojson(path: Path) -> gpd.GeoDataFrame:
    assert "view v=1&country=NZ" in json.loads(path.read_text())["metadata"]["citation"]
    return gpd.read_file(path)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path, capfd):
    for path in (tmp_path / "none" / "a.csv", tmp_path):
        assert main(["export", "places", "-o", str(path)]) == 1
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith(f"python -m geodata: error: {path}: ")
        assert err.count("\n") == 1


def test_a_failed_write_leaves_what_was_there(tmp_path, capfd, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("mine")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["export", "places", "-o", str(path)]) == 1
    assert "No space left on device" in capfd.readouterr().err
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]
