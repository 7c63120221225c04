"""What a start leaves unimported: libraries that only geometry, validation and files of other kinds need."""

from __future__ import annotations

import subprocess
import sys

from callbacks.server.build import prepare
from geodata.selection.filters import load_house
from tests.browser.support import ROOT

LATE = (
    "geopandas",
    "shapely",
    "pyproj",
    "pandera",
    "pyogrio",
    "pyarrow.dataset",
    "plotly.express",
    "dash_mantine_components.AreaChart",
    "sqlite3",
)
"""To be imported at their first use: together they cost as much as all else that a start does."""


def test_the_application_starts_without_what_serving_does_not_need():
    prepare()
    load_house()  # what the first start of a version prepares is there
    asked = f"import sys, app; print(*(name for name in {LATE!r} if name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
