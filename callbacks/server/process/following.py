"""Follows a database: each worker looks whether it holds another version of the facts, and takes that up.

A worker looks every few seconds, in a thread of its own, so that no reader waits for a database. What is new
is prepared by a process of its own (once a machine, with little of the processor), loaded beside the present
edition, tried, and shown by all workers at the moment that the load has named. Where anything of that fails,
readers keep the present edition, the log has one line, and ``/ready`` says so.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from callbacks.server.address import prefix
from callbacks.server.process.editions import Edition, Editions
from callbacks.server.sources import ROOT

if TYPE_CHECKING:
    from geodata.database.address import Address
    from geodata.database.versions import Version

LOG = logging.getLogger("atlas.database")
LOOK_S: Final = 5.0
SETTLE_S: Final = 5.0
"""Seconds from the end of a preparation until its facts are shown: by then each worker here has them."""

AGAIN_S: Final = 60.0
"""Seconds until a version that could not be taken up is tried again."""

PREPARE: Final = (sys.executable, "-m", "callbacks.server.serving", "build", "--coming")


class NotTaken(Exception):  # noqa: N818 - it says what happened
    """A version that cannot be shown; the text says why."""


class Follower:
    """One worker's eye on the database."""

    def __init__(
        self,
        editions: Editions,
        database: Database,
        make: Callable[[Path], Edition],
    ) -> None:
        self._editions = editions
        self._database = database
        self._make = make
        self._process = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._trouble = ""
        self._failed: tuple[int, float] = (0, 0.0)

    @property
    def trouble(self) -> str:
        """What keeps newer facts from being shown, for those who ask ``/ready``; "" where nothing does."""
        return self._trouble

    def begin(self) -> None:
        """Catch up with the other workers and start looking, once in each process."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process == os.getpid():
                return
            self._catch_up()
            threading.Thread(target=self._follow, name="database", daemon=True).start()
            self._process = os.getpid()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def look(self) -> None:
        """Look once; take up what is new. Whatever fails leaves the present edition in its place."""
        from geodata.database.address import DatabaseError  # noqa: PLC0415

        try:
            coming = self._database.newest()
        except DatabaseError as error:
            self._say("the database cannot be asked, the present data is kept", error)
            return
        if coming.version == self._editions.present.version:
            self._trouble = ""
            return
        failed, at = self._failed
        if failed == coming.id and time.monotonic() - at < AGAIN_S:
            return
        due = time.monotonic() + coming.wait_s
        try:
            edition = self._ready_edition(coming)
        except Exception as error:  # the present edition answers, whatever is wrong with the other one
            self._failed = (coming.id, time.monotonic())
            self._say(f"data {coming.version} cannot be shown, the present data is kept", error)
            return
        self._trouble = ""
        settled = time.monotonic() + edition.built_at + SETTLE_S - time.time()
        if not self._stop.wait(max(0.0, due - time.monotonic(), settled - time.monotonic())):
            self._take(edition)

    def _follow(self) -> None:
        while not self._stop.wait(LOOK_S):
            self.look()

    def _ready_edition(self, coming: Version) -> Edition:
        self._database.prepare()
        return self._tried(self._database.place(coming.version))

    def _tried(self, place: Path | None) -> Edition:
        """Return the edition of a folder, once it has shown that it answers."""
        from werkzeug.test import Client  # noqa: PLC0415 - files need none

        if place is None:
            raise NotTaken("its tables are not whole on this machine")
        edition = self._make(place)
        page = Client(edition.answer).get(prefix(os.environ))
        if page.status_code != 200:
            raise NotTaken(f"its page is answered with {page.status}")
        return edition

    def _catch_up(self) -> None:
        """Take up what the others show: a worker that is new comes with what the server began with."""
        from geodata.database.address import DatabaseError  # noqa: PLC0415

        try:
            version = self._database.shown().version
        except DatabaseError as error:
            self._say("the database cannot be asked, what is here already is shown", error)
            version = self._database.last_taken()
        is_built = version == self._database.last_taken()  # a worker of this machine shows it
        place = self._database.place(version)
        if place is not None and is_built and version != self._editions.present.version:
            try:
                self._take(self._tried(place))
            except Exception as error:  # as in look
                self._say(f"data {version} cannot be shown, the present data is kept", error)

    def _take(self, edition: Edition) -> None:
        earlier = self._editions.present.version
        self._database.note_taken(edition.version)
        self._editions.take(edition)
        LOG.warning("data %s is shown now, after %s (process %d).", edition.version, earlier, os.getpid())

    def _say(self, told: str, error: Exception) -> None:
        """Log what is wrong, once for as long as it is."""
        if told != self._trouble:
            LOG.warning("%s: %s", told, error)
        self._trouble = told


class Database:
    """What a follower asks of the database, and of this machine's copies of it."""

    def __init__(self, address: Address) -> None:
        from geodata.tables.copies import copies_home  # noqa: PLC0415

        self._address = address
        self._taken = copies_home() / "taken"

    def newest(self) -> Version:
        """Return the version that was loaded last. Raises DatabaseError."""
        from geodata.database.reading import version_in  # noqa: PLC0415

        return version_in(self._address, coming=True)

    def shown(self) -> Version:
        """Return the version that is to be shown now. Raises DatabaseError."""
        from geodata.database.reading import version_in  # noqa: PLC0415

        return version_in(self._address)

    def prepare(self) -> None:
        """Have another process copy the newest version and build its files. Raises NotTaken."""
        with subprocess.Popen(
            PREPARE, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
            _none, said = process.communicate()
        if process.returncode:
            raise NotTaken(" ".join(said.split()) or f"its preparation ended with {process.returncode}")

    def place(self, version: str) -> Path | None:
        """Return the folder of a version's tables on this machine; None where it is not whole."""
        from geodata.tables.copies import copy_place, is_whole  # noqa: PLC0415

        found = copy_place(version)
        return found if version and is_whole(found) else None

    def note_taken(self, version: str) -> None:
        """Note that a worker of this machine shows a version."""
        from geodata.sealed import put  # noqa: PLC0415

        put(self._taken, version.encode())

    def last_taken(self) -> str:
        """Return the version that a worker of this machine showed last, "" where none did."""
        try:
            return self._taken.read_text(encoding="utf-8")
        except OSError:
            return ""


_followers: list[Follower] = []
"""The one of this process, where a database is followed."""


def follow(answer: Any, edition: Callable[[Path], Edition], environment: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return what a server calls: ``answer`` itself where files hold the facts, else :class:`Editions`.

    ``edition`` makes the one of a folder of tables.
    """
    if not environment.get("ATLAS_DATABASE", "").strip():
        return answer
    from geodata.database.address import read_address  # noqa: PLC0415
    from geodata.tables import source  # noqa: PLC0415
    from geodata.tables.reading import data_version  # noqa: PLC0415

    address = read_address(environment)
    if address is None:
        return answer
    folder = source.folder()
    editions = Editions(Edition(data_version(folder), folder, answer, built_at=0.0))
    database = Database(address)
    database.note_taken(editions.present.version)
    follower = Follower(editions, database, edition)
    editions.begin = follower.begin
    _followers[:] = [follower]
    return editions


def begin() -> None:
    """Let a worker catch up before it takes requests; nothing where files hold the facts."""
    for follower in _followers:
        follower.begin()


def trouble() -> str:
    """Return what keeps newer facts from being shown, "" where nothing does."""
    return "; ".join(follower.trouble for follower in _followers if follower.trouble)
