"""Workers follow a database: what is asked goes on being answered, whatever becomes of the next version."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import Client, run_wsgi_app
from werkzeug.wrappers import Response

from callbacks.server.process import following
from callbacks.server.process.editions import Edition, Editions
from callbacks.server.process.following import Follower, NotTaken
from geodata.database.address import DatabaseError
from geodata.database.versions import Version
from geodata.tables import source


def edition(version: str, status: int = 200) -> Edition:
    def answer(environ, start_response):
        return Response(f"{version} {source.folder()}", status)(environ, start_response)

    return Edition(version, Path(f"/tables/{version}"), answer, built_at=0.0)


class Database:
    """Says what it is told to say; what it is asked to prepare is noted."""

    def __init__(self) -> None:
        self.coming: Version | Exception = version(1, "one")
        self.due: Version | Exception = version(1, "one")
        self.taken = "one"
        self.prepared: list[str] = []
        self.fault: Exception | None = None

    def newest(self) -> Version:
        return self._said(self.coming)

    def shown(self) -> Version:
        return self._said(self.due)

    def prepare(self) -> None:
        if self.fault:
            raise self.fault
        self.prepared.append(self._said(self.coming).version)

    def place(self, version: str) -> Path | None:
        return Path(f"/tables/{version}")

    def note_taken(self, version: str) -> None:
        self.taken = version

    def last_taken(self) -> str:
        return self.taken

    @staticmethod
    def _said(answer: Version | Exception) -> Version:
        if isinstance(answer, Exception):
            raise answer
        return answer


def version(number: int, name: str) -> Version:
    return Version(number, name, f"atlas_{number}", "", 0.0)


@pytest.fixture(autouse=True)
def the_process_reads_as_before():
    before = source.folder()
    yield
    source.show(before)


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def editions() -> Editions:
    return Editions(edition("one"))


@pytest.fixture
def follower(editions: Editions, database: Database) -> Follower:
    return Follower(editions, database, lambda place: edition(place.name))  # pyright: ignore[reportArgumentType]


def asked(editions: Callable) -> str:
    return Client(editions).get("/").text


def test_the_same_version_changes_nothing(follower: Follower, editions: Editions, database: Database):
    follower.look()
    assert (asked(editions), database.prepared) == ("one /tables/one", [])


def test_another_version_is_prepared_tried_and_shown(
    follower: Follower, editions: Editions, database: Database
):
    database.coming = version(2, "two")
    follower.look()
    assert asked(editions) == "two /tables/two"
    assert (database.prepared, database.taken, follower.trouble) == (["two"], "two", "")


@pytest.mark.parametrize(
    "fault", [NotTaken("no room"), OSError(28, "No space left on device"), RuntimeError("x")]
)
def test_what_cannot_be_prepared_is_not_shown_and_not_tried_again_at_once(
    follower: Follower, editions: Editions, database: Database, fault: Exception, caplog
):
    database.coming, database.fault = version(2, "two"), fault
    follower.look()
    database.fault = None
    follower.look()
    assert (asked(editions), database.prepared) == ("one /tables/one", [])
    assert "two" in follower.trouble
    assert len(caplog.records) == 1
    database.coming = version(3, "three")  # another load is another matter
    follower.look()
    assert (asked(editions), follower.trouble) == ("three /tables/three", "")


def test_an_edition_that_does_not_answer_is_not_shown(editions: Editions, database: Database):
    follower = Follower(editions, database, lambda place: edition(place.name, 500))  # pyright: ignore[reportArgumentType]
    database.coming = version(2, "two")
    follower.look()
    assert asked(editions) == "one /tables/one"
    assert "two" in follower.trouble


def test_a_database_that_is_gone_is_logged_once_and_told(
    follower: Follower, editions: Editions, database: Database, caplog
):
    database.coming = DatabaseError("nobody there")
    for _look in range(3):
        follower.look()
    assert asked(editions) == "one /tables/one"
    assert [record.getMessage().endswith("nobody there") for record in caplog.records] == [True]
    assert "cannot be asked" in follower.trouble
    database.coming = version(1, "one")
    follower.look()
    assert follower.trouble == ""


def test_a_request_ends_with_the_edition_that_it_began_with():
    inside, on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        inside.set()
        assert on.wait(timeout=60)
        return Response(f"one {source.folder()}")(environ, start_response)

    editions = Editions(Edition("one", Path("/tables/one"), slow, built_at=0.0))
    answers: list[str] = []
    reader = threading.Thread(target=lambda: answers.append(asked(editions)))
    reader.start()
    assert inside.wait(timeout=60)
    taker = threading.Thread(target=editions.take, args=(edition("two"),))
    taker.start()
    while editions.present.version != "two":
        taker.join(timeout=0.01)
    assert asked(editions) == "two /tables/two"
    assert taker.is_alive()  # what is still being answered keeps its edition
    on.set()
    reader.join(timeout=60)
    taker.join(timeout=60)
    assert answers == ["one /tables/one"]


@pytest.mark.parametrize("due", [version(2, "two"), DatabaseError("nobody there")])
def test_a_new_worker_takes_what_the_others_show(
    follower: Follower, editions: Editions, database: Database, due
):
    database.due, database.coming, database.taken = due, version(2, "two"), "two"
    follower.begin()
    follower.stop()
    assert asked(editions) == "two /tables/two"


def test_a_new_worker_does_not_run_ahead_of_the_others(
    follower: Follower, editions: Editions, database: Database
):
    database.due = version(2, "two")
    follower.begin()
    follower.stop()
    assert asked(editions) == "one /tables/one"


def test_without_the_setting_the_application_itself_is_served():
    def answer(environ, start_response):
        return Response("files")(environ, start_response)

    served = following.follow(answer, lambda place: edition(place.name), {})
    assert served is answer
    assert run_wsgi_app(served, {**Client(served).get("/").request.environ})[1] == "200 OK"
    assert following.trouble() == ""
    assert os.environ.get("ATLAS_DATABASE", "") == ""
