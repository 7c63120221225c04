"""Tests that drive Chromium as a reader would."""
