from datetime import date

import pytest

from geodata.dates import is_partial, parse_partial, partial_date
from geodata.model import PartialDate


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2017", date(2017, 1, 1)),
        ("2017-02", date(2017, 2, 1)),
        ("2017-02-20", date(2017, 2, 20)),
        ("2016-02-29", date(2016, 2, 29)),
    ],
)
def test_a_partial_date_counts_from_its_first_day(text, first):
    assert parse_partial(text) == first
    assert is_partial(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "2017-2",
        "2017-13",
        "2017-02-30",
        "2017-00",
        "2017-02-20 ",
        "2017/02",
        "early 2017",
        "２０１７",
        "0000",
    ],
)
def test_what_is_no_date_is_refused_and_quoted(text):
    assert not is_partial(text)
    with pytest.raises(ValueError, match=r"date|day") as error:
        parse_partial(text)
    assert repr(text) in str(error.value)


def test_the_date_wins_over_its_bound():
    assert partial_date("2025-11", "2025-11-18") == PartialDate(date(2025, 11, 1), "2025-11")


def test_a_bound_alone_is_marked_as_one():
    assert partial_date("", "2019-07") == PartialDate(date(2019, 7, 1), "2019-07", is_bound=True)


def test_an_event_with_neither_date_nor_bound_is_undated():
    assert partial_date("") is None


def test_a_malformed_bound_is_refused():
    with pytest.raises(ValueError, match="2019-7"):
        partial_date("", "2019-7")
