"""What a reader can find by name: places, states and provinces, countries. No filter and no page."""
