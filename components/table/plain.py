"""The page for a browser that runs no script: what the atlas is, every place with its rule, and the files."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geodata.export.frames import places_frame
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import country_name, current_locale, format_date_known, format_day
from geodata.text import gettext as _
from geodata.words import police_terms, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.selection.filters import House

BOUND = "by "
"""How an export says that a policy had begun by a date."""

FILES = ("places.csv", "places.geojson", "places.gpkg", "places.parquet", "places.zip", "removals.csv")


def plain_page(house: House, summary: str) -> str:
    """Return the whole page as HTML; ``summary`` says in a sentence what the atlas is.

    Links are relative to the page, so that it holds under any path. A place's link opens its card where
    scripts run.
    """
    state = FilterState()
    frame = places_frame(house, state).sort_values(["country", "admin1", "name"])
    heads = (
        _("Place"), _("State or province"), _("Country"), _("Status"), _("What police may do"), _("Since"),
        _("Source"),
    )  # fmt: skip
    rows = "\n".join(_row(house, row) for row in frame.to_dict("records"))
    files = " · ".join(f'<a href="download/{name}?{to_query(state)}">{name}</a>' for name in FILES)
    when = _("As of {date}").format(date=format_day(house.timeline.data_date))
    return _PAGE.format(
        lang=current_locale(),
        title=escape(_("Sanctuary Atlas: every place")),
        summary=escape(summary),
        when=escape(when),
        files=files,
        map=f'<a href=".?{to_query(FIRST_VIEW)}">{escape(_("Open the atlas"))}</a>',
        heads="".join(f'<th scope="col">{escape(head)}</th>' for head in heads),
        rows=rows,
    )


def _row(house: House, row: Mapping[str, str]) -> str:
    name = f'<a href=".?v=1&amp;place={escape(row["place_id"])}">{escape(row["name"])}</a>'
    cells = [
        house.admin1_names.get(row["admin1"], row["admin1"]),
        country_name(row["country"]),
        terms.status(row["status"]).label if row["status"] else "",
        police_terms.policing(row["policing"]).label if row["policing"] else "",
        " – ".join(filter(None, (_since(row["since"]), _since(row["until"])))),
    ]
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return (
        f'<tr><th scope="row">{name}</th>{told}<td>{_source(house.atlas.sources, row["source_id"])}</td></tr>'
    )


def _since(text: str) -> str:
    """Write a start as a reader reads it: a date, one that is only a bound ("by 2020"), or none."""
    is_bound = text.startswith(BOUND)
    known = format_date_known(text.removeprefix(BOUND)) if text else ""
    return _("by {date}").format(date=known) if is_bound else known


def _source(sources: pd.DataFrame, source_id: str) -> str:
    if source_id not in sources.index:
        return ""
    source = sources.loc[source_id]
    title, url = escape(f"{source['publisher']}: {source['title']}"), str(source["url"])
    is_link = url.startswith(("https://", "http://"))
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>' if is_link else title


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <style>
      :root {{ color-scheme: light dark; }}
      body {{ margin: 0 auto; max-width: 70rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
      .scrolls {{ overflow-x: auto; }}
      table {{ border-collapse: collapse; font-size: .875rem; }}
      th, td {{ padding: .25rem .6rem .25rem 0; text-align: start; vertical-align: top; }}
      tr {{ border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent); }}
    </style>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>{summary}</p>
      <p>{when} · {map}</p>
      <p>{files}</p>
      <div class="scrolls" tabindex="0" role="region" aria-label="{title}">
        <table><thead><tr>{heads}</tr></thead><tbody>
{rows}
        </tbody></table>
      </div>
    </main>
  </body>
</html>
"""
