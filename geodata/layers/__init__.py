"""A reader's own layers: a file of points, lines or areas, checked, thinned and laid beside the places."""
