"""What a chart marks is told in words, too."""

from __future__ import annotations

from components.charts.parts import break_notes, context_notes
from geodata.removals.trends import trends_view
from geodata.tables.atlas import load_atlas


def test_breaks_and_laws_are_told_in_words_too():
    view = trends_view(load_atlas(), context_kinds=("term", "law"))
    told = break_notes(view)
    assert len(told) == len(view.breaks)
    assert any(text.startswith("United States, Removals by ICE, FY2009: ") for text in told)
    assert any("82 Fed. Reg. 8799" in text for text in context_notes(view))
