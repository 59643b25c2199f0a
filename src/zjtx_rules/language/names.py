"""Whether everything that a rule file names exists: facts, judgements, readings and their options, clauses, regions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from types import MappingProxyType

from zjtx_rules.conditions.base import CheckContext, Condition
from zjtx_rules.conditions.choice import ByReading, Setting, check_setting
from zjtx_rules.conditions.fact_is import find_fact
from zjtx_rules.conditions.threshold import check_quantity
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, Benchmark, Binding, ForApplicants, Recovery, Subsidy, Tier
from zjtx_rules.language.declared_places import place_problems
from zjtx_rules.language.documents import SUMS, DeclaredFact, Document
from zjtx_rules.language.force import FORCES, PAYING
from zjtx_rules.language.limits_crossing import crossing_limits
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.money_rules import Limit, MoneyRule, NoDuplication
from zjtx_rules.language.population_facts import check_population_facts
from zjtx_rules.language.value_readings import readings_of_documents, undeclared_readings
from zjtx_rules.payments.payees import check_shares
from zjtx_rules.problems import Problem, did_you_mean
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.facts import SCOPES, facts_of
from zjtx_rules.quantities.checking import Inside, check_value, checked_formula
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.value_facts import ANY_YEAR
from zjtx_rules.quantities.yearly import yearly_of
from zjtx_rules.terms import TITLES
from zjtx_rules.words import Words

Path = tuple[str | int, ...]


def name_problems(loaded: LoadedFile) -> list[Problem]:
    """Return a problem for every name that does not exist, and for every id given twice."""
    found = _Findings(loaded)
    ids: dict[str, Path] = {}
    for index, document in enumerate(loaded.rules.documents):
        at: Path = ("documents", index)
        found.once(document.id, (*at, "id"), ids)
        for number, clause in enumerate(document.clauses):
            found.once(clause.id, (*at, "clauses", number, "id"), ids)
    for path, code, message, hint in place_problems(loaded.rules.places, loaded.places):
        found.wrong(path, code, message, hint)
    for group in ("judgements", "facts", "records", "values"):
        ids = {}
        for index, each in enumerate(getattr(loaded.rules, group)):
            found.once(each.id, (group, index, "id"), ids)
    _values(found)
    for path, code, message, hint in check_population_facts(
        loaded.rules, lambda scope, path: context_for(found, scope, path)
    ):
        found.wrong(path, code, message, hint)
    for index, document in enumerate(loaded.rules.documents):
        # A document's readings and validity are its own, so its clauses refer to clauses of the same document.
        clauses = frozenset(each.id for each in document.clauses if isinstance(each, ForApplicants))
        _document(found, document, ("documents", index), clauses)
    return found.problems


class _Findings:
    """Collects problems with their places."""

    def __init__(self, loaded: LoadedFile) -> None:
        self.loaded = loaded
        self.problems: list[Problem] = []
        self._definitions: dict[str, Definitions] = {}
        self._seen: set[Problem] = set()

    def wrong(self, path: Path, code: str, message: Words, suggestion: Words | None = None) -> None:
        """Add a problem, once."""
        inside = path[-1] if path and isinstance(path[-1], Inside) else None
        path = path[:-1] if inside is not None else path
        problem = self.loaded.source.problem(code, path, message, suggestion=suggestion)
        if inside is not None:
            problem = _inside(problem, inside)
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)

    def definitions(self, scope: str) -> Definitions:
        """Return what the names of formulas mean, for their check."""
        if scope not in self._definitions:
            rules, known = self.loaded.rules, self.loaded.known_facts(scope)
            yearly, lists = yearly_of(rules.facts, scope), self.loaded.lists()
            self._definitions[scope] = Definitions(known, rules.values, yearly, ANY_YEAR, None, lists)
        return self._definitions[scope]

    def once(self, name: str, path: Path, seen: dict[str, Path]) -> None:
        """Report an id that stands twice, with the line of the first."""
        if name in seen:
            line = self.loaded.source.place(seen[name]).line
            message = Words(f"编号“{name}”重复，第{line}行已有", f"id '{name}' stands twice, first on line {line}")
            self.wrong(path, "duplicate-id", message)
        else:
            seen[name] = path


def _values(found: _Findings) -> None:
    """Report what is wrong with values and with facts of each year, for every kind of applicant that clauses are for."""
    rules = found.loaded.rules
    for index, fact in enumerate(rules.facts):
        if fact.by is not None and fact.type not in SUMS:
            message = Words("分年度的事实须是数量", "a fact of each year is a quantity")
            hint = Words("、".join(SUMS), ", ".join(SUMS))
            found.wrong(("facts", index, "type"), "yearly-type", message, hint)
    _records(found)
    labels = {name: "facts" for fact in rules.facts for name in (fact.id, fact.label)}
    for index, value in enumerate(rules.values):
        for key in ("id", "label"):
            name = getattr(value, key)
            if labels.setdefault(name, value.id) != value.id or name in facts_of("enterprise"):
                message = Words(f"“{name}”已是另一项事实或值的名称", f"'{name}' is the name of another fact or value")
                found.wrong(
                    ("values", index, key), "name-taken", message, Words("改用不同的名称", "choose another name")
                )
    scopes = sorted({kind for each in rules.documents for one in each.clauses for kind in getattr(one, "to", ())})
    paying = frozenset(each.id for one in rules.documents for each in one.clauses if isinstance(each, (Award, Subsidy)))
    for scope in scopes or ["enterprise"]:
        for index, value in enumerate(rules.values):
            clauses = paying if value.received is not None else frozenset[str]()
            readings = readings_of_documents(rules.documents)
            check_value(value, context_for(found, scope, ("values", index), readings, clauses))
    for path, message, hint in undeclared_readings(rules.documents, rules.values):
        found.wrong(path, "unknown-reading", message, hint)


def _records(found: _Findings) -> None:
    """Report fields that stand twice in a list, and fields called like a fact or a value: formulas name both."""
    rules = found.loaded.rules
    named: list[DeclaredFact | NamedValue] = [*rules.facts, *rules.values]
    others = {name for each in named for name in (each.id, each.label)}
    others |= set(found.definitions("enterprise").yearly)
    lists: dict[str, str] = {}
    for index, listed in enumerate(rules.records):
        for key in ("id", "label"):
            name = getattr(listed, key)
            if name in {*APPLICANTS, *SCOPES} or lists.setdefault(name, listed.id) != listed.id:
                _taken(found, name, ("records", index, key))
        names: dict[str, str] = {}
        for at, field in enumerate(listed.fields):
            for key in ("id", "label"):
                name = getattr(field, key)
                if names.setdefault(name, f"{at}") != f"{at}" or name in others:
                    _taken(found, name, ("records", index, "fields", at, key))


def _taken(found: _Findings, name: str, path: Path) -> None:
    message = Words(f"“{name}”已是另一项事实、值或字段的名称", f"'{name}' is the name of another fact, value or field")
    found.wrong(path, "name-taken", message, Words("改用不同的名称", "choose another name"))


def _inside(problem: Problem, inside: Inside) -> Problem:
    """Return a problem at its place inside a formula, where the formula stands on one line as it is written."""
    place = problem.place
    start = place.column - 1
    written = problem.excerpt[start : place.end_column - 1]
    quoted = 1 if written[:1] in ('"', "'") else 0
    if not place.line or not written or len(written) - 2 * quoted < inside.at + inside.length:
        return problem
    column = place.column + quoted + inside.at
    return replace(problem, place=place._replace(column=column, end_column=column + inside.length))


def _document(found: _Findings, document: Document, at: Path, clauses: frozenset[str]) -> None:
    start, end = document.in_force.from_, document.in_force.to
    if start is not None and end is not None and end < start:
        message = Words(
            f"施行期止于{end}，早于起始日{start}", f"the validity ends on {end}, before it begins on {start}"
        )
        found.wrong((*at, "in_force", "to"), "validity-reversed", message)
    if document.id in document.supersedes:
        message = Words("文件不能取代自己", "a document cannot supersede itself")
        hint = Words("写旧文件的编号", "write the id of the document that it replaces")
        found.wrong((*at, "supersedes"), "supersedes-itself", message, hint)
    seen: dict[str, Path] = {}
    for index, reading in enumerate(document.readings):
        where = (*at, "readings", index)
        found.once(reading.id, (*where, "id"), seen)
        for key in ("default", "percentage"):
            option = getattr(reading, key)
            if option is not None and option not in reading.options:
                message = Words(f"“{option}”不在该解读的选项之中", f"'{option}' is not among the options")
                found.wrong((*where, key), "unknown-option", message, did_you_mean(option, reading.options))

    readings = {each.id: each.options for each in document.readings}

    def context(scope: str, path: Path) -> CheckContext:
        return context_for(found, scope, path, readings, clauses)

    _settings(document, at, context)
    for index, gate in enumerate(document.gates):
        for kind in gate.to:
            gate.when.check(context(kind, (*at, "gates", index, "when")))
    for index, clause in enumerate(document.clauses):
        _clause(found, document, clause, (*at, "clauses", index), context)
    for index, other in crossing_limits(document):
        message = Words(
            f"与限额“{other}”交叉：几个限额须一个套一个，或互不相干",
            f"it crosses limit '{other}': limits stand within one another or apart",
        )
        hint = Words(
            "改写 among，使一个包含另一个，或没有共同的条款",
            "change `among` so that one holds the other, or none is in both",
        )
        found.wrong((*at, "clauses", index, "among"), "limits-cross", message, hint)


def context_for(
    found: _Findings,
    scope: str,
    path: Path,
    readings: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    clauses: frozenset[str] = frozenset(),
) -> CheckContext:
    """Return the context in which what stands at a path is checked."""
    loaded = found.loaded
    return CheckContext(
        scope,
        loaded.facts(scope),
        readings,
        loaded.judgements,
        clauses,
        lambda below, code, message, hint: found.wrong((*path, *below), code, message, hint),
        definitions=found.definitions(scope),
        places=loaded.places,
    )


def _settings(document: Document, at: Path, context: Callable[[str, Path], CheckContext]) -> None:
    for key in (
        "validity_covers",
        "recognition_year",
        "registered_at_recognition",
        "lapsed_counts_as_new",
        "paid_in_part",
        "rounding",
    ):
        check_setting(getattr(document.settings, key), context("enterprise", (*at, "settings")), key)
    check_setting(document.in_force.to_as_read, context("enterprise", (*at, "in_force")), "to_as_read")


def _money_of_nobody(found: _Findings, clause: Binding, at: Path) -> None:
    """Report a sum of money under a sentence that binds no office to pay: it would be counted as payable."""
    if not isinstance(clause, (Award, Subsidy)) or clause.pays.nature() in ("no_figure", "not_computed"):
        return
    force = clause.force.options if isinstance(clause.force, ByReading) else {"": clause.force or "mandatory"}
    for option, each in force.items():
        if each not in PAYING:
            said = FORCES[each]
            message = Words(
                f"效力为“{said.zh}”的句子不由本文件付钱，不能写金额",
                f"a sentence of force '{each}' ({said.en}) pays nothing under this document and cannot have a sum",
            )
            hint = Words(
                "应当、可以或优先给的，改写 force；只是鼓励或要他人给的，给付写 without_figure，把原话写进去",
                "change force if the sum shall or may be granted; else write without_figure with the words of the text",
            )
            path = (*at, "force", "options", option) if option else (*at, "force")
            found.wrong(path, "money-not-bound", message, hint)


def _clause(
    found: _Findings, document: Document, clause: Clause, at: Path, context: Callable[[str, Path], CheckContext]
) -> None:
    if isinstance(clause, Binding):
        check_setting(clause.force, context("enterprise", at), "force")
        _money_of_nobody(found, clause, at)
    if isinstance(clause, ForApplicants):
        for kind in clause.to:
            if isinstance(clause.when, Condition):
                clause.when.check(context(kind, (*at, "when")))
            if isinstance(clause, Recovery) and clause.at_most is not None:
                checked_formula(clause.at_most, context(kind, at), "money", "at_most")
            if isinstance(clause, (Award, Subsidy)):
                check_shares(clause, context(kind, at))
                check_setting(clause.frequency, context(kind, at), "frequency")
                clause.pays.check(context(kind, (*at, "pays")), lambda scope: context(scope, (*at, "pays")))
            if isinstance(clause, Benchmark):
                fact = find_fact(clause.fact, context(kind, at))
                if fact is not None:
                    check_quantity(fact, clause.compared(fact), context(kind, at), "figure")
    if clause.quote and clause.restated:
        message = Words("既引原文，又写明是转述", "the clause quotes the text and says that it is restated")
        hint = Words("逐字引用的删去 restated；只有转述的删去 quote", "delete restated where it is quoted, else quote")
        found.wrong((*at, "restated"), "quoted-and-restated", message, hint)
    if not (clause.quote or clause.restated or (isinstance(clause, NoDuplication) and clause.basis == "system")):
        message = Words("条款没有引用原文（quote）", "the clause quotes no words of the text")
        hint = Words(
            "逐字照录起作用的字句；手头只有转述的，写 restated: true",
            "quote the words that matter; where only a restatement is at hand, write restated: true",
        )
        found.wrong(at, "missing-quote", message, hint)
    if isinstance(clause, Tier):
        _rank(found, clause, at)
    if isinstance(clause, Recovery):
        check_setting(clause.of, context("enterprise", at), "of")
        _clauses_named(found, document, clause.of, (*at, "of"))
    if isinstance(clause, MoneyRule):
        group = context("enterprise", at)
        for key in _SETTINGS & type(clause).model_fields.keys():
            check_setting(getattr(clause, key), group, key)
        if isinstance(clause, Limit) and clause.at_most is not None:
            checked_formula(clause.at_most, group, "money", "at_most")
        _clauses_named(found, document, clause.among, (*at, "among"))


def _rank(found: _Findings, tier: Tier, at: Path) -> None:
    """Report a level at which the title of a tier does not exist, and what says nothing without a title."""
    if tier.rank is None:
        for key in ("level", "valid"):
            if getattr(tier, key) is not None:
                message = Words(f"没有写称号（rank），{key} 没有意义", f"'{key}' says nothing without 'rank'")
                found.wrong((*at, key), "no-rank", message, Words("写上 rank", "add rank"))
        return
    title = TITLES[tier.rank]
    if tier.level is not None and tier.level not in title.levels:
        levels = "、".join(each.label for each in title.levels)
        message = Words(f"“{title.label}”没有{tier.level.label}", f"there is no {tier.level.id} '{title.english}'")
        found.wrong((*at, "level"), "no-such-level", message, Words(f"可写：{levels}", f"levels: {levels}"))


def _clauses_named(found: _Findings, document: Document, patterns: Setting[tuple[str, ...]], path: Path) -> None:
    """Report patterns that match no clause that pays."""
    ids = [each.id for each in document.clauses if isinstance(each, (Award, Subsidy))]
    known = frozenset(ids)
    for pattern in _patterns(patterns):
        if pattern not in known and not any(fnmatchcase(each, pattern) for each in ids):
            message = Words(f"“{pattern}”不对应任何奖励或补贴条款", f"'{pattern}' matches no award or subsidy")
            found.wrong(path, "unknown-clause", message, did_you_mean(pattern, known))


_SETTINGS = {"among", "applies", "between", "window", "settlement", "received_from", "beneficiaries"}
"""The keys of rules on money that may hang on a reading."""


def _patterns(among: Setting[tuple[str, ...]]) -> Iterable[str]:
    if isinstance(among, ByReading):
        return [each for option in among.options.values() for each in option]
    return among
