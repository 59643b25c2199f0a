"""The columns of the answer: which there are, of what type, and how a verdict stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.frames import ID, ROW, compared, inside
from zjtx_rules.engines.columns.money.answers import AMOUNTS, ANSWERS, BACK, BY_CLAUSE, NOT_COMPUTED
from zjtx_rules.language import RuleSet
from zjtx_rules.language.clauses import ForApplicants, Recovery
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.reasoning.choosing import adopted_region, check_choices
from zjtx_rules.reasoning.evaluation import programs_for
from zjtx_rules.reasoning.program import parts_of
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Words

PROBLEM = "problem"
"""The column of the codes of a row's problems."""


@dataclass(frozen=True, slots=True)
class ConditionColumn:
    """The column of one condition of a clause, and what it asks."""

    name: str
    """`DOCUMENT:CLAUSE/1` and so on."""
    document: str
    clause: str
    words: Words


def condition_columns(
    rules: RuleSet,
    kind: str,
    *,
    conditions: Iterable[str] = ("*",),
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
) -> list[ConditionColumn]:
    """Return the columns that `evaluate_table` fills for one kind of applicant when asked for `conditions`, in the order of the text.

    Args:
        rules: The rule files to ask.
        kind: The kind of applicant (`enterprise`).
        conditions: Patterns of clauses, as for `evaluate_table`.
        readings: Other readings than the defaults; they may change which conditions there are, and what they say.
        adopting: The region a template is bound to, by name or code.

    Raises:
        InputError: If a reading, an option or the region does not exist.
    """
    given = readings or {}
    check_choices(rules, given)
    region = adopted_region(adopting, rules.places) if adopting is not None else None
    return _conditions(rules, kind, _patterns(rules, conditions, "conditions"), given, region)


def _conditions(
    rules: RuleSet, kind: str, patterns: tuple[str, ...], readings: Mapping[str, str], region: str | None
) -> list[ConditionColumn]:
    found = []
    for program in programs_for(rules, kind, readings, region):
        document = program.document.id
        for prepared in program.clauses:
            clause = prepared.clause.id
            if _asked(document, clause, patterns):
                found += [
                    ConditionColumn(f"{document}:{clause}/{number}", document, clause, each.say)
                    for number, each in enumerate(parts_of(prepared), start=1)
                ]
    return found


def _patterns(rules: RuleSet, given: Iterable[str], where: str) -> tuple[str, ...]:
    """Return patterns of clauses; one alone is a list of one.

    Raises:
        InputError: With every pattern that fits no clause for applicants, where there is any.
    """
    patterns = (given,) if isinstance(given, str) else tuple(given)
    clauses = [(document.id, each.id) for _, document, each in rules.clauses() if isinstance(each, ForApplicants)]
    problems = []
    for pattern in patterns:
        if clauses and not any(_asked(document, clause, (pattern,)) for document, clause in clauses):
            message = Words(f"没有符合“{pattern}”的条款", f"no clause fits '{pattern}'")
            hint = did_you_mean(pattern, [clause for _, clause in clauses])
            problems.append(Problem("unknown-clause", message, Place(where), suggestion=hint))
    if problems:
        raise InputError(problems)
    return patterns


def _asked(document: str, clause: str, patterns: tuple[str, ...] | None) -> bool:
    """Return whether a pattern fits a clause, by its id or `DOCUMENT:ID`; without patterns every clause is asked for."""
    if patterns is None:
        return True
    return any(fnmatchcase(clause, each) or fnmatchcase(f"{document}:{clause}", each) for each in patterns)


class Wanted:
    """What a caller wants to know of every applicant; the same columns whatever applicants there are."""

    def __init__(
        self,
        rules: RuleSet,
        clauses: Iterable[str] | None,
        conditions: Iterable[str],
        verdicts: str,
        readings: Mapping[str, str],
        region: str | None,
        *,
        report: bool,
        by_clause: bool = False,
    ) -> None:
        self.text = verdicts == "text"
        self.report = report
        asked = None if clauses is None else _patterns(rules, clauses, "clauses")
        one_by_one = _patterns(rules, conditions, "conditions")
        self._conditions: dict[tuple[str, str], list[str]] = {}
        self.dtypes: dict[str, Any] = {}
        for _, document, clause in rules.clauses():
            if not isinstance(clause, ForApplicants):
                continue
            if _asked(document.id, clause.id, asked):
                self.dtypes[f"{document.id}:{clause.id}"] = nw.Int8
            if one_by_one and _asked(document.id, clause.id, one_by_one):
                exactly = (f"{document.id}:{clause.id}",)
                # A gate may ask something of one kind of applicant only: the columns are those of the kind with the most.
                names = max(
                    ([each.name for each in _conditions(rules, kind, exactly, readings, region)] for kind in clause.to),
                    key=len,
                )
                self._conditions[document.id, clause.id] = names
                self.dtypes |= dict.fromkeys(names, nw.Int8)
        self.verdicts = list(self.dtypes)
        """The columns that hold verdicts."""
        unsayable = any(loaded.unsayable for loaded in rules.files)
        takes_back = any(isinstance(clause, Recovery) for _, _, clause in rules.clauses())
        optional = ((BY_CLAUSE, by_clause), (NOT_COMPUTED, unsayable), *((name, takes_back) for name in BACK))
        left_out = {name for name, asked in optional if not asked}
        self.answers = tuple(name for name in ANSWERS if name not in left_out)
        """What is answered for each document."""
        for _, document in rules.documents():
            self.dtypes |= {
                f"{document.id}#{name}": nw.Int64 if name in (*AMOUNTS, *BACK) else nw.String for name in self.answers
            }
        self.dtypes |= {f"payable#{name}": nw.Int64 for name in AMOUNTS}

    def clause(self, document: str, clause: str) -> bool:
        """Return whether the verdict on a clause is wanted."""
        return f"{document}:{clause}" in self.dtypes

    def conditions_of(self, document: str, clause: str) -> list[str]:
        """Return the columns of the conditions of a clause, as far as they are wanted."""
        return self._conditions.get((document, clause), [])

    @property
    def told(self) -> tuple[object, ...]:
        """What tells it from what others want to know of the same programs; in what words verdicts are said is no part of it."""
        return (self.report, tuple(self.dtypes), tuple((key, tuple(names)) for key, names in self._conditions.items()))

    def selected(self, columns: Mapping[str, Any], own: Iterable[str]) -> list[nw.Expr]:
        """Return the answer's columns, after those of the frame's `own` that stay; one that is not given is empty."""
        chosen = [nw.col(each) for each in (ID, ROW) if each in own]
        if self.report:
            chosen.append((nw.col(PROBLEM) if PROBLEM in own else nw.lit(None, nw.String)).alias(PROBLEM))
        for name, dtype in self.dtypes.items():
            chosen.append(columns.get(name, nw.lit(None, dtype)).alias(inside(name)))
        return chosen

    def empty(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows of applicants with problems, without answers."""
        return frame.select(*self.selected({}, frame.collect_schema()))

    def said(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the answer with its verdicts as the caller wants them; until here they are codes, which cost less to move."""
        if not self.text:
            return frame
        texts = tuple((code, each.value) for code, each in enumerate(VERDICTS))
        # Polars takes far longer to plan a replacement than a comparison with each of so few codes.
        exprs = [compared(name, texts, name, nw.String, nw.Int8) for name in map(inside, self.verdicts)]
        return frame.with_columns(*exprs) if exprs else frame
