"""Models ready to draw, and what a reader does as a change of state. No Dash, no Plotly."""
