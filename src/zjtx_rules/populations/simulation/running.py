"""A run of rules over a population on disk: chunk by chunk, in bounded memory, with the same result for any size of chunk."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given.layout import Named
from zjtx_rules.engines.columns.given.profiles import profiles_in
from zjtx_rules.engines.columns.money.answers import BY_CLAUSE
from zjtx_rules.language import RuleSet
from zjtx_rules.language.ruleset import SideBySide
from zjtx_rules.nearest import one_input
from zjtx_rules.populations.files.chunks import Tables, in_chunks
from zjtx_rules.populations.files.locating import located
from zjtx_rules.populations.files.reading import AT, Population, find
from zjtx_rules.populations.files.writing import Answers, check_target, storage_faults
from zjtx_rules.populations.firm_lists.hints import hinted
from zjtx_rules.populations.firm_lists.kept_columns import kept_columns, result_headers
from zjtx_rules.populations.firm_lists.unfolding import Unfolding, unfolding
from zjtx_rules.populations.firm_lists.vocabulary import vocabularies
from zjtx_rules.populations.models import Against, InputNote, Simulation, Text
from zjtx_rules.populations.simulation.asking import Side, given_to, header_problems, side_of
from zjtx_rules.populations.simulation.comparing import (
    CHANGE,
    OURS,
    THEIRS,
    Comparison,
    amounts_of,
    basis_of,
    compared,
    is_open,
    with_decided,
)
from zjtx_rules.populations.simulation.doubts import Doubted, doubt_of_cell
from zjtx_rules.populations.simulation.figuring import Beside, check_figures_apart, figures_of
from zjtx_rules.populations.simulation.findings import Found
from zjtx_rules.populations.simulation.one_by_one import OneByOne
from zjtx_rules.populations.simulation.parts import CITY, SIZE, city_column, name_column, own, size_column
from zjtx_rules.populations.simulation.totals import Totals, sums_of
from zjtx_rules.populations.simulation.uncomputed import Uncomputed
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import Applicant
from zjtx_rules.reasoning.choosing import check_choices
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Words

CHUNK = 200_000
"""How many applicants are in memory at a time, unless the caller says otherwise."""

_SAID = pl.Enum([each.value for each in VERDICTS])
"""Verdicts as they are written: one byte each, where a text would take sixteen."""

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
    complete: Collection[str] = ()
    ignore: Collection[str] = ()
    adopted_from: date | None = None


@one_input()
def simulate(  # noqa: PLR0913 - the options of one command
    population: str | Path,
    rules: RuleSet,
    as_of: date,
    *,
    against: RuleSet | None = None,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    out: Path | None = None,
    on_problem: Literal["raise", "report"] = "raise",
    complete: Collection[str] = (),
    ignore: Collection[str] = (),
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Simulation:
    """Return what rules mean for a population: who is eligible, who is paid, and what it costs.

    Args:
        population: A folder with a file for each table, or one file of firms in wide form (docs/populations.md).
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        against: Other rules, to see who gains and who loses under them.
        readings: Other readings than the defaults, for either side that has them.
        adopting: The region a template is bound to.
        adopted_from: The first day on which drafts and templates are taken to be in force; without it any recognition counts.
        out: Where to write the answer for every applicant (.parquet or .csv), in the order of the input.
        on_problem: `raise` refuses a population with problems; `report` answers for the others and counts them.
        complete: Of a list of firms, the tables (认定, 已领奖补 …) that its columns say everything of.
        ignore: Of a list of firms, the columns to be passed over.
        chunk: How many applicants to hold in memory at a time; it does not change the result.
        progress: Is told how many applicants are done, of how many.

    Raises:
        InputError: With everything that is wrong with the files, the rows, the readings or the region.
    """
    given = dict(readings or {})
    everything: RuleSet = rules if against is None else SideBySide.of(rules, against)
    check_choices(everything, given)
    if out is not None:
        check_target(out)
    if against is not None:
        check_figures_apart(rules, against)
    with tempfile.TemporaryDirectory(prefix="zjtx-") as name, storage_faults(Path(name)):
        folder = Path(name)
        copies, buckets, answers = (folder / each for each in ("copies", "buckets", "answers"))
        for each in (copies, buckets, answers):
            each.mkdir()
        found = find(Path(population), copies, vocabularies(everything, as_of))
        question = Question(rules, as_of, against, given, adopting, on_problem, complete, ignore, adopted_from)
        run = _Run(question, found, Answers(answers) if out is not None else None)
        run.check_headers()
        chunks = in_chunks(found, chunk, buckets)
        run.reckon_figures(chunks)
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


@one_input()
def applicants_of(
    population: Path, rules: RuleSet, as_of: date, complete: Collection[str] = ()
) -> list[tuple[Any, Applicant]]:
    """Return the applicants of a list or a folder of tables with their ids, in the order of the input.

    Raises:
        InputError: With everything that is wrong with the files and the rows.
    """
    found: list[tuple[Any, Applicant]] = []
    with tempfile.TemporaryDirectory(prefix="zjtx-") as name, storage_faults(Path(name)):
        copies, buckets = (Path(name) / each for each in ("copies", "buckets"))
        for each in (copies, buckets):
            each.mkdir()
        files = find(population, copies, vocabularies(rules, as_of))
        run = _Run(Question(rules, as_of, complete=complete), files, None)
        run.check_headers()
        for tables in in_chunks(files, CHUNK, buckets):
            given = run.looked_through(tables)
            if not run.refused:
                known = given_to(rules, given)
                found += profiles_in(known, rules, given["applicants"][ID].to_list())
        if run.refused:
            run.result()
    return found


class _Run:
    """One run; lives while a population is gone through."""

    def __init__(self, question: Question, population: Population, answers: Answers | None) -> None:
        self.question, self.population, self.answers = question, population, answers
        asked = (question.as_of, question.readings, question.adopting, question.adopted_from)
        self.ours = side_of(question.rules, *asked)
        self.totals = Totals(self.ours.outline)
        self.everything: RuleSet = question.rules
        self.theirs: Side | None = None
        self.comparison: Comparison | None = None
        self.one_by_one: OneByOne | None = None
        if question.against is not None:
            other = question.against
            self.theirs = side_of(other, *asked, conditions=False)
            self.everything = SideBySide.of(question.rules, other)
            basis = basis_of(self.ours.outline, self.theirs.outline)
            self.comparison = Comparison(other, basis, Totals(self.theirs.outline))
        self.unfold = self._unfolding()
        self.origins = self.unfold.origins() if self.unfold is not None else None
        self.found = Found(population, self.origins)
        self.doubted = Doubted(question.as_of)
        self.uncomputed = Uncomputed()
        self.done = self.with_problems = self.by_reference = self.without_place = 0
        self.beside: Beside | None = None
        self.fatal: list[Problem] = [*population.problems, *(self.unfold.problems if self.unfold is not None else ())]
        """What is wrong with the files and their columns, which no caller can want counted."""

    def _unfolding(self) -> Unfolding | None:
        question = self.question
        if self.population.wide:
            return unfolding(
                self.population.applicants,
                self.everything,
                question.as_of,
                complete=question.complete,
                ignore=question.ignore,
            )
        given = [name for name, each in (("--complete", question.complete), ("--ignore", question.ignore)) if each]
        if given:
            message = Words("只用于一份企业名单，不用于文件夹", "this is for a list of firms, not for a folder")
            raise InputError([Problem("option", message, Place(each)) for each in given])
        return None

    def _input_notes(self) -> tuple[InputNote, ...]:
        found = Found(self.population, self.origins, self._suspect)
        return found.input_notes(self.doubted.counted())

    def _suspect(self, table: str, meaning: Named, text: str) -> str | None:
        doubt = doubt_of_cell(table, meaning, text, self.question.as_of)
        return doubt.code if doubt is not None else None

    def check_headers(self) -> None:
        """Look for headers that mean nothing before anything is computed, those of all tables at once."""
        heads = {name: table.lazy().head(1).collect() for name, table in self.population.tables.items()}
        if self.unfold is not None:
            heads = self.unfold(self.unfold.plain(heads["applicants"], counted=False), counted=False)
        problems = header_problems(heads, self.everything)
        self.fatal += located(self.population, [(each, ()) for each in problems], self.origins)

    def reckon_figures(self, chunks: Iterable[Tables]) -> None:
        """Go through the population once for the figures over all applicants, where the rules have any."""
        if self.refused:
            return

        def tables() -> Iterator[Tables]:
            for each in chunks:
                rows = each["applicants"]
                yield self.unfold(self.unfold.plain(rows, counted=False), counted=False) if self.unfold else each

        self.ours = figures_of(self.ours, tables)
        self.beside = Beside(self.ours) if self.ours.figures else None
        if self.theirs is not None:
            self.theirs = figures_of(self.theirs, tables)

    @property
    def refused(self) -> bool:
        """Whether there are problems that the caller does not want to live with."""
        return bool(self.fatal) or (bool(self.found.counted) and self.question.on_problem == "raise")

    def looked_through(self, tables: Tables) -> Tables:
        """Return the tables of a chunk as rules know them, with their problems counted and nothing asked."""
        if self.unfold is not None:
            tables = self.unfold(self.unfold.plain(tables["applicants"]))
        self.found.add([self.ours.problems(tables)])
        return tables

    def add(self, tables: Tables) -> None:
        """Answer for a chunk; once a population is refused, the rest of it is only looked through for more problems."""
        rows = tables["applicants"]
        if self.unfold is not None:
            tables = self.unfold(self.unfold.plain(rows))
        self.done += tables["applicants"].height
        self.doubted.add(tables)
        sides = [self.ours, *([self.theirs] if self.theirs is not None else [])]
        if self.refused:
            self.found.add([side.problems(tables) for side in sides])
            return
        answers = [side.ask(tables) for side in sides]
        self.found.add([each.report.problems for each in answers])
        if self.refused:
            return
        self.by_reference += answers[0].report.referred
        self.uncomputed.add(answers[0].table)
        cities = city_column(tables["applicants"], self.everything.places)
        frames = [each.table.with_columns(size_column(), cities) for each in answers]
        broken = frames[0]["problem"].is_not_null()
        for each in frames[1:]:
            broken = broken | each["problem"].is_not_null()
        self.with_problems += int(broken.sum())
        self.totals.add(frames[0].filter(~broken))
        self.without_place += int((cities.is_null() & ~broken).sum())
        whole = self._row(frames[0])
        if self.beside is not None:
            whole = self.beside.add(tables, whole, broken, tables["applicants"][AT])
        if self.comparison is not None and self.theirs is not None:
            self.comparison.totals.add(frames[1].filter(~broken))
            change = self._compared(frames, self.theirs, self.comparison, tables, broken)
            self.comparison.add(change.filter(~broken))
            whole = whole.with_columns(_change_columns(change, broken))
        if self.answers is not None:
            names = name_column(tables["applicants"])
            whole = whole.insert_column(whole.columns.index(ID) + 1, names)
            if self.unfold is not None:
                kept = kept_columns(rows, self.unfold.kept, self.unfold.identity, tables["applicants"])
                kept.columns = result_headers(kept.columns, [*whole.columns, AT])
                at = whole.columns.index(names.name) + 1
                whole = pl.concat([whole[:, :at], kept, whole[:, at:]], how="horizontal")
            self.answers.add(whole.with_columns(tables["applicants"][AT]))

    def _compared(
        self, frames: Sequence[pl.DataFrame], theirs: Side, comparison: Comparison, tables: Tables, broken: pl.Series
    ) -> pl.DataFrame:
        ours = frames[0].select(ID, *amounts_of(self.ours.outline, comparison.basis, OURS))
        change = compared(ours.with_columns(frames[1].select(amounts_of(theirs.outline, comparison.basis, THEIRS))))
        open_ = change.filter(is_open() & ~broken)[ID]
        if not len(open_):
            return change
        if self.one_by_one is None:
            self.one_by_one = OneByOne(self.everything, self.ours, theirs)
        return with_decided(change, self.one_by_one.compared(tables, open_))

    def _row(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return what is written of an applicant: everything but the conditions one by one, which are for counting."""
        verdicts = {each.column for each in self.ours.outline.clauses}
        aside = {CITY, SIZE}
        keep = [
            name
            for name in frame.columns
            if not own(name) and name not in aside and (name in verdicts or "/" not in name)
            if not name.endswith(f"#{BY_CLAUSE}")
        ]
        at = keep.index("problem") + 1
        said = pl.col(*verdicts).replace_strict(
            list(range(len(VERDICTS))), _SAID.categories.to_list(), default=None, return_dtype=_SAID
        )
        return frame.with_columns(said).select(*keep[:at], CITY, SIZE, *keep[at:])

    def result(self) -> Simulation:
        """Return what was found.

        Raises:
            InputError: If there are problems and the caller does not want them counted.
        """
        if self.refused:
            problems = [problem for problem, _ in self.found.problems()]
            if self.unfold is not None:
                problems = [hinted(each, self.unfold) for each in problems]
            raise InputError([*self.fatal, *problems])
        question = self.question
        whole = self.totals.whole()
        return Simulation(
            population=str(self.population.path),
            synthetic=_synthetic(self.population.path),
            as_of=question.as_of.isoformat(),
            rules=tuple(each.name for each in question.rules.files),
            places=tuple(dict.fromkeys(each.rules.jurisdiction.name for each in question.rules.files)),
            rules_hash=question.rules.content_hash,
            readings=dict(question.readings),
            adopting=question.adopting,
            adopted_from=question.adopted_from.isoformat() if question.adopted_from else None,
            applicants=self.done,
            with_problems=self.with_problems,
            by_reference=self.by_reference,
            without_place=self.without_place,
            notes=self._notes(),
            payable=sums_of(whole, "payable"),
            documents=self.totals.documents(),
            clauses=self.totals.clauses(),
            titles=self.totals.by_title(),
            turning_away=self.totals.turning_away(),
            elsewhere=self.totals.elsewhere(),
            problems=self.found.summary(),
            input_notes=self._input_notes(),
            together=self.beside.result(self.totals.clauses()) if self.beside is not None else None,
            against=self._against(),
        )

    def _against(self) -> Against | None:
        if self.comparison is None:
            return None
        wide = self.one_by_one.not_every_way if self.one_by_one is not None else 0
        return self.comparison.result().model_copy(update={"not_every_way": wide})

    def _notes(self) -> tuple[Text, ...]:
        """Return what of the input was read otherwise than it stands there, or not at all."""
        notes = [Text.of(each) for each in (*self.population.notes, *self.uncomputed.notes(self.ours.asked))]
        if self.unfold is not None:
            notes += [*self.unfold.notes, *(Text.of(each) for each in self.unfold.cell_notes())]
        return tuple(notes)


def _change_columns(change: pl.DataFrame, broken: pl.Series) -> list[pl.Series]:
    """Return what a comparison adds to an applicant's row; nothing for one that could not be answered for."""
    names = [name for name in change.columns if name.startswith((CHANGE, THEIRS))]
    empty = change.select(
        pl.when(~broken).then(pl.col(name)).alias(name.replace(THEIRS, "against")) for name in sorted(names)
    )
    return empty.get_columns()


def _synthetic(path: Path) -> bool:
    """Return whether a population says of itself that it is made up."""
    about = path / "population.json"
    try:
        said = json.loads(about.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and bool(said.get("synthetic"))
