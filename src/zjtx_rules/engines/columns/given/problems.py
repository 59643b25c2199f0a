"""What is wrong with a caller's tables: collected, counted, and raised at once or reported row by row, as the caller asks.

A check is noted where a table is read. The rows that fail are counted for all checks noted so far in one query; only those
of a check that somebody fails are looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """One problem of a table, with how many rows have it."""

    problem: Problem
    rows: int
    words: Words
    """What is wrong, without the count and the examples that the problem's message names."""
    some: tuple[Any, ...] = ()
    """The ids of some of the rows."""


@dataclass(frozen=True, slots=True)
class _Check:
    """A problem that rows of a table may have."""

    code: str
    words: Words
    table: str
    column: str
    suggestion: Words | None
    orphan: bool
    """Whether the rows belong to no applicant whose problem this could be."""
    frame: nw.LazyFrame[Any]
    wrong: nw.Expr | None
    """Which rows of the frame have it, true or false of each; all of them where nothing is said."""

    def ids(self) -> nw.LazyFrame[Any]:
        """Return the applicants of the rows that have the problem."""
        rows = self.frame if self.wrong is None else self.frame.filter(self.wrong)
        return rows.select(ID)

    def sum(self, *, eager: bool) -> nw.Expr:
        """Return how many rows have the problem."""
        if self.wrong is None:
            return nw.len().cast(nw.Int64)
        # Engines that speak SQL add up numbers only; those in memory count what is true without making any.
        return (self.wrong if eager else self.wrong.cast(nw.Int64)).sum().cast(nw.Int64)


@dataclass(slots=True)
class Findings:
    """The problems of a population, as far as they have been found."""

    report: bool
    """Whether rows with problems are reported rather than refused."""
    counted: list[Counted] = field(default_factory=list)
    """The problems of rows, in the order of their checks, as far as these have been settled."""
    fatal: list[Problem] = field(default_factory=list)
    by_applicant: dict[Any, set[str]] = field(default_factory=dict)
    """The codes of the problems of each applicant, likewise."""
    home: Any = None
    id_dtype: Any = None
    checks: list[_Check] = field(default_factory=list)
    """What is yet to be settled."""

    def add(self, problem: Problem) -> None:
        """Add a problem of a table as such, which no caller can have reported row by row."""
        self.fatal.append(problem)

    def check(
        self,
        code: str,
        words: Words,
        table: str,
        column: str,
        frame: nw.LazyFrame[Any],
        wrong: nw.Expr | None = None,
        suggestion: Words | None = None,
        *,
        orphan: bool = False,
    ) -> None:
        """Note a check: the rows of the frame of which `wrong` is true have a problem, or all that it has."""
        never = None if wrong is None else wrong.fill_null(value=False)
        self.checks.append(_Check(code, words, table, column, suggestion, orphan, frame, never))

    def settle(self) -> None:
        """Count the rows that fail the checks noted, and add a problem for each check that some do."""
        checks, self.checks = self.checks, []
        for check, count in zip(checks, _counts(checks, eager=self.home is not None and self.home.eager), strict=True):
            if count:
                self._found(check, count)

    def _found(self, check: _Check, count: int) -> None:
        """Add a problem of some rows."""
        ids = check.ids()
        if self.report and not check.orphan:
            some = ids.collect()[ID].to_list()
            for each in some:
                self.by_applicant.setdefault(each, set()).add(check.code)
        else:
            some = ids.head(_SHOWN).collect()[ID].to_list()
        some = some[:_SHOWN]
        shown = "、".join(str(each) for each in sorted(some, key=str))
        words = check.words
        message = Words(
            f"{words.zh}：{count}行，如 {shown}", f"{words.en}: {count} row(s), such as {shown.replace('、', ', ')}"
        )
        problem = Problem(check.code, message, Place(check.table), check.column, suggestion=check.suggestion)
        self.counted.append(Counted(problem, count, words, tuple(some)))

    def raise_if_any(self) -> None:
        """Raise what was found; where rows are reported, only what concerns a table as such.

        Raises:
            InputError: With all problems.
        """
        self.settle()
        problems = [*self.fatal, *([] if self.report else [each.problem for each in self.counted])]
        if problems:
            raise InputError(problems)


def _counts(checks: Sequence[_Check], *, eager: bool) -> list[int]:
    """Return how many rows fail each check: one row of sums for each frame, all of them in one query."""
    frames: dict[int, list[int]] = {}
    for place, check in enumerate(checks):
        frames.setdefault(id(check.frame), []).append(place)
    if not frames:
        return []
    widest = max(map(len, frames.values()))
    sums = []
    for at, places in enumerate(frames.values()):
        columns = [checks[place].sum(eager=eager).alias(f"~{number}") for number, place in enumerate(places)]
        columns += [nw.lit(0, nw.Int64).alias(f"~{number}") for number in range(len(places), widest)]
        sums.append(checks[places[0]].frame.select(*columns, nw.lit(at, nw.Int64).alias("~at")))
    rows = (nw.concat(sums, how="vertical") if len(sums) > 1 else sums[0]).collect().to_dict(as_series=False)
    counts = [0] * len(checks)
    for row, at in enumerate(rows["~at"]):
        for number, place in enumerate(list(frames.values())[at]):
            # Over a frame without rows SQL says that nothing is known of a sum.
            counts[place] = int(rows[f"~{number}"][row] or 0)
    return counts
