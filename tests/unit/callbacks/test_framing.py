"""Who may frame the atlas: the setting, and the headers of the embed and of every other page."""

from __future__ import annotations

import dash
import pytest
from dash import html

from callbacks.server.build import StaticBuild
from callbacks.server.process.framing import FrameError, frame_ancestors
from callbacks.server.process.settings import SettingError, read_settings
from callbacks.server.serving import SlimDash, index_string, install


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("", ()),
        ("*", ("*",)),
        ("https://news.example", ("https://news.example",)),
        ("https://News.example/, http://127.0.0.1:8000", ("https://news.example", "http://127.0.0.1:8000")),
        ("https://*.news.example https://news.example", ("https://*.news.example", "https://news.example")),
    ],
)
def test_origins_are_read_as_the_setting_names_them(text: str, origins: tuple[str, ...]):
    assert frame_ancestors({"ATLAS_FRAME_ANCESTORS": text}) == origins


@pytest.mark.parametrize(
    "text",
    [
        "news.example",
        "https://",
        "https://a.example/page",
        "* https://a.example",
        "'none'",
        "a; b",
        "ftp://a.b",
    ],
)
def test_what_names_no_origin_is_refused_at_the_start_with_variable_and_value(text: str):
    with pytest.raises(FrameError, match="ATLAS_FRAME_ANCESTORS="):
        frame_ancestors({"ATLAS_FRAME_ANCESTORS": text})
    with pytest.raises(SettingError, match=r"https://news\.example"):
        read_settings({"ATLAS_FRAME_ANCESTORS": text})


@pytest.fixture
def framed_app(build: StaticBuild, monkeypatch: pytest.MonkeyPatch) -> dash.Dash:
    monkeypatch.setenv("ATLAS_FRAME_ANCESTORS", "https://news.example")
    app = SlimDash("framed", include_assets_files=False, index_string=index_string(build))
    app.layout = html.Div()
    install(app, build)
    return app


def test_only_the_embed_names_the_origins_of_the_setting(framed_app: dash.Dash):
    client = framed_app.server.test_client()
    embed = client.get("/?v=1&embed=1").headers
    assert "frame-ancestors 'self' https://news.example" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    for path in ("/", "/?embed=0", "/?embed=2", "/_dash-layout?embed=1", "/nowhere?embed=1"):
        headers = client.get(path).headers
        assert "news.example" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_without_the_setting_the_embed_is_the_atlas_s_own(app: dash.Dash):
    headers = app.server.test_client().get("/?embed=1").headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_says_itself_that_it_is_an_embed_before_any_script_runs(app: dash.Dash):
    client = app.server.test_client()
    assert b'data-embed="1"' in client.get("/?embed=1").data
    assert b"data-embed" not in client.get("/").data
