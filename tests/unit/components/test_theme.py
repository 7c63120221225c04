"""Colours: told apart from their ground and from one another, by every reader, in both themes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from components.theme import STATUS_MARKS, TOKENS, Theme, tokens
from geodata.codes import Policing, Status

TOKENS_CSS = Path(__file__).parents[3] / "assets" / "styles" / "00-tokens.css"
THEMES: tuple[Theme, ...] = ("light", "dark")
SMALLEST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: parts of a graphic that are needed to understand it
SMALLEST_TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SMALLEST_DISTANCE = 12.0  # CIE76: several times what a reader can just tell apart
VISIONS = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""Full colour-vision deficiency on linear RGB: Machado, Oliveira and Fernandes (2009), severity 1."""
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    coded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: np.ndarray) -> np.ndarray:
    ratio = XYZ @ np.clip(vision @ linear(colour), 0, 1) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("code", list(Policing))
def test_a_policing_colour_stands_out_from_the_map_and_from_panels(theme: Theme, code: Policing):
    tokens = TOKENS[theme]
    for ground in (tokens.paper, tokens.panel):
        assert contrast(tokens.policing[code], ground) >= SMALLEST_CONTRAST


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_policing_colours_are_told_apart(theme: Theme, vision: str):
    colours = {code: lab(colour, VISIONS[vision]) for code, colour in TOKENS[theme].policing.items()}
    close = {
        (one, other): round(float(np.linalg.norm(colours[one] - colours[other])), 1)
        for one, other in combinations(colours, 2)
        if np.linalg.norm(colours[one] - colours[other]) < SMALLEST_DISTANCE
    }
    assert close == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["ink", "muted", "accent"])
def test_text_is_readable_on_panel_and_paper(theme: Theme, ink: str):
    tokens = TOKENS[theme]
    for ground in (tokens.panel, tokens.paper):
        assert contrast(getattr(tokens, ink), ground) >= SMALLEST_TEXT_CONTRAST


def test_no_shape_stands_for_two_statuses():
    assert len(set(STATUS_MARKS.values())) == len(STATUS_MARKS) == len(Status)


def css_variables() -> str:
    """Return the tokens of both themes as CSS custom properties, light being the default."""
    blocks = []
    for theme, selector in (("light", ":root"), ("dark", ':root[data-theme="dark"]')):
        t = tokens(theme)
        pairs = {
            "paper": t.paper,
            "panel": t.panel,
            "ink": t.ink,
            "muted": t.muted,
            "line": t.line,
            "accent": t.accent,
            "crossing": t.crossing,
            **{code.value.replace("_", "-"): colour for code, colour in t.policing.items()},
        }
        body = "".join(f"  --{name}: {value};\n" for name, value in pairs.items())
        blocks.append(f"{selector} {{\n{body}}}\n")
    return "\n".join(blocks)


def test_the_style_sheet_holds_the_tokens_of_the_theme():
    comment, _newline, rules = TOKENS_CSS.read_text(encoding="utf-8").partition("\n")
    assert comment.startswith("/*")
    assert rules == css_variables()
