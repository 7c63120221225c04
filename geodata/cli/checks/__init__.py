"""Finds what is wrong with a data folder (``python -m geodata check``). Rules of one table are schemas."""
