"""The files a browser loads, prepared once: fingerprinted names, brotli and gzip twins.

What is built is named by its content (``plotly.1a2b3c4d.js``), so a browser may keep it for ever and two
workers that build at once write the same bytes to the same names. One manifest for each set of inputs says
which files belong to it; when it is there, nothing is built.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import importlib.metadata
import importlib.util
import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import brotli

LOG = logging.getLogger("atlas.static")
ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
URL_PREFIX = "/static/"
PAGE_SCRIPT = "page.js"
PAGE_STYLE = "page.css"

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

_PACKED_ALREADY = {".png", ".webp", ".woff2"}
_NOT_SERVED = re.compile(r"(^|/)(\.|node_modules/|screenshots/)|\.entry\.c?js$|(^|/)package(-lock)?\.json$")
_FORMAT = "2"  # part of every manifest's name: raise it when the way of building changes
_CSS_URL = re.compile(r"""url\((['"]?)(?!data:|#|/)([^'")]+)\1\)""")

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


@dataclass(frozen=True)
class BuiltFile:
    """One file ready to be served: its place in the build folder, and the encodings that stand beside it."""

    file: str
    content_type: str
    digest: str
    encodings: tuple[str, ...]


@dataclass(frozen=True)
class StaticBuild:
    """A build folder and what is in it, by logical name (``vendor/plotly.js``, ``basemap/land.geojson``)."""

    folder: Path
    files: Mapping[str, BuiltFile]

    def asset_url(self, name: str) -> str:
        """Return the URL of a file by its logical name; ``KeyError`` names what is missing."""
        if name not in self.files:
            raise KeyError(f"assets: no file {name!r} in the build; there are {sorted(self.files)}")
        return URL_PREFIX + self.files[name].file

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Return the logical names that start and end so, in order."""
        return sorted(name for name in self.files if name.startswith(prefix) and name.endswith(suffix))

    def by_file(self) -> dict[str, BuiltFile]:
        """Return the files by their fingerprinted place, as a URL names them."""
        return {built.file: built for built in self.files.values()}


Basemap = Callable[[Path], Mapping[str, Path]]
Report = Callable[[str], None]


def _basemap(out: Path) -> Mapping[str, Path]:
    from geodata.basemap import build_basemap  # noqa: PLC0415 (GeoPandas is slow to import, a ready build needs none)

    return build_basemap(out)


def prepare(
    folder: Path | None = None,
    *,
    assets: Path = ASSETS,
    basemap: Basemap = _basemap,
    suites: Mapping[str, tuple[str, ...]] = SUITES,
    report: Report = LOG.info,
) -> StaticBuild:
    """Return the build of the present inputs, making it where it is missing.

    ``folder`` is by default the environment's ``ATLAS_BUILD``, else ``assets/.build``. A folder that cannot
    be written costs speed, not the page: the build then goes to a temporary folder and the log says so.
    """
    chosen = folder or Path(os.environ.get("ATLAS_BUILD") or ASSETS / ".build")
    manifest = f"manifest-{_inputs_key(assets, suites)}.json"
    ready = _read_manifest(chosen, manifest)
    if ready is not None:
        return ready

    def sources(work: Path) -> dict[str, Path]:
        own = _asset_sources(assets)
        made = {f"basemap/{path.name}": path for path in basemap(work).values()}
        return {**own, **_joined(own, work), **_suite_sources(suites), **made}

    fault = _unwritable(chosen)
    if fault:
        spare = Path(tempfile.mkdtemp(prefix="atlas-build-"))
        LOG.warning("The build folder %s cannot be written (%s); using %s.", chosen, fault, spare)
        chosen = spare
    return _build(chosen, manifest, sources, report)


def _unwritable(folder: Path) -> str:
    """Return why nothing can be written to a folder, or an empty text where it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _build(
    folder: Path, manifest: str, sources: Callable[[Path], Mapping[str, Path]], report: Report
) -> StaticBuild:
    with _only_one(folder):
        ready = _read_manifest(folder, manifest)  # another worker may have built while this one waited
        if ready is not None:
            return ready
        report("Preparing what the browser loads (once for each version; about half a minute) …")
        with tempfile.TemporaryDirectory(dir=folder, prefix="basemap-") as work:
            found = sources(Path(work))
            files: dict[str, BuiltFile] = {}
            for name in sorted(found, key=lambda name: (name.endswith(".css"), name)):
                data = found[name].read_bytes()
                if name.endswith(".css"):  # last, so that the files it names have their fingerprints
                    data = _with_fingerprints(data, name, files)
                files[name] = _store(folder, name, data)
        _write(folder / manifest, json.dumps({n: asdict(f) for n, f in files.items()}, indent=1).encode())
        report(f"Prepared {len(files)} files.")
        return StaticBuild(folder, MappingProxyType(files))


def _store(folder: Path, name: str, data: bytes) -> BuiltFile:
    """Write a file under its fingerprint, with a twin for each encoding that makes it smaller."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 (a logical name, not a path)
    file = f"{stem}.{digest}{suffix}"
    target = folder / file
    target.parent.mkdir(parents=True, exist_ok=True)
    encodings: list[str] = []
    if suffix not in _PACKED_ALREADY:
        for encoding, ending, pack in (
            ("br", ".br", lambda raw: brotli.compress(raw, quality=11, lgwin=24)),
            ("gzip", ".gz", lambda raw: gzip.compress(raw, 9, mtime=0)),
        ):
            twin = target.with_name(target.name + ending)
            packed = twin.read_bytes() if twin.exists() else pack(data)
            if len(packed) < len(data):
                encodings.append(encoding)
                _write(twin, packed)
    _write(target, data)
    return BuiltFile(file, CONTENT_TYPES[suffix], digest, tuple(encodings))


def _write(target: Path, data: bytes) -> None:
    """Put a file in its place in one step, so that nobody ever reads half of it."""
    if target.exists() and target.stat().st_size == len(data):
        return
    handle, spare = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    os.chmod(spare, 0o644)  # noqa: PTH101 (mkstemp gives a path as str)
    os.replace(spare, target)  # noqa: PTH105


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let one process at a time build in a folder; the lock goes with the process that held it."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read_manifest(folder: Path, manifest: str) -> StaticBuild | None:
    """Return the build that a manifest describes, or nothing where it or one of its files is missing."""
    try:
        entries = json.loads((folder / manifest).read_text(encoding="utf-8"))
        files = {
            name: BuiltFile(e["file"], e["content_type"], e["digest"], tuple(e["encodings"]))
            for name, e in entries.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not all((folder / built.file).is_file() for built in files.values()):
        return None
    return StaticBuild(folder, MappingProxyType(files))


def _asset_sources(assets: Path) -> dict[str, Path]:
    found = {path.relative_to(assets).as_posix(): path for path in assets.rglob("*") if path.is_file()}
    return {
        name: path
        for name, path in found.items()
        if path.suffix in CONTENT_TYPES and not _NOT_SERVED.search(name)
    }


def _joined(own: Mapping[str, Path], work: Path) -> dict[str, Path]:
    """Join the scripts and the style sheets of the assets folder itself, in the order of their names.

    One request each instead of a dozen, and a fifth smaller. Each script stands in a function of its own, so
    none sees another's names.
    """
    made: dict[str, Path] = {}
    for name, between in ((PAGE_SCRIPT, b"\n;\n"), (PAGE_STYLE, b"\n")):
        parts = [own[n] for n in sorted(own) if "/" not in n and Path(n).suffix == Path(name).suffix]
        if parts:
            made[name] = work / name
            made[name].write_bytes(between.join(path.read_bytes() for path in parts))
    return made


def _suite_sources(suites: Mapping[str, tuple[str, ...]]) -> dict[str, Path]:
    sources: dict[str, Path] = {}
    for package, patterns in suites.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        home = Path(spec.origin).parent
        for pattern in patterns:
            for path in home.glob(pattern):
                sources[f"suites/{package}/{path.relative_to(home).as_posix()}"] = path
    return sources


def _with_fingerprints(data: bytes, name: str, files: Mapping[str, BuiltFile]) -> bytes:
    """Point a style sheet's ``url(…)`` at fingerprinted files; one that names none of ours stays."""
    here = name.rpartition("/")[0]

    def replaced(match: re.Match[str]) -> str:
        target = os.path.normpath(os.path.join(here, match[2]))  # noqa: PTH118
        return f'url("{URL_PREFIX}{files[target].file}")' if target in files else match[0]

    return _CSS_URL.sub(replaced, data.decode("utf-8")).encode("utf-8")


def _inputs_key(assets: Path, suites: Mapping[str, tuple[str, ...]]) -> str:
    """Return 12 hex digits that change with anything a build is made from."""
    digest = hashlib.sha256(_FORMAT.encode())
    for package, patterns in suites.items():
        digest.update(f"{package}={importlib.metadata.version(package)} {patterns}\n".encode())
    geodata = ROOT / "geodata"
    inputs = _asset_sources(assets)
    for pattern in ("basemap*.py", "boundaries*.py", "data/boundaries/*", "data/places.csv"):
        inputs |= {f"geodata/{p.name}": p for p in geodata.glob(pattern) if p.is_file()}
    for name in sorted(inputs):
        digest.update(f"{name}\n".encode())
        digest.update(hashlib.sha256(inputs[name].read_bytes()).digest())
    return digest.hexdigest()[:12]
