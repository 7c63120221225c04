"""What a build of the browser's files is made from: assets, Dash's own scripts, and the key of all of it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from callbacks.server.modules import ENTRY, LATER, link
from geodata.sealed import named
from geodata.shipped import DATA
from geodata.tables import source

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
PAGE_SCRIPT = "page.js"
PAGE_STYLE = "page.css"
SCRIPTS = "scripts"
STYLES = "styles"
LATER_STYLES = "later"
"""The folder of style sheets that are fetched with a script of theirs, each a file of its own."""
STATIC = "static/"
"""Where the build is served, as seen from the page: the same under any prefix."""

CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".svg": "image/svg+xml; charset=utf-8",
        ".png": "image/png",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }
)
"""Content type by file ending; a file with another ending is not served."""

_NOT_SERVED = re.compile(
    r"^(screenshots|scripts|styles|vendor/suites)/|(^|/)(\.|node_modules/)|\.entry\.c?js$"
    r"|(^|/)(package(-lock)?|tsconfig)\.json$"
)
_FORMAT = "10"  # part of every manifest's name: raise it when the way of building changes

SUITES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dash": (
            "deps/react@18*.min.js",
            "deps/react-dom@18*.min.js",
            "deps/prop-types@*.min.js",
            "dash-renderer/build/dash_renderer.min.js",
            "dcc/dash_core_components*.js",
            "dcc/async-graph.js",
            "html/dash_html_components.min.js",
        ),
        "dash_mantine_components": ("dash_mantine_components.js",),
    }
)
"""Scripts of Dash's own that every page of the atlas asks for, by package: compressed here at quality 11,
where compression at run time would give up a tenth of the size to be quick."""


SLIM = ASSETS / "vendor" / "suites"
"""Bundles of packages cut to the components that the atlas shows (``vendor/slim.mjs``), by package."""


_BEFORE = "vendor/regenerator-runtime.js"
"""What the page's script begins with: Dash's components run on it, and it is too small for a request."""


def asset_sources(assets: Path) -> dict[str, Path]:
    """Return the files of the assets folder that are served, by their logical names."""
    found = {path.relative_to(assets).as_posix(): path for path in assets.rglob("*") if path.is_file()}
    return {
        name: path
        for name, path in found.items()
        if path.suffix in CONTENT_TYPES and not _NOT_SERVED.search(name)
    }


_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
"""No text of a script goes over more than one line, so that an indent means nothing."""


def joined(assets: Path, work: Path) -> dict[str, Path]:
    """Link the scripts of the assets folder, and join its style sheets in the order of their names.

    One request each instead of many, without comments and indents, and a fifth smaller. What a style sheet
    names, it names as seen from the assets folder. Raises ValueError where
    :func:`callbacks.server.modules.link` cannot link the scripts.
    """
    scripts = [path.read_text(encoding="utf-8") for path in (assets / _BEFORE,) if path.is_file()]
    if (assets / SCRIPTS / ENTRY).is_file():
        scripts.append(link(assets / SCRIPTS))
    sheets = sorted((assets / STYLES).rglob("*.css"))
    later_sheets = [path for path in sheets if path.parent.name == LATER_STYLES]
    styles = [path.read_text(encoding="utf-8") for path in sheets if path not in later_sheets]
    made: dict[str, Path] = {}
    style = _COMMENT.sub("", "\n".join(styles))
    later = {
        Path(entry).name: link(assets / SCRIPTS, entry)
        for entry in LATER
        if (assets / SCRIPTS / entry).is_file()
    } | {path.name: _COMMENT.sub("", path.read_text(encoding="utf-8")) for path in later_sheets}
    for name, text in {PAGE_SCRIPT: "\n;\n".join(scripts), PAGE_STYLE: style, **later}.items():
        if text:
            made[name] = work / name
            with named(made[name]):
                made[name].write_text(_INDENT.sub("", text), encoding="utf-8")
    return made


def suite_sources(suites: Mapping[str, tuple[str, ...]]) -> dict[str, Path]:
    """Return the scripts of installed packages that the page asks for, by their logical names."""
    sources: dict[str, Path] = {}
    for package, patterns in suites.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        home = Path(spec.origin).parent
        for pattern in patterns:
            for path in home.glob(pattern):
                sources[f"suites/{package}/{path.relative_to(home).as_posix()}"] = _slim(package, path)
    return sources


def _slim(package: str, whole: Path) -> Path:
    """Return the cut bundle of a package, or the whole one where the cut one is of another version."""
    slim = SLIM / whole.name
    if not slim.is_file():
        return whole
    with slim.open(encoding="utf-8") as file:
        made_of = file.readline()
    return slim if f" {whole.stem} {importlib.metadata.version(package)} " in made_of else whole


NAMING = {
    ".css": re.compile(r"""(?<=url\()(['"]?)(?!data:|#|/)([^'")]+)\1(?=\))"""),
    "-worker.js": re.compile(r"""(?<=^import )(")(\./[^"]+)"(?=;)""", re.MULTILINE),
}
"""What names other files by their place, by the ending of the file that does."""


def with_places(data: bytes, name: str, places: Mapping[str, str]) -> bytes:
    """Name by their fingerprinted places, as seen from here, the files that a style sheet or worker names.

    Other names stay. What is seen from here holds under any prefix.
    """
    here = name.rpartition("/")[0]
    pattern = next((found for ending, found in NAMING.items() if name.endswith(ending)), None)
    if pattern is None:
        return data

    def replaced(match: re.Match[str]) -> str:
        target = os.path.normpath(os.path.join(here, match[2]))  # noqa: PTH118
        return f'"{_seen_from(here, places[target])}"' if target in places else match[0]

    return pattern.sub(replaced, data.decode("utf-8")).encode("utf-8")


def _seen_from(here: str, place: str) -> str:
    seen = os.path.relpath(place, here or ".")
    return seen if seen.startswith(".") else f"./{seen}"


def inputs_key(assets: Path, suites: Mapping[str, tuple[str, ...]]) -> str:
    """Return 12 hex digits that change with anything a build is made from."""
    digest = hashlib.sha256(_FORMAT.encode())
    for package, patterns in suites.items():
        digest.update(f"{package}={importlib.metadata.version(package)} {patterns}\n".encode())
    inputs = asset_sources(assets)
    for pattern in (f"{SCRIPTS}/**/*.js", f"{STYLES}/**/*.css"):
        inputs |= {path.relative_to(assets).as_posix(): path for path in assets.glob(pattern)}
    inputs |= {name: path for name, path in suite_sources(suites).items() if path.parent == SLIM}
    shipped = {path for path in DATA.rglob("*") if path.is_file() and ".cache" not in path.parts}
    tables = source.folder()
    if tables != DATA:  # boundaries are the release's own wherever the tables come from
        from geodata.tables.reading import data_version  # noqa: PLC0415 - pandas, which a ready build needs not

        shipped = {path for path in shipped if path.parent != DATA}
        digest.update(f"{data_version(tables)}\n".encode())
    inputs |= {str(path.relative_to(ROOT)): path for path in shipped}
    for pattern in (
        "geodata/**/*.py",
        "components/map/*.py",
        "components/theme.py",
        "callbacks/server/map_files.py",
        "callbacks/server/modules.py",
    ):
        inputs |= {str(path.relative_to(ROOT)): path for path in ROOT.glob(pattern) if path.is_file()}
    for name in sorted(inputs):
        digest.update(f"{name}\n".encode())
        digest.update(hashlib.sha256(inputs[name].read_bytes()).digest())
    return digest.hexdigest()[:12]
