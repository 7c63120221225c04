"""What makes no sense in a question, told so that the one who asked can mend it."""

from __future__ import annotations

from collections.abc import Collection

from geodata.export.downloads import MOST_VALID
from geodata.text import format_list
from geodata.text import gettext as _


class BadQuery(ValueError):  # noqa: N818 - it names what is wrong, as KeyError does
    """A question that makes no sense; the message names parameter, value and what would be valid."""


def unknown_value(name: str, value: str, valid: Collection[str]) -> BadQuery:
    """Return the error for a value that is none of the valid ones; more than a few are not listed."""
    if len(valid) > MOST_VALID:
        return BadQuery(_("{name}={value} is not known.").format(name=name, value=value))
    told = format_list(sorted(valid))
    return BadQuery(
        _("{name}={value} is not known; valid: {valid}.").format(name=name, value=value, valid=told)
    )


def unknown_parameter(name: str, valid: Collection[str]) -> BadQuery:
    """Return the error for a parameter that is not one."""
    told = format_list(list(valid))
    return BadQuery(_("{name} is not a parameter; valid: {valid}.").format(name=name, valid=told))


def not_valid(name: str, value: str, wanted: str) -> BadQuery:
    """Return the error for a value of the wrong form; ``wanted`` says in words what to give."""
    return BadQuery(
        _("{name}={value} is not valid: give {wanted}.").format(name=name, value=value, wanted=wanted)
    )
