"""A download draws areas or points, as it is asked."""

from __future__ import annotations

from geodata.export.files import places_frame, with_geometry
from geodata.selection.state import FilterState


def test_counties_are_areas_and_points_where_points_are_asked_for(house):
    frame = places_frame(house, FilterState(admin1s=("US-TX",), levels=("county", "municipality")))
    areas, points = (with_geometry(house, "places", frame, geometry) for geometry in ("area", "point"))
    is_county = (frame["level"] == "county").to_numpy()
    assert set(areas.geom_type[is_county]) <= {"Polygon", "MultiPolygon"}
    assert set(areas.geom_type[~is_county]) == {"Point"}
    assert set(points.geom_type) == {"Point"}
