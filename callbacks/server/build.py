"""The files a browser loads, prepared once: fingerprinted names, brotli and gzip twins.

What is built is named by its content (``plotly.1a2b3c4d.js``), so a browser may keep it for ever and two
workers that build at once write the same bytes to the same names. One manifest for each set of inputs says
which files belong to it, and its seal (:mod:`geodata.sealed`) what they must hold; when every file is as
it was written, nothing is built. What differs is built anew, or left out where nothing can be written.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import logging
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import brotli

from callbacks.server.sources import (
    ASSETS,
    CONTENT_TYPES,
    NAMING,
    STATIC,
    SUITES,
    asset_sources,
    inputs_key,
    joined,
    suite_sources,
    with_places,
)
from geodata.sealed import (
    PART,
    Mark,
    Seal,
    broken,
    listed,
    named,
    put,
    read_seal,
    read_whole,
    reason,
    write_seal,
)

LOG = logging.getLogger("atlas.static")

ENCODINGS: Mapping[str, str] = MappingProxyType({"br": ".br", "gzip": ".gz"})
"""Ending of a file's packed twin by encoding, the smallest first."""

_WORK = "making-"
MANIFEST, SEAL = "manifest-{}.json", "seal-{}.json"
_PACKED_ALREADY = {".webp", ".woff2"}


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
    seal: Seal = field(default_factory=dict)
    release: str = ""
    """Changes with anything that it is made from: facts, code, assets."""

    def read(self, built: BuiltFile, encoding: str = "") -> bytes | None:
        """Return a file's bytes in an encoding; None where they are not what was built."""
        place = built.file + (ENCODINGS[encoding] if encoding else "")
        mark = self.seal.get(place)
        return None if mark is None else read_whole(self.folder / place, mark)

    def asset_url(self, name: str) -> str:
        """Return a file's URL as seen from the page; ``KeyError`` names what is missing."""
        if name not in self.files:
            raise KeyError(f"assets: no file {name!r} in the build; there are {sorted(self.files)}")
        return STATIC + self.files[name].file

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Return the logical names that start and end so, in order."""
        return sorted(name for name in self.files if name.startswith(prefix) and name.endswith(suffix))

    def by_file(self) -> dict[str, BuiltFile]:
        """Return the files by their fingerprinted place, as a URL names them."""
        return {built.file: built for built in self.files.values()}


Basemap = Callable[[Path], Mapping[str, Path]]
Figures = Callable[[Path, Path, Mapping[str, str]], Mapping[str, Path]]
Report = Callable[[str], None]


def _basemap(out: Path) -> Mapping[str, Path]:
    # GeoPandas is slow to import, and a ready build needs none.
    from callbacks.server.map_files import pictures_and_data  # noqa: PLC0415
    from geodata.geometry.basemap import build_basemap  # noqa: PLC0415

    basemap = {f"basemap/{path.name}": path for path in build_basemap(out).values()}
    return {**basemap, **pictures_and_data(out)}


def _figures(work: Path, folder: Path, built: Mapping[str, str]) -> Mapping[str, Path]:
    from callbacks.server.map_files import figures  # noqa: PLC0415

    return figures(work, folder, built)


def prepare(
    folder: Path | None = None,
    *,
    assets: Path = ASSETS,
    basemap: Basemap = _basemap,
    figures: Figures = _figures,
    suites: Mapping[str, tuple[str, ...]] = SUITES,
    report: Report = LOG.info,
) -> StaticBuild:
    """Return the build of the present inputs, making it where it is missing or damaged.

    ``folder`` is by default the environment's ``ATLAS_BUILD``, else ``assets/.build``. A folder that cannot
    be written, or a disk that is full, costs speed, not the page: the build then goes to a temporary folder
    and the log says so. Raises OSError, which names the file, where that cannot be written either.
    """
    chosen = folder or Path(os.environ.get("ATLAS_BUILD") or ASSETS / ".build")
    release = inputs_key(assets, suites)
    build, wrong = read_manifest(chosen, release)
    if build is not None and not wrong:
        return build
    fault = _unwritable(chosen)
    if wrong:
        told = listed(wrong)
        if fault and build is not None and all(place.endswith(tuple(ENCODINGS.values())) for place in wrong):
            LOG.warning("The build %s is damaged (%s): these are served unpacked (%s).", chosen, told, fault)
            return _without(build, wrong)
        LOG.warning("The build %s is damaged (%s): it is built anew.", chosen, told)

    def sources(work: Path) -> dict[str, Path]:
        with named(work):
            made = basemap(work)
        return {**asset_sources(assets), **joined(assets, work), **suite_sources(suites), **made}

    if not fault:
        try:
            return _build(chosen, release, sources, figures, report)
        except FileNotFoundError:  # an input is missing, and would be anywhere else
            raise
        except OSError as error:
            fault = reason(error)
    spare = Path(tempfile.mkdtemp(prefix="atlas-build-"))
    LOG.warning("The build folder %s cannot be written (%s); using %s.", chosen, fault, spare)
    try:
        return _build(spare, release, sources, figures, report)
    except BaseException:
        shutil.rmtree(spare, ignore_errors=True)
        raise


def _unwritable(folder: Path) -> str:
    """Return why nothing can be written to a folder, or an empty text where it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _build(
    folder: Path,
    release: str,
    sources: Callable[[Path], Mapping[str, Path]],
    figures: Figures,
    report: Report,
) -> StaticBuild:
    manifest = MANIFEST.format(release)
    with _only_one(folder):
        ready, wrong = read_manifest(folder, release)  # another worker may have built while this one waited
        if ready is not None and not wrong:
            return ready
        _remove_leavings(folder)
        report("Preparing what the browser loads (once for each version; about half a minute) …")
        marks: dict[str, Mark] = {}
        with tempfile.TemporaryDirectory(dir=folder, prefix=_WORK) as work:
            found = sources(Path(work))
            files: dict[str, BuiltFile] = {}
            places: dict[str, str] = {}
            # Those that name others come last, so that what they name has its fingerprint.
            for name in sorted(found, key=lambda name: (name.endswith(tuple(NAMING)), name)):
                data = with_places(found[name].read_bytes(), name, places)
                files[name] = _store(folder, name, data, marks)
                places[name] = files[name].file
            for name, path in figures(Path(work), folder, places).items():  # these name the files above
                files[name] = _store(folder, name, path.read_bytes(), marks)
        entries = json.dumps({n: asdict(f) for n, f in files.items()}, indent=1)
        marks[manifest] = put(folder / manifest, entries.encode())
        write_seal(folder, marks, SEAL.format(release))
        report(f"Prepared {len(files)} files.")
        return StaticBuild(folder, MappingProxyType(files), MappingProxyType(marks), release)


