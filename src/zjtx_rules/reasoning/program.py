"""A document made ready once for one kind of applicant and one choice of readings, then run over many profiles.

Everything that does not depend on the profile happens here: readings are resolved, thresholds parsed, groups of competing
awards put together. What is left for an evaluation is a row of plain functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from itertools import permutations
from typing import Any

from zjtx_rules.conditions.all_of import AllOf, conjoin
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.assuming import assumable
from zjtx_rules.conditions.base import Condition, Context, Prepared, judged_once
from zjtx_rules.conditions.choice import resolve
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.language.clauses import Award, ForApplicants, Right, Service, Subsidy
from zjtx_rules.language.documents import Document
from zjtx_rules.language.force import force_of
from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.money_rules import NoDuplication
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.payments.base import PaymentContext, PreparedPayment, Window
from zjtx_rules.payments.rounding import rounded
from zjtx_rules.payments.sharing import own_share
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.choices import ENTERPRISES
from zjtx_rules.quantities.value_facts import DefinitionsOf
from zjtx_rules.reasoning.batches import Batch, batches_of
from zjtx_rules.reasoning.choosing import Chosen
from zjtx_rules.reasoning.conflicting import asked_about, conflicting
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.prepared_limit import PreparedLimit, TakenBack, limits_in, taken_back
from zjtx_rules.reasoning.quantities import Quantities
from zjtx_rules.reasoning.received_quantity import received_under
from zjtx_rules.reasoning.references import Directory, Titles, directory_of, held_for, titles_asked_by
from zjtx_rules.reasoning.ways import may_rest_on_recognition, recognising, way_to_occasions, way_to_recognition
from zjtx_rules.terms import NO_PLACES, Places
from zjtx_rules.terms.region_table import NATION
from zjtx_rules.words import Words

MOST_KEPT = 64
"""How many programs of a rule set are kept for each kind of applicant: all bundled documents with each of their options are 41."""

HERE = LocatedIn(located_in="here")
"""The condition that stands before every clause which is not for applicants anywhere."""

IS_ENTERPRISE = FactIs.model_validate({"fact": "legal_form", "one_of": [each.value for each in ENTERPRISES]})
"""Whether a beneficiary is an enterprise, of which a text that speaks of enterprises pays only the highest award."""

TOGETHER = AllOf.model_construct(all=())
"""The conjunction of everything that must hold for a clause, where no single condition of the text says it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Awards of which one beneficiary gets only the highest."""

    clause: NoDuplication | None
    """None: the group of a single clause, which is not paid twice for the same thing."""
    members: frozenset[str]
    titles: Titles
    same_title: bool
    window: Window
    nothing_more: bool
    with_subsidies: bool
    """Whether subsidies compete too (全部奖补)."""
    from_anywhere: bool
    active: Prepared
    """Whether the group binds this applicant at all (only enterprises compete)."""


@dataclass(frozen=True, slots=True)
class Program:
    """One document, ready to run."""

    file: LoadedFile
    document: Document
    region: str | None
    clauses: tuple[PreparedClause, ...]
    groups: tuple[Group, ...]
    chosen: Chosen
    covers_as_of: bool
    """Whether the as-of date must lie in the validity for money to be payable."""
    used: frozenset[str]
    located: Prepared
    """The condition that the applicant lies in the place, which begins most sets."""
    paying: tuple[PreparedClause, ...] = field(default=())
    batches: tuple[Batch, ...] = field(default=())
    """Every distinct set of conditions."""
    anywhere: tuple[Batch, ...] = field(default=())
    """Those that do not begin with the place."""
    local: tuple[str, ...] = field(default=())
    """The ids of the clauses whose conditions begin with the place."""
    recognising: tuple[Prepared, ...] = ()
    """The conditions on recognitions in the clauses that pay, each once."""
    used_for_money: frozenset[str] = frozenset()
    """The readings that money hangs on."""
    read_end: date | None = None
    """The last day of the validity, where the text leaves it to a reading."""
    adopted_from: date | None = None
    """Of a draft or template, the first day of its validity as the caller assumes it."""
    places: Places = NO_PLACES
    """The places that the rule files of the question declare."""
    settled: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What tables found of combinations of claims, kept for the next table as it is the same every time."""
    same_titles: tuple[tuple[str, ...], ...] = ()
    """The clauses that pay for the same titles, where there are several of one nature."""
    conflicting: bool = False
    """Whether clauses that pay may exclude each other, so that bounds are taken over all ways one by one."""
    granting: tuple[PreparedClause, ...] = ()
    """The clauses that give something: money, support, a right, a service."""
    kind: str = "enterprise"
    """The kind of applicant."""
    limits: tuple[PreparedLimit, ...] = ()
    """What clauses pay together at most."""
    recoveries: tuple[TakenBack, ...] = ()
    definitions: DefinitionsOf | None = None
    """What the names of formulas mean."""
    unsayable: bool = False
    """Whether something of the file cannot be said, so that clauses may not be computed."""
    pays_by_titles: bool = False
    """Whether a payment looks at the titles held itself, so that conditions do not tell all that hangs on them."""
    twin: list[Program] = field(default_factory=list, compare=False, repr=False)
    """The same program whose open conditions take assumed answers, once it was asked for (`assuming`)."""
    alike: dict[Any, dict[Any, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What they found of applicants whose money hangs on single days, by what is the same for all of a table, and kept likewise."""
    directory: Directory = field(kw_only=True, compare=False, repr=False)
    """What entries of the ledger refer to."""

    @property
    def window(self) -> tuple[date | None, date | None]:
        """The first and the last day of the document's validity, both included; None where it has none."""
        return _window(self.document, self.adopted_from, self.read_end)


def _window(document: Document, adopted_from: date | None, read_end: date | None) -> tuple[date | None, date | None]:
    return adopted_from or document.in_force.from_, document.in_force.to or read_end


def prepare(
    rules: RuleSet,
    loaded: LoadedFile,
    document: Document,
    kind: str,
    chosen: Chosen,
    region: str | None,
    adopted_from: date | None = None,
) -> Program:
    """Return the program of a document, made once for each combination as long as it is among those last used.

    `adopted_from` is for drafts and templates; a document that was issued has a validity of its own.
    """
    if document.status == "issued":
        adopted_from = None

    def make() -> Program:
        # Once to find out which conditions several clauses share, and once to make them: only those keep their findings.
        directory = directory_of(rules)
        first = _Preparation(loaded, document, kind, chosen, region, adopted_from, places=rules.places)
        first.program(directory)
        shared = frozenset(each for each, times in first.asked.items() if times > 1)
        making = _Preparation(loaded, document, kind, chosen, region, adopted_from, shared, places=rules.places)
        return making.program(directory)

    return kept(rules, f"programs of {kind}", MOST_KEPT).get((loaded, document.id, chosen, region, adopted_from), make)


def for_money(rules: RuleSet, program: Program, chosen: Chosen) -> Program:
    """Return the program of the same document under other readings, with nothing but the clauses that pay.

    What other readings would pay is asked once for each of them, so that it is made in one go: no finding is shared.
    """

    def make() -> Program:
        parts = program.file, program.document, program.kind, chosen, program.region, program.adopted_from
        return _Preparation(*parts, places=program.places, paying=True).program(program.directory)

    key = program.file, program.document.id, chosen, program.region, program.adopted_from
    return kept(rules, f"paying programs of {program.kind}", MOST_KEPT).get(key, make)


def assuming(program: Program) -> Program:
    """Return the program whose open conditions take an assumed answer, where a situation has one (`profile/assumed.py`)."""
    if not program.twin:
        parts = program.file, program.document, program.kind, program.chosen, program.region, program.adopted_from
        program.twin.append(_Preparation(*parts, places=program.places, assuming=True).program(program.directory))
    return program.twin[0]


def context_of(program: Program, kind: str) -> tuple[Context, Mapping[str, ForApplicants]]:
    """Return the context in which a document's conditions were prepared, and the clauses of its file by id."""
    making = _Preparation(
        program.file,
        program.document,
        kind,
        program.chosen,
        program.region,
        program.adopted_from,
        places=program.places,
    )
    return making.context(kind), making.clauses


def parts_of(prepared: PreparedClause) -> tuple[Prepared, ...]:
    """Return what must hold for a clause, one by one: the place, what a gate asks, its own conditions, something to pay for."""
    whole = prepared.whole
    return whole.parts if isinstance(whole.condition, AllOf) else (whole,)


_REFERRED = "referred to"
"""Marks the clauses that others refer to, among what is asked for more than once."""


class _Preparation:
    """Prepares one document; lives only while it does."""

    def __init__(  # noqa: PLR0913 - everything that a program depends on
        self,
        loaded: LoadedFile,
        document: Document,
        kind: str,
        chosen: Chosen,
        region: str | None,
        adopted_from: date | None = None,
        shared: frozenset[Any] | None = None,
        *,
        places: Places,
        assuming: bool = False,
        paying: bool = False,
    ) -> None:
        self.kinds = (Award, Subsidy) if paying else ForApplicants
        self.adopted_from = adopted_from
        self.places = places
        self.loaded, self.document, self.kind, self.region = loaded, document, kind, region
        self.chosen = chosen
        self.used: set[str] = set()
        self.clauses = {
            each.id: each for one in loaded.rules.documents for each in one.clauses if isinstance(each, ForApplicants)
        }
        self.made: dict[Any, tuple[Prepared, frozenset[str]]] = {}
        self.wholes: dict[tuple[int, ...], tuple[Prepared, tuple[Prepared, ...]]] = {}
        """What was made of which parts; these are kept as well, since the identity of what is gone may be another's again."""
        self.shared = shared
        self.assuming = assuming
        self.asked: dict[Any, int] = {}
        self.settings: dict[str, Any] = {}
        self.quantities = Quantities(loaded, lambda scope, one: self.context(scope).ready(one), assuming=assuming)
        self.read_end: date | None = None
        settings, base = document.settings, self.context(kind)
        end = resolve(document.in_force.to_as_read, base)
        self.read_end = end if isinstance(end, date) else None
        covers = resolve(settings.validity_covers, base)
        self.covers_as_of = "as_of" in covers
        self.settings.update(
            recognition_in_validity="recognition" in covers,
            recognition_year=resolve(settings.recognition_year, base),
            lapsed_counts_as_new=resolve(settings.lapsed_counts_as_new, base),
            registered_at_recognition=self._registered_at_recognition(base),
            rounding=settings.rounding,
            judgements=loaded.judgements,
            titles={name: each.words for name, each in self.clauses.items()},
        )
        self.general = frozenset(self.used)

    def _registered_at_recognition(self, base: Context) -> str:
        """Return where an applicant has to have been registered when it was recognised; only enterprises move."""
        moves = "registrations" in APPLICANTS[self.kind].model_fields
        if not moves or self.region == NATION:  # every place lies in the nation
            return "anywhere"
        where: str = resolve(self.document.settings.registered_at_recognition, base)
        return where

    def context(self, scope: str, *, anywhere: bool = False) -> Context:
        return Context(
            scope,
            self.kind,
            self.region,
            self.quantities.facts(scope),
            dict(self.chosen),
            _window(self.document, self.adopted_from, self.read_end),
            self.settings,
            lambda name: self.conditions_of(self.clauses[name]),
            anywhere,
            self.used,
            self.made,
            self.shared,
            self.asked,
            self.places,
            self.document.id,
            self.quantities.definitions(scope),
            assumable if self.assuming else None,
        )

    def program(self, directory: Directory) -> Program:
        self.quantities.received = received_under(self.document, directory, self.kind)
        mine = [
            (order, each)
            for order, each in enumerate(self.document.clauses)
            if isinstance(each, self.kinds) and self.kind in each.to
        ]
        clauses = tuple(self.prepared(order, each) for order, each in mine)
        self.used.clear()
        rules = [self.group(each) for each in self.document.clauses if isinstance(each, NoDuplication)]
        groups = tuple(group for group in rules if group is not None)
        paying = tuple(each for each in clauses if each.pays_applicant)
        everywhere = self.general | self.used
        used = everywhere.union(*(each.used for each in clauses))
        used_for_money = everywhere.union(*(each.used for each in paying)) if paying else frozenset()
        batches = batches_of(clauses)
        return Program(
            self.loaded,
            self.document,
            self.region,
            clauses,
            groups,
            self.chosen,
            self.covers_as_of,
            used,
            self.context(self.kind).ready(HERE),
            paying,
            batches,
            tuple(each for each in batches if not each.here),
            tuple(clause for each in batches if each.here for clause in each.clauses),
            _recognising(paying),
            used_for_money,
            self.read_end,
            self.adopted_from,
            self.places,
            granting=tuple(
                each for each in clauses if each.payment is not None or isinstance(each.clause, Right | Service)
            ),
            same_titles=_same_titles(paying),
            conflicting=_conflicting(paying, groups),
            limits=tuple(limits_in(self.document.clauses, self.context(self.kind))),
            recoveries=tuple(taken_back(clauses, self.document.clauses, self.context(self.kind))),
            definitions=self.quantities.definitions(self.kind),
            unsayable=self.loaded.unsayable,
            pays_by_titles=any(True for each in paying for _ in held_for(each.clause.pays)),  # type: ignore[attr-defined]
            kind=self.kind,
            directory=directory,
        )

    def conditions_of(self, clause: ForApplicants) -> Prepared:
        """Return all that must hold for a clause which another one refers to, its place and its gates too."""
        used = frozenset(self.used)
        self.asked[_REFERRED, clause.id] = 2
        whole = self.prepared(0, clause).whole
        self.used.update(used)
        return whole

    def prepared(self, order: int, clause: ForApplicants) -> PreparedClause:
        self.used.clear()
        context = self.context(self.kind, anywhere=clause.where == "anywhere")
        parts = self._asked_by(clause, context)
        force = resolve(force_of(clause), context)
        payment, shared, frequency, rest_remains = None, None, None, False
        if isinstance(clause, (Award, Subsidy)):
            frequency = resolve(clause.frequency, context)
            if frequency == "once" and clause.pays.nature() in ("up_to", None):
                rest_remains = resolve(self.document.settings.paid_in_part, context) == "rest"
            payment = self.payment(clause)
            if payment.fractional:
                payment = rounded(payment, resolve(self.document.settings.rounding, context))
            if clause.payees:
                shared, payment = payment, own_share(payment, clause.payees)
            if payment.due is not None:
                due = payment.due
                say = Words(f"有可计入的对象：{payment.say.zh}", f"something counts: {payment.say.en}")
                parts.append(Prepared(Always(always=True), due, lambda situation: due(situation)[0], say))
        if not parts:
            # A clause for applicants anywhere and without a condition: it holds for everybody.
            parts.append(context.ready(Always(always=True)))
        whole = self._whole(clause, parts)
        paid = payment is not None
        return PreparedClause(
            order,
            clause,
            whole,
            payment,
            titles_asked_by(clause),
            frozenset(self.used),
            way_to_recognition(whole),
            way_to_occasions(whole) if paid else None,
            frequency,
            rest_remains,
            may_rest_on_recognition(whole),
            shared,
            force,
        )

    def _asked_by(self, clause: ForApplicants, context: Context) -> list[Prepared]:
        """Return the place, the gates and the conditions of a clause, on one level as the text has them."""
        parts = [context.ready(HERE)] if clause.where == "here" else []
        parts += [
            context.ready(gate.when)
            for gate in self.document.gates
            if self.kind in gate.to and clause.kind in gate.kinds  # type: ignore[attr-defined]
        ]
        parts = [each for each in parts if not (isinstance(each.condition, Always) and each.condition.always)]
        if clause.when is not None:
            each_of = clause.when.all if isinstance(clause.when, AllOf) else (clause.when,)
            parts += [context.ready(each) for each in each_of]
        return parts

    def _whole(self, clause: ForApplicants, parts: list[Prepared]) -> Prepared:
        """Return the parts as one condition, the same object for the same parts."""
        together = tuple(id(each) for each in parts)
        whole, _ = self.wholes.get(together, (None, ()))
        if whole is None:
            whole = parts[0] if len(parts) == 1 else conjoin(TOGETHER, tuple(parts))
        if not whole.kept and self.shared is not None and (_REFERRED, clause.id) in self.shared:
            whole = judged_once(whole)
        self.wholes[together] = whole, tuple(parts)
        return whole

    def payment(self, clause: Award | Subsidy) -> PreparedPayment:
        context = self.context(self.kind)
        return clause.pays.prepare(PaymentContext(context, self.context, self.payment_of))

    def payment_of(self, name: str) -> PreparedPayment:
        clause = self.clauses[name]
        if not isinstance(clause, (Award, Subsidy)):
            raise TypeError(name)
        return self.payment(clause)

    def group(self, clause: NoDuplication) -> Group | None:
        context = self.context(self.kind)
        if not resolve(clause.applies, context):
            return None
        patterns = resolve(clause.among, context)
        # Also clauses for other kinds of applicant, since what a firm was paid as a firm counts when it is asked of it as an
        # operator; and clauses without a figure, since money may have been received under them.
        members = [
            each
            for each in self.document.clauses
            if isinstance(each, (Award, Subsidy)) and any(fnmatchcase(each.id, pattern) for pattern in patterns)
        ]
        titles: Titles = frozenset(pair for each in members for pair in titles_asked_by(each))
        only = resolve(clause.beneficiaries, context) == "enterprises"
        active: Condition = IS_ENTERPRISE if only else Always(always=True)
        return Group(
            clause,
            frozenset(each.id for each in members),
            titles,
            resolve(clause.between, context) == "same_title",
            resolve(clause.window, context),
            resolve(clause.settlement, context) == "nothing",
            any(isinstance(each, Subsidy) for each in members),
            resolve(clause.received_from, context) == "anywhere",
            active.prepare(context),
        )


def _same_titles(paying: Sequence[PreparedClause]) -> tuple[tuple[str, ...], ...]:
    together: dict[Any, list[str]] = {}
    for each in paying:
        if each.titles and each.payment is not None:
            together.setdefault((each.titles, each.payment.nature), []).append(each.clause.id)
    return tuple(tuple(each) for each in together.values() if len(each) > 1)


def _conflicting(paying: Sequence[PreparedClause], groups: Sequence[Group]) -> bool:
    """Return whether clauses that pay may exclude each other by their conditions, or stated sums compete with ceilings."""
    pairs = [(each.whole, each.payment) for each in paying if each.payment is not None]
    asked = {each.clause.id: asked_about(each.whole, each.payment) for each in paying if each.payment is not None}
    rivals = (
        pair
        for group in groups
        for pair in permutations([found for each, found in asked.items() if each in group.members], 2)
    )
    natures = [
        {payment.nature for each in paying if each.clause.id in group.members and (payment := each.payment)}
        for group in groups
    ]
    return (
        any(len(each) > 1 for each in natures)
        or conflicting(pairs, [each.active for each in groups])
        or any(one.bound_up_with(other) for one, other in rivals)
    )


def _recognising(paying: Sequence[PreparedClause]) -> tuple[Prepared, ...]:
    """Return the conditions on recognitions of paying clauses, each once."""
    return tuple({id(found): found for clause in paying for found in recognising(clause.whole)}.values())
