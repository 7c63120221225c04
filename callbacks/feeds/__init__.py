"""What programs are given: what applies in a place as JSON, changes as a feed, what may be read by robots."""
