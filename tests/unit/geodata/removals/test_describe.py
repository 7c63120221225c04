"""A series is told in words."""

from __future__ import annotations

from geodata.removals.describe import describe
from geodata.removals.measures import load_measures
from geodata.removals.series import load_series
from geodata.tables.reading import DATA_FOLDER
from tests.small_removals import CA, small, yearly


def test_a_description_names_range_peak_last_value_and_gaps():
    text = describe(load_series(small(*yearly(1000, None, 4000, 2000)), CA), load_measures(DATA_FOLDER))
    assert "3 figures from 2010 to 2013" in text
    assert "Highest: 4,000 in 2012" in text
    assert "Last: 2,000 in 2013" in text
    assert "No figure for 2011" in text
