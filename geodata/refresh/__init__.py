"""New files of official sources beside the tables: what differs, then written whole or not at all."""
