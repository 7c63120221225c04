"""Readers' own acts, recorded from the page and repeated: what the server carries, and what a stop costs."""
