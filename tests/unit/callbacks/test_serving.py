"""What the server adds to every answer, and how prepared files are served."""

from __future__ import annotations

import gzip
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import dash
import pytest
from dash import Input, Output, html
from flask.testing import FlaskClient

from callbacks.server import build as static_build
from callbacks.server.build import ENCODINGS, StaticBuild, prepare
from callbacks.server.serving import SlimDash, index_string, install
from callbacks.server.sources import inputs_key
from tests.unit.faults import no_file_over, read_only

SCRIPT = "window.answer = 42; // " + "words " * 200
LINKED = f'(() => {{\n"use strict";\nconst $main = (() => {{\n{SCRIPT.strip()}\n}})();\n}})();\n'


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


def basemap(out: Path) -> dict[str, Path]:
    path = out / "land.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [], "note": "sea " * 300}))
    return {"basemap/land.geojson": path}


def figures(_work: Path, _folder: Path, places: Mapping[str, str]) -> dict[str, Path]:
    assert "basemap/land.geojson" in places
    return {}


def built(assets: Path, folder: Path) -> StaticBuild:
    return prepare(folder, assets=assets, basemap=basemap, figures=figures, suites={})


@pytest.fixture
def build(assets: Path, tmp_path: Path) -> StaticBuild:
    return built(assets, tmp_path / "build")


