"""Tests of the atlas; a package, so that helpers are imported by name."""
