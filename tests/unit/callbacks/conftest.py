"""A small build, an app that serves it, and a client of that app."""

from __future__ import annotations

from pathlib import Path

import dash
import pytest
from dash import Input, Output, html
from flask.testing import FlaskClient

from callbacks.server.build import StaticBuild
from callbacks.server.serving import SlimDash, index_string, install
from tests.unit.callbacks.small_build import SCRIPT, built


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    (folder / "vendor").mkdir(parents=True)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "main.js").write_text(SCRIPT)
    (folder / "styles" / "panel").mkdir(parents=True)
    (folder / "styles" / "atlas.css").write_text(
        "body { background: url('mark.svg'); } " + "/* calm */ " * 50
    )
    (folder / "styles" / "panel" / "card.css").write_text(".card { color: red; }")
    (folder / "tsconfig.json").write_text("{}")
    (folder / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>")
    (folder / "vendor" / "plotly.js").write_text("window.Plotly = {};")
    (folder / "vendor" / "maplibre-gl-shared.js").write_text("globalThis.shared = 1;")
    (folder / "vendor" / "maplibre-gl-worker.js").write_text(
        'import "./maplibre-gl-shared.js";\nself.worker = 1;'
    )
    (folder / "vendor" / "plotly.entry.cjs").write_text("source, not served")
    (folder / "vendor" / "package.json").write_text("{}")
    return folder


@pytest.fixture
def build(assets: Path, tmp_path: Path) -> StaticBuild:
    return built(assets, tmp_path / "build")


@pytest.fixture
def app(build: StaticBuild) -> dash.Dash:
    app = SlimDash(
        "stub", include_assets_files=False, health_endpoint="health", index_string=index_string(build)
    )
    app.layout = html.Div([html.Button(id="press"), html.Div(id="told"), html.Div(id="said")])
    app.clientside_callback("n => String(n)", Output("told", "children"), Input("press", "n_clicks"))

    @app.callback(Output("said", "children"), Input("press", "n_clicks"))
    def fail(n_clicks: int) -> str:
        raise RuntimeError(f"a secret of the server at press {n_clicks}")

    install(app, build)
    return app


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    return app.server.test_client()
