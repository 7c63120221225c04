"""FilterState: everything that a reader chose, and which of it decides the places that are selected."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from geodata.codes import Provision, YearMode
from geodata.geometry.area import Area
from geodata.geometry.view import MapView


@dataclass(frozen=True)
class FilterState:
    """Everything a reader can choose: frozen, hashable, and whole in a link.

    Empty tuples and None mean "no restriction". In ``in_force`` mode only ``year_to`` counts, and None
    means now. The fields from ``layers`` on choose what is shown, never which places are selected.
    """

    countries: tuple[str, ...] = ()
    admin1s: tuple[str, ...] = ()
    year_mode: YearMode = YearMode.ADOPTED
    year_from: int | None = None
    year_to: int | None = None
    policings: tuple[str, ...] = ()
    askings: tuple[str, ...] = ()
    tellings: tuple[str, ...] = ()
    holdings: tuple[str, ...] = ()
    helpings: tuple[str, ...] = ()
    deputisings: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    include_undated: bool = False
    area: Area = ()
    layers: tuple[str, ...] = ()
    crossing_measure: str = ""
    crossing_years: tuple[int | None, int | None] = (None, None)
    crossing_borders: tuple[str, ...] = ()
    crossing_kinds: tuple[str, ...] = ()
    crossing: str = ""
    crossing_with: tuple[str, ...] = ()
    crossing_by: str = ""
    crossing_months: str = ""
    near_km: str = ""
    trend_mode: str = ""
    trend_base: int | None = None
    trend_years: tuple[int | None, int | None] = (None, None)
    trend_context: tuple[str, ...] = ()
    trend_log: bool = False
    trend_multiples: bool = False
    series: tuple[str, ...] = ()
    selected: str = ""
    pinned: tuple[str, ...] = ()
    view: str = ""
    locale: str = ""
    theme: str = ""
    story: str = ""
    map_view: MapView = ()
    embed: bool = False

    @property
    def has_years(self) -> bool:
        """Whether a year restricts the selection."""
        in_force = self.year_mode is YearMode.IN_FORCE
        return in_force or self.year_from is not None or self.year_to is not None

    def only_filters(self) -> FilterState:
        """Return the state without what does not decide which places are selected (a cache key)."""
        shown = {f.name: f.default for f in fields(self) if f.name in SHOWN_FIELDS}
        return replace(self, **shown)

    def cleared(self) -> FilterState:
        """Return the state with every filter off and everything else kept."""
        kept = {name: getattr(self, name) for name in SHOWN_FIELDS}
        return FilterState(**kept)


SHOWN_FIELDS = frozenset(
    {
        "layers",
        "crossing_measure",
        "crossing_years",
        "crossing_borders",
        "crossing_kinds",
        "crossing",
        "crossing_with",
        "crossing_by",
        "crossing_months",
        "near_km",
        "trend_mode",
        "trend_base",
        "trend_years",
        "trend_context",
        "trend_log",
        "trend_multiples",
        "series",
        "selected",
        "pinned",
        "view",
        "locale",
        "theme",
        "story",
        "map_view",
        "embed",
    }
)
"""Fields of :class:`FilterState` that never decide which places are selected."""

PROVISION_FACETS: dict[str, Provision] = {
    "askings": Provision.ASKING,
    "tellings": Provision.TELLING,
    "holdings": Provision.HOLDING,
    "helpings": Provision.HELPING,
    "deputisings": Provision.DEPUTISING,
}
"""Fields of :class:`FilterState` that list values of one provision."""

FACETS = (
    "countries",
    "admin1s",
    "policings",
    *PROVISION_FACETS,
    "statuses",
    "measures",
    "programmes",
    "levels",
)
"""Fields of :class:`FilterState` that list codes, each of which has a count."""
