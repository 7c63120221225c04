"""The static edition: what a drag, a card and a download need, as files that any content network serves."""
