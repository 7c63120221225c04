"""Who stands behind what is shown, in words: how many sources of each kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geodata.text import format_list, format_number
from geodata.text import gettext as _
from geodata.words import terms

if TYPE_CHECKING:
    from geodata.selection.filters import Selection


def sources_line(selection: Selection) -> str:
    """Say how many sources stand behind the selected places, by kind, the most frequent first."""
    atlas, ids = selection.house.atlas, selection.house.timeline.place_ids
    chosen = {ids[row] for row in selection.rows}
    policies = atlas.policies
    cited = set(policies.loc[policies["place_id"].isin(list(chosen)), "source_id"])
    cited |= {each.source_id for each in atlas.agreements if each.place_id in chosen}
    kinds = atlas.sources["kind"].reindex(sorted(cited)).dropna()
    told = [
        _("{kind} ({count})").format(kind=terms.source_kind(kind).label, count=format_number(count))
        for kind, count in Counter(kinds).most_common()
    ]
    if not told:
        return _("No place is shown, and so no source.")
    return _("Sources of the places shown, by kind: {kinds}. The atlas names each beside its fact.").format(
        kinds=format_list(told)
    )
