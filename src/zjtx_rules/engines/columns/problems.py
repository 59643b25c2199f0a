"""What is wrong with a caller's tables: collected, counted, and raised at once or reported row by row, as the caller asks."""

from __future__ import annotations

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


@dataclass(slots=True)
class Findings:
    """The problems of a population, as far as they have been found."""

    report: bool
    """Whether rows with problems are reported rather than refused."""
    counted: list[Counted] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)
    by_applicant: dict[Any, set[str]] = field(default_factory=dict)
    """The codes of the problems of each applicant."""
    home: Any = None
    id_dtype: Any = None

    def add(self, problem: Problem) -> None:
        """Add a problem of a table as such, which no caller can have reported row by row."""
        self.fatal.append(problem)

    def rows(
        self,
        code: str,
        words: Words,
        table: str,
        column: str,
        ids: nw.LazyFrame[Any],
        suggestion: Words | None = None,
        *,
        orphan: bool = False,
    ) -> None:
        """Add a problem of some rows, if there are any; `ids` are the applicants of those rows."""
        if self.report and not orphan:
            found = ids.collect()[ID].to_list()
            count, some = len(found), found[:_SHOWN]
            for each in found:
                self.by_applicant.setdefault(each, set()).add(code)
        else:
            count = ids.select(nw.len().alias("~n")).collect()["~n"].to_list()[0]
            some = ids.head(_SHOWN).collect()[ID].to_list() if count else []
        if not count:
            return
        shown = "、".join(str(each) for each in sorted(some, key=str))
        message = Words(
            f"{words.zh}：{count}行，如 {shown}", f"{words.en}: {count} row(s), such as {shown.replace('、', ', ')}"
        )
        problem = Problem(code, message, Place(table), column, suggestion=suggestion)
        self.counted.append(Counted(problem, count, words, tuple(some)))

    def raise_if_any(self) -> None:
        """Raise what was found; where rows are reported, only what concerns a table as such.

        Raises:
            InputError: With all problems.
        """
        problems = [*self.fatal, *([] if self.report else [each.problem for each in self.counted])]
        if problems:
            raise InputError(problems)
