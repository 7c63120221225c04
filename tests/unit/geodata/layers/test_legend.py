"""A legend has few classes, each feature has one, and what is missing is never zero."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.layers.layer import range_text
from geodata.layers.legend import MOST_VALUES, as_numbers, legend_of
from geodata.text import use_locale

VALUES = st.lists(
    st.one_of(st.none(), st.integers(-5, 5), st.floats(-1e6, 1e6), st.sampled_from(["", " ", "a", "b", "07"]))
)


def classes(values, dtype="object"):
    legend = legend_of(pd.Series(values, dtype=dtype), "Layer", len(values))
    return [(each.label, each.count) for each in legend.classes], legend.of.tolist()


def test_without_a_column_there_is_one_class():
    legend = legend_of(None, "Shelters", 3)
    assert [(each.label, each.count) for each in legend.classes] == [("Shelters", 3)]
    assert legend.of.tolist() == [0, 0, 0]


def test_values_stand_in_the_order_of_how_frequent_they_are():
    assert classes(["b", "a", " b ", None, ""]) == ([("b", 2), ("a", 1), ("no value", 2)], [0, 1, 0, 2, 2])
    assert classes([True, None, False, True]) == ([("true", 2), ("false", 1), ("no value", 1)], [0, 2, 1, 0])


def test_the_eighth_value_and_what_follows_are_others():
    legend = legend_of(pd.Series([*"aabcdefghi", None]), "", 11)
    assert [each.label for each in legend.classes] == [*"abcdefg", "other values", "no value"]
    assert [each.other for each in legend.classes] == [False] * 7 + [True, False]
    assert [each.no_value for each in legend.classes] == [False] * 8 + [True]
    assert legend.classes[7].count == 2


def test_codes_are_no_numbers():
    assert as_numbers(pd.Series(["06037", "36061"])) is None
    assert as_numbers(pd.Series(["6037", "", "0.5"])).tolist()[::2] == [6037, 0.5]
    assert as_numbers(pd.Series([True, False], dtype="object")) is None
    assert as_numbers(pd.Series(["1", "x"])) is None
    assert as_numbers(pd.Series([None, ""])) is None


def test_few_numbers_are_values_in_their_order():
    assert classes([3, 1, np.nan, 1]) == ([("1", 2), ("3", 1), ("no value", 1)], [1, 0, 2, 0])


def test_many_numbers_are_five_classes_of_like_count():
    legend = legend_of(pd.Series(np.arange(100.0)), "", 100)
    assert [(each.label, each.count) for each in legend.classes] == [
        ("0 to 19", 20), ("20 to 39", 20), ("40 to 59", 20), ("60 to 79", 20), ("80 to 99", 20),
    ]  # fmt: skip
    mostly_zero = legend_of(pd.Series([0] * 80 + list(range(1, 21))), "", 100)
    assert [(each.low, each.high, each.count) for each in mostly_zero.classes] == [(0, 0, 80), (1, 20, 20)]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1990, 2017, "1990 to 2017"),
        (1000, 250000, "1,000 to 250,000"),
        (0.25, 0.5, "0.25 to 0.5"),
        (7, 7, "7"),
        (2017, 2017, "2017"),
        (-1.5, 120.25, "-1.5 to 120.2"),
        (0.00001, 0.00002, "0.00001 to 0.00002"),
    ],
)
def test_bounds_are_written_as_exact_as_it_takes(low, high, text):
    assert range_text(low, high) == text


def test_classes_speak_the_readers_language_and_values_stay():
    legend = legend_of(pd.Series([0.5, None, *range(1000, 1020)]), "", 22)
    with use_locale("fr"):
        assert legend.classes[0].text == "0,5 à 1\u202f002"
        assert legend.classes[-1].text == "sans valeur"


@given(VALUES)
def test_each_feature_has_a_class_and_the_counts_are_true(values):
    legend = legend_of(pd.Series(values, dtype="object"), "", len(values))
    counts = np.bincount(legend.of, minlength=len(legend.classes)).tolist()
    assert counts == [each.count for each in legend.classes]
    assert len(legend.classes) <= MOST_VALUES + 2
    missing = sum(value is None or (isinstance(value, str) and not value.strip()) for value in values)
    assert sum(each.count for each in legend.classes if each.no_value) == missing


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1))
def test_a_class_of_numbers_holds_what_lies_between_its_bounds(values):
    legend = legend_of(pd.Series(values, dtype="float64"), "", len(values))
    for value, number in zip(values, legend.of.tolist(), strict=True):
        found = legend.classes[number]
        assert found.no_value if value is None else found.low <= value <= found.high
