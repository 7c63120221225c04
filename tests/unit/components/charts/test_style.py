"""The colours of charts can be read on their paper."""

from __future__ import annotations

import pytest

from components.charts.style import PALETTES


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = ((c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4) for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_words_and_label_colours_stand_out_from_their_paper(theme):
    colours = PALETTES[theme]
    assert contrast(colours.ink, colours.paper) >= 7
    assert min(contrast(each, colours.paper) for each in (colours.muted, *colours.series)) >= 4.5
