"""The API stands where the atlas stands, under its prefix and at its address, and only where asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from tests.api.conftest import NO_EXTRA, fetch
from tests.browser.support import ROOT, serve_atlas

LOADED = """
import sys
import app
status = app.server.test_client().get("/ogc/collections").status_code
print(status, "pygeoapi" in sys.modules, "callbacks.ogc.routes" in sys.modules)
"""


def test_unless_it_is_asked_for_nothing_of_it_is_loaded():
    env = {name: value for name, value in os.environ.items() if name != "ATLAS_API"}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["404", "False", "False"]


def test_links_have_the_prefix_and_the_public_address():
    pytest.importorskip("pygeoapi", reason=NO_EXTRA)
    public = "https://atlas.example/atlas/"
    settings = {"ATLAS_API": "1", "ATLAS_PREFIX": "/atlas/", "ATLAS_PUBLIC_URL": public}
    with serve_atlas(settings) as atlas:
        home = f"{atlas.url}atlas/ogc"
        for path in (
            "",
            "/collections",
            "/collections/places/items?limit=2",
            "/collections/places/items/us-il",
        ):
            links = [link["href"] for link in fetch(home + path).json["links"]]
            assert [link for link in links if not link.startswith(public)] == []
        assert fetch(f"{home}/openapi").json["servers"] == [{"url": f"{public}ogc"}]
        assert fetch(f"{atlas.url}ogc").status == 404
        assert (
            'href="https://atlas.example/atlas/ogc/collections?f=html"'
            in fetch(home, "text/html").body.decode()
        )


def test_a_host_that_is_not_trusted_is_never_named(ogc):
    request = Request(
        f"{ogc.address}/collections/places/items?limit=1", headers={"Host": "elsewhere.example"}
    )
    with urlopen(request, timeout=60) as answer:
        body = answer.read().decode()
    assert "elsewhere.example" not in body
    links = [link["href"] for link in json.loads(body)["links"]]
    assert [link for link in links if not link.startswith("/ogc/")] == []
