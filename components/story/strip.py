"""The story's panel: where a step is told, with its sources, between header and map."""

from __future__ import annotations

from dash import html

from components.elements import Node, action, attributes, is_address
from components.markup import Live, live
from geodata.selection.filters import House
from geodata.selection.parameters import STORY_STEPS
from geodata.selection.state import FilterState
from geodata.story.steps import NEXT, PREVIOUS, is_as_told
from geodata.story.telling import story_title, told
from geodata.text import format_number, ngettext
from geodata.text import gettext as _


def slot() -> Live:
    """Return the panel, empty while no step is open; it takes the focus, and arrow keys within it."""
    return live(
        "story", "section", className="story", tabIndex=-1, **attributes({"aria-label": story_title()})
    )


def strip(house: House, state: FilterState) -> Node:
    """Return what the panel tells in a state; [] out of the story."""
    if state.story not in STORY_STEPS:
        return []
    step = told(house, state.story)
    number = STORY_STEPS.index(state.story) + 1
    is_told = is_as_told(state)
    return [
        html.Div(
            [
                html.P(count_label(number), className="story__count"),
                html.H2(step.title, className="story__title"),
            ],
            className="story__head",
            **attributes({"data-told": "true" if is_told else "false"}),
        ),
        html.Div(
            [
                html.P(
                    " ".join(step.sentences), className="story__text", **attributes({"aria-live": "polite"})
                ),
                _sources(house, step.sources),
            ],
            className="story__body",
        ),
        html.Div(
            [
                _way(_("Previous"), PREVIOUS, is_off=number == 1),
                _way(_("Next"), NEXT, is_off=number == len(STORY_STEPS)),
                action(
                    _("Back to this step"),
                    "step",
                    state.story,
                    class_name="button story__back",
                    hidden=is_told,
                ),
                html.Button(
                    _("Card of this step"),
                    type="button",
                    className="button story__card",
                    hidden=not has_card(state),
                    **attributes({"data-sheet": "insights"}),
                ),
                html.A(_("All seven steps on one page, to print"), href="story", className="story__all"),
                html.Span(_("The end of the story"), className="hint", hidden=number != len(STORY_STEPS)),
            ],
            className="story__ways",
        ),
        action(
            "×",
            "step",
            "",
            class_name="card__close story__close",
            **attributes({"aria-label": _("Close the story")}),
        ),
    ]


def has_card(state: FilterState) -> bool:
    """Whether a card is open beside the story, which a phone shows only when it is asked for."""
    return bool(state.selected or state.crossing)


def count_label(number: int) -> str:
    """Return which step of how many it is."""
    return _("Step {number} of {count}").format(
        number=format_number(number), count=format_number(len(STORY_STEPS))
    )


def source_item(house: House, source_id: str) -> Node:
    """Return a source with its title, its publisher and its address."""
    source = house.atlas.sources.loc[source_id]
    title, publisher, url = (str(source[name]) for name in ("title", "publisher", "url"))
    linked: Node = (
        html.A(title, href=url, target="_blank", rel="noopener noreferrer") if is_address(url) else title
    )
    return [linked, f", {publisher}"] if publisher else [linked]


def _sources(house: House, source_ids: tuple[str, ...]) -> html.Div:
    first, *others = source_ids
    more = ngettext("{count} more source", "{count} more sources", len(others))
    return html.Div(
        [
            html.P([_("Source: "), *source_item(house, first)]),
            html.Details(
                [
                    html.Summary(more.format(count=format_number(len(others)))),
                    html.Ul([html.Li(source_item(house, each)) for each in others]),
                ],
                hidden=not others,
            ),
        ],
        className="story__sources",
    )


def _way(label: str, value: str, *, is_off: bool) -> html.Button:
    return action(
        label,
        "step",
        value,
        class_name="button story__way",
        **attributes({"aria-disabled": "true" if is_off else "false"}),
    )
