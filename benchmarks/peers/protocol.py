"""How a peer, in an environment of its own, takes the population and hands back its times. Standard library only.

A peer is a script called with a folder of data and the seconds that one measurement may take. It answers first, is held
against ours, and is timed only then; on the last line of its output stands what it found as JSON. A difference ends it with
exit code 1 and the row on the error output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from timing import Piece, Spent, race
from workload import Answers, Difference

DIFFER: Final = "回答不一致 / the answers differ"

ONE, REASONS, LONG, FLAT = "one", "reasons", "long", "flat"
GROUPS: Final = {
    ONE: "一家企业，只要答案 / one firm, the answer only",
    REASONS: "一家企业，附理由 / one firm, with its reasons",
    LONG: "全表，称号等按行（长表）/ tables, dated facts as rows",
    FLAT: "全表，事实已摊平 / tables, already flat",
}
"""What is comparable with what: each group has its own hand-written yardstick, the row that stands first."""


@dataclass(slots=True)
class Timed:
    """What was measured of one way to answer."""

    group: str
    name: str
    spent: Spent
    """For one firm; of a whole table its time divided by its rows."""
    unit: Spent
    """The same for the hand-written yardstick of the group, measured in turn with it, in the same process."""
    rows: int
    """How many firms were answered at once: 1, or the rows of the table."""

    @classmethod
    def read(cls, data: dict[str, Any]) -> Timed:
        """Return what a peer's process has handed back."""
        return cls(data["group"], data["name"], Spent(**data["spent"]), Spent(**data["unit"]), data["rows"])


class Course:
    """Where the ways to answer are timed: every one in turn with the yardstick of its group."""

    def __init__(self, seconds: float) -> None:
        """Keep how long one measurement may take."""
        self.seconds = seconds
        self.timed: list[Timed] = []
        self._yardsticks: dict[str, tuple[Sequence[Piece], int]] = {}

    def yardstick(self, group: str, work: Sequence[Piece], firms: int) -> None:
        """Name the hand-written code that the others of a group are held against, and for how many firms it answers."""
        self._yardsticks[group] = (work, firms)

    def measure(self, group: str, name: str, work: Sequence[Piece], firms: int, *, at_once: bool = False) -> None:
        """Time a way to answer for so many firms, one after another or at once."""
        yardstick, count = self._yardsticks[group]
        spent, unit = race(work, yardstick, self.seconds)
        self.timed.append(Timed(group, name, spent.per(firms), unit.per(count), firms if at_once else 1))


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


def serve(version: str, measure: Callable[[Data, Course], None]) -> None:
    """Measure, and print what was found on the last line."""
    course = Course(float(sys.argv[2]))
    try:
        measure(Data(Path(sys.argv[1])), course)
    except Difference as error:
        raise SystemExit(f"{DIFFER}: {error}") from None
    print(json.dumps({"version": version, "timed": [asdict(each) for each in course.timed]}, ensure_ascii=False))
