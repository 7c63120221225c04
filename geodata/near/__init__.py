"""What lies near a place, and what applies in it. Which places are selected is not decided here."""
