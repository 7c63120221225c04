"""Whatever slips into a shipped table is named: slips of many kinds, all at once, and rows that are lost."""

import csv
import os
import random
import shutil

import pytest

from geodata.cli.checks.manifest import check_manifest
from geodata.cli.checks.report import check
from geodata.tables.reading import DATA_FOLDER, read_texts
from tests.mutations import KINDS, ROUND, read_shipped, rounds

COUNT = int(os.environ.get("ATLAS_MUTATIONS", "200"))
SEED = int(os.environ.get("ATLAS_SEED", "2017"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Each round of slips with the faults that a check of the folder found."""
    return list(rounds(SEED, COUNT, tmp_path_factory.mktemp("mutated")))


@pytest.fixture(scope="module")
def texts():
    return read_texts()[0]


def test_every_slip_is_named_at_once(made):
    missed = [slip for slips, faults in made for slip in slips if not slip.is_named_by(faults)]
    assert sum(len(slips) for slips, _faults in made) == COUNT
    assert missed == []


def test_the_slips_are_of_every_kind(made):
    assert {slip.kind for slips, _faults in made for slip in slips} == set(KINDS)


def test_a_table_that_a_slip_left_alone_is_not_named(made):
    for slips, faults in made:
        named = {fault.file for fault in faults if "manifest" in fault.message}
        assert named <= {slip.file for slip in slips}
    assert len(made) == COUNT // ROUND


@pytest.mark.parametrize(
    "name", ["policies", "agreements", "places", "removals", "sources", "doubtful_counts"]
)
def test_a_table_that_lost_rows_is_named(texts, name):
    table = texts[name]
    lost = random.Random(SEED).sample(range(len(table)), 3)
    faults = check_manifest(DATA_FOLDER, texts | {name: table.drop(table.index[lost])})
    assert [(f.file, "3 lost" in f.message) for f in faults] == [(f"{name}.csv", True)]


def test_rows_in_another_order_are_no_fault(tmp_path):
    shutil.copytree(DATA_FOLDER, tmp_path, ignore=shutil.ignore_patterns(".cache"), dirs_exist_ok=True)
    for table in read_shipped().values():
        random.Random(SEED).shuffle(table.rows)
        with (tmp_path / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.header)
            writer.writeheader()
            writer.writerows(table.rows)
    assert check(tmp_path).faults == ()
