"""What "About the data" tells of police: every question, answer, colour and kind of source; who coded it."""

from dash.development.base_component import Component

from components.about.dialog import dialog
from components.about.police import PART
from geodata.codes import Event, Policing, Provision, SourceKind, Value
from geodata.selection.filters import load_house
from geodata.words import police_terms, terms
from geodata.words.glossary import entries

HOUSE = load_house()


def text_of(node: object) -> str:
    if isinstance(node, list | tuple):
        return " ".join(map(text_of, node))
    return text_of(getattr(node, "children", "")) if isinstance(node, Component) else str(node or "")


TEXT = " ".join(text_of(dialog(HOUSE)).split())


def test_every_code_stands_there_with_its_definition():
    listed = [
        *map(police_terms.provision, Provision),
        *map(police_terms.value, Value),
        *map(police_terms.policing, Policing),
        *map(terms.source_kind, SourceKind),
    ]
    for term in listed:
        assert f"{term.label} {term.definition}" in TEXT


def test_who_coded_and_how_surely_is_told():
    for figure in (
        "90.7%",
        "0.80",
        "holding 0.89",
        "asking 0.81",
        "helping 0.73",
        "deputising 0.70",
        "telling 0.66",
    ):
        assert figure in TEXT


def test_what_the_lists_of_agreements_lack_is_told():
    assert "complete only until 18 May 2026" in TEXT
    assert "For 2018 the lists are probably short" in TEXT


def test_the_part_on_police_can_be_opened_by_itself():
    assert any(getattr(part, "id", "") == PART for part in vars(dialog(HOUSE))["children"])


def test_what_is_not_known_is_counted_in_the_tables():
    undated = sum(e.when is None and e.event is not Event.PRACTICE_REPORT for e in HOUSE.atlas.events)
    told = sum(e.event is not Event.PRACTICE_REPORT for e in HOUSE.atlas.events)
    assert f"{undated} of {told:,} policy events have no date" in TEXT
    assert "“No rule found” means that none was found" in TEXT


def test_every_list_of_places_is_named_with_its_count():
    for name in set(HOUSE.atlas.listings["list"]):
        assert f"{name}, " in TEXT
    assert (
        "DHS sanctuary jurisdiction list, May 29, 2025 (withdrawn, known errors, full copy): 603 places"
        in TEXT
    )


def test_the_whole_glossary_stands_there():
    for each in entries():
        assert f"{each.term} {each.definition}" in TEXT
