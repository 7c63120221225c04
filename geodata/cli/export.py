"""``python -m geodata export``: the page's filter without a browser."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geodata.cli.parser import export_parser, misapplied, option_name

if TYPE_CHECKING:
    from geodata.export.files import FigureChoice, Format, Table
    from geodata.geometry.area import Area
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

Span = tuple[int | None, int | None]


class Misuse(ValueError):  # noqa: N818 - it names what is wrong
    """Arguments that make no sense; the text tells the reader what would."""


def run_export(arguments: Sequence[str]) -> int:
    """Run the command: 0 where the table was written; argparse's exit (2) where the arguments make no sense.

    Raises OSError where the file cannot be written, TableError where the tables are faulty.
    """
    parser = export_parser()
    options = parser.parse_args(_joined(arguments))
    _refuse(parser, misapplied(options.table, options))
    try:
        form = _format(options)
        _check_syntax(options)
    except Misuse as error:
        parser.error(str(error))
    from geodata.selection.filters import load_house  # noqa: PLC0415 - what is above answers without the tables

    try:
        content = export_bytes(load_house(), options, form)
    except Misuse as error:
        parser.error(str(error))
    _put_out(content, options.output)
    return 0


def export_bytes(house: House, options: Namespace, form: Format) -> bytes:
    """Return the file that the options ask for. Raises Misuse for codes and years that do not exist."""
    from geodata.export.files import cited, export_frame, metadata, render, with_geometry  # noqa: PLC0415
    from geodata.export.writers import Format as Formats  # noqa: PLC0415

    table = cast("Table", options.table)
    state, choice = filter_of(house, options), figures_of(house, options)
    rows = export_frame(house, table, state, choice)
    if form is Formats.CSV:
        return render(rows, form, table, {})
    drawn = options.geometry or ("area" if table == "places" else "point")
    frame = with_geometry(house, table, rows, drawn)
    found = cited(house, table, state, choice, rows)
    return render(frame, form, table, metadata(house, found.state, table, rows=found.rows))


def filter_of(house: House, options: Namespace) -> FilterState:
    """Return the filter that the options name, the same that a link of the page holds."""
    from geodata.codes import YearMode  # noqa: PLC0415
    from geodata.selection.state import FilterState  # noqa: PLC0415

    of_figures = options.table in {"removals", "crossings"}
    mode, years = _filter_years(house, options)
    return FilterState(
        selected=_place(house, options),
        countries=_chosen("country", options, _countries(house, options.table)),
        admin1s=_chosen("admin1", options, house.codes["admin1s"]),
        levels=_chosen("level", options, house.codes["levels"]),
        year_mode=YearMode.IN_FORCE if mode == "in_force" else YearMode.ADOPTED,
        year_from=years[0],
        year_to=years[1],
        policings=_chosen("policing", options, house.codes["policings"]),
        askings=_chosen("asking", options, house.codes["askings"]),
        tellings=_chosen("telling", options, house.codes["tellings"]),
        holdings=_chosen("holding", options, house.codes["holdings"]),
        helpings=_chosen("helping", options, house.codes["helpings"]),
        deputisings=_chosen("deputising", options, house.codes["deputisings"]),
        measures=() if of_figures else _chosen("measure", options, house.codes["measures"]),
        statuses=_chosen("status", options, house.codes["statuses"]),
        programmes=_chosen("programme", options, house.codes["programmes"]),
        include_undated=options.include_undated,
        area=_area_of(options),
    )


def figures_of(house: House, options: Namespace) -> FigureChoice:
    """Return what the options choose of removals or crossings; everything for the other tables."""
    from geodata.crossings.measures import crossing_measures  # noqa: PLC0415
    from geodata.export.files import FigureChoice  # noqa: PLC0415

    removals, crossings = house.atlas.removals, house.atlas.crossings
    valid = {"removals": set(removals["measure"]), "crossings": set(crossing_measures())}.get(options.table)
    periods = removals["period"] if options.table == "removals" else house.atlas.crossing_counts["period"]
    in_years = sorted({int(period[:4]) for period in periods})
    known = (in_years[0], in_years[-1])
    index = _year("index", options.index) if options.index else None
    if index is not None and not known[0] <= index <= known[1]:
        raise Misuse(f"--index {index}: the figures run from {known[0]} to {known[1]}")
    return FigureChoice(
        measures=_chosen("measure", options, valid) if valid else (),
        breakdowns=_chosen("breakdown", options, set(removals["breakdown"])),
        kinds=_chosen("kind", options, set(crossings["kind"])),
        borders=_chosen("border", options, set(crossings["border"]) - {""}),
        years=_span("years", options.years, known) if options.years else (None, None),
        frequency="monthly" if options.frequency == "monthly" else "yearly",
        rates=options.rates,
        index=index,
    )


def _countries(house: House, table: str) -> Collection[str]:
    if table == "removals":
        return set(house.atlas.removals["country"])
    if table == "crossings":
        return {*house.atlas.crossings["country_from"], *house.atlas.crossings["country_to"]} - {""}
    return house.codes["countries"]


def _chosen(name: str, options: Namespace, valid: Collection[str]) -> tuple[str, ...]:
    """Return the codes given for an option, sorted. Raises Misuse, which lists the valid ones."""
    given: list[str] | None = getattr(options, name)
    if given is None:
        return ()
    # A part of a figure may have a comma in its own text.
    codes = [code for text in given for code in ([text] if text in valid else text.split(","))]
    codes = [code.strip() for code in codes if code.strip()]
    unknown = sorted(set(codes) - set(valid))
    if unknown or not codes:
        what = f"unknown {', '.join(map(repr, unknown))}" if unknown else "no code given"
        raise Misuse(f"{option_name(name)}: {what}; valid: {', '.join(sorted(valid))}")
    return tuple(sorted(set(codes)))


def _place(house: House, options: Namespace) -> str:
    """Return the place of ``applies``. Raises Misuse where there is none of that name."""
    if options.table != "applies":
        return ""
    place_id: str = (options.place or "").strip()
    if not place_id:
        raise Misuse("applies needs --place: a place_id, as export places lists them")
    if house.timeline.index_of(place_id) is None:
        from difflib import get_close_matches  # noqa: PLC0415

        alike = get_close_matches(place_id, house.timeline.place_ids, n=5)
        hint = f"; like it: {', '.join(alike)}" if alike else ""
        raise Misuse(f"--place: unknown {place_id!r}{hint}; export places lists them all")
    return place_id


def _area_of(options: Namespace) -> Area:
    from geodata.geometry.area import parse_area  # noqa: PLC0415

    if options.bbox is None:
        return ()
    area = parse_area(options.bbox)
    if not area:
        raise Misuse(f"--bbox: {options.bbox!r} is not W,S,E,N in degrees, south before north")
    return area


def _joined(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with ``--bbox -125,…`` in one: argparse takes a leading minus for an option."""
    found: list[str] = []
    for argument in arguments:
        if found and found[-1] == "--bbox":
            found[-1] = f"--bbox={argument}"
        else:
            found.append(argument)
    return found


