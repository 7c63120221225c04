"""The table of places, and the paging and cells that other tables share. No table of crossings."""
