"""The map as a picture to keep: SVG with its title, key, sources, date and link, drawn without a browser.

Pure functions from a state to a text; what shows it on the page is in ``components/share``.
"""
