"""Names on the base map: which countries, states, provinces and cities are named, and from which zoom on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from babel import Locale

from geodata.geometry.geojson import Feature
from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")

"""A GeoJSON feature."""

STATE_NAMES = {
    "US-AK": "Alaska", "US-AL": "Alabama", "US-AR": "Arkansas", "US-AZ": "Arizona", "US-CA": "California",
    "US-CO": "Colorado", "US-CT": "Connecticut", "US-DE": "Delaware", "US-FL": "Florida", "US-GA": "Georgia",
    "US-HI": "Hawaii", "US-IA": "Iowa", "US-ID": "Idaho", "US-IL": "Illinois", "US-IN": "Indiana",
    "US-KS": "Kansas", "US-KY": "Kentucky", "US-LA": "Louisiana", "US-MA": "Massachusetts",
    "US-MD": "Maryland", "US-ME": "Maine", "US-MI": "Michigan", "US-MN": "Minnesota", "US-MO": "Missouri",
    "US-MS": "Mississippi", "US-MT": "Montana", "US-NC": "North Carolina", "US-ND": "North Dakota",
    "US-NE": "Nebraska", "US-NH": "New Hampshire", "US-NJ": "New Jersey", "US-NM": "New Mexico",
    "US-NV": "Nevada", "US-NY": "New York", "US-OH": "Ohio", "US-OK": "Oklahoma", "US-OR": "Oregon",
    "US-PA": "Pennsylvania", "US-RI": "Rhode Island", "US-SC": "South Carolina", "US-SD": "South Dakota",
    "US-TN": "Tennessee", "US-TX": "Texas", "US-UT": "Utah", "US-VA": "Virginia", "US-VT": "Vermont",
    "US-WA": "Washington", "US-WI": "Wisconsin", "US-WV": "West Virginia", "US-WY": "Wyoming",
    "CA-AB": "Alberta", "CA-BC": "British Columbia", "CA-MB": "Manitoba", "CA-NB": "New Brunswick",
    "CA-NL": "Newfoundland and Labrador", "CA-NS": "Nova Scotia", "CA-NT": "Northwest Territories",
    "CA-NU": "Nunavut", "CA-ON": "Ontario", "CA-PE": "Prince Edward Island", "CA-QC": "Québec",
    "CA-SK": "Saskatchewan", "CA-YT": "Yukon",
}  # fmt: skip
"""States and provinces that are named, in the spelling of ISO 3166-2 (Québec with its accent). The
District of Columbia is left to the city of Washington's mark: its area is smaller than its name."""

CITIES: dict[str, int] = {
    "us-ny-new-york-city": 1, "us-ca-los-angeles": 1, "us-il-chicago": 1, "ca-on-toronto": 1,
    "ca-qc-montreal": 1, "ca-bc-vancouver": 1, "us-tx-houston": 1, "us-wa-seattle": 1, "us-co-denver": 1,
    "gb-birmingham": 1, "fr-paris": 1, "de-muenchen": 1, "es-madrid": 1, "it-milano": 1, "at-wien": 1,
    "pl-warszawa": 1, "se-stockholm": 1, "br-sao-paulo": 1, "au-nsw-sydney": 1, "au-vic-melbourne": 1,
    "za-johannesburg": 1, "gr-athens": 1, "us-ca-san-francisco": 2, "us-ma-boston": 2,
    "us-pa-philadelphia": 2, "us-az-phoenix": 2, "us-tx-san-antonio": 2, "us-ga-atlanta": 2,
    "us-mn-minneapolis": 2, "us-mi-detroit": 2, "us-la-new-orleans": 2, "us-ut-salt-lake-city": 2,
    "us-nv-las-vegas": 2, "us-or-portland": 2, "us-nm-albuquerque": 2, "us-tn-nashville": 2,
    "us-ak-anchorage": 2, "us-hi-honolulu": 2, "ca-ab-calgary": 2, "ca-ab-edmonton": 2,
    "ca-mb-winnipeg": 2, "ca-on-ottawa": 2, "es-barcelona": 2, "fr-marseille": 2, "it-napoli": 2,
    "nl-amsterdam": 2, "be-bruxelles": 2, "gb-manchester": 2, "gb-glasgow": 2, "ie-dublin": 2,
    "ro-bucuresti": 2, "au-qld-brisbane": 2, "us-tx-austin": 3, "us-md-baltimore": 3,
    "us-oh-columbus": 3, "us-oh-cleveland": 3, "us-pa-pittsburgh": 3, "us-wi-milwaukee": 3,
    "us-ky-louisville": 3, "us-ca-san-jose": 3, "us-ca-sacramento": 3, "us-ca-fresno": 3,
    "us-az-tucson": 3, "us-al-birmingham": 3, "us-wa-spokane": 3, "ca-sk-regina": 3,
    "ca-sk-saskatoon": 3, "ca-on-hamilton": 3, "ca-bc-victoria": 3, "de-frankfurt-am-main": 3,
    "de-koeln": 3, "de-leipzig": 3, "pl-krakow": 3, "it-palermo": 3, "it-torino": 3,
    "es-valencia": 3, "gb-edinburgh": 3, "gb-cardiff": 3, "gb-belfast": 3, "gb-leeds": 3,
    "fr-strasbourg": 3, "fr-nantes": 3, "ch-zuerich": 3, "ch-geneve": 3, "no-bergen": 3,
    "tr-gaziantep": 3, "pk-lahore": 3, "uy-montevideo": 3, "ug-kampala": 3, "ec-quito": 3,
    "au-tas-hobart": 3, "nz-hamilton": 3,
}  # fmt: skip
"""Large cities among the atlas's places, by rank: 1 is named first as the reader zooms in. The choice is
the editors', for bearings only; it says nothing about policy."""

