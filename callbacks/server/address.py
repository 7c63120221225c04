"""The atlas's own address, as files and citations name it: never what a stranger's request claims."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import flask


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


def own_address(request: flask.Request) -> str:
    """Return the address to name in what a request gets: the public one, or that of a host that is trusted.

    Trusted are loopback and the names in ``ATLAS_HOSTS`` (comma between). For any other host it is "", and
    links are given without an address.
    """
    named = public_address(os.environ)
    if named:
        return named
    trusted = {name.strip().lower() for name in os.environ.get("ATLAS_HOSTS", "").split(",") if name.strip()}
    host = (urlsplit(request.host_url).hostname or "").lower()
    return request.host_url if _is_loopback(host) or host in trusted else ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