def _remove_leavings(folder: Path) -> None:
    """Remove what a killed build left; whoever calls holds the lock, so nobody is writing these."""
    for left in (*folder.glob(f"{_WORK}*"), *folder.rglob(f"{PART}*")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _store(folder: Path, name: str, data: bytes, marks: dict[str, Mark]) -> BuiltFile:
    """Write a file under its fingerprint, with a twin for each encoding that makes it smaller; mark each."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 (a logical name, not a path)
    file = f"{stem}.{digest}{suffix}"
    encodings: list[str] = []
    if suffix not in _PACKED_ALREADY:
        for encoding, ending in ENCODINGS.items():
            packed = _packed(data, encoding, folder / (file + ending))
            if len(packed) < len(data):
                encodings.append(encoding)
                marks[file + ending] = put(folder / (file + ending), packed)
    marks[file] = put(folder / file, data)
    return BuiltFile(file, CONTENT_TYPES[suffix], digest, tuple(encodings))


def _packed(data: bytes, encoding: str, twin: Path) -> bytes:
    """Return the data in an encoding, from the twin that an earlier build made where it unpacks to them."""
    try:
        packed = twin.read_bytes()
        unpacked = brotli.decompress(packed) if encoding == "br" else gzip.decompress(packed)
    except (OSError, EOFError, zlib.error, brotli.error):
        unpacked = packed = b""
    if packed and unpacked == data:
        return packed
    if encoding == "br":
        return brotli.compress(data, quality=11, lgwin=24)
    return gzip.compress(data, 9, mtime=0)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let one process at a time build in a folder; the lock goes with the process that held it."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_manifest(folder: Path, release: str) -> tuple[StaticBuild | None, list[str]]:
    """Return the build that a release's manifest describes, and which files are not what was built.

    No build and no such file: nothing was built yet, or its manifest is of no use and is named.
    """
    manifest = MANIFEST.format(release)
    if not (folder / manifest).is_file():
        return None, []
    seal = read_seal(folder, SEAL.format(release))
    if seal is None or manifest not in seal:
        return None, [SEAL.format(release)]
    wrong = broken(folder, seal)
    if manifest in wrong:
        return None, wrong
    try:
        entries = json.loads((folder / manifest).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # another start is building it anew
        return None, [manifest]
    files = {
        name: BuiltFile(e["file"], e["content_type"], e["digest"], tuple(e["encodings"]))
        for name, e in entries.items()
    }
    return StaticBuild(folder, MappingProxyType(files), MappingProxyType(dict(seal)), release), wrong


def _without(build: StaticBuild, wrong: list[str]) -> StaticBuild:
    """Return a build that does not offer the twins that are damaged."""
    files = {
        name: replace(
            built, encodings=tuple(e for e in built.encodings if built.file + ENCODINGS[e] not in wrong)
        )
        for name, built in build.files.items()
    }
    return replace(build, files=MappingProxyType(files))
