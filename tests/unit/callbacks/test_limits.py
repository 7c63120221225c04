"""Memory that is free again goes back to the machine after a big answer, and only then."""

from types import SimpleNamespace

import pytest

from callbacks.server.process import limits


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Note what the C library is asked for."""
    found: list[tuple[object, ...]] = []
    monkeypatch.setattr(limits, "_function", lambda name: lambda *given: found.append((name, *given)))
    return found


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/download/places.csv", [("malloc_trim", 0)]), ("/_dash-update-component", []), ("/", [])],
)
def test_a_download_gives_back_what_it_took(called: list[tuple[object, ...]], path: str, asked: list[object]):
    limits.give_back(None, SimpleNamespace(path=path), {}, None)
    assert called == asked


def test_all_threads_share_one_arena(called: list[tuple[object, ...]]):
    limits.keep_little()
    assert ("mallopt", limits.M_ARENA_MAX, 1) in called


def test_a_library_without_these_functions_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits.ctypes, "CDLL", lambda _name: SimpleNamespace())
    assert limits._function("mallopt") is None
    limits.keep_little()
    limits.give_back(None, SimpleNamespace(path="/download/places.csv"), {}, None)
