"""The house: rooms import only from rooms that stand before them, files stay small, nothing asks for a clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zjtx_rules

ROOT = Path(zjtx_rules.__file__).parent
ROOMS = (
    "shown",
    "words",
    "nearest",
    "problems",
    "terms",
    "files",
    "core",
    "profile",
    "conditions",
    "payments",
    "language",
    "reasoning",
    "engines",
    "populations",
    "analysis",
    "presentation",
    "answering",
    "cli",
)
FILES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Return the rooms that a file imports when it is imported; what is imported inside a function is not counted."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "zjtx_rules" else [f"zjtx_rules.{each.name}" for each in node.names]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("zjtx_rules.")}
    return found & set(ROOMS)


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
    """Return the modules of this package that a file imports when it is imported."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{each.name}" for each in node.names} & known
            found |= inside or ({node.module} & known)
    return found


def test_no_file_imports_itself_in_a_circle() -> None:
    known = {module_of(path) for path in FILES}
    # A package's own front collects its files, which is no circle as long as they do not import the front.
    graph = {module_of(path): modules_imported(path, known) for path in FILES}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for each in sorted(graph[module]):
                visit(each, (*way, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_five_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("room", ["terms", "core", "profile", "conditions", "payments", "reasoning"])
def test_evaluation_looks_at_no_clock(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "date.today" not in text, path
        assert "datetime.now" not in text, path
        assert "import time" not in text, path
