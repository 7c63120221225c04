"""The page's download: the selected places with everything that is needed to cite and to understand them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geodata.export.frames import places_frame
from geodata.export.geometry import with_geometry
from geodata.export.texts import citation, cited_sources, columns_explained, licence_text, metadata
from geodata.export.writers import BYTE_ORDER_MARK, Format, csv_bytes, render, without_points
from geodata.selection.sentence import sentence
from geodata.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

BUNDLED = (Format.CSV, Format.GEOJSON)


def places_file(house: House, state: FilterState, form: Format, address: str = "") -> bytes:
    """Return the selected places as one file, as ``export places`` writes it.

    ``address`` is the page's own, for the link of the view.
    """
    frame = with_geometry(house, "places", places_frame(house, state), "area")
    return render(frame, form, "places", metadata(house, state, "places", address))


def bundle(house: House, state: FilterState, address: str = "") -> bytes:
    """Return a ZIP of the selected places: data in each format, README.txt, and sources.csv of what is cited.

    ``address`` is the page's own, for the link of the view. The same view of the same data gives the
    same bytes for the text formats: times in the archive are the data's date.
    """
    frame = places_frame(house, state)
    sources = cited_sources(house, frame)
    members = {f"data.{form.value}": places_file(house, state, form, address) for form in BUNDLED}
    members["data.csv"] = BYTE_ORDER_MARK + members["data.csv"]
    members["README.txt"] = _readme(house, state, frame, sources, address).encode()
    members["sources.csv"] = csv_bytes(sources, marked=True)
    day = house.atlas.data_date
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _readme(
    house: House, state: FilterState, frame: pd.DataFrame, sources: pd.DataFrame, address: str
) -> str:
    columns = columns_explained(list(without_points(frame).columns))
    width = max(map(len, columns))
    licences = sorted({text for text in sources["licence"] if text})
    lines = [
        _("Sanctuary Atlas: places"),
        "",
        sentence(house.select(state)),
        "",
        _("Cite as: {citation}").format(citation=citation(house, state, address)),
        "",
        _("Columns"),
        *(f"  {name:<{width}}  {meaning}" for name, meaning in columns.items()),
        "",
        _("“Sanctuary” is a label that somebody asserts; the source of each row says who."),
        _("An empty cell means not known. It never means zero or no."),
        "",
        _("Licences"),
        f"  {licence_text()}",
        "  " + _("sources.csv lists the sources of these rows. Their licences:"),
        *(f"  - {text}" for text in licences),
    ]
    return "\n".join(lines) + "\n"
