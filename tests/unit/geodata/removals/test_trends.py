"""A view of trends gives each series its panel, its note and the reason where it stands apart."""

from __future__ import annotations

from geodata.removals.measures import Mode
from geodata.removals.trends import trends_view
from geodata.tables.atlas import load_atlas


def test_small_multiples_give_each_series_a_panel():
    view = trends_view(load_atlas(), small_multiples=True)
    assert [len(panel.mains) for panel in view.panels] == [1, 1, 1]


def test_an_index_without_its_base_is_said():
    view = trends_view(load_atlas(), mode=Mode.INDEX, base=2012)
    assert [reason.code for reason in view.reasons] == ["no_base"]


def test_a_view_carries_the_definition_of_each_measure_once():
    assert [note.label for note in trends_view(load_atlas()).notes] == ["Removals by ICE", "Removals by CBSA"]
