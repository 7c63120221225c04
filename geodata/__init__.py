"""What is true: the atlas's tables, geometry, rules, exports and command line. Never imports Dash."""
