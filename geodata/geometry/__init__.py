"""Shapes and distances: boundaries, base map, border zone, areas drawn by hand. No places or policies."""
