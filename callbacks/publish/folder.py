"""A folder that is there whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from callbacks.publish.edition import MANIFEST, MARK, File
from geodata.sealed import named


class ForeignFolder(ValueError):  # noqa: N818 - it names what is in the way
    """A place where an edition must not be written: something else is there."""


def refuse_foreign(target: Path) -> None:
    """Raise ForeignFolder where the target is a file, or a folder that holds anything but an edition."""
    if not (target.exists() or target.is_symlink()):
        return
    if not target.is_dir() or target.is_symlink():
        raise ForeignFolder(f"{target} is not a folder: name a new or an empty one")
    if any(target.iterdir()) and not _is_edition(target):
        raise ForeignFolder(
            f"{target} is not empty and holds no edition of the atlas: name a new or an empty folder"
        )


def write_edition(target: Path, files: Iterable[File]) -> tuple[int, int]:
    """Write the files to a folder in place of an earlier edition; return how many they are and their bytes.

    Raises ForeignFolder as :func:`refuse_foreign`, OSError, which names the file, where it cannot be written;
    what was there stays then as it was.
    """
    refuse_foreign(target)
    with named(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        count = size = 0
        for file in files:
            path = draft / file.place
            with named(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.content)
            count, size = count + 1, size + len(file.content)
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o777 & ~mask)
        _put(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return count, size


def _put(draft: Path, target: Path) -> None:
    refuse_foreign(target)  # the files took a while to write
    earlier = draft.with_name(f"{draft.name}-earlier")
    if target.exists():
        target.rename(earlier)
    try:
        draft.rename(target)
    except OSError:
        if earlier.exists():
            earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _is_edition(folder: Path) -> bool:
    try:
        return json.loads((folder / MANIFEST).read_bytes()).get("of") == MARK
    except (OSError, ValueError, AttributeError):
        return False
