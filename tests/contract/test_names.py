"""No two places of the atlas are called the same where a reader sees them side by side."""

from __future__ import annotations

from collections import Counter

import pytest

from geodata.search.keys import key
from geodata.selection.filters import load_house
from geodata.text import LOCALES, use_locale
from geodata.words.folding import fold

HOUSE = load_house()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("alike", [fold, key])
def test_no_two_places_are_called_the_same(locale: str, alike):
    with use_locale(locale):
        names = Counter(alike(name) for name in HOUSE.display_names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("place_id", "name"),
    [
        ("us-or-portland", "Portland, Oregon"),
        ("gb-reading", "Reading, England"),
        ("us-ga-athens", "Athens, Georgia"),
        ("us-ca-los-angeles", "Los Angeles"),
        ("us-ca-los-angeles-county", "Los Angeles County"),
    ],
)
def test_a_name_carries_its_state_where_another_place_bears_it(place_id: str, name: str):
    assert HOUSE.display_name(place_id) == name
