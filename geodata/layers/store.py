"""The folder of layers: one file each, named by the layer's id, written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from geodata.export.writers import write_file
from geodata.layers.form import MOST_SLUG, SLUG
from geodata.layers.layer import Layer, LayerError
from geodata.layers.parsing import layer_text, parse_layer
from geodata.words.folding import fold

ENVIRONMENT = "ATLAS_LAYERS"
"""The environment's name for the folder."""

DEFAULT = Path("layers")
"""Where it names none: beside whatever runs, since the package itself may not be writable."""


def layers_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder that the environment names; it need not exist."""
    return Path(environment.get(ENVIRONMENT, "").strip() or DEFAULT)


def slug_of(name: str) -> str:
    """Return a layer's id: its name in small Latin letters, figures and hyphens.

    A name in another script has none of them and gets a number of its own, always the same.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:MOST_SLUG].strip("-")
    return slug or f"layer-{sha256(name.encode()).hexdigest()[:8]}"


def read_layers(folder: Path) -> tuple[Layer, ...]:
    """Return all layers of a folder in the order of their files; none where there is no folder.

    Raises LayerError, which names the file and the key, for one that is broken; OSError for one that cannot
    be read.
    """
    return tuple(read_layer(path) for path in _files(folder))


def read_layer(path: Path) -> Layer:
    """Return the layer of a file. Raises as :func:`read_layers` does."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LayerError(f"{path}: is not UTF-8 at byte {error.start + 1}") from None
    layer = parse_layer(text, str(path))
    if layer.id != path.stem:
        raise LayerError(f'{path}: id: "{layer.id}" is not the name of the file')
    return layer


def free_path(folder: Path, name: str, *, replace: bool = False) -> Path:
    """Return where a layer of a name is kept.

    Raises LayerError where one is there and ``replace`` is not set.
    """
    path = _path(folder, slug_of(name))
    if path.exists() and not replace:
        raise LayerError(f"{path}: there is a layer {path.stem!r} already; --replace writes over it")
    return path


def write_layer(folder: Path, layer: Layer, *, replace: bool = False) -> Path:
    """Write a layer into a folder, which is made where there is none, and return its file.

    Raises LayerError where one of that id is there and ``replace`` is not set; OSError where it cannot be
    written.
    """
    path = free_path(folder, layer.id, replace=replace)
    folder.mkdir(parents=True, exist_ok=True)
    write_file(path, layer_text(layer).encode())
    return path


def remove_layer(folder: Path, slug: str) -> Path:
    """Remove a layer's file and return its path. Raises LayerError where there is none of that id."""
    path = _path(folder, slug)
    if not path.exists():
        there = ", ".join(each.stem for each in _files(folder)) or "none"
        raise LayerError(f"{folder}: there is no layer {slug!r}; there are: {there}")
    path.unlink()
    return path


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))


def _path(folder: Path, slug: str) -> Path:
    if not SLUG.fullmatch(slug) or len(slug) > MOST_SLUG:
        raise LayerError(f"{slug!r} is no id of a layer: a-z, 0-9 and hyphens, at most {MOST_SLUG} signs")
    return folder / f"{slug}.json"
