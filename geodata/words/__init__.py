"""The plain words for what a reader meets: codes, police, borders, names. No facts."""
