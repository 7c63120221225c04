"""The atlas as OGC API Features at ``/ogc``: pygeoapi answers from geodata.features. No rule is here.

Only imported where ``ATLAS_API`` asks for it, because pygeoapi is an extra.
"""
