"""What operates the atlas can ask it and read its log, and learns nothing about a reader."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import dash
import pytest

from callbacks.server.process import ready, settings
from callbacks.server.process.access_log import AccessLog, line
from callbacks.server.process.settings import SettingError, is_handed_a_socket, read_settings
from callbacks.server.run import gunicorn_options
from callbacks.server.serving import RELEASE
from tests.unit.callbacks.small_build import get

TOOK = timedelta(milliseconds=61)
AT = datetime(2026, 6, 18, 9, 30, tzinfo=UTC)


def test_ready_says_which_data_are_served_and_health_is_asked_apart(app: dash.Dash, build):
    ready.register(app, build, "1a2b3c")
    client = app.server.test_client()
    answer = get(client, "/ready")
    assert (answer.status_code, answer.text) == (200, "ready, data 1a2b3c\n")
    assert answer.headers["Cache-Control"] == "no-store"
    place = build.files["page.js"].file
    (build.folder / place).unlink()
    answer = get(client, "/ready")
    assert (answer.status_code, answer.text) == (503, f"not ready, missing: {place}\n")
    assert get(client, "/health").status_code == 200


def test_page_and_answers_name_the_release_that_they_are_of(client, build):
    assert f'data-release="{build.release}"' in get(client, "/").text
    assert client.post("/_dash-update-component", json={}).headers[RELEASE] == build.release
    assert len(build.release) == 12


def test_a_line_says_what_was_asked_and_nothing_of_who_asked_for_which_places():
    said = line("GET /atlas/download/places.csv?country=CA&place=x", "200", 48213, TOOK, AT)
    assert said == f"2026-06-18T09:30:00Z GET /atlas/download/places.csv 200 48213 B 61 ms {os.getpid()}\n"


def test_what_is_asked_cannot_write_lines_of_its_own(capfd):
    log = AccessLog.__new__(AccessLog)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": "/%0AGET\udcff", "REMOTE_ADDR": "192.0.2.7"}
    log.access(SimpleNamespace(status="404 NOT FOUND", sent=None), None, environ, TOOK)
    out = capfd.readouterr().out
    assert out.count("\n") == 1
    assert " GET /%0AGET\\udcff 404 0 B 61 ms " in out
    assert "192.0.2.7" not in out


def test_requests_are_logged_only_where_the_setting_says_so():
    assert gunicorn_options(read_settings({"ATLAS_LOG": "access"}))["logger_class"] is AccessLog
    assert "logger_class" not in gunicorn_options(read_settings({"ATLAS_LOG": ""}))
    with pytest.raises(SettingError, match="ATLAS_LOG='all' is not valid: give 'access'"):
        read_settings({"ATLAS_LOG": "all"})


@pytest.mark.parametrize(
    ("environment", "is_handed"),
    [
        ({}, False),
        ({"LISTEN_PID": "me", "LISTEN_FDS": "1"}, True),
        ({"LISTEN_PID": "me", "LISTEN_FDS": "0"}, False),
        ({"LISTEN_PID": "1", "LISTEN_FDS": "1"}, False),
    ],
)
def test_a_socket_of_systemd_is_taken_only_where_it_is_meant_for_this_process(environment, is_handed):
    found = {key: str(os.getpid()) if value == "me" else value for key, value in environment.items()}
    assert is_handed_a_socket(found) is is_handed


def test_the_api_is_served_where_it_is_asked_for():
    assert not read_settings({}).api
    assert not read_settings({"ATLAS_API": "0"}).api
    with pytest.raises(SettingError, match="ATLAS_API='yes' is not valid: give 1 for the data at /ogc"):
        read_settings({"ATLAS_API": "yes"})


def test_an_api_without_its_packages_is_told_before_anything_starts(monkeypatch):
    monkeypatch.setattr(settings, "find_spec", lambda _name: None)
    with pytest.raises(SettingError, match="needs pygeoapi, which is not installed: run `make setup API=1`"):
        read_settings({"ATLAS_API": "1"})
