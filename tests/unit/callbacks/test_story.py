"""All steps of the story stand on one page without scripts, each with its figures, sources and link."""

import re

import pytest

from app import app
from geodata.selection.filters import load_house
from geodata.selection.parameters import STORY_STEPS
from geodata.story.telling import story, story_title
from geodata.text import LOCALES

CLIENT = app.server.test_client()


def test_every_step_stands_there_with_its_words_table_sources_and_link():
    page = CLIENT.get("/story").text
    assert "<script" not in page
    assert story_title() in page
    assert re.findall(r'<a href="\.\?story=(\d)">Open this step', page) == list(STORY_STEPS)
    assert page.count("<table>") == page.count("<h2>") == len(STORY_STEPS)
    for step in story(load_house()):
        for row in step.rows:
            assert all(cell.split("'")[0] in page for cell in row)
    assert page.count("http://citiscope.org/story/2017/canada-experiments-us-sanctuary-city-model") >= 5


@pytest.mark.parametrize("language", LOCALES)
def test_it_speaks_the_languages_of_the_atlas(language: str):
    page = CLIENT.get(f"/story?lang={language}").text
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
