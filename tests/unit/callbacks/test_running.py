"""A figure drawn elsewhere asks the running atlas alone."""

from __future__ import annotations

from callbacks.server.running import files_at
from tests.map_page import THEMES

ADDRESS = "http://127.0.0.1:8050"


def test_every_file_of_a_running_atlas_is_named_by_its_whole_address():
    files = files_at(f"{ADDRESS}/")
    assert {"ground", "areas_states", "areas_counties", "border_zone"} <= set(files.basemap)
    assert all(url.startswith(f"{ADDRESS}/static/basemap/") for url in files.basemap.values())
    assert all(files.sprite[theme].startswith(f"{ADDRESS}/sprites/") for theme in THEMES)
