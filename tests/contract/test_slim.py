"""The cut bundles of components: of the installed versions, with every component shown."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import dash_mantine_components as dmc
import pytest

from callbacks.server.sources import ROOT, SLIM, SUITES, suite_sources
from components.mantine import SHOWN

BUNDLE = SLIM / "dash_mantine_components.js"
USED = re.compile(r"\bdmc\.([A-Z]\w+)")


def test_the_cut_bundle_is_made_of_the_installed_version_and_names_what_is_shown():
    first = BUNDLE.read_text(encoding="utf-8").partition("\n")[0]
    assert f" {importlib.metadata.version('dash_mantine_components')} " in first
    assert all(re.search(rf"\b{name}\b", first) for name in SHOWN)


def test_the_cut_bundle_of_dash_is_made_of_the_installed_version_and_is_served():
    bundle = SLIM / "dash_core_components.js"
    first = bundle.read_text(encoding="utf-8").partition("\n")[0]
    assert f" {importlib.metadata.version('dash')} " in first
    assert suite_sources(SUITES)["suites/dash/dcc/dash_core_components.js"] == bundle
    used = {
        name
        for path in (ROOT / "components").rglob("*.py")
        for name in re.findall(r"\bdcc\.([A-Z]\w+)", path.read_text(encoding="utf-8"))
    }
    assert used
    assert all(re.search(rf"\b{name}\b", first) for name in used)


def test_the_page_gets_the_cut_bundle_and_another_version_gets_the_whole_one(monkeypatch: pytest.MonkeyPatch):
    name = "suites/dash_mantine_components/dash_mantine_components.js"
    assert suite_sources(SUITES)[name] == BUNDLE
    monkeypatch.setattr(importlib.metadata, "version", lambda _package: "0.0.0")
    assert suite_sources(SUITES)[name] == Path(dmc.__file__).parent / BUNDLE.name


def test_every_component_that_the_code_uses_is_shown():
    used = {
        name
        for path in (ROOT / "components").rglob("*.py")
        for name in USED.findall(path.read_text(encoding="utf-8"))
    }
    assert used <= set(SHOWN)
    assert used
