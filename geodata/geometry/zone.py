"""The United States' "100-mile" border zone, drawn from the boundary and the coast.

The rule, 8 CFR 287.1: officers may board and search vehicles "within a reasonable distance from any
external boundary of the United States" (8 USC 1357(a)(3)). Paragraph (a)(1) calls external boundary "the
land boundaries and the territorial sea of the United States extending 12 nautical miles from the
baselines"; (a)(2) calls reasonable distance "within 100 air miles from any external boundary", or any
shorter distance that a chief patrol agent or special agent in charge fixes under (b).

How it is drawn here:

- land boundaries are the borders with Canada and Mexico, through rivers and the Great Lakes as they run;
  the shore of the Great Lakes is not a boundary of its own, so that Chicago lies outside (some
  published maps count it in);
- distances along the sea are measured from the coast, where the territorial sea begins, not from
  its outer edge;
- an air mile is taken as the statute mile of 1.609344 km: 100 are 160.9 km (100 nautical miles would be
  185.2 km);
- the United States are the states, the District of Columbia, Puerto Rico, the US Virgin Islands, Guam
  and the Northern Mariana Islands (8 USC 1101(a)(38)); American Samoa is not among them;
- shorter distances that have been fixed for a sector are not published and not drawn;
- coasts and borders are those of 1:50m maps, true to a few kilometres. A margin of 3 km keeps ports
  of entry, which stand on the border itself, inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geodata.geometry.boundaries import load_boundaries
from geodata.geometry.geodesy import KM_PER_MILE, buffer_km
from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")

LEGAL_SOURCE = "8 CFR 287.1(a)(1)-(2), (b)"

ZONE_KM = 100 * KM_PER_MILE
"""8 CFR 287.1(a)(2): within 100 air miles."""

MARGIN_KM = 3.0
"""How far the zone may reach over the outline of the land: outlines are simplified to about 2 km."""

ZONE_COUNTRIES = ("US", "PR", "VI", "GU", "MP")
"""ISO codes of the United States in the geographical sense of 8 USC 1101(a)(38)."""

AMERICAN_SAMOA = "60"
"""Prefix of its county codes (FIPS)."""

SIMPLIFY_DEGREES = 0.004


def border_zone_us(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Load the zone: one row, columns ``zone``, ``legal_source``, ``distance_km``, EPSG:4326.

    Raises:
        BoundaryError: if the file is missing or broken.

    """
    return load_boundaries("us_border_zone", folder)


def in_border_zone_us(xy: np.ndarray, folder: Path | None = None) -> np.ndarray:
    """Say which points of the United States lie in the zone.

    Args:
        xy: shape (n, 2), longitude and latitude of points known to be in the United States (the
            zone's margin reaches up to 3 km over the border).
        folder: where the boundaries lie, the shipped ones by default.

    Returns:
        Booleans of shape (n,).

    """
    zone = border_zone_us(folder).geometry.iloc[0]
    shapely.prepare(zone)
    return shapely.intersects_xy(zone, np.asarray(xy, dtype=float))


def build_border_zone_us(countries: gpd.GeoDataFrame, us_counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Build the zone from the outline of the United States.

    Args:
        countries: the boundary layer; its US outline runs along coasts and through the Great Lakes.
        us_counties: the boundary layer; its finer land is what the zone is cut to.

    Returns:
        What :func:`border_zone_us` loads.

    """
    outlines = countries[countries["country"].isin(ZONE_COUNTRIES)]
    outline = shapely.boundary(shapely.union_all(np.asarray(outlines.geometry.values)))
    counties = us_counties[~us_counties["geoid"].str.startswith(AMERICAN_SAMOA)]
    land = shapely.coverage_union_all(np.asarray(counties.geometry.values))
    reach = buffer_km(outline, ZONE_KM)
    zone = shapely.intersection(reach, buffer_km(shapely.simplify(land, SIMPLIFY_DEGREES), MARGIN_KM))
    columns = {"zone": ["us_100_mile"], "legal_source": [LEGAL_SOURCE], "distance_km": [ZONE_KM]}
    simple = shapely.simplify(zone, SIMPLIFY_DEGREES)
    return gpd.GeoDataFrame(columns, geometry=[simple], crs=4326)
