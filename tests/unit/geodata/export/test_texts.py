"""A download says what its columns mean, what it cites and how it is cited."""

from __future__ import annotations

import pytest

from geodata.export.files import (
    FigureChoice,
    citation,
    cited_sources,
    columns_explained,
    export_frame,
    policies_frame,
)
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from tests.unit.geodata.export.views import IN_FORCE, NARROW, TABLES


@pytest.mark.parametrize("table", [*TABLES, "agreements"])
def test_every_column_of_every_table_is_explained(house, table):
    choice = FigureChoice(rates=True, index=2012, years=(2017, 2017))
    frame = export_frame(house, table, IN_FORCE, choice)
    columns = [c for c in frame.columns if c != "geometry"]
    assert all(columns_explained(columns).values())


def test_the_citation_names_version_date_and_view(house):
    text = citation(house, NARROW)
    assert house.atlas.version in text
    assert str(house.atlas.data_date.year) in text
    assert text.endswith(to_query(NARROW))
    assert citation(house, NARROW, "http://atlas.example/").endswith(
        "view http://atlas.example/?" + to_query(NARROW)
    )


def test_further_sources_of_events_are_cited_too(house):
    frame = policies_frame(house, FilterState())
    further = next(text for text in frame["also_source_ids"] if text).split(";")[0]
    assert further in set(cited_sources(house, frame)["source_id"])
