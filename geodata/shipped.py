"""Where the facts lie that come with the atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"
"""The shipped tables, and the boundaries in a folder of their own."""
