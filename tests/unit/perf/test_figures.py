"""The comparison with the plain page: medians, ratios, aims and README's table are those of the run."""

from __future__ import annotations

import pytest

from tests.perf.figures import (
    ATLAS,
    MEASURES,
    PLAIN,
    Figure,
    Measure,
    Samples,
    filled,
    keep,
    kept,
    labels,
    lines,
    markdown,
)


def samples(**values: tuple[list[float], list[float]]) -> Samples:
    """Samples of measures by name (with ``__`` for a dot): the atlas's and the plain page's."""
    made = Samples()
    for name, pair in values.items():
        for page, each in zip((ATLAS, PLAIN), pair, strict=True):
            for value in each:
                made.add(name.replace("__", "."), page, value)
    return made


def test_a_figure_is_the_median_of_its_rounds_and_the_atlas_over_plain():
    found = samples(load__marks=([900, 100, 300], [200, 600, 700, 600])).figures("2026-01-02")
    assert found == {"load.marks": Figure(300, 600, "2026-01-02")}
    assert found["load.marks"].ratio == 0.5


def test_a_page_that_was_not_measured_has_no_figure_and_no_ratio():
    figure = samples(memory__used=([10], [])).figures()["memory.used"]
    assert (figure.plain, figure.ratio) == (None, None)


def test_nothing_is_divided_by_nothing():
    assert Figure(3, 0).ratio is None


def test_figures_stand_in_the_tables_order_whatever_was_measured_first():
    found = samples(memory__start=([1], [1]), load__marks=([1], [1])).figures()
    assert list(found) == ["load.marks", "memory.start"]


def test_an_unknown_measure_is_refused():
    with pytest.raises(KeyError, match="no such measure"):
        samples(load__mark=([1], [1]))


@pytest.mark.parametrize(
    ("atlas", "plain", "is_met"),
    [(100, 250, True), (101, 300, False), (100, 249, False), (100, None, True), (None, 100, True)],
)
def test_an_aim_is_met_where_neither_the_ratio_nor_the_most_is_passed(atlas, plain, is_met):
    assert Measure("", "ms", ratio_most=0.4, most=100).is_met(Figure(atlas, plain)) is is_met


def test_an_aim_is_told_in_words():
    assert Measure("", "ms", ratio_most=0.4, most=1200).aim == "at most 0.4 × plain and 1,200 ms"
    assert Measure("", "ms").aim == ""


def test_the_terminal_marks_an_aim_that_is_not_reached():
    met, missed = lines(samples(load__marks=([80], [100]), load__bytes=([1300], [9])).figures())[1:]
    assert ("!" in met, "!" in missed) == (False, True)
    assert "80 ms" in met
    assert "0.80" in met


def test_the_table_has_a_row_a_measure_and_says_where_and_when():
    table = markdown(samples(load__marks=([1234.4], [2468.8])).figures("2026-01-02"), "2 cores")
    assert labels(table) == [measure.label for measure in MEASURES.values()]
    assert "| First markers drawn | 1,234 ms | 2,469 ms | 0.50 | at most 0.8 × plain |" in table
    assert table.endswith("Medians; 2026-01-02; 2 cores.\n")


def test_a_table_without_a_run_says_so():
    assert markdown({}, "no machine").endswith("Medians; not measured yet; no machine.\n")


def test_the_table_is_put_between_its_marks_and_nothing_else_changes():
    readme = "before\n<!-- performance: how -->\nold\n<!-- end of performance -->\nafter\n"
    assert filled(readme, "new \\1\n") == readme.replace("old", "new \\1")
    with pytest.raises(ValueError, match="one pair of marks"):
        filled("before\nafter\n", "new\n")


def test_parts_measured_apart_are_kept_together_and_those_of_another_machine_are_not(tmp_path):
    path = tmp_path / "made" / "bench.json"
    assert kept(path) == ({}, "no machine")
    page, server = {"load.marks": Figure(1, 2, "day")}, {"server.start": Figure(3, None, "later")}
    keep(page, "here", path)
    keep(server, "here", path)
    assert kept(path) == ({**page, **server}, "here")
    keep(server, "there", path)
    assert kept(path) == (server, "there")
