"""``python -m geodata``: exports, checks and rebuilding on the command line. No rule of its own."""
