"""What the story tells is in the tables: every number, every date and every source."""

import re

import pytest

from geodata.codes import Policing, Status, YearMode
from geodata.removals.claims import article_figures
from geodata.selection.filters import load_house
from geodata.selection.parameters import STORY_STEPS
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.state import FilterState
from geodata.story import numbers
from geodata.story.steps import STATES
from geodata.story.telling import story, story_title, told
from geodata.story.told import ARTICLE
from geodata.text import LOCALES, use_locale

HOUSE = load_house()
POLICIES = HOUSE.atlas.policies.set_index("event_id")


def numbers_of(code: str) -> list[int]:
    text = " ".join(told(HOUSE, code).sentences)
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\d|\d", text)]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_step_is_told_in_every_language(locale: str):
    with use_locale(locale):
        steps = story(HOUSE)
        assert story_title()
    assert len(steps) == len(STORY_STEPS)
    for step in steps:
        assert step.title
        assert 2 <= len(step.sentences) <= 3
        assert all(sentence and "{" not in sentence for sentence in step.sentences)
        assert all(len(row) == len(step.head) and all(row) for row in step.rows)


@pytest.mark.parametrize("code", STORY_STEPS)
def test_a_steps_sources_are_in_the_table_with_their_address(code: str):
    step = told(HOUSE, code)
    sources = HOUSE.atlas.sources.loc[list(step.sources)]
    assert sources["url"].str.startswith("http").all()
    assert (sources["title"] != "").all()
    assert len(set(step.sources)) == len(step.sources)
    if "article" in " ".join(step.sentences):
        assert step.sources[0] == ARTICLE


def test_the_first_steps_places_are_those_that_the_map_counts():
    selection = HOUSE.select(FIRST_VIEW)
    counts = numbers.policing_counts(HOUSE)
    assert sum(counts.values()) == len(selection)
    assert counts[Policing.COOPERATES] == selection.count_of(Status.COOPERATES)
    end_2017 = HOUSE.select(FilterState(countries=("US",), year_mode=YearMode.IN_FORCE, year_to=2017))
    assert numbers_of("1")[-3:] == [200, end_2017.count_of(Status.IN_FORCE), 2017]


def test_the_second_step_counts_what_its_map_shows():
    assert numbers_of("2")[-7:-4] == [1979, 1989, len(HOUSE.select(STATES["2"]))]
    assert sum(int(count) for _year, count in told(HOUSE, "2").rows) == len(HOUSE.select(STATES["2"]))
    assert POLICIES.loc["us-ca-los-angeles.1", ["date", "asking"]].tolist() == ["1979", "limited"]
    assert POLICIES.loc["us-ca-los-angeles.8", "date"] == "1986-02-07"


def test_the_three_motions_say_nothing_to_the_police_and_the_police_have_their_own():
    motions = POLICIES.loc[["ca-on-toronto.1", "ca-on-hamilton.1", "ca-qc-montreal.1"]]
    assert motions["date"].tolist() == ["2013-02-21", "2014-02-12", "2017-02-20"]
    assert (motions["measure"] == "services_access").all()
    assert (motions[["asking", "telling", "holding", "helping", "deputising"]] == "").all(axis=None)
    police = "ca-on-toronto-police-service"
    assert POLICIES.loc[f"{police}.1", ["date", "asking"]].tolist() == ["2006-02-15", "limited"]
    assert POLICIES.loc[f"{police}.3", ["date", "event", "telling"]].tolist() == [
        "2008-11-20", "declined", "barred",
    ]  # fmt: skip
    assert POLICIES.loc["ca-qc-montreal-police.3", ["date", "telling"]].tolist() == ["2020", "limited"]


def test_the_transit_police_referred_328_people_in_2013():
    assert numbers.referrals(HOUSE) == ("2013", 328, "f-24hrs_2014_transit_police")
    assert numbers_of("4") == [2007, 2017, 300, 2013, 328, 2015, 20, 2015]
    ended = POLICIES.loc["ca-bc-metro-vancouver-transit-police.4"]
    assert ended[["date", "telling", "holding"]].tolist() == ["2015-02-20", "limited", "limited"]


def test_the_winters_months_are_those_of_the_mounted_police():
    rows = told(HOUSE, "5").rows
    assert [row[1:] for row in rows] == [("245", "19"), ("452", "142"), ("654", "170"), ("672", "146")]
    assert numbers_of("5")[:3] == [2017, 245 + 452 + 654 + 672, 19 + 142 + 170 + 146]


def test_the_articles_four_figures_stand_beside_the_official_ones():
    figures = article_figures(HOUSE.atlas)
    text = " ".join(told(HOUSE, "6").sentences)
    for figure in figures:
        assert figure.point.value is not None
        assert f"{figure.point.value:,}" in text
        if figure.quoted:
            assert f"{figure.quoted:,}" in text
    assert len(told(HOUSE, "6").rows) == len(figures) == 4


def test_the_last_step_compares_the_ends_of_two_years():
    rows = {label: (then, now) for label, then, now in told(HOUSE, "7").rows}
    assert rows["States with a law against such policies"] == ("10", "22")
    assert rows["Places with a 287(g) agreement"] == (
        f"{numbers.us_agreements(HOUSE, 2016):,}",
        f"{numbers.us_agreements(HOUSE, 2025):,}",
    )
    shown = HOUSE.select(STATES["7"])
    assert rows["Places where police cooperate"][1] == f"{shown.count_of(Status.COOPERATES):,}"
    assert numbers.listed(HOUSE) == ("2025-08-05", 34, "us-doj2025")


def test_a_claim_without_a_number_is_refused():
    with pytest.raises(ValueError, match="c06"):
        numbers.article_number(HOUSE, "c06")
