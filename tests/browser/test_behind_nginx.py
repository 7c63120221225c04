"""The atlas as docs/operating.md has it: under a prefix, two workers, behind an nginx that keeps files."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.nginx import PATIENCE_S, PREFIX, nginx_before, nginx_path, shown
from tests.browser.reader import card, check, exported_ids, has_state, search, sees_exactly, settled
from tests.browser.support import DESKTOP, PATIENCE_MS, RunningAtlas, Watch, serve_atlas

pytestmark = pytest.mark.skipif(
    nginx_path() is None, reason="nginx is not on this machine (Debian: apt install nginx-light)"
)

PUBLIC = "https://atlas.example/atlas/"
STALE_S = 600


def settings() -> dict[str, str]:
    """Return the environment that the shown service sets."""
    (service,) = [unit for unit in shown("ini") if "[Service]" in unit]
    pairs = " ".join(re.findall(r"^Environment=(.*)$", service, re.MULTILINE)).split()
    return dict(pair.split("=", 1) for pair in pairs)


def get(url: str, headers: Mapping[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=dict(headers or {}))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """The socket that systemd would hold."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as held:
        yield held


@pytest.fixture(scope="module")
def behind(listener: socket.socket) -> Iterator[RunningAtlas]:
    with serve_atlas(settings(), listener) as atlas:
        yield atlas


@pytest.fixture(scope="module")
def home(behind: RunningAtlas, tmp_path_factory) -> Iterator[str]:
    with nginx_before(urlsplit(behind.url).port or 0, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, locale="en-US", base_url=home)
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(home)
    opened = watch.follow(context.new_page())
    opened.goto(f"{home}?v=1")
    yield opened
    context.close()
    assert watch.faults == []


def static_file(home: str) -> str:
    _answer, body = get(home)
    found = re.search(r'src="(static/vendor/plotly\.[^"]+)"', body.decode())
    assert found is not None
    return home + found[1]


def test_the_shown_service_runs_as_it_is_shown():
    assert settings() == {
        "WORKERS": "2",
        "THREADS": "4",
        "ATLAS_PREFIX": PREFIX,
        "ATLAS_PUBLIC_URL": PUBLIC,
        "ATLAS_PROXIES": "1",
        "ATLAS_LOG": "access",
    }


def test_a_reader_chooses_opens_moves_and_downloads_under_the_prefix(page: Page, home: str):
    settled(page)
    check(page, "Country", "Canada")
    has_state(page, "v=1&country=CA")
    sees_exactly(page, exported_ids("--country", "CA"))
    page.get_by_role("radio", name="Adopted in").check()
    page.get_by_role("slider", name="To year").fill("2017")
    has_state(page, "v=1&country=CA&adopted=1971:2017")
    sees_exactly(page, exported_ids("--country", "CA", "--adopted", "1971:2017"))
    search(page, "Toronto", "Toronto")
    card(page, "Toronto").wait_for()
    assert page.url.startswith(f"{home}?v=1&country=CA&adopted=1971:2017&place=ca-on-toronto")
    link = page.locator("[data-download='places.csv']").first
    assert urlsplit(link.evaluate("link => link.href")).path == f"{PREFIX}download/places.csv"
    answer = page.request.get(link.evaluate("link => link.href"))
    assert answer.ok
    assert answer.headers["link"].startswith(f"<{PUBLIC}?v=1&country=CA&adopted=1971:2017")


def test_a_page_of_an_earlier_release_opens_anew_with_what_was_chosen(page: Page):
    settled(page)

    def of_another_release(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "atlas-release": "another"})

    page.evaluate("window.isOld = true")
    page.route(re.compile("_dash-update-component"), of_another_release)
    with page.expect_event("load"):
        check(page, "Country", "Canada")
    settled(page)
    assert page.evaluate("window.isOld") is None
    has_state(page, "v=1&country=CA")
    check(page, "Country", "Germany")  # still another one: a page is opened anew for it once, not for ever
    has_state(page, "v=1&country=CA,DE")


@pytest.mark.parametrize("what", ["static", "download/places.csv?country=CA", "download/places.geojson"])
def test_nginx_keeps_files_and_each_asks_only_once(home: str, what: str):
    url = static_file(home) if what == "static" else home + what
    (first, body), (second, again) = get(url), get(url)
    assert (first.status, second.status) == (200, 200)
    assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("MISS", "HIT")
    assert body == again
    assert second.headers["ETag"] == first.headers["ETag"]
    third, nothing = get(url, {"If-None-Match": first.headers["ETag"]})
    assert (third.status, nothing) == (304, b"")


def test_the_atlas_itself_answers_304_to_who_has_the_file(behind: RunningAtlas):
    url = f"{behind.url.rstrip('/')}{PREFIX}download/places.csv?country=DE"
    first, _body = get(url)
    again, nothing = get(url, {"If-None-Match": first.headers["ETag"]})
    assert (first.status, again.status, nothing) == (200, 304, b"")
    assert f"s-maxage={STALE_S}" in first.headers["Cache-Control"]


@pytest.mark.parametrize(
    "what", ["", "ready", "health", "_dash-layout", "no/such/page", "download/places.csv?country=us"]
)
def test_what_changes_is_not_kept(home: str, what: str):
    seen = [get(home + what)[0].headers["X-Cache"] for _time in range(2)]
    assert "HIT" not in seen


def test_what_a_reader_claims_about_address_or_path_is_not_believed(home: str):
    claims = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
    answer, body = get(f"{home}download/places.geojson?country=NZ", {**claims, "SCRIPT_NAME": "/evil"})
    assert answer.status == 200
    assert b"evil" not in body
    assert "evil" not in str(answer.headers)
    missing, page = get(f"{home}no/such", {**claims, "Accept": "text/html"})
    assert missing.status == 404
    assert f'<a href="{PREFIX}">'.encode() in page


def test_a_restart_refuses_nobody(listener: socket.socket, home: str, behind: RunningAtlas):
    """Readers keep asking while the atlas is stopped and another one takes over its socket."""
    statuses: list[int] = []
    enough = threading.Event()

    def read() -> None:
        while not enough.is_set():
            statuses.append(get(f"{home}ready")[0].status)

    readers = [threading.Thread(target=read) for _reader in range(4)]
    for reader in readers:
        reader.start()
    try:
        behind.process.terminate()
        behind.process.wait(timeout=PATIENCE_S)
        with serve_atlas(settings(), listener):
            seen = len(statuses)
            answered = [get(f"{home}ready")[0].status for _time in range(20)]
            enough.set()
            for reader in readers:
                reader.join(timeout=PATIENCE_S)
    finally:
        enough.set()
    assert len(statuses) > seen
    assert {*statuses, *answered} == {200}
