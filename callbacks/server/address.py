"""The atlas's own address, as files and citations name it: never what a stranger's request claims."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import flask

MOST_PROXIES: Final = 8
_PREFIX: Final = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")


class AddressError(ValueError):
    """A setting of the address that cannot be used; the message names the variable and its value."""


def public_address(environment: Mapping[str, str]) -> str:
    """Return the address that ``ATLAS_PUBLIC_URL`` names, with a slash at its end; "" where it names none.

    Raises :class:`AddressError` for one that is no http or https address.
    """
    text = environment.get("ATLAS_PUBLIC_URL", "").strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or "?" in text or "#" in text or any(c.isspace() for c in text):
        raise AddressError(
            f"ATLAS_PUBLIC_URL={text!r} is not valid: give the atlas's address, such as https://atlas.example/"
        )
    return text.rstrip("/") + "/"


def public_path(environment: Mapping[str, str]) -> str:
    """Return the path of the address that ``ATLAS_PUBLIC_URL`` names, "" where it names none."""
    return urlsplit(public_address(environment)).path


def prefix(environment: Mapping[str, str]) -> str:
    """Return the path under which the atlas is served, with a slash at both ends; "/" where none is named.

    Raises :class:`AddressError` for what is no path, and where ``ATLAS_PUBLIC_URL`` has another: its
    links would lead nowhere.
    """
    text = environment.get("ATLAS_PREFIX", "").strip()
    path = text.rstrip("/") + "/"
    if not _PREFIX.fullmatch(path):
        raise AddressError(
            f"ATLAS_PREFIX={text!r} is not valid: give a path of letters, digits, '-', '.', '_' and '~', "
            "such as /atlas/"
        )
    public, whole = public_path(environment), environment.get("ATLAS_PUBLIC_URL", "").strip()
    if public and public != path:
        raise AddressError(
            f"ATLAS_PREFIX={text!r} and ATLAS_PUBLIC_URL={whole!r} name two paths, {path} and {public}"
        )
    return path


def proxies(environment: Mapping[str, str]) -> int:
    """Return how many proxies' word is taken for who asked; :class:`AddressError` for no such number."""
    text = environment.get("ATLAS_PROXIES", "").strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_PROXIES):
        raise AddressError(
            f"ATLAS_PROXIES={text!r} is not valid: give how many proxies stand before the atlas, "
            f"a whole number from 0 to {MOST_PROXIES}"
        )
    return int(text)


def own_address(request: flask.Request) -> str:
    """Return the address to name in what a request gets: the public one, or that of a host that is trusted.

    Trusted are loopback and the names in ``ATLAS_HOSTS`` (comma between). For any other host it is "", and
    links are given without an address. A prefix (``ATLAS_PREFIX``) is part of it.
    """
    named = public_address(os.environ)
    if named:
        return named
    trusted = {name.strip().lower() for name in os.environ.get("ATLAS_HOSTS", "").split(",") if name.strip()}
    host = (urlsplit(request.host_url).hostname or "").lower()
    return request.root_url if _is_loopback(host) or host in trusted else ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
