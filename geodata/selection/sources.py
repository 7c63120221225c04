"""Who stands behind what is shown, in words: how many sources of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.crossings.counts import AtlasKey
from geodata.text import format_list, format_number
from geodata.text import gettext as _
from geodata.words import terms

if TYPE_CHECKING:
    from geodata.selection.filters import Selection


def sources_line(selection: Selection) -> str:
    """Say how many sources stand behind the selected places, by kind, the most frequent first."""
    cited = _cited(AtlasKey.of(selection.house.atlas))
    found = np.unique(cited.source[selection.mask[cited.place]])
    told = [
        _("{kind} ({count})").format(kind=terms.source_kind(kind).label, count=format_number(count))
        for kind, count in Counter(cited.kinds[found]).most_common()
    ]
    if not told:
        return _("No place is shown, and so no source.")
    return _("Sources of the places shown, by kind: {kinds}. The atlas names each beside its fact.").format(
        kinds=format_list(told)
    )


@dataclass(frozen=True, slots=True)
class _Cited:
    """Which source stands behind a fact of which place, pair by pair, and the kind of each source."""

    place: np.ndarray
    source: np.ndarray
    kinds: np.ndarray


@lru_cache(maxsize=2)
def _cited(key: AtlasKey) -> _Cited:
    atlas = key.atlas
    facts = [
        *zip(atlas.policies["place_id"], atlas.policies["source_id"], strict=True),
        *((each.place_id, each.source_id) for each in atlas.agreements),
    ]
    known = [pair for pair in dict.fromkeys(facts) if pair[1] in atlas.sources.index]
    places, sources = (pd.Index(side) for side in zip(*known, strict=True))
    return _Cited(
        atlas.places.index.get_indexer(places),
        atlas.sources.index.get_indexer(sources),
        atlas.sources["kind"].to_numpy(),
    )
