"""Finds the YAML that a page shows and puts it into whole rule files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

DOCS = Path(__file__).parents[2] / "docs"
_PLACE = 'jurisdiction: {name: 日照市, code: "371100"}\n'
_HEAD = "documents:\n- id: demo\n  title: 示例\n  status: issued\n"
_CLAUSE = "- id: {name}\n  kind: {kind}\n  cite: 一\n  quote: 原文\n  title: 标题\n  to: enterprise\n"
_FILE = {"jurisdiction", "places", "judgements", "facts", "records", "values", "conditions", "documents"}
_DOCUMENT = {"in_force", "source", "settings", "readings", "gates", "clauses"}
_CLAUSE_KEYS = {"when": "tier", "pays": "award"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The YAML of one section of a page: blocks that belong together."""

    page: str
    section: str
    blocks: tuple[str, ...]

    def whole(self) -> str:
        """Return a rule file that holds all blocks and as little else as it can."""
        around, inside, clauses = "", "", ""
        for number, block in enumerate(self.blocks):
            keys = set(re.findall(r"^([a-z_]+):", block, re.MULTILINE))
            if block.startswith("- id: "):
                clauses += block
            elif keys <= _FILE:
                around += block
            elif keys <= _DOCUMENT:
                inside += block
            elif keys <= set(_CLAUSE_KEYS) and len(keys) == 1:
                head = _CLAUSE.format(name=f"example_{number}", kind=_CLAUSE_KEYS[min(keys)])
                clauses += head + indent(block, "  ")
            elif "id" in keys:
                return f"{_PLACE}documents:\n- {indent(block, '  ').lstrip()}  clauses:\n{indent(_DUTY, '  ')}"
            else:
                raise ValueError(f"{self.page}, {self.section}: nobody knows where {sorted(keys)} belong")
        place = "" if "jurisdiction:" in around else _PLACE
        if "documents:" in around:
            return place + around
        if "clauses:" not in inside:
            inside += "clauses:\n" + (clauses or _DUTY)
        return place + around + _HEAD + indent(inside, "  ")


_DUTY = "- {id: duty, kind: duty, cite: 一, quote: 原文, title: 标题}\n"


def shown(page: Path) -> Iterator[Shown]:
    """Yield the YAML of every section of a page."""
    text = page.read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        blocks = re.findall(r"^```yaml\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
        if blocks:
            yield Shown(page.relative_to(DOCS).as_posix(), section.partition("\n")[0], tuple(blocks))


def pages(*rooms: str) -> list[Path]:
    """Return the pages of rooms, in order."""
    return [page for room in rooms for page in sorted((DOCS / room).glob("*.md"))]
