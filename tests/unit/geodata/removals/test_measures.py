"""Only what counts the same thing in the same way gets a common axis."""

from __future__ import annotations

from itertools import combinations, product

from geodata.periods import Frequency, YearBasis
from geodata.removals.claims import US_ICE
from geodata.removals.measures import Mode, load_measures, may_share_axis
from geodata.removals.series import SeriesKey
from geodata.tables.reading import DATA_FOLDER
from tests.small_removals import CA


def test_a_removal_and_a_return_get_no_common_axis_but_their_indices_do():
    measures = load_measures(DATA_FOLDER)
    removals = SeriesKey("US", "removals", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    returns = SeriesKey("US", "returns", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    refused = may_share_axis(removals, returns, Mode.ABSOLUTE, measures)
    assert refused is not None
    assert refused.code == "family"
    assert may_share_axis(removals, returns, Mode.INDEX, measures) is None
    assert may_share_axis(removals, US_ICE, Mode.PER_100K, measures) is None


def test_months_quarters_years_and_days_get_no_common_axis_in_any_mode():
    measures = load_measures(DATA_FOLDER)
    months = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.MONTHLY)
    quarters = SeriesKey("CA", "removals_quarter", YearBasis.CALENDAR, "total", Frequency.QUARTERLY)
    days = SeriesKey("CA", "removals_inventory", YearBasis.CALENDAR, "wanted", Frequency.ON_A_DAY)
    for mode, (one, other) in product(Mode, combinations((CA, months, quarters, days), 2)):
        refused = may_share_axis(one, other, mode, measures)
        assert refused is not None
        assert refused.code == "frequency"
    told = {
        may_share_axis(*pair, Mode.INDEX, measures) for pair in ((CA, months), (CA, quarters), (CA, days))
    }
    assert len(told) == 3
