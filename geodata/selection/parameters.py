"""What a link may say: every parameter and its meaning, and the bounds of what one may list."""

from __future__ import annotations

from collections.abc import Collection

from geodata.text import LOCALES

VERSION = "1"
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Years that a link may name; what lies outside is not understood."""

LAYERS = ("crossings", "border_zone")
TREND_MODES = ("absolute", "per_100k", "index", "change")
TREND_CONTEXTS = ("adoptions", "laws", "terms")
VIEWS = ("map", "trends", "table", "crossings", "compare")
EMBEDDED_VIEWS = ("", "map", "trends")
"""Views that an embed can show."""

THEMES = ("light", "dark")
MAX_PINNED = 4
MAX_SERIES = 8
MAX_CODES = 500
"""Values that one parameter of a link may list."""

MAX_COMPARED = 3
"""Crossings beside the open one in a chart."""
CROSSING_BY = ("monthly",)
STORY_STEPS = ("1", "2", "3", "4", "5", "6", "7")
"""Steps of the guided story, in order."""

NEAR_KM = ("50", "100", "250", "500")
"""Distances within which a place's card lists crossings."""

CHOICES: dict[str, Collection[str] | None] = {
    "crossing_measure": None,
    "crossing": None,
    "crossing_by": CROSSING_BY,
    "near_km": NEAR_KM,
    "trend_mode": TREND_MODES,
    "selected": None,
    "view": VIEWS,
    "locale": LOCALES,
    "theme": THEMES,
    "story": STORY_STEPS,
}
"""Fields of :class:`FilterState` that hold one code -> what it may be, None for any well-formed code."""

LISTS: dict[str, str] = {
    "country": "countries",
    "admin1": "admin1s",
    "policing": "policings",
    "asking": "askings",
    "telling": "tellings",
    "holding": "holdings",
    "helping": "helpings",
    "deputising": "deputisings",
    "measure": "measures",
    "status": "statuses",
    "programme": "programmes",
    "level": "levels",
}
"""Parameters that list codes -> fields of :class:`FilterState`, in canonical order."""

PARAMETERS: dict[str, str] = {
    "v": "version of this syntax, 1",
    "country": "ISO 3166-1 codes, comma between",
    "admin1": "ISO 3166-2 codes, comma between",
    "adopted": "years FROM:TO in which a policy was adopted; a side may be empty",
    "in_force": "a year at whose end a policy or cooperation was in force, or now",
    "policing": "what police may do in one word, comma between",
    "asking": "may officers ask about status: barred, limited, allowed, required, comma between",
    "telling": "may they tell immigration authorities about a person: the same values",
    "holding": "may they hold a person past release for them: the same values",
    "helping": "may they take part in enforcement: the same values and agreed",
    "deputising": "287(g) agreements: the same values and agreed",
    "measure": "kinds of policy, comma between",
    "status": "status codes, comma between",
    "programme": "programme codes, comma between",
    "level": "kinds of place, comma between",
    "undated": "1 to count undated policies as in force now",
    "area": "an area of the map: west,south,east,north (west greater than east crosses the antimeridian) or"
    " lon,lat of each corner, in degrees",
    "layer": "map layers that are on, comma between",
    "crossing": "measure that sizes the crossings",
    "crossing_years": "years FROM:TO of the crossings' counts",
    "crossing_border": "borders whose crossings are shown, comma between",
    "crossing_kind": "kinds of crossings shown, comma between",
    "crossing_place": "crossing_id, or code of a border, of the open card",
    "crossing_with": "crossings beside it in its chart, comma between, three at most",
    "crossing_by": "monthly for the figures of months",
    "crossing_months": "months FROM:TO, each as 2017-01, that a chart of months opens at",
    "near_km": "how far from a place its card lists crossings: 50, 100, 250 or 500 km",
    "trend": "how trends are drawn: absolute, per_100k, index or change",
    "trend_base": "the year that the index of trends is measured against",
    "trend_years": "years FROM:TO of the trends",
    "trend_context": "what stands beside the trends, comma between: adoptions, laws, terms",
    "trend_log": "1 for a logarithmic axis",
    "trend_multiples": "1 for a panel of its own for each series",
    "series": "series of the trends (country|measure|year basis|breakdown|frequency), semicolon between",
    "place": "place_id of the open card",
    "pin": "place_ids pinned to compare, comma between, four at most",
    "view": "map, trends, table, crossings or compare",
    "lang": "language code",
    "theme": "light or dark",
    "story": "step of the guided story, 1 to 7; alone it opens the step's own view",
    "map": "longitude and latitude of the map's middle, in degrees, and its zoom",
    "embed": "1 for the map, or the chart of trends, alone in another page's frame",
}
"""Every parameter of a link and what it means: README and tests follow this table."""
