"""What a filter leaves as tables and files to keep, with citation. The routes are not here."""
