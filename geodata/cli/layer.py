"""``python -m geodata layer``: a file of one's own on the map, the layers that are there, one taken away."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.cli.commands import MISUSED
from geodata.text import format_number, ngettext
from geodata.text import gettext as _

if TYPE_CHECKING:
    from geodata.layers.layer import Layer, PlaceNear

_DESCRIPTION = """\
Put a file of points, lines or areas on the map as a layer of your own, with its name, its source and a legend
by a column, and list what of it lies in or near which places. A layer is the claim of whoever adds it: the
atlas checks that it can be drawn, not whether it is true.

commands:
  add FILE     GeoJSON, GeoPackage, GeoParquet, or CSV with a column each of longitude and latitude
  list         the layers that are there
  remove ID    take one away
"""

_EPILOG = """\
Layers are files in the folder that ATLAS_LAYERS names, else in layers in the working directory. A running
server shows a change after a restart. docs/layers.md has limits, notices and the form of a layer's file.

exit status: 0 done; 1 a file cannot be read or written, or the atlas's tables are faulty; 2 misused, or the
file cannot be a layer as it is.
"""

MOST_KM = 100.0
MOST_NAME = 80
MOST_SOURCE = 300

SHOWN_PLACES = 10


def layer_parser() -> argparse.ArgumentParser:
    """Return the parser of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata layer", description=_DESCRIPTION, epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", help="see above")
    _add_options(commands.add_parser("add", allow_abbrev=False, help="put a file on the map"))
    commands.add_parser("list", allow_abbrev=False, help="name the layers that are there")
    remove = commands.add_parser("remove", allow_abbrev=False, help="take a layer away")
    remove.add_argument("id", metavar="ID", help="the layer's id, as list gives it")
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help=".geojson, .json, .gpkg, .parquet, .geoparquet or .csv"
    )
    said = parser.add_argument_group("what is said of it")
    said.add_argument("--name", required=True, type=_text_of(MOST_NAME), help="what the page calls it")
    said.add_argument(
        "--source", required=True, type=_text_of(MOST_SOURCE), metavar="TEXT", help="who says so, and when"
    )
    said.add_argument("--column", help="make the legend by this column (one class)")
    said.add_argument(
        "--label", metavar="COLUMN", help="a feature's own text (the first column that holds text)"
    )
    read = parser.add_argument_group("how it is read")
    read.add_argument("--layer", default="", metavar="NAME", help="which layer of a GeoPackage")
    read.add_argument(
        "--crs",
        default="",
        metavar="EPSG:n",
        help="its coordinate system, before any that it names",
    )
    read.add_argument("--lon", default="", metavar="COLUMN", help="CSV: longitudes (lon, lng, long, …, x)")
    read.add_argument("--lat", default="", metavar="COLUMN", help="CSV: latitudes (lat, latitude, y)")
    written = parser.add_argument_group("what is written")
    written.add_argument(
        "--near", type=_km, default=10.0, metavar="KM", help="how far from a place is near, 1 to 100 (10)"
    )
    written.add_argument("--places", type=Path, metavar="OUT.csv", help="write the whole list of places, too")
    written.add_argument("--replace", action="store_true", help="write over a layer of that name")


def run_layer(arguments: Sequence[str]) -> int:
    """Run the command: 0 done, 2 where the file cannot be a layer or the command makes no sense.

    Raises OSError where a file cannot be read or written, TableError where the atlas's tables are faulty.
    """
    options = layer_parser().parse_args(list(arguments))
    from geodata.layers.layer import LayerError  # noqa: PLC0415 - help answers without pandas

    try:
        return {"add": _add, "list": _list, "remove": _remove}[options.command](options)
    except LayerError as error:
        print(f"python -m geodata layer: error: {error}", file=sys.stderr)
        return MISUSED


def _add(options: argparse.Namespace) -> int:
    from geodata.export.writers import csv_bytes, write_file  # noqa: PLC0415
    from geodata.layers.building import Wanted, build_layer  # noqa: PLC0415
    from geodata.layers.files.reading import Asked  # noqa: PLC0415
    from geodata.layers.store import free_path, layers_folder, write_layer  # noqa: PLC0415
    from geodata.tables import source  # noqa: PLC0415
    from geodata.tables.atlas import load_atlas  # noqa: PLC0415

    folder = layers_folder(os.environ)
    free_path(folder, options.name, replace=options.replace)
    asked = Asked(options.layer, options.crs, options.lon, options.lat)
    wanted = Wanted(options.name, options.source, options.column, options.label, options.near)
    layer, near = build_layer(options.file, asked, wanted, load_atlas(source.folder()), date.today())
    if options.places:
        write_file(options.places, csv_bytes(near))
    path = write_layer(folder, layer, replace=options.replace)
    print("\n".join(_summary(layer, len(near))))
    print(_("Written to {path}. A running server shows it after a restart.").format(path=path))
    return 0


def _list(_options: argparse.Namespace) -> int:
    from geodata.layers.store import layers_folder, read_layers  # noqa: PLC0415

    folder = layers_folder(os.environ)
    layers = read_layers(folder)
    for layer in layers:
        count = ngettext("{count} feature", "{count} features", layer.total)
        count = count.format(count=format_number(layer.total))
        print(f"{layer.id}  {layer.name} ({layer.source}): {count}, {layer.added}")
    if not layers:
        print(_("There are no layers in {folder}.").format(folder=folder))
    return 0


def _remove(options: argparse.Namespace) -> int:
    from geodata.layers.store import layers_folder, remove_layer  # noqa: PLC0415

    path = remove_layer(layers_folder(os.environ), options.id)
    print(_("Removed {path}. A running server shows it until a restart.").format(path=path))
    return 0


def _summary(layer: Layer, places: int) -> Iterator[str]:
    total, drawn = format_number(layer.total), format_number(layer.drawn)
    yield ngettext(
        "{name} ({id}): {total} feature, {drawn} drawn.",
        "{name} ({id}): {total} features, {drawn} drawn.",
        layer.total,
    ).format(name=layer.name, id=layer.id, total=total, drawn=drawn)
    yield _("Source: {source}").format(source=layer.source)
    yield _("Legend by {column}:").format(column=layer.column) if layer.column else _("Legend:")
    yield from (f"  {each.text}: {format_number(each.count)}" for each in layer.legend)
    yield from layer.notice_texts
    yield ngettext(
        "{count} place has something in it, or at most {km} km from its point:",
        "{count} places have something in them, or at most {km} km from their point:",
        places,
    ).format(count=format_number(places), km=format_number(layer.near_km, 1))
    yield from (f"  {_place(each)}" for each in layer.near[:SHOWN_PLACES])


def _place(place: PlaceNear) -> str:
    if place.inside is not None:
        said = _("{count} inside").format(count=format_number(place.inside))
    else:
        said = _("{count} near, the nearest {km} km away").format(
            count=format_number(place.near or 0), km=format_number(place.nearest_km or 0, 1)
        )
    return f"{place.name} ({place.place_id}): {said}"


def _text_of(most: int) -> Callable[[str], str]:
    """Return a reader of a text that is not empty, on one line, and no longer than a page shows."""

    def read(text: str) -> str:
        plain = " ".join(text.split())
        if not 0 < len(plain) <= most or not plain.isprintable():
            raise argparse.ArgumentTypeError(f"{text!r} is not a text of 1 to {most} signs")
        return plain

    return read


def _km(text: str) -> float:
    try:
        km = float(text)
    except ValueError:
        km = 0.0
    if not 1 <= km <= MOST_KM:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of kilometres from 1 to {MOST_KM:g}")
    return km
