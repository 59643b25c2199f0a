"""A run of rules over a population on disk: chunk by chunk, in bounded memory, with the same result for any size of chunk."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import polars as pl

from zjtx_rules.engines.columns import TableAnswer, evaluate_table
from zjtx_rules.engines.columns.declared import declared_columns
from zjtx_rules.engines.columns.inputs import read_tables
from zjtx_rules.engines.columns.layout import Named, applicant_columns, meaning_of, table_columns
from zjtx_rules.engines.columns.problems import Counted, Findings
from zjtx_rules.language import RuleSet, combine
from zjtx_rules.populations.chunks import Tables, as_numbers, in_chunks
from zjtx_rules.populations.findings import Found
from zjtx_rules.populations.locating import located
from zjtx_rules.populations.models import Simulation, Text
from zjtx_rules.populations.outline import outline
from zjtx_rules.populations.parts import CITY, SIZE, city_column, own, size_column, with_sizes
from zjtx_rules.populations.reading import AT, Population, find
from zjtx_rules.populations.totals import Totals, sums_of
from zjtx_rules.populations.writing import Answers, check_target
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.reasoning.choosing import check_choices
from zjtx_rules.words import Words

CHUNK = 200_000
"""How many applicants are in memory at a time, unless the caller says otherwise."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Question:
    """What is asked of a population."""

    rules: RuleSet
    as_of: date
    against: RuleSet | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    adopting: str | None = None
    on_problem: Literal["raise", "report"] = "raise"


