"""How the page is served: prepared files, security, error pages, processes. Choices are not here."""
