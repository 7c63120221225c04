"""Crossings on the map: sums that say what is missing, an area scale that does not exaggerate."""

import math

import numpy as np
import pytest

from geodata.crossings.counts import layer_values, year_grid
from geodata.crossings.measures import PEOPLE
from geodata.tables.atlas import load_atlas
from geodata.views.scale import area_radius, legend_values, size_legend, step_down


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def test_a_sum_over_years_says_whether_all_of_them_have_a_figure(atlas):
    port = atlas.crossings.index.get_loc("poe-us-2504")
    one, both = layer_values(atlas, PEOPLE, (2023, 2023)), layer_values(atlas, PEOPLE, (2024, 2025))
    assert one.complete[port]
    assert not both.complete[port]
    assert both.years_counted[port] == 1
    assert both.value[port] == layer_values(atlas, PEOPLE, (2024, 2024)).value[port]


def test_years_without_any_figure_are_missing_not_zero(atlas):
    values = layer_values(atlas, PEOPLE, (1950, 1960))
    assert np.isnan(values.value).all()
    assert values.largest == 0
    assert not values.complete.any()


def test_the_grid_of_a_measure_cannot_be_written_to(atlas):
    with pytest.raises(ValueError, match="read-only"):
        year_grid(atlas, PEOPLE).value[0, 0] = 1


def test_area_not_radius_grows_with_the_number():
    assert area_radius(100.0, 100.0, 20.0) == 20
    assert area_radius(25.0, 100.0, 20.0) == 10
    small, large = area_radius(np.array([10.0, 40.0]), 100.0, 20.0)
    assert math.isclose((large / small) ** 2, 4)


def test_missing_and_zero_are_no_small_discs():
    radii = area_radius(np.array([np.nan, 0.0]), 100.0, 20.0)
    assert np.isnan(radii[0])
    assert radii[1] == 0


@pytest.mark.parametrize("arguments", [(-1.0, 10.0, 5.0), (1.0, 0.0, 5.0), (1.0, 10.0, 0.0)])
def test_a_scale_needs_a_positive_end_and_counts(arguments):
    with pytest.raises(ValueError, match=r"scale|negative"):
        area_radius(*arguments)


@pytest.mark.parametrize(
    ("largest", "values"),
    [
        (54_403_110, (50_000_000, 10_000_000, 2_000_000)),
        (7, (5, 1)),
        (1, (1,)),
        (0, ()),
        (999, (500, 100, 20)),
    ],
)
def test_legend_values_are_round_and_within_the_scale(largest, values):
    assert legend_values(largest) == values


def test_a_power_of_ten_is_its_own_step():
    assert [step_down(10.0**power) for power in range(8)] == [10.0**power for power in range(8)]


def test_the_legend_carries_radius_and_label():
    assert [(size.radius, size.label) for size in size_legend(2000.0, 20.0, 1)] == [(20.0, "2,000")]
