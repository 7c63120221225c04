"""Download links: what they cite, what they refuse, and whose address they name."""

from __future__ import annotations

import csv
import io
import zipfile
from urllib.parse import unquote

import dash
import pytest
from dash import html
from flask.testing import FlaskClient

from callbacks import downloads
from callbacks.server.address import AddressError, public_address
from geodata.export.downloads import download, narrowing
from geodata.export.trends import series_frame
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query

HOUSE = load_house()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app = dash.Dash("downloads", include_assets_files=False)
    app.layout = html.Div()
    downloads.register(app, HOUSE)
    return app.server.test_client()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("table", ["places", "removals", "crossings"])
def test_a_csv_of_the_page_begins_with_a_mark_and_holds_rows_alone(client, table):
    answer = client.get(f"/download/{table}.csv?v=1&country=CA&layer=crossings")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    row = rows_of(answer.data)[0]
    assert not {"citation", "view", "data_version"} & set(row)
    assert {"source_publisher", "source_title", "source_url"} <= set(row)
    assert HOUSE.atlas.version in unquote(answer.headers["Atlas-Citation"])
    assert answer.headers["Link"].startswith("<http://localhost/?v=1")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("country=us", "country=us is not known; valid: AL, AR"),
        ("policing=no_ask", "policing=no_ask is not known; valid: cooperates"),
        ("policing=limits_detainers", "policing=limits_detainers is called holding=limited today"),
        ("holding=agreed", "holding=agreed is not known; valid: allowed, barred"),
        ("adopted=soon", "adopted=soon is not known"),
        ("colour=red", "colour is not a parameter"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "geojson", "zip"])
def test_a_link_that_makes_no_sense_gets_400_and_the_valid_values(client, ending, query, said):
    answer = client.get(f"/download/places.{ending}?v=1&{query}")
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("host", "named"),
    [("localhost", "http://localhost/"), ("127.0.0.1:8050", "http://127.0.0.1:8050/"), ("evil.example", "")],
)
def test_only_a_trusted_host_is_named(client, host, named):
    answer = client.get("/download/places.csv?v=1&country=CA", headers={"Host": host})
    assert answer.headers["Link"].startswith(f"<{named}?v=1" if named else "<v=1")
    assert "evil" not in str(answer.headers)


def test_settings_name_the_public_address_and_trusted_hosts(client, monkeypatch):
    monkeypatch.setenv("ATLAS_HOSTS", "atlas.example, other.example")
    answer = client.get("/download/places.csv?v=1&country=CA", headers={"Host": "atlas.example"})
    assert answer.headers["Link"].startswith("<http://atlas.example/?")
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example/atlas")
    answer = client.get("/download/places.csv?v=1&country=CA", headers={"Host": "evil.example"})
    assert answer.headers["Link"].startswith("<https://atlas.example/atlas/?")


def test_a_file_that_the_reader_has_is_not_sent_again(client):
    first = client.get("/download/places.csv?v=1&country=CA", headers={"Accept-Encoding": "br"})
    etag, kept = first.headers["ETag"], first.headers["Cache-Control"]
    assert etag.startswith(f'W/"{HOUSE.atlas.version}-')
    assert kept == "public, max-age=0, must-revalidate, s-maxage=600"
    for query in ("v=1&country=CA", "country=CA"):
        again = client.get(f"/download/places.csv?{query}", headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
        assert (again.headers["ETag"], again.headers["Cache-Control"]) == (etag, kept)


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("places.csv?country=US", "localhost"),
        ("places.geojson?country=CA", "localhost"),
        ("crossings.csv?country=CA", "localhost"),
        ("places.csv?country=CA&in_force=2017", "localhost"),
        ("places.csv?country=CA", "evil.example"),
    ],
)
def test_another_filter_form_or_address_is_another_file(client, path, host):
    etag = client.get("/download/places.csv?country=CA").headers["ETag"]
    other = client.get(f"/download/{path}", headers={"If-None-Match": etag, "Host": host})
    assert other.status_code == 200
    assert other.headers["ETag"] != etag


def test_a_file_of_other_code_or_facts_is_another_file():
    etags = set()
    for release in ("of yesterday", "of today"):
        app = dash.Dash("released", include_assets_files=False)
        app.layout = html.Div()
        downloads.register(app, HOUSE, release)
        etags.add(app.server.test_client().get("/download/places.csv?country=CA").headers["ETag"])
    assert len(etags) == 2


@pytest.mark.parametrize("path", ["places.csv?country=us", "places.exe", "nothing.csv"])
def test_what_is_no_file_is_never_kept(client, path):
    answer = client.get(f"/download/{path}", headers={"If-None-Match": '"any"'})
    assert answer.status_code in {400, 404}
    assert "s-maxage" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "text", ["atlas.example", "ftp://atlas.example", "https://", "http://a b/", "https://a/?x"]
)
def test_a_public_address_that_is_none_is_refused_by_name(text):
    with pytest.raises(AddressError, match="ATLAS_PUBLIC_URL="):
        public_address({"ATLAS_PUBLIC_URL": text})


def test_the_citation_of_a_file_names_what_narrows_its_rows_and_nothing_else():
    state = parse_query("view=trends&country=AR&trend_years=2010:2016", HOUSE.link_codes).state
    assert narrowing(state, "removals") == FilterState(view="trends", trend_years=(2010, 2016))
    file = download(HOUSE, state, "removals", "csv", "")
    assert file is not None
    assert "AR" not in file.view
    cited = parse_query(file.view, HOUSE.link_codes).state
    assert series_frame(HOUSE, cited).equals(series_frame(HOUSE, state))


def test_the_view_that_places_cite_selects_the_same_places():
    state = FilterState(countries=("US",), holdings=("barred",), year_from=2013, year_to=2017)
    file = download(HOUSE, state, "places", "csv", "https://atlas.example/")
    assert file is not None
    cited = parse_query(file.view.partition("?")[2], HOUSE.link_codes).state
    assert to_query(cited) == to_query(state)


def test_every_csv_in_the_archive_begins_with_a_mark_and_the_citation_is_in_its_readme():
    state = FilterState(countries=("CA",))
    file = download(HOUSE, state, "places", "zip", "https://atlas.example/")
    assert file is not None
    archive = zipfile.ZipFile(io.BytesIO(file.content))
    for name in ("data.csv", "sources.csv"):
        assert archive.read(name).startswith(b"\xef\xbb\xbf")
    assert file.citation in archive.read("README.txt").decode()


def test_an_empty_view_of_trends_keeps_its_columns():
    empty = series_frame(HOUSE, FilterState(view="trends", trend_years=(1801, 1802)))
    assert len(empty) == 0
    assert {"country", "period", "value", "source_id", "per_100k", "licence"} <= set(empty.columns)
