"""The base map's look: a MapLibre style made from the files of :mod:`geodata.basemap`.

The style has no ``glyphs`` key, so MapLibre GL 6 draws every label with fonts that the reader's machine
has and asks no host for anything. All sources are same-origin URLs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
Style = dict[str, object]

SOURCES: dict[str, str | None] = {
    "land": "country",
    "lakes": None,
    "admin1_lines": None,
    "borders": "border",
    "areas_states": "place_id",
    "areas_counties": "place_id",
    "labels": None,
}
"""Sources by the names that ``build_basemap`` gives its files, with the property that is promoted to the
feature's id: ``map.setFeatureState({source: "areas_states", id: place_id}, {color: "#0B7A75"})``."""

FONTS = ["system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
"""Local fonts, as a CSS font stack: the page's own."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme, CSS hexadecimal."""

    water: str
    land: str
    line: str
    coast: str
    border: str
    text: str
    text_minor: str
    halo: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        water="#DCE7EE",
        land="#F7F5F1",
        line="#B9B3A7",
        coast="#A9B4B8",
        border="#7A5C58",
        text="#4B4843",
        text_minor="#67625A",
        halo="#F7F5F1",
    ),
    "dark": Palette(
        water="#182228",
        land="#292724",
        line="#57534B",
        coast="#4A5459",
        border="#C59E98",
        text="#D3CEC5",
        text_minor="#ABA59A",
        halo="#1F1E1B",
    ),
}
"""Paper, water, lines and border of the light theme are EXPERIENCE's; the dark ones keep their warmth."""

AREA_LAYERS = ("areas-states-fill", "areas-counties-fill")
"""Layers that show policy: clear until feature-state ``color`` (and, if wanted, ``opacity``) is set."""


def map_style(theme: Theme, urls: Mapping[str, str], locale: str = "en") -> Style:
    """Build the MapLibre style (version 8) of one theme.

    Args:
        theme: ``light`` or ``dark``.
        urls: same-origin URL of each file of ``build_basemap``, by its name there.
        locale: language of country names; names that the file lacks in it fall back to English.

    Returns:
        A style object ready for JSON. Layers from bottom to top: background, land,
        areas-states-fill, areas-counties-fill, areas-counties-line, areas-states-line, lakes,
        admin1-lines, coast, borders-strong-casing, borders-strong, labels-state, labels-city,
        labels-country. Areas are invisible until a feature state gives them a colour.

    Raises:
        ValueError: if a URL is missing, or leads to another host.

    """
    missing = [name for name in SOURCES if name not in urls]
    if missing:
        raise ValueError(f"No URL for the base map's {', '.join(missing)}.")
    outside = [url for url in urls.values() if "://" in url or url.startswith("//")]
    if outside:
        raise ValueError(f"The base map must come from the atlas's own host, not from {', '.join(outside)}.")
    palette = PALETTES[theme]
    return {
        "version": 8,
        "name": f"Sanctuary Atlas {theme}",
        "sources": {name: _source(urls[name], key) for name, key in SOURCES.items()},
        "layers": [*_ground(palette), *_areas(palette), *_lines(palette), *_labels(palette, locale)],
    }


def border_zone_style(theme: Theme, url: str) -> Style:
    """Build what the map adds when a reader turns the US border zone on.

    It is apart from :func:`map_style` because MapLibre fetches every source of a style, shown or not.

    Args:
        theme: ``light`` or ``dark``.
        url: same-origin URL of ``build_basemap``'s ``border_zone``.

    Returns:
        ``source`` for ``map.addSource("border_zone", …)``, ``layers`` for ``map.addLayer``, and
        ``before``, the id of the layer to put them under.

    """
    colour = PALETTES[theme].border
    fill: Style = {"fill-color": colour, "fill-opacity": 0.12}
    line: Style = {"line-color": colour, "line-width": 0.8, "line-opacity": 0.6}
    return {
        "source": _source(url, "zone"),
        "layers": [
            _layer("border-zone-fill", "fill", "border_zone", fill),
            _layer("border-zone-line", "line", "border_zone", line),
        ],
        "before": "lakes",
    }


def _source(url: str, key: str | None) -> Style:
    source: Style = {"type": "geojson", "data": url}
    return source | {"promoteId": key} if key else source


