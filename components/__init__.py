"""What a reader sees: pure functions from typed values to Dash components or figure dicts."""

from components.mantine import import_shown

import_shown()
