"""The trends view: its charts, controls, notes and table."""
