"""What lies near a place, and what applies in it."""