def _layer(layer_id: str, kind: str, source: str, paint: Style, **more: object) -> Style:
    return {"id": layer_id, "type": kind, "source": source, **more, "paint": paint}


def _zoomed(*stops: tuple[float, float]) -> list[object]:
    """Grow a value linearly between (zoom, value) stops."""
    return ["interpolate", ["linear"], ["zoom"], *[number for stop in stops for number in stop]]


def _ground(palette: Palette) -> list[Style]:
    return [
        {"id": "background", "type": "background", "paint": {"background-color": palette.water}},
        _layer("land", "fill", "land", {"fill-color": palette.land, "fill-antialias": False}),
    ]


def _areas(palette: Palette) -> list[Style]:
    colour = ["coalesce", ["feature-state", "color"], "rgba(0, 0, 0, 0)"]
    shown = ["case", ["==", ["feature-state", "color"], None], 0]
    layers = []
    for name, opacity in (("states", 0.45), ("counties", 0.7)):
        strength: list[object] = ["coalesce", ["feature-state", "opacity"], opacity]
        paint: Style = {"fill-color": colour, "fill-opacity": [*shown, strength], "fill-antialias": False}
        layers.append(_layer(f"areas-{name}-fill", "fill", f"areas_{name}", paint))
    chosen = ["boolean", ["feature-state", "selected"], False]
    for name, width in (("counties", 0.6), ("states", 0.9)):
        paint = {
            "line-color": ["case", chosen, palette.text, colour],
            "line-width": ["case", chosen, 2.5, width],
            "line-opacity": ["case", chosen, 1, [*shown, 0.9]],
        }
        layers.append(
            _layer(f"areas-{name}-line", "line", f"areas_{name}", paint, layout={"line-join": "round"})
        )
    return layers


def _lines(palette: Palette) -> list[Style]:
    rounded: Style = {"line-join": "round", "line-cap": "round"}
    return [
        _layer("lakes", "fill", "lakes", {"fill-color": palette.water}),
        _layer(
            "admin1-lines",
            "line",
            "admin1_lines",
            {
                "line-color": palette.line,
                "line-width": _zoomed((2, 0.4), (5, 0.9), (9, 1.6)),
                "line-opacity": _zoomed((1.5, 0), (2.5, 0.8)),
            },
            layout=rounded,
        ),
        _layer(
            "coast",
            "line",
            "land",
            {"line-color": palette.coast, "line-width": _zoomed((0, 0.4), (5, 0.8), (9, 1.4))},
            layout=rounded,
        ),
        _layer(
            "borders-strong-casing",
            "line",
            "borders",
            {
                "line-color": palette.land,
                "line-width": _zoomed((1, 2), (5, 4), (9, 6)),
                "line-opacity": 0.7,
            },
            layout=rounded,
        ),
        _layer(
            "borders-strong",
            "line",
            "borders",
            {
                "line-color": palette.border,
                "line-width": _zoomed((1, 0.9), (5, 1.9), (9, 3)),
                "line-dasharray": [4, 1.2],
            },
            layout={"line-join": "round"},
        ),
    ]


def _labels(palette: Palette, locale: str) -> list[Style]:
    """Labels by kind; each name carries the zoom from which it is shown, so that they thin out."""
    name = ["coalesce", ["get", f"name_{locale}"], ["get", "name"]]
    colour, halo = palette.text, palette.halo
    return [
        _label("state", name, colour=palette.text_minor, halo=halo, size=_zoomed((3, 9.5), (7, 14)), width=7),
        _label(
            "city", name, colour=colour, halo=halo, size=_zoomed((3, 10.5), (8, 14)), width=8, beside=True
        ),
        _label("country", name, colour=colour, halo=halo, size=_zoomed((1, 10), (6, 17)), width=7),
    ]


def _label(
    kind: str, name: object, *, colour: str, halo: str, size: object, width: float, beside: bool = False
) -> Style:
    layout: Style = {
        "text-field": name,
        "text-font": FONTS,
        "text-size": size,
        "text-max-width": width,
        "text-padding": 6,
        "symbol-sort-key": ["get", "rank"],
    }
    if beside:
        layout |= {"text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.7}
    shown = ["all", ["==", ["get", "kind"], kind], [">=", ["zoom"], ["get", "minzoom"]]]
    paint: Style = {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4}
    return _layer(f"labels-{kind}", "symbol", "labels", paint, filter=shown, layout=layout)
