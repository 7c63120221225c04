"""One atlas with ``/ogc`` on loopback for all tests of this folder, and a reader of its answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.browser.support import serve_atlas

NO_EXTRA = "the extra api (pygeoapi) is not installed"


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def links(self) -> dict[str, str]:
        return {link["rel"]: link["href"] for link in self.json["links"]}


@dataclass
class Ogc:
    """The API: its address, and how to ask it."""

    address: str

    def ask(self, path: str = "", *, accept: str = "", **parameters: object) -> Answer:
        """Ask for a path of the API; names of parameters may have ``_`` for ``-``."""
        told = {name.replace("_crs", "-crs"): value for name, value in parameters.items()}
        return fetch(f"{self.address}{path}{'?' if told else ''}{urlencode(told)}", accept)


def fetch(address: str, accept: str = "") -> Answer:
    """Get an address, whatever the status."""
    try:
        with urlopen(Request(address, headers={"Accept": accept} if accept else {}), timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.headers, refused.read())


@pytest.fixture(scope="session")
def ogc() -> Iterator[Ogc]:
    pytest.importorskip("pygeoapi", reason=NO_EXTRA)
    with serve_atlas({"ATLAS_API": "1"}) as atlas:
        yield Ogc(f"{atlas.url}ogc")
