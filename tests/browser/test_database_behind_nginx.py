"""Two workers on one database behind nginx, under load: no wrong answer, no half atlas, whatever happens.

The facts change, a worker is killed, the database goes and comes back, and a worker is killed without it. It
needs no browser; nginx and the server are those of :mod:`tests.browser.test_behind_nginx`.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from geodata.cli.commands import main
from geodata.shipped import DATA
from geodata.tables.reading import data_version
from tests.browser.nginx import PREFIX, nginx_before, nginx_path
from tests.browser.support import ROOT, RUN, RunningAtlas, free_port, serve_atlas
from tests.browser.test_behind_nginx import get, settings
from tests.cluster import PASSWORD, Cluster, running_cluster, why_not
from tests.table_copies import NEW_NAME, changed_tables

pytestmark = [
    pytest.mark.skipif(
        nginx_path() is None, reason="nginx is not on this machine (Debian: apt install nginx-light)"
    ),
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "-"),
]

PATIENCE_S = 400
BETWEEN_S = 0.05
"""Between two looks: who asks without a pause takes the processors from what is waited for."""

KEPT = "the database cannot be asked, the present data is kept"
LOST = {502, "cut"}  # what nginx makes of an answer whose worker was killed: before, or after, it had begun


@dataclass
class Readers:
    """People who keep asking for a whole page, the plain one, the state and a file of the page."""

    home: str
    statuses: set[int | str] = field(default_factory=set)
    plain: list[bytes] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)
    faults: list[Exception] = field(default_factory=list)

    def read(self) -> None:
        while not self.enough.wait(BETWEEN_S):
            try:
                self._read_once()
            except http.client.IncompleteRead:
                self.statuses.add("cut")
            except Exception as error:
                self.faults.append(error)

    def _read_once(self) -> None:
        answer, body = get(f"{self.home}plain")
        self.statuses.add(answer.status)
        if answer.status == 200:
            self.plain.append(body)
        page, text = get(self.home)
        self.statuses.add(page.status)
        for file in re.findall(rb'href="(static/(?:data|map)/[^"]+)"', text)[:2]:
            self.statuses.add(get(self.home + file.decode())[0].status)

    def forget(self) -> None:
        self.statuses.clear()
        self.plain.clear()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="module")
def environment(cluster: Cluster, tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("of-the-database")
    if (ROOT / "assets" / ".build").is_dir():  # what is packed already need not be packed again
        shutil.copytree(ROOT / "assets" / ".build", folder / "build")
    return {
        **settings(),
        "ATLAS_DATABASE": cluster.database(),
        "ATLAS_CACHE": str(folder / "cache"),
        "ATLAS_BUILD": str(folder / "build"),
    }


def load(environment: dict[str, str], folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATABASE", environment["ATLAS_DATABASE"])
        assert main(["load", "--data", str(folder), "--after", "0"]) == 0


def until(holds: Callable[[], object], atlas: RunningAtlas) -> None:
    """Look until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "".join(atlas.log)
        time.sleep(BETWEEN_S)


def workers_of(atlas: RunningAtlas) -> set[int]:
    children = Path(f"/proc/{atlas.process.pid}/task/{atlas.process.pid}/children")
    return {int(pid) for pid in children.read_text().split()}


def taken(atlas: RunningAtlas, version: str) -> set[int]:
    """Return the processes that have said that they show a version."""
    lines = "".join(atlas.log)
    return {
        int(pid) for pid in re.findall(rf"data {version} is shown now, after \w+ \(process (\d+)\)", lines)
    }


def kill_one(atlas: RunningAtlas, version: str) -> None:
    """Kill a worker at once; wait until another one is in its place and shows the version."""
    before = workers_of(atlas)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(taken(atlas, version) & workers_of(atlas)) == len(before), atlas)


def test_readers_see_one_version_or_the_other_and_never_an_error(
    cluster: Cluster, environment: dict[str, str], tmp_path_factory
):
    changed = changed_tables(tmp_path_factory.mktemp("changed"))
    old, new = data_version(DATA), data_version(changed)
    load(environment, DATA)
    with (
        serve_atlas(environment) as atlas,
        nginx_before(urlsplit(atlas.url).port or 0, tmp_path_factory.mktemp("nginx")) as home,
    ):
        first = get(f"{home}plain")[1]
        assert get(f"{home}ready")[1].decode() == f"ready, data {old}\n"
        workers = workers_of(atlas)
        readers = Readers(home)
        threads = [threading.Thread(target=readers.read) for _reader in range(3)]
        for thread in threads:
            thread.start()
        try:
            load(environment, changed)
            until(lambda: get(f"{home}ready")[0].status == 200 and taken(atlas, new) == workers, atlas)
            assert workers_of(atlas) == workers, "no process was started anew"
            second = get(f"{home}plain")[1]
            assert NEW_NAME.encode() in second
            assert NEW_NAME.encode() not in first
            assert readers.statuses == {200}
            assert {*readers.plain} <= {first, second}

            readers.forget()
            kill_one(atlas, new)
            assert {*readers.plain} <= {second}
            assert readers.statuses <= {200, *LOST}, "only what the killed worker was answering is lost"

            cluster.stop()
            until(lambda: KEPT in get(f"{home}ready")[1].decode(), atlas)
            readers.forget()
            assert get(f"{home}ready")[0].status == 200
            kill_one(atlas, new)
            assert {*readers.plain} <= {second}
            assert readers.statuses <= {200, *LOST}

            cluster.start()
            for _worker in workers:  # each of them has noticed, whichever answers
                until(lambda: get(f"{home}ready")[1].decode() == f"ready, data {new}\n", atlas)
            load(environment, DATA)
            readers.forget()
            until(lambda: get(f"{home}ready")[0].status and workers_of(atlas) <= taken(atlas, old), atlas)
            assert readers.statuses == {200}
            assert {*readers.plain} <= {first, second}
            assert get(f"{home}plain")[1] == first
        finally:
            readers.enough.set()
            for thread in threads:
                thread.join(timeout=PATIENCE_S)
    assert readers.faults == []
    assert PASSWORD not in "".join(atlas.log)
    assert PREFIX in home


@pytest.mark.parametrize(
    ("change", "said", "status"),
    [
        ({"ATLAS_DATABASE": "mysql://u:{password}@h/d"}, "ATLAS_DATABASE is not valid", 2),
        ({"ATLAS_DATABASE": "postgresql://u:{password}@127.0.0.1:1/d"}, "Connection refused", 1),
        ({"ATLAS_DATABASE": "{empty}"}, "python -m geodata load", 1),
    ],
)
def test_a_database_that_cannot_be_used_is_told_at_the_start(
    cluster: Cluster, environment: dict[str, str], change: dict[str, str], said: str, status: int
):
    empty = cluster.database() if "empty" in str(change) else ""
    given = {name: text.format(password=PASSWORD, empty=empty) for name, text in change.items()}
    done = subprocess.run(
        RUN, cwd=ROOT, env={**os.environ, **environment, **given, "PORT": str(free_port())},
        capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == status
    assert said in done.stderr
    assert PASSWORD not in done.stderr
    assert "Traceback" not in done.stderr
