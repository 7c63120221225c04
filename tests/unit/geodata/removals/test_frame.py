"""The frame of removals has the table's own columns and, where asked for, rates and an index."""

from __future__ import annotations

import pytest

from geodata.errors import UnknownCode
from geodata.removals.frame import removals_frame
from tests.small_removals import small, yearly


def test_an_unknown_code_names_the_valid_ones():
    with pytest.raises(UnknownCode, match="unknown country 'XX'; valid: CA"):
        removals_frame(small(*yearly(1)), countries=["XX"])


def test_the_export_adds_rates_and_an_index_beside_the_tables_own_columns():
    frame = removals_frame(small(*yearly(50, 75, 100)), years=(2011, 2012), rates=True, index=2010)
    assert list(frame.columns) == [
        "country", "period", "year_basis", "frequency", "period_start", "period_end", "measure", "breakdown",
        "value", "source_id",
        "population", "population_source_id", "per_100k", "index",
    ]  # fmt: skip
    assert frame["period"].tolist() == ["2011", "2012"]
    assert frame["index"].tolist() == [150.0, 200.0]
    assert frame["per_100k"].isna().tolist() == [True, False]
    assert frame["population_source_id"].tolist() == ["", "p"]
