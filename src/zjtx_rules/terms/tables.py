"""How this room reads its tables: YAML files in `data/`, part of the package, read safely and once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# libyaml reads the tables about ten times faster; the pure Python loader gives the same where it is missing.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATA = Path(__file__).with_name("data")


def load_table(name: str) -> Any:
    """Return the content of `data/<name>.yaml`."""
    return yaml.load((_DATA / f"{name}.yaml").read_bytes(), Loader=_LOADER)  # noqa: S506 - always a safe loader