def simulate(
    population: str | Path,
    rules: RuleSet,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    out: Path | None = None,
    on_problem: Literal["raise", "report"] = "raise",
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Simulation:
    """Return what rules mean for a population: who is eligible, who is paid, and what it costs.

    Args:
        population: A folder with a file for each table, or one file of firms in wide form (docs/populations.md).
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        readings: Other readings than the defaults.
        adopting: The region a template is bound to.
        out: Where to write the answer for every applicant (.parquet or .csv), in the order of the input.
        on_problem: `raise` refuses a population with problems; `report` answers for the others and counts them.
        chunk: How many applicants to hold in memory at a time; it does not change the result.
        progress: Is told how many applicants are done, of how many.

    Raises:
        InputError: With everything that is wrong with the files, the rows, the readings or the region.
    """
    given = dict(readings or {})
    check_choices(rules, given)
    if out is not None:
        check_target(out)
    with tempfile.TemporaryDirectory(prefix="zjtx-") as name:
        folder = Path(name)
        copies, buckets, answers = (folder / each for each in ("copies", "buckets", "answers"))
        for each in (copies, buckets, answers):
            each.mkdir()
        found = find(Path(population), copies)
        question = Question(rules, as_of, None, given, adopting, on_problem)
        run = _Run(question, found, Answers(answers) if out is not None else None)
        run.check_headers()
        chunks = in_chunks(found, chunk, buckets)
        total = found.applicants.rows
        for tables in chunks:
            run.add(tables)
            if progress is not None:
                progress(min(run.done, total - 1), total)
        result = run.result()
        if out is not None and run.answers is not None:
            run.answers.write(out)
        if progress is not None:
            progress(total, total)
        return result


class _Run:
    """One run; lives while a population is gone through."""

    def __init__(self, question: Question, population: Population, answers: Answers | None) -> None:
        self.question, self.population, self.answers = question, population, answers
        self.outline = outline(question.rules, question.as_of, question.readings, question.adopting)
        self.totals = Totals(self.outline)
        self.found = Found(population)
        self.rules = with_sizes(question.rules)
        self.done = self.with_problems = self.by_reference = 0
        self.identity = population.applicants.identity or ""
        self.meanings = {name: self._meanings(name) for name in population.tables}

    def _meanings(self, table: str) -> dict[str, Named]:
        known = (
            applicant_columns() | declared_columns(self.question.rules)
            if table == "applicants"
            else table_columns(table)
        )
        found = {header: meaning_of(header, known) for header in self.population.tables[table].header}
        return {header: each for header, each in found.items() if each is not None}

    def check_headers(self) -> None:
        """Refuse headers that mean nothing before anything is computed, those of all tables at once."""
        problems: list[Problem] = []
        heads = {name: table.lazy().head(1).drop(AT).collect() for name, table in self.population.tables.items()}
        applicants = heads.pop("applicants")
        for tables in [{}, *({name: frame} for name, frame in heads.items())]:
            findings = Findings(report=True)
            try:
                read_tables(applicants, tables, self.rules, findings)
            except InputError as error:
                problems += error.problems
            problems += findings.fatal
        once = {(each.code, each.place.file, each.path): each for each in problems}
        if once:
            raise InputError([located(self.population, each, ()) for each in once.values()])

    def add(self, tables: Tables) -> None:
        """Answer for a chunk."""
        applicants = tables["applicants"]
        self.done += applicants.height
        if self.found.counted and self.question.on_problem == "raise":
            self.found.add(self._problems(tables))
            return
        answer = self._asked(tables)
        self.found.add(answer.report.problems)
        if self.found.counted and self.question.on_problem == "raise":
            return
        self.by_reference += answer.report.referred
        frame = answer.table.with_columns(size_column(), self._cities(tables), applicants[AT])
        broken = frame["problem"].is_not_null()
        self.with_problems += int(broken.sum())
        self.totals.add(frame.filter(~broken) if broken.any() else frame)
        if self.answers is not None:
            self.answers.add(self._row(frame))

    def _given(self, tables: Tables) -> Tables:
        return {
            name: as_numbers(frame.drop(AT, strict=False), self.meanings.get(name, {}))
            for name, frame in tables.items()
        }

    def _asked(self, tables: Tables) -> TableAnswer:
        frames: dict[str, Any] = self._given(tables)
        return evaluate_table(
            frames.pop("applicants"),
            rules=self.rules,
            as_of=self.question.as_of,
            readings=self.question.readings,
            adopting=self.question.adopting,
            conditions=self.outline.conditions,
            by_clause=True,
            verdicts="code",
            on_problem="report",
            **frames,
        )

    def _problems(self, tables: Tables) -> Sequence[Counted]:
        """Return what is wrong with a chunk, which is not answered for any more."""
        frames = self._given(tables)
        findings = Findings(report=True)
        read_tables(frames.pop("applicants"), frames, self.rules, findings)
        return findings.counted

    def _cities(self, tables: Tables) -> pl.Series:
        return city_column(tables["applicants"], tables.get("registrations"), self.identity)

    def _row(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return what is written of an applicant: everything but the conditions one by one, which are for counting."""
        verdicts = [each.column for each in self.outline.clauses]
        keep = [name for name in frame.columns if not own(name) and "/" not in name and name not in (CITY, SIZE)]
        said = [
            pl.col(name).replace_strict(
                [3, 2, 1, 0], ["met", "unknown", "review", "not_met"], default=None, return_dtype=pl.String
            )
            for name in verdicts
        ]
        order = [each for each in keep if each != AT]
        at = order.index("problem") + 1
        return frame.with_columns(said).select(*order[:at], CITY, SIZE, *order[at:], AT)

    def result(self) -> Simulation:
        """Return what was found.

        Raises:
            InputError: If there are problems and the caller does not want them counted.
        """
        if self.found.counted and self.question.on_problem == "raise":
            raise InputError([problem for problem, _ in self.found.problems()])
        question = self.question
        whole = self.totals.whole()
        return Simulation(
            population=str(self.population.path),
            synthetic=_synthetic(self.population.path),
            as_of=question.as_of.isoformat(),
            rules=tuple(each.name for each in question.rules.files),
            rules_hash=question.rules.content_hash,
            readings=dict(question.readings),
            adopting=question.adopting,
            applicants=self.done,
            with_problems=self.with_problems,
            by_reference=self.by_reference,
            payable=sums_of(whole, "payable"),
            documents=self.totals.documents(),
            clauses=self.totals.clauses(),
            titles=self.totals.by_title(),
            turning_away=self.totals.turning_away(),
            elsewhere=self.totals.elsewhere(),
            problems=self.found.summary(),
        )


def _synthetic(path: Path) -> bool:
    """Return whether a population says of itself that it is made up."""
    about = path / "population.json"
    try:
        said = json.loads(about.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and bool(said.get("synthetic"))


__all__ = ["CHUNK", "Question", "Simulation", "Text", "Words", "combine", "simulate"]
