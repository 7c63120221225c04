"""Words, numbers and dates in the reader's language: gettext for texts, Babel for the rest.

Message ids are the English texts. The locale is a context variable, so that two requests in one
process never see each other's language; a worker that sets none speaks English.
"""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date as _format_date
from babel.dates import format_skeleton
from babel.lists import format_list as _format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.numbers import format_percent as _format_percent

LOCALES = ("en", "es", "fr")
"""Languages that have a whole catalogue, the first being the default."""

_DOMAIN = "atlas"
_FOLDER = Path(__file__).parent / "locale"
_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)
_O = re.compile(r"h?[oó]", re.IGNORECASE)
_locale: ContextVar[str] = ContextVar("atlas_locale", default=LOCALES[0])


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    path = _FOLDER / code / "LC_MESSAGES" / f"{_DOMAIN}.po"
    if not path.exists():
        return _gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


@cache
def _babel(code: str) -> Locale:
    return Locale.parse(code)


def current_locale() -> str:
    """Return the language code that texts are given in now."""
    return _locale.get()


def language_names() -> dict[str, str]:
    """Return each language's name for itself by its code, such as "Español"."""
    return {code: (_babel(code).get_display_name(code) or code).capitalize() for code in LOCALES}


def set_locale(code: str) -> None:
    """Give texts in ``code`` from now on, as a request begins or ends; "" is the default language."""
    _locale.set(code if code in LOCALES else LOCALES[0])


@contextmanager
def use_locale(code: str) -> Iterator[None]:
    """Give texts in ``code`` inside the block; "" or an unknown code leave the language as it is."""
    token = _locale.set(code if code in LOCALES else _locale.get())
    try:
        yield
    finally:
        _locale.reset(token)


def gettext(message: str) -> str:
    """Return ``message`` in the current language; placeholders stay for ``str.format``."""
    return _catalogue(_locale.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that goes with ``count`` in the current language."""
    return _catalogue(_locale.get()).ngettext(singular, plural, count)


def format_number(value: float, digits: int = 0) -> str:
    """Write a number with the language's separators and at most ``digits`` decimals."""
    return _number(value, digits, _locale.get())


@lru_cache(maxsize=4096)
def _number(value: float, digits: int, code: str) -> str:
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_babel(code))


def format_percent(share: float, digits: int = 0) -> str:
    """Write a share (0.25) as a percentage ("25%")."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + "%"
    return _format_percent(share, format=pattern, locale=_babel(_locale.get()))


def format_day(day: date) -> str:
    """Write a whole date in words ("31 December 2017" in the language's own order)."""
    return _day_in_words(day, _locale.get())


@lru_cache(maxsize=8192)
def _day_in_words(day: date, code: str) -> str:
    return _format_date(day, format="long", locale=_babel(code))


def format_date_known(text: str) -> str:
    """Write a partial date (YYYY, YYYY-MM or YYYY-MM-DD) exactly as precisely as it is known."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=_babel(_locale.get()))
    return format_day(date(*parts))


def format_list(items: list[str], style: Literal["standard", "or"] = "standard") -> str:
    """Join words the way the language joins a list ("Canada, Mexico and the United States").

    Before a like sound, Spanish says "e" for "y" and "u" for "o" (Real Academia Española, Ortografía, 2010);
    the locale data do not know that.
    """
    joined = _format_list(items, style=style, locale=_babel(_locale.get())) if items else ""
    if _locale.get() != "es" or len(items) < 2:
        return joined
    plain, before, sound = (" o ", " u ", _O) if style == "or" else (" y ", " e ", _I)
    last = f"{plain}{items[-1]}"
    return joined.removesuffix(last) + f"{before}{items[-1]}" if sound.match(items[-1]) else joined


def country_named(english: str) -> str:
    """Return the name of a country that a table names in English; one that is not known stays as it is."""
    return country_name(_codes_by_name().get(english, english))


@cache
def _codes_by_name() -> dict[str, str]:
    return {str(name): str(code) for code, name in _babel("en").territories.items()}


def country_in_sentence(code: str) -> str:
    """Return a country's name as it stands after "in": with its article, where the language has one."""
    with_article = {
        "US": gettext("the United States"),
        "GB": gettext("the United Kingdom"),
        "NL": gettext("the Netherlands"),
    }
    return with_article.get(code) or country_name(code)


def country_name(code: str) -> str:
    """Return a country's name for its ISO 3166-1 code; aggregates of Eurostat keep theirs."""
    aggregates = {
        "EU27": gettext("European Union (27 members)"),
        "EU28": gettext("European Union (28 members)"),
        "EU+": gettext("European Union and associated states"),
    }
    if code in aggregates:
        return aggregates[code]
    return str(_babel(_locale.get()).territories.get(code, code))
