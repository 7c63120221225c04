"""No series of crossings lies flat under another, and a chart opens at the months that a link names."""

import itertools
from datetime import date

from components.crossings.figures import crossing_figure
from components.crossings.panels import axis_names, domains, panels
from geodata.crossings.series import crossing_series
from geodata.tables.atlas import load_atlas

ATLAS = load_atlas()
WINTER = (date(2017, 1, 1), date(2017, 4, 30))
QUEBEC, MANITOBA = (
    crossing_series(ATLAS, f"rcmp-ca-{code}", "rcmp_interceptions", "monthly") for code in ("qc", "mb")
)


def test_manitoba_beside_quebec_has_a_scale_of_its_own():
    assert panels([QUEBEC, MANITOBA]) == [[QUEBEC], [MANITOBA]]
    assert panels([MANITOBA, MANITOBA]) == [[MANITOBA, MANITOBA]]
    figure = crossing_figure([QUEBEC, MANITOBA], span=WINTER)
    assert [line["yaxis"] for line in figure["data"]] == ["y", "y2"]
    layout = figure["layout"]
    assert layout["xaxis"]["range"] == ["2017-01-01", "2017-04-30"]
    assert 672 < layout["yaxis"]["range"][1] < 800
    assert 170 < layout["yaxis2"]["range"][1] < 200


def test_a_chart_without_figures_in_a_stretch_shows_all_of_them():
    layout = crossing_figure([MANITOBA], span=(date(1990, 1, 1), date(1990, 12, 31)))["layout"]
    assert "range" not in layout["xaxis"]
    assert "range" not in layout["yaxis"]


def test_panels_stand_one_over_the_other_and_fill_the_height():
    for count in (1, 2, 3, 4):
        found = domains(count)
        assert len(found) == len(axis_names(count)) == count
        assert found[0][1] == 1
        assert abs(found[-1][0]) < 1e-9
        assert all(low[1] < high[0] for high, low in itertools.pairwise(found))
