"""Whether the examples would notice a mistake in a rule file: every mutant must make one fail that passed before.

Only the examples whose outcome can hang on the changed clause are run, those that state its verdict first, and none after
the first that fails. A mutant that does not load would be noticed anyway and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zjtx_rules.analysis.testing.coverage import stated
from zjtx_rules.analysis.testing.examples import Case, run_case
from zjtx_rules.analysis.testing.mutants import Mutant, apply, mutants
from zjtx_rules.analysis.testing.mutation_scope import Scope, Scopes
from zjtx_rules.analysis.testing.run_examples import Progress
from zjtx_rules.analysis.visit import parts
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.files import Source
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.declared_places import places_of
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.money_rules import MoneyRule
from zjtx_rules.language.names import name_problems
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.problems import InputError, Problem

_FEW = 60
"""Up to so many mutants it is not worth while to start other processes."""
_AT_ONCE = 12


class _Reported(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Survivor(_Reported):
    """A mistake that no example would notice."""

    clause: str | None = Field(title="条款", description="不在条款之内的为空")
    path: str = Field(title="路径")
    line: int = Field(title="行")
    column: int = Field(title="列")
    text: str = Field(title="改动")
    english: str = Field(title="英文改动")


class FileMutation(_Reported):
    """What became of the mutants of one file."""

    name: str = Field(title="规则")
    file: str = Field(title="文件")
    mutants: int = Field(title="变异数", description="能载入的变异规则")
    survivors: tuple[Survivor, ...] = Field(title="未被发现")


class MutationReport(_Reported):
    """What became of the mutants of every file."""

    files: tuple[FileMutation, ...] = Field(title="文件")

    @property
    def complete(self) -> bool:
        """Whether every mutant was noticed."""
        return not any(each.survivors for each in self.files)


@dataclass(frozen=True, slots=True)
class _Bench:
    """A rule file, and the examples of it that pass."""

    file: LoadedFile
    cases: tuple[Case, ...]


def mutate(
    rules: RuleSet, cases: Sequence[Case], progress: Progress | None = None, *, processes: int = 2
) -> MutationReport:
    """Return what becomes of every mutant of every file of a rule set.

    Args:
        rules: The rule files to change.
        cases: The examples; those that evaluate other files, and those that fail as it is, are passed over.
        progress: Is told how many mutants are done.
        processes: How many processes to use; 1 starts none.
    """
    benches = [_bench(each, cases) for each in rules.files]
    jobs = [list(mutants(each.file)) for each in benches]
    total, done = sum(map(len, jobs)), 0
    files = []
    for bench, job in zip(benches, jobs, strict=True):
        fates: dict[int, bool | None] = {}
        for part in _fates(bench, job, processes):
            fates |= part
            done += len(part)
            if progress is not None:
                progress(done, total)
        survivors = tuple(_survivor(bench.file, job[at]) for at in sorted(fates) if fates[at] is False)
        loadable = sum(fate is not None for fate in fates.values())
        files.append(
            FileMutation(name=bench.file.name, file=bench.file.source.name, mutants=loadable, survivors=survivors)
        )
    return MutationReport(files=tuple(files))


def _bench(loaded: LoadedFile, cases: Iterable[Case]) -> _Bench:
    """Return the examples that evaluate a file alone and pass, without the rules they were read with."""
    own = (each for each in cases if [one.sha256 for one in each.rules.files] == [loaded.sha256])
    return _Bench(loaded, tuple(replace(each, rules=RuleSet(())) for each in own if not run_case(each).differences))


def _survivor(loaded: LoadedFile, mutant: Mutant) -> Survivor:
    place = loaded.source.place(mutant.shows)
    return Survivor(
        clause=mutant.clause,
        path=".".join(map(str, mutant.shows)),
        line=place.line,
        column=place.column,
        text=mutant.words.zh,
        english=mutant.words.en,
    )


def _fates(bench: _Bench, job: Sequence[Mutant], processes: int) -> Iterator[dict[int, bool | None]]:
    """Yield by position whether each mutant was noticed, None for one that does not load."""
    if processes <= 1 or len(job) <= _FEW:
        watch = _Watch.over(bench)
        for position, mutant in enumerate(job):
            yield {position: watch.noticed(mutant)}
        return
    # A fresh process rather than a fork: a fork of a process with threads may hang.
    file = bench.file
    given = (file.name, file.source, file.sha256, bench.cases)
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, given) as pool:
        tasks = [
            pool.submit(_noticed, [(at, job[at]) for at in range(start, min(start + _AT_ONCE, len(job)))])
            for start in range(0, len(job), _AT_ONCE)
        ]
        for task in as_completed(tasks):
            yield task.result()


_WATCH: list[_Watch] = []
"""The watch of a process that was started for the purpose."""


def _begin(name: str, source: Source, sha256: str, cases: tuple[Case, ...]) -> None:
    """Understand the file again: models that hang on a reading cannot be sent to another process."""
    file = LoadedFile(name, RuleFile.model_validate(source.data, context=places_of(source.data)), source, sha256)
    _WATCH.append(_Watch.over(_Bench(file, cases)))


def _noticed(job: Sequence[tuple[int, Mutant]]) -> dict[int, bool | None]:
    return {position: _WATCH[0].noticed(mutant) for position, mutant in job}


@dataclass(frozen=True, slots=True)
class _Watch:
    """The examples of a file, with what each of them looks at."""

    bench: _Bench
    stated: tuple[frozenset[str], ...]
    clauses: Mapping[str, Clause]
    referring: Mapping[str, frozenset[str]]
    """By clause, the clauses that hang on it."""
    scopes: Scopes
    cuts: dict[frozenset[int], _Cut]
    """By the documents kept, what was made of them."""

    @classmethod
    def over(cls, bench: _Bench) -> _Watch:
        """Return the watch over a file."""
        documents = bench.file.rules.documents
        clauses = {clause.id: clause for document in documents for clause in document.clauses}
        own = tuple(frozenset(name for each in documents for name in stated(case, each)) for case in bench.cases)
        referring = _referring(bench.file.rules)
        return cls(bench, own, clauses, referring, Scopes.of(bench.file.rules, referring), {})

    def noticed(self, mutant: Mutant) -> bool | None:
        """Return whether an example fails under a mutant; None if it does not load.

        The examples are run on a file cut down to the documents that the mutant can reach; those that speak of all
        documents together, or that do not pass there as it is, on the whole file.
        """
        cases = self.concerned(mutant)
        scope = self.scopes.scope(mutant)
        if scope is None:
            loaded = _loaded(self.bench.file, mutant)
            return None if loaded is None else any(_fails(self.bench.cases[each], RuleSet((loaded,))) for each in cases)
        loaded = _loaded(self.bench.file, mutant, scope.documents, self.of_documents(scope).problems)
        if loaded is None:
            return None
        rules = RuleSet((loaded,))
        rest = []
        for position in cases:
            cut = self.cut(position, scope)
            if cut is self.bench.cases[position]:
                rest.append(position)
            elif cut is not None and _fails(cut, rules):
                return True
        if not rest:
            return False
        whole = _loaded(self.bench.file, mutant)
        return whole is None or any(_fails(self.bench.cases[each], RuleSet((whole,))) for each in rest)

    def of_documents(self, scope: Scope) -> _Cut:
        """Return the rules cut down to what a mutant can reach; made once for the same documents."""
        if scope.documents not in self.cuts:
            own = _cut(self.bench.file, scope.documents)
            # A value may ask for a reading of a document that is left out; nothing that is kept rests on it.
            said = frozenset(_said(each) for each in name_problems(own))
            self.cuts[scope.documents] = _Cut(RuleSet((own,)), said, {})
        return self.cuts[scope.documents]

    def cut(self, position: int, scope: Scope) -> Case | None:
        """Return an example cut down to what it says of some documents, the whole of it where that does not pass."""
        case = self.bench.cases[position]
        less = self.scopes.cut(case, scope)
        if less is None or less is case:
            return less
        rules, _, passes = self.of_documents(scope)
        if position not in passes:
            passes[position] = not _fails(less, rules)
        return less if passes[position] else case

    def concerned(self, mutant: Mutant) -> list[int]:
        """Return the examples whose outcome can hang on the changed clause, those that state its verdict first.

        Under other readings the rules have to be made ready again, which takes longer than the example, so these are last.
        """
        cases = self.bench.cases
        changed = self.clauses.get(mutant.clause or "")
        every = sorted(range(len(cases)), key=lambda at: bool(cases[at].example.readings))
        if changed is None:
            return every
        if isinstance(changed, MoneyRule):
            return [at for at in every if _states_money(cases[at])]
        hanging = self.referring[changed.id]
        kinds = {kind for name in hanging for kind in getattr(self.clauses[name], "to", ())}
        pays = any(isinstance(self.clauses[name], (Award, Subsidy)) for name in hanging)
        ranked = []
        for position, case in enumerate(cases):
            if case.profile.kind not in kinds:  # type: ignore[attr-defined]
                continue
            own, otherwise = self.stated[position], bool(case.example.readings)
            if changed.id in own:
                ranked.append((otherwise, 0, position))
            elif not own.isdisjoint(hanging):
                ranked.append((otherwise, 1, position))
            elif pays and _states_money(case):
                ranked.append((otherwise, 2, position))
        return [position for _, _, position in sorted(ranked)]


def _states_money(case: Case) -> bool:
    expected = case.example.expect
    given = (expected.payable, expected.if_adopted, expected.accrued, expected.chosen, expected.suppressed)
    return any(each is not None for each in (*given, expected.missing))


def _fails(case: Case, rules: RuleSet) -> bool:
    try:
        return bool(run_case(case, rules).differences)
    except InputError:  # refused is noticed; anything else would be a fault of the program and must show
        return True


class _Cut(NamedTuple):
    """Some documents of a file by themselves."""

    rules: RuleSet
    problems: frozenset[tuple[str, str]]
    """What is wrong with the file because the others are left out."""
    passes: dict[int, bool]
    """By example, whether it passes there as far as it speaks of them."""


def _said(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.message.zh


def _cut(file: LoadedFile, documents: frozenset[int]) -> LoadedFile:
    """Return a rule file with some of its documents only."""
    data = _only(file.source.data, documents)
    return LoadedFile(file.name, RuleFile.model_validate(data, context=places_of(data)), file.source, file.sha256)


def _only(data: Any, documents: frozenset[int]) -> Any:
    return {**data, "documents": [each for at, each in enumerate(data["documents"]) if at in documents]}


def _loaded(
    file: LoadedFile,
    mutant: Mutant,
    documents: frozenset[int] | None = None,
    known: frozenset[tuple[str, str]] = frozenset(),
) -> LoadedFile | None:
    """Return the file with a mutant in it, or some of its documents; None if that is no rule file."""
    try:
        data = apply(file.source.data, mutant)
        if documents is not None:
            data = _only(data, documents)
        rules = RuleFile.model_validate(data, context=places_of(data))
    except ValidationError:
        return None
    loaded = LoadedFile(file.name, rules, file.source, file.sha256)
    return None if any(_said(each) not in known for each in name_problems(loaded)) else loaded


def _referring(rules: RuleFile) -> dict[str, frozenset[str]]:
    """Return by clause the clauses that hang on it: itself, those that refer to it, and those that refer to these."""
    direct: dict[str, set[str]] = {}
    for document in rules.documents:
        for clause in document.clauses:
            gates = [
                gate
                for gate in document.gates
                if isinstance(clause, ForApplicants) and getattr(clause, "kind", None) in gate.kinds
            ]
            for _, part in (*parts(clause), *(pair for gate in gates for pair in parts(gate))):
                if isinstance(part, (ClauseHolds, SameAs)):
                    name = part.clause if isinstance(part, ClauseHolds) else part.same_as
                    direct.setdefault(name, set()).add(clause.id)
    names = [clause.id for document in rules.documents for clause in document.clauses]
    return {name: frozenset(_closure(name, direct)) for name in names}


def _closure(name: str, direct: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = {name}, [name]
    while ahead:
        for each in direct.get(ahead.pop(), set()) - reached:
            reached.add(each)
            ahead.append(each)
    return reached
