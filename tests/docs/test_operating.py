"""What docs/operating.md says is so: its settings, limits, addresses and files are those of the code."""

from __future__ import annotations

import re

import pytest

from callbacks.feeds.fresh import FRESH
from callbacks.server.process.limits import LONGEST_LINK, MOST_BYTES
from callbacks.server.process.settings import read_settings
from callbacks.server.run import gunicorn_options
from tests.browser.nginx import DOC, configuration, shown
from tests.docs.test_readme import README, ROOT, variables

TEXT = DOC.read_text(encoding="utf-8")
OPTIONS = gunicorn_options(read_settings({}))


def test_every_setting_that_is_named_exists():
    named = set(re.findall(r"\b(ATLAS_[A-Z_]+|WORKERS|THREADS)\b", TEXT))
    assert {"ATLAS_PREFIX", "ATLAS_PROXIES", "ATLAS_LOG", "ATLAS_PUBLIC_URL"} <= named <= variables()


def test_every_linked_file_exists_and_readme_leads_here():
    linked = re.findall(r"\]\(([^)#:]+)[^)]*\)", TEXT)
    assert linked
    assert [path for path in linked if not (DOC.parent / path).exists()] == []
    assert "(docs/operating.md)" in README.read_text(encoding="utf-8")


def test_named_tests_and_modules_exist():
    files = re.findall(r"`(tests/[\w/.]+)`", TEXT)
    modules = re.findall(r"-m ([\w.]+)", TEXT)
    assert files
    assert modules
    assert all((ROOT / path).exists() for path in files)
    assert all(
        ROOT.joinpath(*name.split(".")).with_suffix(".py").exists()
        or ROOT.joinpath(*name.split(".")).is_dir()
        for name in modules
    )


@pytest.mark.parametrize(
    ("said", "option"),
    [("takes more than (\\d+) seconds", "timeout"), ("up to (\\d+) seconds\\)", "graceful_timeout")],
)
def test_times_are_those_of_the_server(said: str, option: str):
    found = re.search(said, TEXT)
    assert found is not None
    assert int(found[1]) == OPTIONS[option]


def test_the_service_gives_a_stop_the_time_it_takes():
    (service,) = [unit for unit in shown("ini") if "[Service]" in unit]
    found = re.search(r"^TimeoutStopSec=(\d+)$", service, re.MULTILINE)
    assert found is not None
    assert int(found[1]) > int(str(OPTIONS["graceful_timeout"]))


def test_a_link_is_as_long_and_a_body_as_large_as_is_said():
    assert f"A posted body over {MOST_BYTES // 1000} kB gets 413" in TEXT
    assert f"A link of more than {LONGEST_LINK:,} bytes gets 414" in TEXT


def test_a_proxy_keeps_downloads_for_as_long_as_is_said():
    assert "s-maxage=600" in FRESH
    assert "a proxy keeps it for ten minutes" in TEXT


def test_the_shown_nginx_can_be_put_on_this_machine(tmp_path):
    text = configuration(tmp_path, 18080, 18081)
    assert "server 127.0.0.1:18081 max_fails=0;" in text
    assert "listen 127.0.0.1:18080;" in text
    assert "atlas.pem" not in text
