"""A broken table is named, or reads as the same facts: none passes that changes one."""

from __future__ import annotations

import os

import pytest

from tests.breakages import HARMLESS, WAYS, Outcome, outcomes

COUNT = int(os.environ.get("ATLAS_BREAKAGES", "40"))
SEED = int(os.environ.get("ATLAS_SEED", "2017"))


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[Outcome]:
    return list(outcomes(SEED, COUNT, tmp_path_factory.mktemp("broken")))


def test_no_broken_table_passes_that_changes_a_fact(found):
    assert len(found) == COUNT
    assert {each.kind for each in found} <= set(WAYS)
    assert [each for each in found if each.passes_unseen] == []


def test_what_changes_no_fact_is_no_fault(found):
    harmless = [each for each in found if each.kind in HARMLESS]
    assert harmless
    assert [each for each in harmless if not each.same_facts] == []
