"""The plugin by which pygeoapi reads the atlas: a question to geodata.features, nothing of its own."""

from __future__ import annotations

from typing import Any

from pygeoapi.provider.base import BaseProvider, ProviderInvalidQueryError, ProviderItemNotFoundError

from geodata.features.errors import BadQuery
from geodata.features.fields import fields_of
from geodata.features.query import Asked, Box, feature, find
from geodata.features.when import read_span
from geodata.selection.filters import load_house
from geodata.text import gettext as _

NAME = f"{__name__}.AtlasProvider"
"""How a configuration names the plugin."""


class AtlasProvider(BaseProvider):
    """One collection of the atlas; its name is the provider's ``data``."""

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The properties of a feature by name, as JSON Schema, with their codes."""
        return self.get_fields()

    def get_fields(self) -> dict[str, dict[str, Any]]:
        """Return the properties of a feature by name, as JSON Schema, with their codes."""
        told = fields_of(load_house(), self.data).values()
        return {
            field.name: {"type": field.type, **({"enum": list(field.codes)} if field.codes else {})}
            for field in told
        }

    def query(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        *,
        offset: int = 0,
        limit: int = 10,
        resulttype: str = "results",
        bbox: list[float] | None = None,
        datetime_: str | None = None,
        properties: list[tuple[str, str]] | None = None,
        sortby: list[dict[str, str]] | None = None,
        select_properties: list[str] | None = None,
        skip_geometry: bool = False,
        **_more: object,
    ) -> dict[str, Any]:
        """Return a page of features as GeoJSON; none, but their number, where ``resulttype`` is hits."""
        asked = Asked(
            span=read_span(datetime_) if datetime_ is not None else None,
            box=_plane(bbox) if bbox else None,
            properties=tuple(properties or ()),
            sort=tuple((each["property"], each["order"] == "-") for each in sortby or ()),
            shown=tuple(select_properties or ()),
            offset=offset,
            limit=0 if resulttype == "hits" else limit,
            with_geometry=not skip_geometry,
        )
        try:
            found = find(load_house(), self.data, asked)
        except BadQuery as error:
            raise ProviderInvalidQueryError(user_msg=str(error)) from error
        return {
            "type": "FeatureCollection",
            "features": found.features,
            "numberMatched": found.matched,
            "numberReturned": len(found.features),
        }

    def get(self, identifier: str, **_more: object) -> dict[str, Any]:
        """Return one feature as of now."""
        found = feature(load_house(), self.data, identifier)
        if found is None:
            raise ProviderItemNotFoundError(user_msg=_("No feature has the id {id}.").format(id=identifier))
        return found


def _plane(bbox: list[float]) -> Box:
    """Return a box without its heights: nothing in the atlas has one."""
    west, south, east, north = bbox if len(bbox) == 4 else (*bbox[:2], *bbox[3:5])
    return west, south, east, north
