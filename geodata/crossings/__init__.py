"""Where borders are crossed: places, counts, series, and what each count means. Nothing is drawn here."""
