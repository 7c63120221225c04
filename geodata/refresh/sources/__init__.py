"""The forms of five official sources, each mapped to rows of the tables. Nothing is fetched here."""
