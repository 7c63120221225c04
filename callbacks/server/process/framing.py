"""Which pages of others may frame the atlas's embed, as ``ATLAS_FRAME_ANCESTORS`` names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

ANYBODY: Final = "*"
_ORIGIN: Final = re.compile(
    r"https?://(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?",
    re.IGNORECASE,
)
"""Scheme, host and port; ``*.`` stands for every name below a host (CSP Level 3, "host-source")."""


class FrameError(ValueError):
    """A setting that names no origins; the message names the variable and its value."""


def frame_ancestors(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the origins that may frame the embed beside the atlas's own, ``*`` alone for any; () for none.

    Raises :class:`FrameError` for what is no origin: a policy that a browser cannot read would be no policy.
    """
    text = environment.get("ATLAS_FRAME_ANCESTORS", "").strip()
    origins = tuple(dict.fromkeys(part.rstrip("/").lower() for part in re.split(r"[,\s]+", text) if part))
    if origins == (ANYBODY,) or all(map(_ORIGIN.fullmatch, origins)):
        return origins
    raise FrameError(
        f"ATLAS_FRAME_ANCESTORS={text!r} is not valid: give the origins of the pages that may frame the "
        "atlas, comma between, such as https://news.example, or * for any."
    )
