"""What the page's script draws as a histogram, counted in Python."""

from __future__ import annotations

import numpy as np

from geodata.codes import YearMode
from geodata.policy.timeline import POLICINGS, starts_within
from geodata.selection.filters import Selection
from geodata.views.places import YearCounts, selected_runs


def adoption_histogram(selection: Selection) -> YearCounts:
    """Count the selected places' run starts within the filter's years, by year and policing code."""
    timeline, state = selection.house.timeline, selection.state
    counts = np.zeros((len(timeline.years), len(POLICINGS)), dtype=int)
    for row in selected_runs(selection):
        if state.year_mode is YearMode.IN_FORCE or starts_within(row, state.year_from, state.year_to):
            counts[row.start_year - timeline.first_year, row.policing_at_start] += 1
    return YearCounts(timeline.years, counts)
