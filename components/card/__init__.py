"""The card of a place: its rules over time, sources, what applies and lies near; and several compared."""
