"""What a comparison of several rule sets found: a table of frozen models, whose JSON is the same for the same rule sets."""

from __future__ import annotations

from typing import Literal, NamedTuple

from zjtx_rules.analysis.diffing.models import Frozen, Spot, Text
from zjtx_rules.terms import Level, Money
from zjtx_rules.words import Words

Basis = Literal["new", "renewed", "held", "relocated", "cultivated", "other"]

BASIS_WORDS: dict[Basis, Words] = {
    "new": Words("首次认定", "first recognition"),
    "renewed": Words("延续认定", "renewal"),
    "held": Words("称号有效期内", "title in force"),
    "relocated": Words("迁入", "moved into the city"),
    "cultivated": Words("培育入驻企业", "tenants cultivated"),
    "other": Words("其他", "other"),
}
"""On what ground money is given for a title, in the order in which a table lists them."""


class Grounds(NamedTuple):
    """One title for which a clause pays."""

    title: str
    basis: Basis
    levels: frozenset[Level]
    open: bool
    """Whether the text leaves it to a person."""


class Column(Frozen):
    """One document."""

    id: str
    place: str
    title: Text
    status: Text
    valid_from: str | None
    valid_to: str | None
    spot: Spot

    @property
    def validity(self) -> Words:
        """The validity in words; both days are included."""
        if self.valid_from is None and self.valid_to is None:
            return Words("未写施行期", "no validity stated")
        return Words(
            f"{self.valid_from or '未写'} 至 {self.valid_to or '未写'}",
            f"{self.valid_from or 'open'} to {self.valid_to or 'open'}",
        )


class Cell(Frozen):
    """What one document pays under one clause."""

    clause: str
    cite: str
    title: Text
    kind: Text
    nature: Literal["fixed", "up_to", "no_figure", "not_computed"]
    """A stated sum, a ceiling (最高), or support without a figure."""
    pays: Text
    amount: Money | None
    """The sum or ceiling in all, where the text alone gives it."""
    row_says: bool
    """Whether the row says what it is for: a recognition, or the title of the clause itself."""
    force: Text | None
    """What the sentence binds, where it is no plain 应当给付: 可以, 鼓励支持, 他人职责."""
    open: bool
    """Whether the text leaves it to a person if this title counts."""
    condition: Text
    """The conditions on one line."""
    conditions: tuple[Text, ...]
    """The conditions line by line."""
    indents: tuple[int, ...]
    """How deep each condition stands."""
    duplication: Text
    quote: str
    spot: Spot


class Row(Frozen):
    """One title at some levels on one ground, in every document."""

    applicants: Text
    title: Text
    levels: Text
    basis: Basis
    cells: tuple[tuple[Cell, ...], ...]
    """For each column the clauses that pay; none where the document pays nothing."""

    @property
    def label(self) -> Words:
        """Title and levels; for every level, the title with that said."""
        if not self.levels.zh:
            return self.title
        if self.levels.zh == "各级":
            return Words(f"{self.title.zh}（各级）", f"{self.title.en} (any level)")
        return Words(f"{self.levels.zh}{self.title.zh}", f"{self.title.en} ({self.levels.en})")


class PlanCell(Frozen):
    """One goal or benchmark."""

    clause: str
    cite: str
    figure: Text
    spot: Spot


class PlanRow(Frozen):
    """What is counted or compared, in every document."""

    label: Text
    cells: tuple[tuple[PlanCell, ...], ...]


class Matrix(Frozen):
    """Several rule sets side by side."""

    format: Literal["zjtx-compare-1"] = "zjtx-compare-1"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    targets: tuple[PlanRow, ...]
    benchmarks: tuple[PlanRow, ...]

    def __repr__(self) -> str:
        """Return the places and how many rows there are."""
        return f"<Matrix {' | '.join(each.place for each in self.columns)}: {len(self.rows)} rows>"

    def to_json(self) -> str:
        """Return the table as one JSON document."""
        return self.model_dump_json(indent=2)
