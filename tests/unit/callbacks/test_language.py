"""An answer is in the link's language, else in the browser's, else in English."""

import flask
import pytest

from callbacks.server import language

FRENCH = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("address", "headers", "spoken"),
    [
        ("/", {}, "en"),
        ("/", FRENCH, "fr"),
        ("/?lang=es", FRENCH, "es"),
        ("/?lang=xx", FRENCH, "fr"),
        ("/", {"Accept-Language": "de, es-MX;q=0.7"}, "es"),
        ("/", {"Accept-Language": "de"}, "en"),
        ("/download/places.csv", FRENCH, "en"),
        ("/download/places.csv?lang=fr", {}, "fr"),
        ("/api/applies?place=us-ca", FRENCH, "en"),
        ("/feed.atom?lang=es", FRENCH, "es"),
    ],
)
def test_the_language_of_a_request(address: str, headers: dict[str, str], spoken: str):
    with flask.Flask(__name__).test_request_context(address, headers=headers):
        assert language.language_of(flask.request) == spoken


def test_a_thread_that_served_another_language_speaks_its_own_again():
    server = flask.Flask(__name__)
    language.install(server)
    server.get("/")(lambda: {"said": language.current_locale()})
    client = server.test_client()
    told = [client.get(address).json for address in ("/?lang=fr", "/")]
    assert told == [{"said": "fr"}, {"said": "en"}]
    assert client.get("/?lang=es").headers["Content-Language"] == "es"
    assert language.current_locale() == "en"
