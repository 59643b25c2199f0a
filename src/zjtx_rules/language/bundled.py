"""Where the rule files that travel with the package are, after an install and in a checkout alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zjtx_rules.language.vocabulary_names import is_vocabulary


@cache
def bundled_folder() -> Path:
    """Return the folder of the bundled rule files."""
    inside = Path(__file__).resolve().parent.parent / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


@cache
def bundled_files() -> dict[str, Path]:
    """Return the bundled rule files by name, in alphabetical order."""
    files = sorted(bundled_folder().glob("*.yaml"))
    return {path.stem: path for path in files if not is_vocabulary(path)}
