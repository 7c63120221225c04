"""The legend of a layer by a column of its file: a few values, or five classes of numbers. No colours."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.layers.layer import MOST_TEXT, LegendClass, range_text

MOST_VALUES = 7
"""Classes of values: more colours than that nobody tells apart on a map."""

NUMBER_CLASSES = 5

_CODE = re.compile(r"[+-]?0[0-9]")
"""How a figure begins that is a code and no number, such as 06037."""


@dataclass(frozen=True, slots=True)
class Legend:
    """Classes, and the class of each feature as an index of them."""

    classes: tuple[LegendClass, ...]
    of: np.ndarray


def legend_of(column: pd.Series | None, name: str, count: int) -> Legend:
    """Return the legend of ``count`` features by a column; by none, all are one class called ``name``.

    Numbers with more than :data:`MOST_VALUES` different values make classes of about equal count, equal
    values never being parted; any other column makes a class of each of its most frequent values and one of
    the rest. What has no value is a class of its own, never zero.
    """
    if column is None:
        return Legend((LegendClass(name, count),), np.zeros(count, dtype=np.int64))
    numbers = as_numbers(column)
    if numbers is None:
        return _of_values(as_texts(column))
    has_value = np.isfinite(numbers)
    values = np.unique(numbers[has_value])
    highs = values if len(values) <= MOST_VALUES else _highs(numbers[has_value])
    of = np.searchsorted(highs, np.where(has_value, numbers, -np.inf))
    classes = []
    for number, high in enumerate(highs):
        inside = numbers[has_value & (of == number)]
        low = float(inside.min())
        classes.append(LegendClass(range_text(low, float(high)), len(inside), low=low, high=float(high)))
    return _with_no_value(classes, np.where(has_value, of, len(classes)))


def as_numbers(column: pd.Series) -> np.ndarray | None:
    """Return a column as float64, missing being NaN; None where it holds anything but numbers.

    Text that can be read as numbers is numbers, unless one begins as codes do (06037). Infinite is missing.
    """
    if pd.api.types.is_bool_dtype(column):
        return None
    if not pd.api.types.is_numeric_dtype(column):
        texts = as_texts(column)
        given = [text for text in texts if text]
        if not np.isfinite(_parsed(given[:100])).all():
            return None
        if not given or any(map(_CODE.match, given)) or _holds_bool(column):
            return None
        read = _parsed(given)
        if not np.isfinite(read).all():
            return None
        numbers = np.full(len(texts), np.nan)
        numbers[[bool(text) for text in texts]] = read
        return numbers
    numbers = column.to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def as_texts(column: pd.Series) -> list[str]:
    """Return a column as text without line ends, "" being missing; lists and objects are JSON."""
    if pd.api.types.is_object_dtype(column) or not pd.api.types.is_string_dtype(column):
        values = ["" if gone else _text(value) for value, gone in zip(column, column.isna(), strict=True)]
    else:
        values = column.fillna("").tolist()
    return [" ".join(value.split()) for value in values]


def short(text: str) -> str:
    """Return a text of at most :data:`MOST_TEXT` signs."""
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1].rstrip()}…"


def _highs(numbers: np.ndarray) -> np.ndarray:
    """Return the highest value of each class; a value that fills several classes has one of its own."""
    ordered = np.sort(numbers)
    last = np.arange(1, NUMBER_CLASSES + 1) * len(ordered) // NUMBER_CLASSES - 1
    return np.unique(ordered[last])


def _of_values(texts: list[str]) -> Legend:
    counts = Counter(text for text in texts if text)
    frequent = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
    number = {value: n for n, value in enumerate(frequent)}
    classes = [LegendClass(short(value), counts[value]) for value in frequent]
    others = len(classes)
    if len(counts) > others:
        rest = counts.total() - sum(each.count for each in classes)
        classes.append(LegendClass("other values", rest, other=True))
    of = [number.get(text, others) if text else len(classes) for text in texts]
    return _with_no_value(classes, np.array(of, dtype=np.int64))


def _with_no_value(classes: Sequence[LegendClass], of: np.ndarray) -> Legend:
    missing = int((of == len(classes)).sum())
    without = (LegendClass("no value", missing, no_value=True),) if missing else ()
    return Legend((*classes, *without), of)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, dict | list | np.ndarray):
        plain = value.tolist() if isinstance(value, np.ndarray) else value
        return json.dumps(plain, ensure_ascii=False, default=str)
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _parsed(texts: list[str]) -> np.ndarray:
    return np.asarray(pd.to_numeric(pd.Series(texts, dtype="str"), errors="coerce"), dtype=float)


def _holds_bool(column: pd.Series) -> bool:
    return any(isinstance(value, bool | np.bool_) for value in column)
