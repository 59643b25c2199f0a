"""The scripts of the documentation are tools beside the pages, so they are imported from there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
