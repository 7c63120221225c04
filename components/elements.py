"""Small pieces that every panel uses: swatches, terms with their definition, source links, icons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from components.theme import STATUS_MARKS
from geodata.codes import Policing, Status
from geodata.text import format_date_known
from geodata.text import gettext as _
from geodata.words import glossary, terms
from geodata.words.glossary import Word

Node = Any
"""A Dash component, a text, or a list of either: what a ``children`` property takes."""

LIST: Any = {"keepMounted": False}
"""``comboboxProps`` of every select: a closed list is not there, else Mantine draws it at every change."""


def attributes(pairs: Mapping[str, object], **more: object) -> dict[str, Any]:
    """Return ``aria-`` and ``data-`` attributes in the loose type that Dash's typed constructors take."""
    return {**pairs, **more}


def swatch(policing: str | None, status: str = Status.IN_FORCE, *, agency: bool = False) -> html.Span:
    """Return the mark of a policing code or status, as on the map; it is hidden from screen readers."""
    shape = "diamond" if agency and status == Status.IN_FORCE else STATUS_MARKS[Status(status)]
    colour = f" swatch--{policing.replace('_', '-')}" if policing else ""
    return html.Span(className=f"swatch swatch--{shape}{colour}", **attributes({"aria-hidden": "true"}))


def policing_swatch(code: str) -> html.Span:
    """Return the mark of a policing code in the shape that places with it have: cooperation has its own."""
    return swatch(code, Status.COOPERATES if code == Policing.COOPERATES else Status.IN_FORCE)


def term(label: str, definition: str) -> html.Span:
    """Return a label with its definition one hover, focus or tap away."""
    return html.Span([label, mark(label, definition)], className="term")


def mark(label: str, definition: str) -> html.Button:
    """Return the button whose hover, focus or tap shows the definition of ``label``."""
    return html.Button(
        html.Span("?", **attributes({"aria-hidden": "true"})),
        className="term__mark",
        type="button",
        **attributes(
            {"aria-label": _("What “{term}” means").format(term=label), "data-definition": definition}
        ),
    )


def glossed(word: Word, label: str) -> html.Span:
    """Return a text that uses a term of the glossary, with the term's meaning one tap away."""
    return html.Span([label, glossary_mark(word)], className="term")


def glossed_heading(word: Word, heading: html.H2 | html.H3) -> html.Div:
    """Return a heading that uses a term of the glossary; the way to the meaning stands beside it."""
    return html.Div([heading, glossary_mark(word)], className="term term--heading")


def glossary_mark(word: Word) -> html.Button:
    """Return the button that shows what a term of the glossary means."""
    entry = glossary.entry(word)
    return mark(entry.term, entry.definition)


def cite(part: str) -> html.Button:
    """Return the way to the citation of a part of the page (:class:`geodata.citing.parts.Part`)."""
    return html.Button(
        _("Cite this"),
        type="button",
        className="button button--quiet cite",
        **attributes({"data-cite": part}),
    )


def wrong(row_id: str) -> html.Button:
    """Return the way to a text that says a fact is wrong; ``row_id`` is its row's, "" where it has none."""
    return html.Button(
        _("Something wrong?"), type="button", className="wrong", **attributes({"data-wrong": row_id})
    )


def source_line(sources: pd.DataFrame, source_id: str) -> html.Span:
    """Return who says so: publisher, date, kind, and the link where there is one."""
    if source_id not in sources.index:
        return html.Span(_("no source"), className="source")
    at = sources.index.get_loc(source_id)  # each cell by itself: a row of the table costs ten times as much
    row = {name: sources[name].array[at] for name in ("kind", "publisher", "title", "url", "published")}
    kind = terms.source_kind(str(row["kind"]))
    name = str(row["publisher"]) or str(row["title"])
    link: Node = (
        html.A(
            name, href=str(row["url"]), target="_blank", rel="noopener noreferrer", title=str(row["title"])
        )
        if is_address(str(row["url"]))
        else html.Span(name, title=str(row["title"]))
    )
    published = str(row["published"])
    parts: list[Node] = [link]
    if published:
        parts.append(", " + known_date(published))
    parts.append(html.Span(kind.label, className=f"kind kind--{row['kind']}", title=kind.definition))
    return html.Span(parts, className="source")


def is_address(url: str) -> bool:
    """Whether an address of a table may become a link: one of the web, never ``javascript:`` or the like."""
    return url.startswith(("https://", "http://"))


def known_date(text: str) -> str:
    """Write a date of a source in words where it is one, else as it stands."""
    try:
        return format_date_known(text)
    except (ValueError, TypeError):
        return text


def action(
    label: str, command: str, value: str = "", *, class_name: str = "button", **more: object
) -> html.Button:
    """Return a button whose press the page's script turns into a command for the server."""
    return html.Button(
        label,
        className=class_name,
        type="button",
        **attributes({"data-command": command, "data-value": value}, **more),
    )
