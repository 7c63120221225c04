"""Crossings as a reader sees them: charts, card, controls, legend, table. Their marks are in ``map``."""
