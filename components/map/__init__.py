"""The map as a Plotly figure, from GeoDataFrames: traces, the base map's style, the marks' pictures.

Pure functions; what the browser does with the figure is in ``assets/map*.js``.
"""
