"""docs/api.md and docs/data.md tell the truth: parameters, members of the answer, addresses, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import app
from tests.docs.readme_tables import API, DATA, filled

TEXT = API.read_text(encoding="utf-8")
CLIENT = app.server.test_client()


def names_in(answer: object) -> Iterator[str]:
    """Yield every name of a member, at any depth."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield name
            yield from names_in(value)
    if isinstance(answer, list):
        for each in answer:
            yield from names_in(each)


@pytest.mark.parametrize("page", [API, DATA])
def test_its_tables_are_those_of_the_code(page: Path):
    text = page.read_text(encoding="utf-8")
    assert filled(text, page) == text, "run: python -m tests.docs.readme_tables"


def test_every_member_of_an_answer_is_told():
    told = {*names_in(CLIENT.get("/api/applies?place=us-tx-tarrant-county").get_json())}
    told |= {*names_in(CLIENT.get("/api/applies?place=Portland").get_json())}
    assert {"event_id", "agreement_id", "strictest_limit"} <= told
    assert [name for name in sorted(told) if not re.search(rf"[`\"]{name}[`\"]", TEXT)] == []


@pytest.mark.parametrize(
    "address",
    [
        each
        for each in sorted(set(re.findall(r"`(/[a-z][^`]*)`", TEXT)))
        if not each.startswith(("/ogc", "/req"))
    ],
)
def test_every_address_answers(address: str):
    assert CLIENT.get(address).status_code == 200


@pytest.mark.parametrize("name", ["api.md", "data.md", "python.md"])
def test_every_page_that_it_leads_to_exists(name: str):
    linked = re.findall(r"\]\((?!https?:)([^)#:]+)", (API.parent / name).read_text(encoding="utf-8"))
    assert linked
    assert [path for path in linked if not (API.parent / path).exists()] == []
