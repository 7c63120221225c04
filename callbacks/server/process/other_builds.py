"""Other builds in a build's folder: a page of the version before, or after, finds its own files.

Two workers change to other facts a moment apart, and a page is opened by several requests. Each names its
files by their content, so that whoever has them can give them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from callbacks.server.build import MANIFEST, SEAL, BuiltFile, StaticBuild, read_manifest
from geodata.sealed import read_seal

KEPT: Final = 4
"""Builds that stay where a database is followed: what is shown, what was, what is coming, one to spare."""


class OtherBuilds:
    """The builds beside one, read when a file is asked for that it has not, and when the folder changed."""

    def __init__(self, build: StaticBuild) -> None:
        self._build = build
        self._read_at = -1
        self._others: tuple[StaticBuild, ...] = ()

    def find(self, place: str) -> tuple[StaticBuild, BuiltFile] | None:
        """Return the file at a fingerprinted place, and the build that it is of."""
        found = ((build, build.by_file().get(place)) for build in self._builds())
        return next(((build, built) for build, built in found if built is not None), None)

    def of_picture(self, name: str, digest: str) -> StaticBuild | None:
        """Return the build whose file of a logical name has a digest."""
        return next((b for b in self._builds() if name in b.files and b.files[name].digest == digest), None)

    def _builds(self) -> tuple[StaticBuild, ...]:
        folder = self._build.folder
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return ()
        if changed != self._read_at:
            read = (read_manifest(folder, release)[0] for release in releases_in(folder))
            self._others = tuple(b for b in read if b is not None and b.release != self._build.release)
            self._read_at = changed
        return self._others


def releases_in(folder: Path) -> list[str]:
    """Return the releases that a folder holds builds of, the newest first."""
    start, end = MANIFEST.split("{}")
    made: dict[str, float] = {}
    for path in folder.glob(MANIFEST.format("*")):
        with suppress(OSError):
            made[path.name.removeprefix(start).removesuffix(end)] = path.stat().st_mtime
    return sorted(made, key=made.__getitem__, reverse=True)


def made_at(build: StaticBuild) -> float:
    """Return when a build was made, in seconds since 1970; 0 where that cannot be told."""
    try:
        return (build.folder / SEAL.format(build.release)).stat().st_mtime
    except OSError:
        return 0.0


def remove_old(build: StaticBuild) -> None:
    """Remove all builds of a folder but the newest ones and this one, and the files that no other names."""
    folder, releases = build.folder, releases_in(build.folder)
    old = [release for release in releases[KEPT:] if release != build.release]
    kept = {place for release in releases if release not in old for place in _places(folder, release)}
    for release in old:
        for place in {*_places(folder, release), SEAL.format(release), MANIFEST.format(release)} - kept:
            (folder / place).unlink(missing_ok=True)


def _places(folder: Path, release: str) -> set[str]:
    return set(read_seal(folder, SEAL.format(release)) or ())
