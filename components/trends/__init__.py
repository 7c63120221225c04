"""The trends view: its charts, controls, notes and table. What stands together is in ``geodata``."""
