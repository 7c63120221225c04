"""A time is a day or two days, as RFC 3339 writes them; whatever else is refused with what would be valid."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.features.errors import BadQuery
from geodata.features.when import Span, read_span

DAY = date(2017, 1, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-01-31", DAY, DAY),
        ("2017-01-31T23:59:59Z", DAY, DAY),
        ("2017-01-31t00:00:00.5-05:00", DAY, DAY),
        ("2017-01-31/2018-02-01", DAY, date(2018, 2, 1)),
        ("../2017-01-31", date.min, DAY),
        ("/2017-01-31", date.min, DAY),
        ("2017-01-31T00:00:00Z/..", DAY, date.max),
        ("2017-01-31/", DAY, date.max),
    ],
)
def test_a_day_or_two_days_with_a_side_open(text: str, first: date, last: date):
    assert read_span(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "..", "now", "2017", "2017-02-30", "2017-01-31T25:00:00Z", "2017-01-31/2018-01-01/2019-01-01",
     "0000-01-01", "２０１７-01-31", "2017-01-31T00:00:00", " 2017-01-31"],
)  # fmt: skip
def test_what_is_no_day_is_refused_by_name(text: str):
    with pytest.raises(BadQuery, match=r"^datetime=.* is not valid: give a day such as 2017-01-31"):
        read_span(text)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadQuery, match="datetime=2018-01-01/2017-01-01 ends before it begins"):
        read_span("2018-01-01/2017-01-01")


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_refused(text: str):
    try:
        span = read_span(text)
    except BadQuery:
        return
    assert span.first <= span.last


@given(st.dates(), st.dates(), st.dates())
def test_what_lies_ahead_stands_for_now(one: date, other: date, now: date):
    known = Span(min(one, other), max(one, other)).until_now(now)
    assert known.first <= known.last <= now
