"""One set of rules asked over a chunk of a population; a comparison asks two of the same chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

import polars as pl

from zjtx_rules.engines.columns import TableAnswer, evaluate_table
from zjtx_rules.engines.columns.given.declared import declared_columns
from zjtx_rules.engines.columns.given.inputs import read_tables
from zjtx_rules.engines.columns.given.layout import (
    ID_WORDS,
    TABLES,
    Named,
    applicant_columns,
    meaning_of,
    table_columns,
)
from zjtx_rules.engines.columns.given.problems import Counted, Findings
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.files.chunks import Tables, as_numbers
from zjtx_rules.populations.files.reading import AT
from zjtx_rules.populations.simulation.outline import Outline, outline
from zjtx_rules.populations.simulation.parts import with_sizes
from zjtx_rules.populations.together.figures import Figure
from zjtx_rules.problems import InputError, Problem


@dataclass(frozen=True, slots=True)
class Side:
    """One set of rules and what is asked of it."""

    asked: RuleSet
    """The rules as the caller has them."""
    rules: RuleSet
    """With the question of the size class beside them."""
    outline: Outline
    readings: Mapping[str, str]
    as_of: date
    adopting: str | None
    adopted_from: date | None
    known: Mapping[str, Named]
    """What the columns of applicants mean to these rules."""
    conditions: bool
    """Whether conditions are counted one by one."""
    figures: tuple[Figure, ...] = ()
    """The figures over all applicants, once they were reckoned."""

    def alone(self) -> Self:
        """Return the same question, every applicant asked alone."""
        return replace(self, figures=(), conditions=False)

    def ask(self, tables: Tables) -> TableAnswer:
        """Return the answers for a chunk; problems are reported, not raised."""
        frames: dict[str, Any] = self._given(tables)
        return evaluate_table(
            frames.pop("applicants"),
            rules=self.rules,
            as_of=self.as_of,
            readings=self.readings,
            adopting=self.adopting,
            adopted_from=self.adopted_from,
            conditions=self.outline.conditions if self.conditions else (),
            by_clause=True,
            verdicts="code",
            on_problem="report",
            **frames,
        )

    def problems(self, tables: Tables) -> Sequence[Counted]:
        """Return what is wrong with a chunk, without answering for it."""
        frames = self._given(tables)
        findings = Findings(report=True)
        with suppress(InputError):  # what is wrong with a table as such is said by `header_problems`
            read_tables(frames.pop("applicants"), frames, self.rules, findings)
        return findings.counted

    def _given(self, tables: Tables) -> Tables:
        known = _known_to(self.known, tables)
        if self.figures:
            known["applicants"] = _with_figures(known["applicants"], self.figures, self.known)
        return known


def _with_figures(applicants: pl.DataFrame, figures: Sequence[Figure], known: Mapping[str, Named]) -> pl.DataFrame:
    """Return applicants with figures that were reckoned for them; where a table states one itself, that stands."""
    ids = applicants[next(each for each in ID_WORDS if each in applicants.columns)]
    for figure in figures:
        said = pl.Series([figure.values.get(each) for each in ids.to_list()], strict=False).cast(pl.String)
        named = [
            each
            for each in applicants.columns
            if (meant := meaning_of(each, dict(known))) is not None
            and meant.field in {f"facts.{figure.fact.id}", f"facts.{figure.fact.label}"}
        ]
        if named:
            stated = applicants[named[0]].cast(pl.String)
            stated = stated.set(stated.str.strip_chars() == "", None)
            said = stated.fill_null(said)
        applicants = applicants.with_columns(said.alias(named[0] if named else f"facts.{figure.fact.id}"))
    return applicants


def given_to(rules: RuleSet, tables: Tables) -> Tables:
    """Return tables as some rules know them."""
    return _known_to(applicant_columns() | declared_columns(rules), tables)


def _known_to(words: Mapping[str, Named], tables: Tables) -> Tables:
    """Return the tables as rules know them: what only other rules declare is left out."""
    given = {}
    for name, frame in tables.items():
        known = words if name == "applicants" else _TABLE_COLUMNS[name]
        other = [
            each
            for each in frame.columns
            if name == "applicants" and each not in ID_WORDS and meaning_of(each, dict(known)) is None
        ]
        given[name] = as_numbers(frame.drop(AT, *other, strict=False), dict(known))
    return given


_TABLE_COLUMNS = {name: table_columns(name) for name in TABLES}


def side_of(
    rules: RuleSet,
    as_of: date,
    readings: Mapping[str, str],
    adopting: str | None,
    adopted_from: date | None = None,
    *,
    conditions: bool = True,
) -> Side:
    """Return what is asked of rules; of the readings given, those that they have.

    Raises:
        InputError: If the region does not exist.
    """
    documents = [document for _, document in rules.documents()]
    names = {each.id for document in documents for each in document.readings}
    names |= {f"{document.id}:{each.id}" for document in documents for each in document.readings}
    mine = {name: option for name, option in readings.items() if name in names}
    known = applicant_columns() | declared_columns(rules)
    return Side(
        rules,
        with_sizes(rules),
        outline(rules, as_of, mine, adopting, adopted_from),
        mine,
        as_of,
        adopting,
        adopted_from,
        known,
        conditions=conditions,
    )


def header_problems(tables: Tables, rules: RuleSet) -> list[Problem]:
    """Return what is wrong with the columns of tables as such, each once, given the first rows of each."""
    heads = {name: frame.drop(AT, strict=False) for name, frame in tables.items()}
    applicants = heads.pop("applicants")
    if not _problems_of(applicants, heads, rules):
        return []
    # What is wrong with one table must not hide what is wrong with another.
    problems: list[Problem] = []
    for each in [{}, *({name: frame} for name, frame in heads.items())]:
        problems += _problems_of(applicants, each, rules)
    once = {(each.code, each.place.file, each.path): each for each in problems}
    return list(once.values())


def _problems_of(applicants: Any, tables: Tables, rules: RuleSet) -> list[Problem]:
    findings = Findings(report=True)
    try:
        read_tables(applicants, tables, rules, findings)
    except InputError as error:
        return [*error.problems, *findings.fatal]
    return list(findings.fatal)
