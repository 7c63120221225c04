"""A PostgreSQL with PostGIS of a test's own: on loopback, in a folder, started and stopped by its process."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geodata.database.address import Address, read_address
from tests.browser.support import free_port

PASSWORD = "s3cret-of-a-test"
PATIENCE_S = 60
PACKAGES = ("sqlalchemy", "psycopg", "geoalchemy2")


@cache
def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, which Debian keeps out of a user's path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    named = shutil.which("initdb")
    found = debian[-1] if debian else Path(named).resolve() if named else None
    return found and found.parent


@cache
def account() -> str | None:
    """Return the account to run it as, "" for one's own; None where there is none (root is refused)."""
    if os.geteuid() != 0:
        return ""
    return next((e.pw_name for e in pwd.getpwall() if e.pw_name in {"postgres", "nobody"}), None)


def why_not() -> str:
    """Return why there can be no database here, "" where there can."""
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed (pip install '.[postgis]')"
    folder = programs()
    if folder is None:
        return "PostgreSQL is not on this machine (Debian: apt install postgresql postgresql-postgis)"
    if account() is None:
        return "PostgreSQL does not run as root, and there is no other account to run it as"
    config = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
    if not (Path(config.stdout.strip()) / "extension" / "postgis.control").is_file():
        return "PostGIS is not on this machine (Debian: apt install postgresql-postgis)"
    return ""


@dataclass
class Cluster:
    """A running server; each database in it is made by :meth:`database`."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    made: list[str] = field(default_factory=list)

    def address(self, database: str, user: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def database(self, *, postgis: bool = True) -> str:
        """Make a new database and return its address."""
        name = f"atlas_{len(self.made)}"
        self.made.append(name)
        self.run("postgres", f"CREATE DATABASE {name}")
        if postgis:
            self.run(name, "CREATE EXTENSION postgis")
        return self.address(name)

    def run(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as the owner; return the rows that it gives."""
        import psycopg

        address = database if "://" in database else self.address(database)
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        command = [
            *(str(_program("postgres")), "-D", str(self.folder / "data"), "-p", str(self.port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"),
            *("-c", "fsync=off"),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, stdout=log, cwd=self.folder, **_as_account())
        for _look in range(PATIENCE_S * 10):
            asked = [_program("pg_isready"), "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
                return
            try:
                self.process.wait(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                continue
        raise RuntimeError(f"PostgreSQL does not start:\n{(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        """Stop it at once: what is connected is thrown out."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=PATIENCE_S)
            self.process = None


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Make and start a server; stop it and remove all of it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-postgis-"))
    cluster = Cluster(folder, free_port())
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if name := account():
            for path in (folder, folder / "password"):
                shutil.chown(path, name, pwd.getpwnam(name).pw_gid)
        subprocess.run(
            [
                *(_program("initdb"), "-D", folder / "data", "-U", "postgres", "-A", "scram-sha-256"),
                *("--pwfile", folder / "password", "-E", "UTF8", "--no-sync", "--locale", "C"),
            ],
            check=True, capture_output=True, cwd=folder, **_as_account(),
        )  # fmt: skip
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> Path:
    folder = programs()
    assert folder is not None, why_not()
    return folder / name


def _as_account() -> dict[str, Any]:
    name = account()
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []} if name else {}


def named(address: str) -> Address:
    """Return an address as the setting names it."""
    found = read_address({"ATLAS_DATABASE": address})
    assert found is not None
    return found
