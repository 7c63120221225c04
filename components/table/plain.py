"""The page for a browser that runs no script: what the atlas is, every place with its rule, and the files."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from components.elements import is_address
from geodata.codes import Policing, Status
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import country_name, current_locale, format_day
from geodata.text import gettext as _
from geodata.words import police_terms, terms

if TYPE_CHECKING:
    import pandas as pd

    from geodata.policy.status import Appearance
    from geodata.selection.filters import House

FILES = ("places.csv", "places.geojson", "places.gpkg", "places.parquet", "places.zip", "removals.csv")


def plain_page(house: House, summary: str) -> str:
    """Return the whole page as HTML; ``summary`` says in a sentence what the atlas is.

    Links are relative to the page, so that it holds under any path. A place's link opens its card where
    scripts run.
    """
    selection = house.select(FilterState())
    heads = (
        _("Place"), _("State or province"), _("Country"), _("Status"), _("What police may do"), _("Since"),
        _("Source"),
    )  # fmt: skip
    places = house.atlas.places.iloc[list(selection.rows)].sort_values(["country", "admin1", "name"])
    order = [house.timeline.index_of(str(place_id)) for place_id in places.index]
    rows = "\n".join(_row(house, row, selection.appearance(row)) for row in order if row is not None)
    files = " · ".join(f'<a href="download/{name}?{to_query(selection.state)}">{name}</a>' for name in FILES)
    when = _("As of {date}").format(date=format_day(house.timeline.data_date))
    return _PAGE.format(
        lang=current_locale(),
        title=escape(_("Sanctuary Atlas: every place")),
        summary=escape(summary),
        when=escape(when),
        files=files,
        to_words=f'<a href="#words">{escape(_("What the words mean"))}</a>',
        map=f'<a href=".?{to_query(FIRST_VIEW)}">{escape(_("Open the atlas"))}</a>',
        heads="".join(f'<th scope="col">{escape(head)}</th>' for head in heads),
        rows=rows,
        words_title=escape(_("What the words mean")),
        words=_words(_("Status"), map(terms.status, Status))
        + _words(_("What police may do"), map(police_terms.policing, Policing)),
    )


def _words(title: str, told: Iterable[terms.Term]) -> str:
    """Return the definitions of a column's words under their title."""
    rows = "".join(f"<dt>{escape(each.label)}</dt><dd>{escape(each.definition)}</dd>\n" for each in told)
    return f"<h3>{escape(title)}</h3>\n<dl>\n{rows}</dl>\n"


def _row(house: House, row: int, shown: Appearance) -> str:
    place_id = house.timeline.place_ids[row]
    place = house.atlas.places.loc[place_id]
    name = f'<a href=".?v=1&amp;place={escape(place_id)}">{escape(house.display_names[row])}</a>'
    cells = [
        house.admin1_names.get(str(place["admin1"]), str(place["admin1"])),
        country_name(str(place["country"])),
        terms.status(shown.status).label if shown.status else "",
        police_terms.policing(shown.policing).label if shown.policing else "",
        " – ".join(terms.when(each) for each in (shown.since, shown.until) if each),
    ]
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    source = _source(house.atlas.sources, shown.source_id)
    return f'<tr><th scope="row">{name}</th>{told}<td>{source}</td></tr>'


def _source(sources: pd.DataFrame, source_id: str) -> str:
    if source_id not in sources.index:
        return ""
    source = sources.loc[source_id]
    title, url = escape(f"{source['publisher']}: {source['title']}"), str(source["url"])
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>' if is_address(url) else title


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
      dt {{ font-weight: 600; }}
      dd {{ margin: 0 0 .5rem; max-width: 45rem; }}
      tr {{ border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent); }}
    </style>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>{summary}</p>
      <p>{when} · {map} · {to_words}</p>
      <p>{files}</p>
      <div class="scrolls" tabindex="0" role="region" aria-label="{title}">
        <table><thead><tr>{heads}</tr></thead><tbody>
{rows}
        </tbody></table>
      </div>
      <h2 id="words">{words_title}</h2>
{words}    </main>
  </body>
</html>
"""
