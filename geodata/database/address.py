"""Where the database is, as ``ATLAS_DATABASE`` names it, and what goes wrong with it in words.

The address holds a password. It is in no ``repr``, no message and no log: what is shown of an address is
:meth:`Address.__str__`, and what the driver says has the password taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Engine

SETTING: Final = "ATLAS_DATABASE"
EXAMPLE: Final = "postgresql://atlas_reader:PASSWORD@db.example:5432/atlas"
_NEEDED: Final = {"sqlalchemy": "SQLAlchemy", "psycopg": "psycopg", "geoalchemy2": "GeoAlchemy2"}
_CONNECT_S: Final = 5
_SILENT_MS: Final = 15_000
"""After so long without a word from the other side, a connection counts as lost."""

_MEANINGS: Final = {
    "42P01": "a table is missing; python -m geodata load writes them all",
    "3F000": "a schema is missing; python -m geodata load writes it",
    "42501": "this account may not do that; see docs/operating.md for the rights it needs",
    "42704": "PostGIS is not installed in it; its owner runs once: CREATE EXTENSION postgis",
}
"""What an SQLSTATE means here; the server's own words stand behind it."""


class DatabaseError(Exception):
    """The database cannot be used; the text says why, and never holds the password."""


class DatabaseSettingError(DatabaseError):
    """``ATLAS_DATABASE`` itself makes no sense, or what it needs is not installed."""


@dataclass(frozen=True, slots=True)
class Address:
    """A database; as text it shows host and name alone."""

    url: str = field(repr=False)
    shown: str

    def __str__(self) -> str:
        return self.shown

    def without_password(self, text: str) -> str:
        """Return a text in which no password of this address is left."""
        parts = urlsplit(self.url)
        secrets = {parts.password or "", *parse_qs(parts.query).get("password", ())}
        for secret in {*secrets, *map(unquote, secrets)} - {""}:
            text = text.replace(secret, "***")
        return text


def read_address(environment: Mapping[str, str]) -> Address | None:
    """Return the database that the environment names; None where it names none, and files hold the facts.

    Raises :class:`DatabaseSettingError`, which never shows the value: a slip may put the password anywhere.
    """
    text = environment.get(SETTING, "").strip()
    if not text:
        return None
    shown = _shown(text)
    if not shown:
        raise DatabaseSettingError(
            f"{SETTING} is not valid (its value is not shown, it may hold a password): give an address such"
            f" as {EXAMPLE}; signs such as / @ : # in a password are written as %2F %40 %3A %23"
        )
    lacking = [name for module, name in _NEEDED.items() if find_spec(module) is None]
    if lacking:
        raise DatabaseSettingError(
            f"{SETTING} is set, and {', '.join(lacking)} not installed: pip install '.[postgis]' brings what"
            f" a database needs; without {SETTING} the atlas reads its files"
        )
    return Address(text, shown)


def _shown(text: str) -> str:
    """Return an address without account and password; "" where it is none."""
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    is_address = parts.scheme == "postgresql" and len(parts.path) > 1 and not parts.fragment
    if not is_address or any(sign.isspace() for sign in text):
        return ""
    host = parts.hostname or "".join(parse_qs(parts.query).get("host", ())) or "localhost"
    return f"postgresql://{host}{port}{parts.path}"


@contextmanager
def engine_of(address: Address) -> Iterator[Engine]:
    """Give an engine that keeps at most one connection, closed in the end.

    Raises :class:`DatabaseError` for whatever goes wrong inside.
    """
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415 - nothing of it where files hold the facts
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        engine = create_engine(
            make_url(address.url).set(drivername="postgresql+psycopg"),
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "connect_timeout": _CONNECT_S,
                "tcp_user_timeout": _SILENT_MS,
                "application_name": "sanctuary-atlas",
            },
        )
    except (ArgumentError, TypeError, ValueError):
        raise DatabaseSettingError(f"{SETTING} is not valid: give an address such as {EXAMPLE}") from None
    try:
        yield engine
    except Exception as error:
        said = _said(error)
        if not said:
            raise
        raise DatabaseError(address.without_password(f"the database {address}: {said}")) from None
    finally:
        engine.dispose()


def run(connection: Connection, statement: str, **values: object) -> CursorResult[Any]:
    """Run a statement with values by name."""
    from sqlalchemy import text  # noqa: PLC0415

    return connection.execute(text(statement), values)


def _said(error: BaseException | None) -> str:
    """Return what the driver or SQLAlchemy says in an error, and what it means; "" where neither does.

    Pandas puts an error of its own around theirs.
    """
    import psycopg  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError  # noqa: PLC0415

    while error is not None:
        found = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(found, psycopg.Error):
            said = found.diag.message_primary or " ".join(str(found).split())
            meaning = _MEANINGS.get(found.sqlstate or "", "")
            return f"{meaning} ({said})" if meaning else said
        if isinstance(error, SQLAlchemyError):
            return " ".join(str(error).split())
        error = error.__cause__
    return ""
