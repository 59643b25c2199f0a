"""The house: rooms import only from rooms that stand before them, files stay small, nothing asks for a clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zjtx_rules
from zjtx_rules.language.circles import in_circles

ROOT = Path(zjtx_rules.__file__).parent
ROOMS = (
    "version",
    "shown",
    "words",
    "phrases",
    "nearest",
    "problems",
    "terms",
    "files",
    "profile",
    "core",
    "conditions",
    "quantities",
    "payments",
    "language",
    "reasoning",
    "engines",
    "populations",
    "analysis",
    "presentation",
    "site",
    "reminders",
    "schemas",
    "answering",
    "batch",
    "service",
    "cli",
)
FILES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def names_imported(path: Path) -> set[str]:
    """Return every module, and every name in one, that a file imports anywhere: for types alone, and in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return {name for name in found if name.startswith("zjtx_rules")}


def imports_of(path: Path) -> set[str]:
    """Return the rooms from which a file imports."""
    return {name.split(".")[1] for name in names_imported(path) if "." in name} & set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    # `terms` asks `problems` for the nearest word, which says it in `words`: both stand before it.
    assert imports_of(path) <= allowed


def module_of(path: Path) -> str:
    return ".".join(("zjtx_rules", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def modules_imported(path: Path, known: set[str]) -> set[str]:
    """Return the modules of this package that a file imports; of a package only its files, if it takes nothing else from it."""
    names = names_imported(path) & known
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


TO_BE_UNTIED = {
    "zjtx_rules.conditions": {"base", "columns", "distance", "located_in"},
    "zjtx_rules.engines.columns.written": {"builder", "facts"},
}
"""Files that still know one another, by their folder."""


def test_no_file_imports_itself_in_a_circle() -> None:
    known = {module_of(path) for path in FILES}
    graph = {module_of(path): modules_imported(path, known) for path in FILES}
    tied = {f"{folder}.{name}" for folder, names in TO_BE_UNTIED.items() for name in names}
    assert in_circles(graph) <= tied


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_five_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("room", ["terms", "core", "profile", "conditions", "quantities", "payments", "reasoning"])
def test_evaluation_looks_at_no_clock(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "date.today" not in text, path
        assert "datetime.now" not in text, path
        assert "import time" not in text, path
