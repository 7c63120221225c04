"""How to cite what the page shows: its title, sources and link, as sentences and as BibTeX. No files."""
