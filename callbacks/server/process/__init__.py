"""How the atlas's processes live: settings, what stands before them, log, readiness."""
