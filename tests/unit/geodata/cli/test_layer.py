"""``python -m geodata layer`` adds, lists and removes, and refuses in one line without leaving anything."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from geodata.cli.commands import main
from geodata.cli.layer import layer_parser
from geodata.layers.store import read_layers
from tests.unit.geodata.cli.command_line import PACKAGE, refusal

TEXT = "lon,lat,kind,name\n-74.006,40.7128,day,Canal\n-74.0,40.72,night,\n-118.2437,34.0522,day,=Temple\n"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_LAYERS", str(tmp_path / "layers"))
    path = tmp_path / "own.csv"
    path.write_text(TEXT)
    return path


def add(file, *more: str) -> list[str]:
    return ["layer", "add", str(file), "--name", "Shelters", "--source", "City survey", *more]


def test_a_layer_is_added_listed_and_removed(file, tmp_path, capfd):
    assert main(add(file, "--column", "kind", "--label", "name")) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.splitlines()[:6] == [
        "Shelters (shelters): 3 features, 3 drawn.",
        "Source: City survey",
        "Legend by kind:",
        "  day: 2",
        "  night: 1",
        out.splitlines()[5],
    ]
    assert "  New York (us-ny): 2 inside" in out
    assert "  New York City (us-ny-new-york-city): 2 near, the nearest 0" in out
    assert f"Written to {tmp_path / 'layers' / 'shelters.json'}. A running server shows it" in out
    (layer,) = read_layers(tmp_path / "layers")
    assert (layer.name, layer.source, layer.column, layer.total) == ("Shelters", "City survey", "kind", 3)
    assert b'"t":"=Temple"' in layer.geojson
    assert main(["layer", "list"]) == 0
    assert capfd.readouterr().out == f"shelters  Shelters (City survey): 3 features, {layer.added}\n"
    assert main(["layer", "remove", "shelters"]) == 0
    assert main(["layer", "list"]) == 0
    assert capfd.readouterr().out.endswith(f"There are no layers in {tmp_path / 'layers'}.\n")


def test_the_whole_list_of_places_is_written_as_csv(file, tmp_path):
    assert main(add(file, "--near", "25", "--places", str(tmp_path / "places.csv"))) == 0
    rows = {row["place_id"]: row for row in csv.DictReader((tmp_path / "places.csv").open(encoding="utf-8"))}
    assert rows["us-ny"] == {
        "place_id": "us-ny",
        "name": "New York",
        "country": "US",
        "inside": "2",
        "near": "",
        "nearest_km": "0.0",
    }
    assert rows["us-nj-hoboken"]["near"] == "2"
    assert rows["us-nj-hoboken"]["inside"] == ""
    (layer,) = read_layers(tmp_path / "layers")
    assert [place.place_id for place in layer.near] == list(rows)
    assert layer.near_km == 25


def test_a_layer_of_that_name_is_not_written_over_unasked(file, capfd):
    assert main(add(file)) == 0
    capfd.readouterr()
    assert "there is a layer 'shelters' already; --replace writes over it" in refusal(capfd, *add(file))
    assert main(add(file, "--replace")) == 0


def test_what_cannot_be_a_layer_is_refused_in_one_line_and_leaves_nothing(file, tmp_path, capfd):
    file.write_text(TEXT.replace("34.0522", "north"))
    said = refusal(capfd, *add(file, "--places", str(tmp_path / "places.csv")))
    assert said == f"python -m geodata layer: error: {file}: line 4: lat: 'north' is not a number\n"
    file.write_text(TEXT)
    assert "--column: there is no column 'beds'; there are: kind, name" in refusal(
        capfd, *add(file, "--column", "beds")
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.csv"]
    assert "there is no layer 'x'; there are: none" in refusal(capfd, "layer", "remove", "x")


def test_a_file_that_is_not_there_is_no_misuse(tmp_path, capfd):
    assert main(add(tmp_path / "absent.csv")) == 1
    assert capfd.readouterr().err.endswith("absent.csv: No such file or directory\n")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--near", "0.5"], "'0.5' is not a number of kilometres from 1 to 100"),
        (["--near", "far"], "'far' is not a number of kilometres from 1 to 100"),
        (["--name", " "], "' ' is not a text of 1 to 80 signs"),
        (["--source", "x" * 301], "is not a text of 1 to 300 signs"),
    ],
)
def test_options_that_make_no_sense_are_refused(file, capfd, given, said):
    assert said in refusal(capfd, *add(file, *given))


def test_name_and_source_must_be_said(file, capfd):
    assert "required: --name, --source" in refusal(capfd, "layer", "add", str(file))


def test_help_explains_everything_and_needs_no_tables():
    code = (
        "import sys; from geodata.cli.commands import main; main(['layer', 'add', '--help']);"
        "main(['layer', '--help']); print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    options = ("--name", "--source", "--column", "--crs", "--places", "ATLAS_LAYERS", "remove ID")
    assert all(option in done.stdout for option in options)
    assert done.stdout.splitlines()[-1] == "False"
    assert layer_parser().prog == "python -m geodata layer"