CITY_MIN_ZOOM = {1: 3.2, 2: 4.2, 3: 5.2}

COUNTRY_MIN_ZOOM = ((25.0, 1.0), (8.0, 2.0), (4.0, 3.0), (1.5, 4.0), (0.0, 5.0))
STATE_MIN_ZOOM = ((4.0, 4.0), (2.0, 5.0), (0.0, 6.0))
"""Size at least (square root of the area, in degrees) -> zoom from which the name is shown."""

SMALLEST_NAMED = 0.25
"""Countries smaller than this (in the same measure) are not named."""

LANGUAGES = ("fr", "es")
"""Country names are English, with these beside them where they differ (Unicode CLDR, through Babel)."""


def label_points(
    countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame, places: pd.DataFrame
) -> list[Feature]:
    """Build the GeoJSON features of all labels.

    Args:
        countries: EPSG:4326 polygons with ``country`` and ``name``.
        admin1: EPSG:4326 polygons with ``admin1``.
        places: ``place_id``, ``name``, ``lon``, ``lat``.

    Returns:
        Point features, sorted, with properties ``name``, ``kind`` (country, state, city), ``rank``
        (lower is placed first), ``minzoom``, and ``name_fr``/``name_es`` where they differ.

    """
    features = [
        *_country_labels(countries),
        *_state_labels(admin1),
        *_city_labels(places),
    ]
    return sorted(features, key=_order)


def _order(feature: Feature) -> tuple[object, ...]:
    properties = feature["properties"]
    if not isinstance(properties, dict):
        raise TypeError(f"a feature's properties must be a dict, not {properties!r}")
    return (properties["minzoom"], properties["kind"], properties["rank"], properties["name"])


def _country_labels(countries: gpd.GeoDataFrame) -> list[Feature]:
    english = Locale.parse("en").territories
    features = []
    for code, own_name, shape in zip(
        countries["country"].fillna(""), countries["name"], countries.geometry, strict=True
    ):
        size = _size(shape)
        if not code or size < SMALLEST_NAMED:
            continue
        name = english.get(code, own_name)
        names = {f"name_{lang}": Locale.parse(lang).territories.get(code, name) for lang in LANGUAGES}
        properties: dict[str, object] = {
            "name": name,
            "kind": "country",
            "rank": round(100 - size),
            "minzoom": next(zoom for least, zoom in COUNTRY_MIN_ZOOM if size >= least),
        }
        properties |= {key: text for key, text in names.items() if text != name}
        features.append(_label(_middle(shape), properties))
    return features


def _state_labels(admin1: gpd.GeoDataFrame) -> list[Feature]:
    features = []
    for code, shape in zip(admin1["admin1"], admin1.geometry, strict=True):
        if code not in STATE_NAMES:
            continue
        size = _size(shape)
        properties = {
            "name": STATE_NAMES[code],
            "kind": "state",
            "rank": round(100 - size),
            "minzoom": next(zoom for least, zoom in STATE_MIN_ZOOM if size >= least),
        }
        features.append(_label(_middle(shape), properties))
    return features


def _city_labels(places: pd.DataFrame) -> list[Feature]:
    features = []
    columns = (places["place_id"], places["name"], places["lon"], places["lat"])
    for place_id, name, lon, lat in zip(*columns, strict=True):
        if place_id in CITIES:
            rank = CITIES[place_id]
            properties = {"name": name, "kind": "city", "rank": rank, "minzoom": CITY_MIN_ZOOM[rank]}
            features.append(_label((float(lon), float(lat)), properties))
    return features


def _size(shape: shapely.Geometry) -> float:
    """Square root of the area, in degrees: how much room a name has."""
    return float(np.sqrt(shapely.area(shape)))


def _middle(geometry: shapely.Geometry) -> tuple[float, float]:
    """Centre of the largest circle that fits in the largest part: a name set there stays inside."""
    parts = shapely.get_parts(geometry)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.05), 0)
    return float(shapely.get_x(centre)), float(shapely.get_y(centre))


def _label(point: tuple[float, float], properties: dict[str, object]) -> Feature:
    coordinates = [round(point[0], 3), round(point[1], 3)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }
