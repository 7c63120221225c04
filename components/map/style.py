"""The base map's look: a MapLibre style made from the files of :mod:`geodata.geometry.basemap`.

The style has no ``glyphs`` key, so MapLibre GL 6 draws every label with fonts that the reader's machine
has and asks no host for anything. All sources are URLs of the page's own server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from components.theme import Theme, tokens

Style = dict[str, object]

SOURCES = ("ground",)
"""Sources by the names that ``build_basemap`` gives its files."""

SLOTS = ("areas-state", "areas-county", "crossings", "far", "marks")
"""Traces of the map, lowest first: each is drawn below an invisible layer that keeps its place."""

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


def map_style(theme: Theme, urls: Mapping[str, str], locale: str = "en") -> Style:
    """Build the MapLibre style (version 8) of one theme.

    Args:
        theme: ``light`` or ``dark``.
        urls: URL of each file of ``build_basemap``, by its name there.
        locale: language of country names; names that the file lacks in it fall back to English.

    Returns:
        A style object ready for JSON. Layers from bottom to top: background, land, the slots of areas, lakes,
        admin1-lines, coast, borders-strong-casing, borders-strong, labels-state, labels-city,
        labels-country, the slots of marks.

    Raises:
        ValueError: if a URL is missing, or leads to another host than the rest.

    """
    missing = [name for name in SOURCES if name not in urls]
    if missing:
        raise ValueError(f"No URL for the base map's {', '.join(missing)}.")
    hosts = {urlsplit(url)[:2] for url in urls.values()}
    if len(hosts) > 1:
        raise ValueError(f"The base map must come from one host, the atlas's, not from {len(hosts)}: {urls}.")
    palette = PALETTES[theme]
    return {
        "version": 8,
        "name": f"Sanctuary Atlas {theme}",
        "sources": {name: {"type": "geojson", "data": urls[name]} for name in SOURCES},
        "layers": [
            *_ground(palette),
            *(slot(name) for name in SLOTS if name.startswith("areas")),
            *_lines(palette),
            *_labels(palette, locale),
            *(slot(name) for name in SLOTS if not name.startswith("areas")),
        ],
    }


def zone_layers(theme: Theme, url: str) -> list[Style]:
    """Return the US border zone as ``layout.map.layers`` of Plotly; its file is asked for when shown."""
    common: Style = {
        "sourcetype": "geojson",
        "source": url,
        "color": tokens(theme).crossing,
        "below": "lakes",
    }
    return [
        common | {"type": "fill", "opacity": 0.1},
        common | {"type": "line", "opacity": 0.8, "line": {"width": 1.2, "dash": [3, 2]}},
    ]


def slot(name: str) -> Style:
    """Return the layer that keeps a trace's place, and its name for ``below``."""
    # Plotly leaves out what is empty, and then takes the style for another one.
    return {"id": slot_id(name), "type": "background", "layout": {"visibility": "none"}}


def slot_id(name: str) -> str:
    """Return what a trace says in ``below``."""
    return f"slot-{name}"


def _layer(layer_id: str, kind: str, part: str, paint: Style, **more: object) -> Style:
    """Return a layer of what the ground's file has under the name ``part``."""
    shown = {"filter": ["==", ["get", "layer"], part]} | more
    return {"id": layer_id, "type": kind, "source": "ground", **shown, "paint": paint}


def zoomed(*stops: tuple[float, float]) -> list[object]:
    """Grow a value linearly between (zoom, value) stops."""
    return ["interpolate", ["linear"], ["zoom"], *[number for stop in stops for number in stop]]


def _ground(palette: Palette) -> list[Style]:
    return [
        {"id": "background", "type": "background", "paint": {"background-color": palette.water}},
        _layer("land", "fill", "land", {"fill-color": palette.land, "fill-antialias": False}),
    ]


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
                "line-width": zoomed((2, 0.4), (5, 0.9), (9, 1.6)),
                "line-opacity": zoomed((1.5, 0), (2.5, 0.8)),
            },
            layout=rounded,
        ),
        _layer(
            "coast",
            "line",
            "land",
            {"line-color": palette.coast, "line-width": zoomed((0, 0.4), (5, 0.8), (9, 1.4))},
            layout=rounded,
        ),
        _layer(
            "borders-strong-casing",
            "line",
            "borders",
            {
                "line-color": palette.land,
                "line-width": zoomed((1, 2), (5, 4), (9, 6)),
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
                "line-width": zoomed((1, 0.9), (5, 1.9), (9, 3)),
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
        _label("state", name, colour=palette.text_minor, halo=halo, size=zoomed((3, 9.5), (7, 14)), width=7),
        _label("city", name, colour=colour, halo=halo, size=zoomed((3, 10.5), (8, 14)), width=8, beside=True),
        _label("country", name, colour=colour, halo=halo, size=zoomed((1, 10), (6, 17)), width=7),
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
