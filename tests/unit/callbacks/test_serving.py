"""What the server adds to every answer, and how prepared files are served."""

from __future__ import annotations

import gzip
import json

import brotli
import dash
import pytest
from flask.testing import FlaskClient

from callbacks.server.build import StaticBuild
from tests.unit.callbacks.small_build import LINKED, get, hurt


def test_every_answer_has_the_security_headers(client: FlaskClient, build: StaticBuild):
    for url in (
        "/",
        "/health",
        "/_dash-layout",
        build.asset_url("page.js"),
        "/nowhere",
        "/static/nothing.js",
    ):
        headers = get(client, url).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_what_is_no_page_may_run_nothing_inline(client: FlaskClient, build: StaticBuild):
    for url in ("/_dash-layout", build.asset_url("page.js"), build.asset_url("favicon.svg")):
        policy = get(client, url).headers["Content-Security-Policy"]
        assert not any(word in policy for word in ("unsafe", "sha256", "*", "http"))
        assert "object-src 'none'" in policy


def test_policy_allows_scripts_of_this_host_and_known_hashes_only(app: dash.Dash, client: FlaskClient):
    policy = dict(
        rule.split(" ", 1) for rule in get(client, "/").headers["Content-Security-Policy"].split("; ")
    )
    sources = policy["script-src"].split()
    assert sources[0] == "'self'"
    assert set(sources[1:]) == set(app.csp_hashes())
    assert len(sources) >= 3  # the clientside callback and the renderer's start
    assert policy["worker-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not any("unsafe-eval" in value or "http" in value or "*" in value for value in policy.values())
    assert [name for name, value in policy.items() if "unsafe-inline" in value] == ["style-src"]


def test_prepared_file_is_immutable_and_typed(client: FlaskClient, build: StaticBuild):
    kinds = {
        "page.js": "text/javascript; charset=utf-8",
        "page.css": "text/css; charset=utf-8",
        "basemap/land.geojson": "application/geo+json",
        "favicon.svg": "image/svg+xml; charset=utf-8",
    }
    for name, kind in kinds.items():
        response = get(client, build.asset_url(name))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_browser_gets_the_smallest_encoding_it_takes(client, build, accepted, encoding, unpack):
    response = get(client, build.asset_url("page.js"), accepted)
    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
    assert unpack(response.data).decode() == LINKED


def test_etag_saves_a_second_transfer_of_the_same_encoding(client: FlaskClient, build: StaticBuild):
    url = build.asset_url("page.js")
    etag = get(client, url, "br").headers["ETag"]
    again = client.get(url, headers={"Accept-Encoding": "br", "If-None-Match": etag})
    other = client.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_head_has_the_headers_and_no_body(client: FlaskClient, build: StaticBuild):
    response = client.head(build.asset_url("page.js"))
    assert (response.status_code, response.data) == (200, b"")


@pytest.mark.parametrize(
    "path", ["nothing.js", "page.js", "../pyproject.toml", "%2e%2e/pyproject.toml", "manifest.json", ".lock"]
)
def test_what_is_not_in_the_build_is_not_served(client: FlaskClient, path: str):
    response = get(client, "/static/" + path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "immutable" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("damage", ["missing", "empty", "one byte"])
def test_file_that_is_damaged_while_the_server_runs_is_never_served(client, build, damage):
    place = build.files["page.js"].file
    hurt(build.folder / (place + ".br"), damage)
    response = get(client, build.asset_url("page.js"), "br, gzip")
    assert (response.status_code, response.headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(response.data).decode() == LINKED
    hurt(build.folder / (place + ".gz"), damage)
    response = get(client, build.asset_url("page.js"), "br, gzip")
    assert (response.status_code, response.headers["Content-Encoding"]) == (200, "br")  # packed while asked
    assert brotli.decompress(response.data).decode() == LINKED
    hurt(build.folder / place, damage)
    response = get(client, build.asset_url("page.js"), "br, gzip")
    assert (response.status_code, response.headers["Cache-Control"]) == (503, "no-store")


def test_style_sheet_names_fingerprinted_files(client: FlaskClient, build: StaticBuild):
    css = get(client, build.asset_url("page.css")).text
    assert f'url("./{build.files["mark.svg"].file}")' in css


def test_page_names_each_file_once_and_its_language(client: FlaskClient, build: StaticBuild):
    page = get(client, "/").text
    assert '<html lang="en" ' in page
    for name in ("page.js", "page.css", "vendor/plotly.js"):
        assert page.count(build.asset_url(name)) == 1
    assert f'data-worker="{build.asset_url("vendor/maplibre-gl-worker.js")}"' in page
    listed = json.loads(page.split('<script id="atlas-assets" type="application/json">')[1].split("<")[0])
    assert listed["basemap/land.geojson"] == build.asset_url("basemap/land.geojson")
    assert "deps/polyfill" not in page
    assert "dash_table" not in page.split("react-entry-point")[0]


def test_health_answers_ok(client: FlaskClient):
    response = get(client, "/health")
    assert (response.status_code, response.text) == (200, "OK")


def test_favicon_is_the_atlas_s_own(client: FlaskClient):
    assert get(client, "/favicon.ico").headers["Content-Type"].startswith("image/svg+xml")


def test_unknown_page_is_told_in_words_with_a_way_back(client: FlaskClient):
    response = get(client, "/no/such/page")
    assert response.status_code == 404
    assert "This page does not exist" in response.text
    assert '<a href="/">' in response.text
    assert "https://" not in response.text


def test_dash_s_scripts_that_do_not_exist_are_404(client: FlaskClient):
    assert get(client, "/_dash-component-suites/dash/nothing.js").status_code == 404


@pytest.mark.parametrize("body", [{}, {"output": "nothing.children", "inputs": []}])
def test_request_that_fails_shows_no_traceback(client: FlaskClient, body: dict):
    response = client.post("/_dash-update-component", json=body)
    assert response.status_code >= 400
    assert "Traceback" not in response.text
    assert "site-packages" not in response.text


def test_callback_that_fails_shows_no_secret(client: FlaskClient, caplog):
    body = {
        "output": "said.children",
        "outputs": {"id": "said", "property": "children"},
        "inputs": [{"id": "press", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["press.n_clicks"],
    }
    response = client.post("/_dash-update-component", json=body)
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "secret" not in response.text
    assert "a secret of the server" in caplog.text


def test_large_answers_of_dash_are_compressed(client: FlaskClient):
    assert get(client, "/", "gzip, br").headers["Content-Encoding"] == "br"
