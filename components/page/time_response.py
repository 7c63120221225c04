"""What a choice changes in the views that move with time: charts of adoptions, list of changes, comparison.

Each goes only where it differs: the mix of rules shows every year at once, so that choosing years does not
send it again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.card.compare import compare
from components.charts import adoptions as figures_adoptions
from components.page.changes import changes_data
from geodata.codes import Status, YearMode
from geodata.selection.filters import House, Selection
from geodata.selection.state import FilterState
from geodata.views.places import cumulative_by_country, mix_by_year


def time_response(
    house: House, before: FilterState | None, after: FilterState, opened: str = ""
) -> dict[str, Any]:
    """Return the properties that differ between two states; ``before`` None asks for all of them.

    ``opened`` is the kind of change of which the reader wants all rows.
    """
    selection = house.select(after)
    is_new = before is None or before.theme != after.theme or before.locale != after.locale
    filters_changed = before is None or before.only_filters() != after.only_filters()
    changed: dict[str, Any] = {}
    if opened or is_new or filters_changed:
        changed["changes"] = changes_data(house, after, opened)
    if is_new or before is None or _without_years(before) != _without_years(after):
        changed |= _mix_chart(selection, after.theme)
    if is_new or before is None or _adoptions(house, before) != _adoptions(house, after):
        changed |= _cumulative_chart(house, after)
    is_asked = before is None or (before.view, before.pinned) != (after.view, after.pinned)
    if after.view == "compare" and (is_new or filters_changed or is_asked):
        changed["compare"] = compare(house, after)
    return changed


def _without_years(state: FilterState) -> FilterState:
    return replace(state.only_filters(), year_mode=YearMode.ADOPTED, year_from=None, year_to=None)


def _adoptions(house: House, state: FilterState) -> dict[str, list[int]]:
    """Return the adoptions that the timeline shows: of every year, as its columns and the number beside."""
    return cumulative_by_country(house.select(_without_years(state)))


def _mix_chart(selection: Selection, theme: str) -> dict[str, Any]:
    policies, cooperation = mix_by_year(selection), mix_by_year(selection, Status.COOPERATES)
    return {
        "mix": figures_adoptions.mix_figure(policies, cooperation, theme),
        "mix_text": figures_adoptions.mix_text(policies, cooperation),
    }


def _cumulative_chart(house: House, state: FilterState) -> dict[str, Any]:
    by_country = _adoptions(house, state)
    years = house.timeline.years
    return {
        "cumulative": figures_adoptions.cumulative_figure(by_country, years, state.theme),
        "cumulative_text": figures_adoptions.cumulative_text(by_country),
    }
