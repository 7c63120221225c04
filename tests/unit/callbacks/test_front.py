"""Under a prefix and behind proxies: everything is found, and nobody is believed who was not named."""

from __future__ import annotations

import json
import re

import dash
import flask
import pytest
from dash import html
from flask.testing import FlaskClient

from callbacks.server import address
from callbacks.server.address import AddressError, own_address
from callbacks.server.process import front
from callbacks.server.process.settings import SettingError, read_settings
from callbacks.server.run import gunicorn_options, too_long
from callbacks.server.serving import SlimDash, index_string, install
from tests.unit.callbacks.small_build import get

HOME = "/a/atlas/"


@pytest.fixture
def client(build, monkeypatch) -> FlaskClient:
    monkeypatch.setenv("ATLAS_PREFIX", HOME)
    app = SlimDash(
        "stub",
        include_assets_files=False,
        health_endpoint="health",
        index_string=index_string(build),
        requests_pathname_prefix=HOME,
        routes_pathname_prefix="/",
    )
    app.layout = html.Div()
    install(app, build)
    app.server.add_url_rule("/whose", "whose", lambda: own_address(flask.request))
    return app.server.test_client()


def believing(proxies: str) -> FlaskClient:
    app = flask.Flask("believing")
    app.add_url_rule("/", "seen", lambda: f"{flask.request.root_url} {flask.request.remote_addr}")
    front.install(app, {"ATLAS_PROXIES": proxies})
    return app.test_client()


@pytest.mark.parametrize(
    ("text", "path"), [("", "/"), ("/", "/"), ("/atlas/", "/atlas/"), (" /a/b-1 ", "/a/b-1/")]
)
def test_a_prefix_has_a_slash_at_both_ends(text: str, path: str):
    assert address.prefix({"ATLAS_PREFIX": text}) == path
    assert read_settings({"ATLAS_PREFIX": text}).url == f"http://127.0.0.1:8050{path}"


@pytest.mark.parametrize("text", ["atlas", "/a b/", "/a//b/", "/../", "/a?x", "https://a/", "/ä/", "/a\n/"])
def test_a_prefix_that_is_no_path_is_refused_by_name(text: str):
    with pytest.raises(SettingError, match=f"ATLAS_PREFIX={re.escape(repr(text))} is not valid"):
        read_settings({"ATLAS_PREFIX": text})


@pytest.mark.parametrize("prefix", ["", "/other/"])
def test_a_prefix_other_than_the_public_address_s_is_refused(prefix: str):
    settings = {"ATLAS_PUBLIC_URL": "https://atlas.example/atlas/", "ATLAS_PREFIX": prefix}
    with pytest.raises(
        SettingError, match=r"ATLAS_PREFIX=.* and ATLAS_PUBLIC_URL='https://.* name two paths"
    ):
        read_settings(settings)
    assert read_settings({**settings, "ATLAS_PREFIX": "/atlas"}).prefix == "/atlas/"


@pytest.mark.parametrize("text", ["yes", "-1", "9", "1.5", "١"])
def test_a_number_of_proxies_that_is_none_is_refused_by_name(text: str):
    with pytest.raises(AddressError, match=f"ATLAS_PROXIES='{text}' is not valid"):
        address.proxies({"ATLAS_PROXIES": text})


def test_everything_is_found_under_the_prefix(client: FlaskClient, build):
    page = get(client, HOME)
    named = set(re.findall(r'(?:src|href|data-worker)="([^"]+)"', page.text))
    named -= {"plain", "feed.atom"}  # the atlas's own
    assert {build.asset_url(n) for n in ("page.js", "page.css", "vendor/maplibre-gl-worker.js")} <= named
    assert all(name.startswith(("static/", f"{HOME}_dash-component-suites/")) for name in named)
    for name in [*named, "health", "favicon.ico", "_dash-layout", "_dash-dependencies"]:
        assert get(client, name if name.startswith("/") else HOME + name).status_code == 200, name
    told = page.text.split('<script id="_dash-config" type="application/json">')[1].split("<")[0]
    assert json.loads(told)["requests_pathname_prefix"] == HOME
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/health", "/static/page.js", "/a/", "/a/atlasses/", "/b/a/atlas/"])
def test_outside_of_the_prefix_there_is_a_page_with_the_way_to_it(client: FlaskClient, path: str):
    answer = get(client, path)
    assert answer.status_code == 404
    assert f'<a href="{HOME}">' in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_an_address_that_leads_nowhere_shows_the_way_back_to_the_prefix(client: FlaskClient):
    answer = get(client, f"{HOME}no/such/page")
    assert answer.status_code == 404
    assert f'<a href="{HOME}">' in answer.text


def test_the_prefix_without_its_slash_leads_to_it_with_what_was_asked(client: FlaskClient):
    answer = get(client, "/a/atlas?v=1&country=CA,US")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/a/atlas/?v=1&country=CA,US")


def test_the_atlas_s_own_address_ends_with_the_prefix(client: FlaskClient):
    assert get(client, f"{HOME}whose").text == f"http://localhost{HOME}"


CLAIMED = {
    "X-Forwarded-For": "192.0.2.7, 192.0.2.8",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "atlas.example",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=192.0.2.9;proto=https;host=evil.example",
}


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [("", "http://localhost/ 127.0.0.1"), ("1", "https://atlas.example/ 192.0.2.8")],
)
def test_what_a_proxy_says_is_believed_only_when_told_so(proxies: str, seen: str):
    assert believing(proxies).get("/", headers=CLAIMED).text == seen


def test_gunicorn_by_itself_believes_no_program_of_this_machine():
    options = gunicorn_options(read_settings({}))
    assert (options["forwarded_allow_ips"], options["forwarder_headers"]) == ("", "")


def test_dash_keeps_to_the_root_where_no_prefix_is_named(app: dash.Dash):
    assert app.config["requests_pathname_prefix"] == "/"


def test_a_link_that_is_too_long_for_the_worker_gets_the_way_to_the_prefix(monkeypatch):
    monkeypatch.setenv("ATLAS_PREFIX", HOME)
    assert f'<a href="{HOME}">'.encode() in too_long()