def _filter_years(house: House, options: Namespace) -> tuple[str, Span]:
    known = (house.timeline.first_year, house.timeline.last_year)
    if options.adopted:
        return "adopted", _span("adopted", options.adopted, known)
    if options.in_force == "now" or (options.in_force is None and options.table == "nearest"):
        return "in_force", (None, None)
    if options.in_force is None:
        return "adopted", (None, None)
    year = _year("in_force", options.in_force)
    if not known[0] <= year <= known[1]:
        raise Misuse(f"--in-force {year}: the data run from {known[0]} to {known[1]}")
    return "in_force", (None, year)


def _check_syntax(options: Namespace) -> None:
    """Find slips in years before the tables are loaded."""
    for name in ("adopted", "years"):
        if getattr(options, name) is not None:
            _span(name, getattr(options, name), None)
    for name in ("in_force", "index"):
        given = getattr(options, name)
        if given is not None and not (name == "in_force" and given == "now"):
            _year(name, given)


def _year(name: str, text: str) -> int:
    from geodata.selection.readers import parse_year  # noqa: PLC0415

    year = parse_year(text)
    if year is None:
        raise Misuse(f"{option_name(name)}: {text!r} is not a year of four digits")
    return year


def _span(name: str, text: str, known: tuple[int, int] | None) -> Span:
    """Read A:B. Raises Misuse where it is none, or where no year of it lies in ``known`` (first, last)."""
    from geodata.selection.readers import parse_span  # noqa: PLC0415

    span = parse_span(text)
    if span is None or span == (None, None):
        raise Misuse(f"{option_name(name)}: {text!r} is not A:B, two years of which the first is not later")
    if known and ((span[0] or known[0]) > known[1] or (span[1] or known[1]) < known[0]):
        raise Misuse(f"{option_name(name)} {text}: the data run from {known[0]} to {known[1]}")
    return span


def _format(options: Namespace) -> Format:
    """Return the format that --format or the file's extension names. Raises Misuse where they disagree."""
    from geodata.export.writers import EXTENSIONS, Format  # noqa: PLC0415

    to_file = options.output not in (None, "-")
    named = EXTENSIONS.get(Path(options.output).suffix.lower()) if to_file else None
    form = Format(options.format) if options.format else named or Format.CSV
    if named is not None and named is not form:
        raise Misuse(
            f"--format {form.value} and the file name {options.output} disagree: leave one out, or name"
            f" the file *.{form.value}"
        )
    if form.is_binary and not to_file:
        raise Misuse(f"{form.value} is not text and is not written to standard output: name a file with -o")
    return form


def _refuse(parser: ArgumentParser, faults: Sequence[str]) -> None:
    if faults:
        parser.error("; ".join(faults))


def _put_out(content: bytes, path: str | None) -> None:
    from geodata.export.writers import write_file  # noqa: PLC0415

    if path not in (None, "-"):
        write: Callable[[Path, bytes], None] = write_file
        write(Path(path), content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
