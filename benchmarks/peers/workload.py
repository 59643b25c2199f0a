"""The workload that every engine is asked: 二2 培育条件 of 日照 and the seven recognition awards of 三（一）2, highest only.

Only the standard library, for it is read in every peer's own environment: the question (a day, figures, titles) as plain
numbers, the shape of an answer, and the comparison of answers. A day is written 20230901, a sum in yuan.

日政办字〔2022〕10号, in force from 2022-03-23 to 2025-12-31.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

AS_OF: Final = 20230901
TWO_YEARS_AGO: Final = 20210901
IN_FORCE: Final = (20220323, 20251231)
LAST_DAY: Final = min(AS_OF, IN_FORCE[1])
"""The last day on which a recognition may have been given."""
CITY: Final = 3711
"""日照市: the first four digits of a region's code."""
REVENUE: Final = 10_000_000
COUNTED_INCIDENTS: Final = ("safety", "quality", "environment")

AWARDS: Final = (
    ("award.unicorn", "unicorn", ("city", "provincial", "national"), 3_000_000),
    ("award.champion_enterprise_national", "champion_enterprise", ("national",), 2_000_000),
    ("award.champion_product_national", "champion_product", ("national",), 1_000_000),
    ("award.little_giant", "little_giant", ("national",), 1_000_000),
    ("award.champion_enterprise_provincial", "champion_enterprise", ("provincial",), 500_000),
    ("award.gazelle", "gazelle", ("provincial",), 300_000),
    ("award.zjtx_sme", "zjtx_sme", ("provincial",), 200_000),
)
"""Clause, title, the levels that count, and the most that it pays; the highest first."""
NEW_FIELDS: Final = tuple(f"new_{clause.removeprefix('award.')}" for clause, *_ in AWARDS)
"""Where a flat row keeps the day of the new recognition that each award is for; 0 where there is none."""

YES_NO: Final = (
    "independent_legal_person",
    "good_prospects",
    "good_benefits",
    "stable_quality",
    "meets_energy_rules",
    "meets_environment_rules",
    "meets_safety_rules",
    "bank_credit",
    "tax_credit",
    "social_credit",
)
"""The conditions of 二2 that are a plain yes."""
SIZES: Final = ("micro", "small", "medium", "large")

NOT_MET, REVIEW, MET = 0, 1, 3
"""Verdicts as numbers; 2, unknown, does not occur where every fact is known."""


class Difference(Exception):  # noqa: N818 - the word of the field
    """Raised when two engines answer differently; nothing is timed then."""


@dataclass(slots=True)
class Answers:
    """What an engine says of the firms, in the order of the rows."""

    pool: Sequence[int]
    """The verdict on 二2: not met, met, or for a person where all is met but revenue is not exactly 1000万元 (左右)."""
    awards: Sequence[int]
    """Which awards are met: bit 0 for the first of `AWARDS`, and so on."""
    amount: Sequence[int]
    """The most that is paid, in yuan: 就高不就低."""

    def write(self, path: Path) -> None:
        """Keep the answers in a file that needs no library to read."""
        with path.open("wb") as file:
            for values in (self.pool, self.awards, self.amount):
                array("q", values).tofile(file)

    @classmethod
    def read(cls, path: Path) -> Answers:
        """Read answers that were kept."""
        numbers = array("q")
        numbers.frombytes(path.read_bytes())
        count = len(numbers) // 3
        return cls(numbers[:count], numbers[count : 2 * count], numbers[2 * count :])

    def first(self, count: int) -> Answers:
        """Return the answers on the first rows."""
        return Answers(self.pool[:count], self.awards[:count], self.amount[:count])

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int]]) -> Answers:
        """Return answers given row by row."""
        pool, awards, amount = array("q"), array("q"), array("q")
        for each in rows:
            pool.append(each[0])
            awards.append(each[1])
            amount.append(each[2])
        return cls(pool, awards, amount)


def agree(name: str, found: Answers, expected: Answers, facts: Sequence[Any] = ()) -> int:
    """Hold the answers of an engine against ours, row by row, and return how many rows agree: all of them.

    Raises:
        Difference: With the first row that differs, its facts where they are at hand, and what each engine says.
    """
    for part in ("pool", "awards", "amount"):
        mine, ours = list(getattr(found, part)), list(getattr(expected, part))
        if len(mine) != len(ours):
            raise Difference(f"{name}: {len(mine)} rows answered, {len(ours)} asked")
        if mine == ours:
            continue
        row = next(at for at, (one, other) in enumerate(zip(mine, ours, strict=True)) if one != other)
        about = f"\n{facts[row]}" if row < len(facts) else ""
        raise Difference(f"{name}, row {row}: {part} is {mine[row]}, ours says {ours[row]}{about}")
    return len(expected.amount)


def amount_of(awards: int) -> int:
    """Return the highest sum of the awards that are met."""
    return next((award[3] for bit, award in enumerate(AWARDS) if awards >> bit & 1), 0)