@pytest.fixture
def app(build: StaticBuild) -> dash.Dash:
    app = SlimDash(
        "stub", include_assets_files=False, health_endpoint="health", index_string=index_string(build, "en")
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


def get(client: FlaskClient, url: str, encoding: str = "identity", accept: str = "text/html"):
    return client.get(url, headers={"Accept-Encoding": encoding, "Accept": accept})


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


def test_what_names_another_file_names_it_by_its_fingerprint(build: StaticBuild):
    worker = build.files["vendor/maplibre-gl-worker.js"]
    style = build.files["page.css"]
    assert (
        f'import "{build.asset_url("vendor/maplibre-gl-shared.js")}";'
        in (build.folder / worker.file).read_text()
    )
    assert f'url("{build.asset_url("mark.svg")}")' in (build.folder / style.file).read_text()


def test_sources_of_bundles_are_not_in_the_build(build: StaticBuild):
    assert build.names("vendor/") == [
        "vendor/maplibre-gl-shared.js",
        "vendor/maplibre-gl-worker.js",
        "vendor/plotly.js",
    ]


def test_url_changes_with_the_content_and_only_with_it(assets: Path, build: StaticBuild, tmp_path: Path):
    same = built(assets, tmp_path / "elsewhere")
    (assets / "scripts" / "main.js").write_text("window.answer = 43;")
    changed = built(assets, build.folder)
    assert same.asset_url("page.js") == build.asset_url("page.js")
    assert changed.asset_url("page.js") != build.asset_url("page.js")
    assert changed.asset_url("basemap/land.geojson") == build.asset_url("basemap/land.geojson")


def test_ready_build_is_not_made_again(assets: Path, build: StaticBuild):
    def never(out: Path) -> dict[str, Path]:
        raise AssertionError(f"the base map was built twice, now in {out}")

    assert (
        prepare(build.folder, assets=assets, basemap=never, figures=figures, suites={}).files == build.files
    )


def test_two_workers_that_start_at_once_build_once(assets: Path, tmp_path: Path):
    calls: list[Path] = []

    def counted(out: Path) -> dict[str, Path]:
        calls.append(out)
        return basemap(out)

    with ThreadPoolExecutor(2) as workers:
        jobs = [
            workers.submit(
                prepare, tmp_path / "shared", assets=assets, basemap=counted, figures=figures, suites={}
            )
            for _worker in range(2)
        ]
        first, second = (job.result() for job in jobs)
    assert first.files == second.files
    assert len(calls) == 1


def test_build_that_lost_a_file_is_made_again(assets: Path, build: StaticBuild):
    lost = build.folder / build.files["page.js"].file
    lost.unlink()
    assert built(assets, build.folder).files == build.files
    assert lost.read_text() == LINKED


@pytest.mark.parametrize("ending", ["", ".br", ".gz"])
@pytest.mark.parametrize("damage", ["missing", "empty", "one byte"])
def test_damaged_build_is_made_again_and_said_in_one_line(assets, build, caplog, ending, damage):
    file = build.folder / (build.files["page.js"].file + ending)
    whole = file.read_bytes()
    hurt(file, damage)
    with caplog.at_level(logging.WARNING):
        assert built(assets, build.folder).files == build.files
    assert file.read_bytes() == whole
    assert [file.name in line and "damaged" in line for line in caplog.messages] == [True]
    caplog.clear()
    built(assets, build.folder)
    assert caplog.messages == []


@pytest.mark.parametrize("kind", ["manifest", "seal"])
@pytest.mark.parametrize("damage", ["empty", "one byte"])
def test_damaged_manifest_or_seal_is_made_again(assets, build, kind, damage):
    [file] = build.folder.glob(f"{kind}-*.json")
    whole = file.read_bytes()
    hurt(file, damage)
    assert built(assets, build.folder).files == build.files
    assert file.read_bytes() == whole


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


def test_damaged_twin_in_a_folder_that_only_reads_is_left_out(assets, caplog, monkeypatch):
    key = inputs_key(assets, {})  # as its owner: nobody may not read a private clone
    monkeypatch.setattr(static_build, "inputs_key", lambda *_inputs: key)
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = Path(home) / "build"
        whole = built(assets, folder)
        hurt(folder / (whole.files["page.js"].file + ".br"), "missing")
        inputs = Path(home) / "assets"
        assets.rename(inputs)
        with read_only(folder), caplog.at_level(logging.WARNING):
            build = built(inputs, folder)
    assert build.folder == folder
    assert build.files["page.js"].encodings == ("gzip",)
    assert build.files["page.css"].encodings == tuple(ENCODINGS)
    assert ["served unpacked" in line for line in caplog.messages] == [True]


def test_full_disk_during_a_build_is_named_with_its_file(assets: Path, tmp_path: Path):
    with no_file_over(1000), pytest.raises(OSError, match=r"File too large: '.*\.(js|geojson|css)'|making-"):
        built(assets, tmp_path / "full")
    assert not list((tmp_path / "full").glob("manifest-*"))
    build = built(assets, tmp_path / "full")
    assert (build.folder / build.files["page.js"].file).read_text() == LINKED


def test_what_a_killed_build_left_is_removed_and_its_whole_files_stay(assets: Path, build: StaticBuild):
    [seal] = build.folder.glob("seal-*.json")
    seal.unlink()
    (build.folder / "vendor" / ".part-killed").write_bytes(b"half")
    (build.folder / "making-killed").mkdir()
    kept = build.folder / (build.files["page.js"].file + ".br")
    before = os.stat(kept).st_ino  # noqa: PTH116
    assert built(assets, build.folder).files == build.files
    assert os.stat(kept).st_ino == before  # noqa: PTH116
    assert not [*build.folder.rglob(".part-*"), *build.folder.glob("making-*")]


def hurt(file: Path, damage: str) -> None:
    data = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


def test_style_sheet_names_fingerprinted_files(client: FlaskClient, build: StaticBuild):
    css = get(client, build.asset_url("page.css")).text
    assert f'url("{build.asset_url("mark.svg")}")' in css


def test_own_scripts_are_linked_and_styles_joined_in_the_order_of_their_names(assets, tmp_path: Path):
    (assets / "scripts" / "answer.js").write_text("export const answer = 42;\n")
    (assets / "scripts" / "main.js").write_text(
        'import { answer } from "./answer.js";\nwindow.answer = answer;\n'
    )
    (assets / "styles" / "axis.css").write_text(".axis { color: red; }")
    build = built(assets, tmp_path / "joined")
    script = (build.folder / build.files["page.js"].file).read_text()
    assert script.index("const answer = 42;") < script.index("window.answer = answer;")
    css = (build.folder / build.files["page.css"].file).read_text()
    assert css.index("/static/mark.") < css.index(".axis") < css.index(".card")


def test_sources_of_the_page_are_not_in_the_build_but_in_its_key(assets: Path, build: StaticBuild):
    assert not [name for name in build.files if name.startswith(("scripts", "styles", "tsconfig"))]
    key = inputs_key(assets, {})
    for source in ("scripts/main.js", "styles/panel/card.css"):
        (assets / source).write_text("/* other */")
        assert inputs_key(assets, {}) != key
        key = inputs_key(assets, {})


def test_folder_that_cannot_be_written_is_replaced_with_a_warning(assets: Path, tmp_path: Path, caplog):
    (tmp_path / "file").write_text("not a folder")
    with caplog.at_level(logging.WARNING):
        build = built(assets, tmp_path / "file" / "build")
    assert "cannot be written" in caplog.text
    assert (build.folder / build.files["page.js"].file).read_text() == LINKED


def test_missing_asset_is_named(build: StaticBuild):
    with pytest.raises(KeyError, match=r"no file 'chart\.js'"):
        build.asset_url("chart.js")


def test_page_names_each_file_once_and_its_language(client: FlaskClient, build: StaticBuild):
    page = get(client, "/").text
    assert '<html lang="en">' in page
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
