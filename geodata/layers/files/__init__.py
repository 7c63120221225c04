"""Files of somebody's as features in longitude and latitude: read, checked, mended. Nothing is drawn here."""
