"""All steps of the story on one page, written without scripts: to read, and to print as one report."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from components.elements import is_address
from components.story.strip import count_label
from geodata.selection.parameters import STORY_STEPS
from geodata.story.telling import story, story_title
from geodata.text import current_locale
from geodata.text import gettext as _
from geodata.views.trend_words import data_line

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.story.told import Told


def story_page(house: House, address: str) -> str:
    """Return the whole page as HTML; ``address`` is the atlas's own, "" where it is not known.

    Links are relative to the page, so that it holds under any path; on paper each stands in full.
    """
    steps = zip(STORY_STEPS, story(house), strict=True)
    return _PAGE.format(
        lang=current_locale(),
        title=escape(story_title()),
        name=escape(_("Sanctuary Atlas")),
        when=escape(data_line(house)),
        open=f'<a href=".?story=1">{escape(_("Open the story in the atlas"))}</a>',
        steps="\n".join(
            _step(house, number, code, step, address) for number, (code, step) in enumerate(steps, 1)
        ),
    )


def _step(house: House, number: int, code: str, step: Told, address: str) -> str:
    text = "".join(f"<p>{escape(sentence)}</p>" for sentence in step.sentences)
    link = f".?story={code}"
    opened = escape(_("Open this step in the atlas"))
    return (
        f'<article id="step-{code}"><p class="count">{escape(count_label(number))}</p>'
        f"<h2>{escape(step.title)}</h2>{text}{_table(step)}"
        f"<h3>{escape(_('Sources'))}</h3><ul>{''.join(_source(house, each) for each in step.sources)}</ul>"
        f'<p><a href="{link}">{opened}</a> <span class="address">{escape(address + link[1:])}</span></p>'
        "</article>"
    )


def _table(step: Told) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in step.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{_cells(cells)}</tr>' for first, *cells in step.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(cells: list[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _source(house: House, source_id: str) -> str:
    source = house.atlas.sources.loc[source_id]
    title, publisher, url = (escape(str(source[name])) for name in ("title", "publisher", "url"))
    told = f", {publisher}" if publisher else ""
    if not is_address(url):
        return f"<li>{title}{told}</li>"
    linked = f'<a href="{url}" rel="noopener noreferrer">{title}</a>'
    return f'<li>{linked}{told} <span class="address">{url}</span></li>'


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title} · {name}</title>
    <style>
      :root {{ color-scheme: light dark; }}
      body {{ margin: 0 auto; max-width: 44rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
      h2, .count {{ margin: 0; }}
      article {{ margin-block: 2rem; overflow-wrap: anywhere; }}
      table {{ border-collapse: collapse; font-size: .875rem; overflow-wrap: normal; }}
      th, td {{ padding: .2rem .8rem .2rem 0; text-align: start; vertical-align: top; }}
      tbody th {{ font-weight: 400; }}
      tr {{ border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent); }}
      h3 {{ margin-block: 1rem 0; font-size: 1rem; }}
      ul {{ margin: 0; padding-inline-start: 1.2rem; font-size: .875rem; }}
      .address {{ display: none; }}
      @media print {{
        @page {{ margin: 18mm; }}
        :root {{ color-scheme: light; }}
        body {{ padding: 0; max-width: none; font-size: 10.5pt; }}
        article {{ break-inside: avoid; }}
        .address {{ display: inline; font-size: .8rem; }}
        .screen {{ display: none; }}
      }}
    </style>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>{when} <span class="screen">{open}</span></p>
{steps}
    </main>
  </body>
</html>
"""
