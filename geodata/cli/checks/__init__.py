"""Finds what is wrong with a data folder, and what is to be known of it (``python -m geodata check``)."""
