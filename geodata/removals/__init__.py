"""Removals, returns and related figures: series, rates, measures and trends. Nothing is drawn here."""
