"""The notebook runs, and shows what it says: its outputs are those of the present data."""

from __future__ import annotations

import pytest

pytest.importorskip("nbclient")

from tests.docs import notebook


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_cell_runs_and_its_output_is_the_one_that_is_shown():
    shown = notebook.NOTEBOOK.read_text(encoding="utf-8")
    assert notebook.written(notebook.ran()) == shown, "run: python -m tests.docs.notebook"


def test_it_asks_all_four_functions_and_is_small():
    shown = notebook.NOTEBOOK.read_text(encoding="utf-8")
    assert [
        name for name in ("places", "spells", "removals", "applies") if f"geodata.{name}(" not in shown
    ] == []
    assert len(shown) < 40_000
