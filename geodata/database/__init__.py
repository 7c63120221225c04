"""Tables kept in PostGIS: a version of them written whole or not at all, read back, looked at. No rule."""
