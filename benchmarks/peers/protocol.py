"""How a peer, in an environment of its own, takes the population and hands back its times. Standard library only.

A peer is a script called with a folder of data and the seconds that one measurement may take. It answers first, is held
against ours, and is timed only then; on the last line of its output stands what it found as JSON. A difference ends it with
exit code 1 and the row on the error output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from workload import Answers, Difference

ONE, REASONS, LONG, FLAT = "one", "reasons", "long", "flat"
GROUPS: Final = {
    ONE: "一家企业，只要答案 / one firm, the answer only",
    REASONS: "一家企业，附理由 / one firm, with its reasons",
    LONG: "全表，称号等按行（长表）/ tables, dated facts as rows",
    FLAT: "全表，事实已摊平 / tables, already flat",
}
"""What is comparable with what: each group has its own hand-written yardstick."""


@dataclass(slots=True)
class Timed:
    """What was measured of one way to answer."""

    group: str
    name: str
    seconds: float
    """For one firm; of a whole table its time divided by its rows."""
    rows: int
    """How many firms were answered at once: 1, or the rows of the table."""
    yardstick: bool = False
    """Whether the others of the group are measured against it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """The folder in which the population lies."""

    folder: Path

    @property
    def documents(self) -> list[dict[str, Any]]:
        """Single firms with lists in them."""
        return self._json("documents.json")

    @property
    def flat_rows(self) -> list[dict[str, Any]]:
        """The same firms flat."""
        return self._json("flat_rows.json")

    @property
    def answers(self) -> Answers:
        """What ours says of every firm."""
        return Answers.read(self.folder / "answers.bin")

    def _json(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return found


def serve(version: str, measure: Callable[[Data, float], list[Timed]]) -> None:
    """Measure, and print what was found on the last line."""
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    try:
        timed = measure(Data(folder), seconds)
    except Difference as error:
        raise SystemExit(f"回答不一致 / the answers differ: {error}") from None
    print(json.dumps({"version": version, "timed": [asdict(each) for each in timed]}, ensure_ascii=False))
