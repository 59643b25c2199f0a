"""The versions: of the engine, which every answer names, and of the rule files that travel with it."""

from pathlib import Path

__version__ = "0.1.0"


def rules_version() -> str:
    """Return the version of the bundled rule files, as people call it: a day and a number of that day, such as 2026.12.1.

    Answers and audit records name the SHA-256 of each file instead, which hangs on its content alone.
    """
    inside = Path(__file__).resolve().parent / "rules"
    folder = inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "rules"
    return (folder / "VERSION").read_text(encoding="utf-8").strip()
