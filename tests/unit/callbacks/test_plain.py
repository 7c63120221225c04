"""Where no script runs, every place stands in a table with its rule and its source, beside the files."""

import re
from html import escape

import pytest

from app import app
from geodata.codes import Policing, Status
from geodata.selection.filters import load_house
from geodata.text import LOCALES
from geodata.words import police_terms, terms

CLIENT = app.server.test_client()


def test_every_place_stands_in_the_plain_table_once():
    page = CLIENT.get("/plain").text
    found = re.findall(r'<th scope="row"><a href="\.\?v=1&amp;place=([^"]+)">', page)
    assert sorted(found) == sorted(load_house().timeline.place_ids)
    assert len(re.findall(r'<td><a href="https?://', page)) > len(found) * 0.9
    assert "<td>Ended</td><td></td><td>January 30, 2017 – March" in page, "Argentina's decree of 2017"
    assert "javascript:" not in page
    assert "<script" not in page


def test_the_page_without_scripts_leads_there_and_its_files_exist():
    assert "<noscript>" in CLIENT.get("/").text
    assert '<a href="plain">Every place as a plain table</a>' in CLIENT.get("/").text
    for name in re.findall(r'href="(download/[^"]+)"', CLIENT.get("/plain").text):
        assert CLIENT.head(f"/{name}").status_code == 200


@pytest.mark.parametrize("language", LOCALES)
def test_it_speaks_the_languages_of_the_atlas(language: str):
    page = CLIENT.get(f"/plain?lang={language}").text
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1


def test_it_says_what_each_status_and_each_word_on_police_means():
    page = CLIENT.get("/plain").text
    for told in (*map(terms.status, Status), *map(police_terms.policing, Policing)):
        assert f"<dt>{escape(told.label)}</dt><dd>{escape(told.definition)}</dd>" in page
