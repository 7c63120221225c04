"""Starting the server: settings are checked, faults are told in one line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from callbacks.server import run as serve
from callbacks.server.build import StaticBuild
from callbacks.server.process.limits import LONGEST_LINK
from callbacks.server.process.settings import ServeSettings, SettingError, read_settings
from callbacks.server.run import check_free, gunicorn_options, too_long
from geodata.geometry.boundaries import BoundaryError
from geodata.layers.layer import LayerError
from geodata.tables.reading import Fault, TableError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "callbacks.server.run"]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_defaults_serve_this_machine_only():
    settings = read_settings({})
    assert settings == ServeSettings("127.0.0.1", 8050, 1, 4)
    assert settings.url == "http://127.0.0.1:8050/"


def test_environment_changes_every_setting():
    settings = read_settings({"HOST": "::1", "PORT": "9000", "WORKERS": "2", "THREADS": "8"})
    assert settings == ServeSettings("::1", 9000, 2, 8)
    assert settings.url == "http://[::1]:9000/"
    assert gunicorn_options(settings)["bind"] == "[::1]:9000"


@pytest.mark.parametrize("name", ["PORT", "WORKERS", "THREADS"])
@pytest.mark.parametrize("value", ["eighty", "0", "-1", "8050.5", "99999999", "٨٠٨٠"])
def test_number_that_is_none_is_named_with_its_value(name: str, value: str):
    with pytest.raises(SettingError, match=f"{name}='{value}' is not valid: give a whole number from 1 to"):
        read_settings({name: value})


def test_empty_setting_means_the_default():
    assert read_settings({"PORT": "", "HOST": " "}) == ServeSettings()


def test_port_in_use_is_found_before_the_start(taken_port: int):
    with pytest.raises(SettingError, match=f"PORT={taken_port} on 127.0.0.1 is in use by another program"):
        check_free(ServeSettings(port=taken_port))


def test_host_of_another_machine_is_refused():
    with pytest.raises(SettingError, match=r"HOST='192\.0\.2\.1' is not an address of this machine"):
        check_free(ServeSettings(host="192.0.2.1"))


def test_port_in_use_is_told_in_one_line_without_a_traceback(taken_port: int):
    done = start(HOST="127.0.0.1", PORT=str(taken_port))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"PORT={taken_port}" in done.stderr


def test_bad_port_is_told_in_one_line_without_a_traceback():
    done = start(PORT="http")
    assert done.returncode == 2
    assert done.stderr == "PORT='http' is not valid: give a whole number from 1 to 65535.\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TableError([Fault("places.csv", 7, "lat", "91", "is not a latitude")]), "places.csv"),
        (BoundaryError("countries_50m.parquet: no such file"), "countries_50m.parquet: no such file"),
        (
            OSError(28, "No space left on device", "/x/page.js.br"),
            "start: /x/page.js.br: No space left on device",
        ),
        (OSError("the cache folder cannot be written"), "the cache folder cannot be written"),
        (LayerError("layers/x.json: is not JSON"), "layers/x.json: is not JSON"),
    ],
)
def test_data_that_cannot_be_used_are_named_without_a_traceback(
    monkeypatch, capsys, tmp_path: Path, error: Exception, words: str
):
    def broken(_application: str) -> None:
        raise error

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(probe.getsockname()[1]))
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("ATLAS_BUILD", str(tmp_path))
    monkeypatch.setattr(serve, "prepare", lambda report: StaticBuild(tmp_path, {}))  # noqa: ARG005
    monkeypatch.setattr(serve, "import_app", broken)
    assert serve.main() == 1
    told = capsys.readouterr().err
    assert told.startswith("The atlas cannot start:")
    assert words in told
    assert "Traceback" not in told


def test_a_link_that_is_too_long_gets_the_atlas_s_own_page():
    head, _blank, body = too_long().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414 ")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"This link is too long" in body
    assert gunicorn_options(ServeSettings())["limit_request_line"] == LONGEST_LINK
