"""The server says how to cite a part of the page, for any link, and never names a stranger's address."""

from datetime import UTC, datetime

from app import app
from callbacks.citing import UNKNOWN_ADDRESS

CLIENT = app.server.test_client()


def test_a_part_of_a_view_is_cited_on_the_servers_day():
    answer = CLIENT.get("/cite/mix?v=1&country=CA")
    assert answer.status_code == 200
    assert f"urldate = {{{datetime.now(UTC).date().isoformat()}}}" in answer.json["bibtex"]
    assert "http://localhost/?v=1&country=CA" in answer.json["text"]
    assert answer.json["unknown"] == ""
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_host_that_is_not_trusted_is_not_named():
    answer = CLIENT.get("/cite/mix?v=1", headers={"Host": "stranger.example"})
    assert "stranger" not in answer.text
    assert answer.json["unknown"] == UNKNOWN_ADDRESS
    assert f"{UNKNOWN_ADDRESS}?v=1" in answer.json["text"]


def test_what_no_page_shows_is_not_found():
    for path in (
        "nothing?v=1",
        "place?v=1",
        "place?v=1&place=xx",
        "compare",
        "crossing?v=1&crossing_place=x",
    ):
        assert CLIENT.get(f"/cite/{path}").status_code == 404


def test_the_language_is_the_links():
    french = CLIENT.get("/cite/places?v=1&country=CA&lang=fr").json["text"]
    assert french != CLIENT.get("/cite/places?v=1&country=CA").json["text"]
    assert "lang=fr" in french
