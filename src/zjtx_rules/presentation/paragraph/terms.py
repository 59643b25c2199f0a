"""The terms of a clause: what it says itself, and what its document says for it (validity, settings, gates, competing awards, values)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.diffing.normal_form import node_of
from zjtx_rules.analysis.diffing.normalize_leaf import which_of
from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.choice import ByReading, Setting
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.cultivated import Cultivated
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import TitleAndLevel, Which
from zjtx_rules.conditions.threshold import Threshold
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Benchmark, Binding, ForApplicants, Granting, Pays
from zjtx_rules.language.documents import Gate, InForce, Settings
from zjtx_rules.language.force import force_of
from zjtx_rules.language.money_rules import LIMITED, SETTLEMENT, Limit, MoneyRule, NoDuplication
from zjtx_rules.payments.amount import Amount
from zjtx_rules.payments.base import Payment
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.payments.share import Share
from zjtx_rules.phrases import Phrase, Slot, choices, form, optional, phrases_of
from zjtx_rules.quantities.formula import FormulaError, names_in, parse, printed
from zjtx_rules.quantities.models import NamedValue, formulas_of
from zjtx_rules.quantities.part import FormulaText
from zjtx_rules.words import Words


class Rivalry(BaseModel):
    """How one award competes with others: what a clause on 就高不就低 means for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "依{rule}：本条{included}；\n　　就高不就低：{applies}；\n　　竞合口径：{between}；\n　　期间：{window}；\n　　"
            "以前领过较低一项的：{settlement}；\n　　已领来源：{received_from}；\n　　受益主体：{beneficiaries}；\n　　依据：{basis}{cannot_say}",
            "under {rule}: {included}; \n　　the highest only {applies}; \n　　among: {between}; \n　　over: {window}; "
            "where a lower one was received before: {settlement}; \n　　counted: {received_from}; \n　　for: {beneficiaries}; \n　　by: {basis}{cannot_say}",
            {
                "rule": form("clause"),
                "included": Slot(
                    choices={
                        True: Words("在竞合范围内", "it is among them"),
                        False: Words("不在竞合范围内", "it is not"),
                    }
                ),
                "cannot_say": optional("；未能写成规则：{}", "; not said in rules: {}"),
                **SETTLEMENT,
            },
        ),
    )

    rule: str
    included: Setting[bool]
    basis: Literal["text", "system"]
    applies: Setting[bool]
    between: Setting[Literal["all", "same_title"]]
    window: Setting[Literal["lifetime", "calendar_year"]]
    settlement: Setting[Literal["difference", "nothing"]]
    received_from: Setting[Literal["here", "anywhere"]]
    beneficiaries: Setting[Literal["enterprises", "any"]]
    cannot_say: CannotSay | None = None


class Cap(BaseModel):
    """Under what limit an award stands with others."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "依{rule}：本条{included}；限额{applies}；期间：{window}{at_most}{cannot_say}",
            "under {rule}: {included}; the limit {applies}; over: {window}{at_most}{cannot_say}",
            {
                "rule": form("clause"),
                "included": Slot(
                    choices={True: Words("计入限额", "it is under it"), False: Words("不计入限额", "it is not")}
                ),
                "at_most": optional("；合计最高{}", "; together at most {}", "formula"),
                "cannot_say": optional("；未能写成规则：{}", "; not said in rules: {}"),
                **LIMITED,
            },
        ),
    )

    rule: str
    included: Setting[bool]
    applies: Setting[bool]
    window: Setting[Literal["lifetime", "calendar_year"]]
    at_most: FormulaText | None = None
    cannot_say: CannotSay | None = None


class Surroundings(BaseModel):
    """What the document says for a clause."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "\n所在文件{status}。本行政区域{place}{code}。{in_force}{gates}{rivalries}{caps}{values}",
            "\nThe document {status}. This place {place}{code}.{in_force}{gates}{rivalries}{caps}{values}",
            {
                "status": choices(
                    issued=("已印发", "is issued"),
                    draft=("为征求意见稿，未施行", "is a draft, not in force"),
                    template=("为模板，未由任何地方施行", "is a template that no place has adopted"),
                ),
                "place": Slot(Words("为{}", "is {}"), form="name"),
                "code": optional("{}", " {}", "id"),
                "gates": Slot(Words("\n前置条件：{}。", "\nFirst of all: {}.")),
                "rivalries": Slot(Words("\n竞合：{}。", "\nCompetition: {}.")),
                "caps": Slot(Words("\n限额：{}。", "\nLimits: {}.")),
                "values": Slot(Words("\n其中：{}。", "\nWhere: {}.")),
            },
        ),
    )

    status: Literal["issued", "draft", "template"]
    place: str
    code: str | None = None
    in_force: InForce
    gates: tuple[Gate, ...] = ()
    rivalries: tuple[Rivalry, ...] = ()
    caps: tuple[Cap, ...] = ()
    values: tuple[NamedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """What a clause means, with what its document says for it."""

    clause: Clause
    around: Surroundings
    settings: Mapping[str, Any]
    """The settings of the document that bear on it."""
    defaults: Mapping[str, str]
    """The default option of every reading that it hangs on."""


def terms_of(clause: Clause, side: Side) -> ClauseTerms:
    """Return the terms of a clause as its file has them."""
    document = side.document
    if isinstance(clause, Binding):
        clause = clause.model_copy(update={"force": force_of(clause)})
    gates = tuple(gate for gate in document.gates if _gated(clause, gate))
    rivalries = tuple(_rivalries(clause, side)) if isinstance(clause, Pays) else ()
    caps = tuple(_caps(clause, side)) if isinstance(clause, Pays) else ()
    values = tuple(_values_of((clause, gates, caps), side))
    around = Surroundings(
        status=document.status,
        place=side.loaded.rules.jurisdiction.name,
        code=side.loaded.rules.jurisdiction.code,
        in_force=document.in_force,
        gates=gates,
        rivalries=rivalries,
        caps=caps,
        values=values,
    )
    bearing = _bearing(clause, gates, side)
    settings = {name: getattr(document.settings, name) for name in Settings.model_fields if name in bearing}
    used = set(_readings_in((clause, around, settings)))
    defaults = {each.id: each.default for each in document.readings if each.id in used}
    return ClauseTerms(clause, around, settings, defaults)


def _gated(clause: Clause, gate: Gate) -> bool:
    kind = getattr(clause, "kind", "")
    return isinstance(clause, ForApplicants) and kind in gate.kinds and bool(set(gate.to) & set(clause.to))


def _rivalries(clause: Clause, side: Side) -> Iterator[Rivalry]:
    for rule in side.document.clauses:
        if not isinstance(rule, NoDuplication):
            continue
        included = _included(clause, rule)
        if included is not None:
            same = {name: getattr(rule, name) for name in SETTLEMENT}
            yield Rivalry.model_construct(rule=rule.id, included=included, cannot_say=rule.cannot_say, **same)


def _caps(clause: Clause, side: Side) -> Iterator[Cap]:
    for rule in side.document.clauses:
        included = _included(clause, rule) if isinstance(rule, Limit) else None
        if isinstance(rule, Limit) and included is not None:
            same = {name: getattr(rule, name) for name in LIMITED}
            yield Cap.model_construct(
                rule=rule.id, included=included, at_most=rule.at_most, cannot_say=rule.cannot_say, **same
            )


def _included(clause: Clause, rule: MoneyRule) -> Any:
    """Return whether a clause is among those of a rule, by reading where it hangs on one; None where it never is."""
    among = rule.among
    if not isinstance(among, ByReading):
        return _named(clause, among) or None
    inside = {option: _named(clause, patterns) for option, patterns in among.options.items()}
    return ByReading[bool](by_reading=among.by_reading, options=inside) if any(inside.values()) else None


def _named(clause: Clause, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(clause.id, pattern) for pattern in patterns)


def _bearing(clause: Clause, gates: tuple[Gate, ...], side: Side) -> frozenset[str]:
    """Return the settings of the document that make a difference to a clause."""
    if not isinstance(clause, ForApplicants):
        return frozenset()
    parts = [*_parts((clause, gates), side, set())]
    # Whether a title is in force does not look at the document; all other conditions on titles do.
    titles = [each for each in parts if isinstance(each, (RecognitionCondition, Cultivated)) and type(each).WITHIN]
    asked = [which for which in map(which_of, titles) if isinstance(which, Which)]
    bearing = {
        "validity_covers": isinstance(clause, Granting) or any(titles),
        "recognition_year": any(which.in_ is None for which in asked),
        "registered_at_recognition": any(titles) and clause.where == "here" and "enterprise" in clause.to,
        "lapsed_counts_as_new": any(asked),
        "paid_in_part": isinstance(clause, Pays) and _may_leave_a_rest(clause),
        "rounding": any(isinstance(each, (Amount, Share)) for each in parts),
    }
    return frozenset(name for name, bears in bearing.items() if bears)


def _may_leave_a_rest(clause: Pays) -> bool:
    """Return whether less than the whole may be paid of what is paid once."""
    often = clause.frequency.options.values() if isinstance(clause.frequency, ByReading) else (clause.frequency,)
    return "once" in often and clause.pays.nature() in ("up_to", None)


def _parts(value: Any, side: Side, seen: set[str]) -> Iterator[BaseModel]:
    """Yield every model in a value, and in the clauses that it refers to."""
    for each in models_within(value):
        yield each
        name = each.clause if isinstance(each, ClauseHolds) else each.same_as if isinstance(each, SameAs) else None
        if name is not None and name not in seen:
            seen.add(name)
            other = side.clause(name)
            if other is not None:
                yield from _parts(other, side, seen)


def models_within(value: Any) -> Iterator[BaseModel]:
    """Yield every model in a value, the outer ones first."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models_within(getattr(value, name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from models_within(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from models_within(each)


def _readings_in(value: Any) -> Iterator[str]:
    for each in models_within(value):
        if "by_reading" in type(each).model_fields:
            yield each.by_reading  # type: ignore[attr-defined]  # every model with this field has it as a text
        if isinstance(each, About) and each.band is not None:
            yield each.band


def _values_of(value: Any, side: Side) -> Iterator[NamedValue]:
    """Yield the named values that some parts rest on, directly or through others, in the order of the file."""
    waiting = list(_names_used(value))
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        for each in side.loaded.rules.values:
            if each.id not in used and name in (each.id, each.label):
                used.add(each.id)
                waiting += _names_used(each)
    return (each for each in side.loaded.rules.values if each.id in used)


def _names_used(value: Any) -> Iterator[str]:
    for each in models_within(value):
        if isinstance(each, (Threshold, FactIs, About, Benchmark)):
            yield each.fact
        texts = [each.amount, each.at_most, each.at_least] if isinstance(each, Amount) else []
        texts += [each.at_most] if isinstance(each, (Cap, Limit)) else []
        texts += [text for _, text in formulas_of(each)] if isinstance(each, NamedValue) else []
        for text in texts:
            if text is not None:
                yield from (name.name for name in names_in(parse(text)))


# Meaning


def canonical(terms: ClauseTerms, side: Side) -> Key:
    """Return the terms in a form in which only the meaning is left: equal where two clauses mean the same."""
    return (own_key(terms, side), around_key(terms, side))


def own_key(terms: ClauseTerms, side: Side) -> Key:
    """Return what a clause means by itself."""
    clause, scope = terms.clause, scope_of(terms.clause)
    fields = [name for name in type(clause).model_fields if name not in clause.UNSAID]
    return (type(clause).__name__, *((name, _key(getattr(clause, name), name, side, scope)) for name in fields))


def around_key(terms: ClauseTerms, side: Side) -> Key:
    """Return what its document means for a clause."""
    scope = scope_of(terms.clause)
    said = {name: getattr(terms.around, name) for name in Surroundings.model_fields} | dict(terms.settings)
    keys = tuple((name, _key(each, name, side, scope)) for name, each in said.items())
    return (*keys, tuple(sorted(terms.defaults.items())))


def _key(value: Any, name: str, side: Side, scope: str) -> Key:
    if isinstance(value, Condition) or (value is None and name == "when"):
        return node_of(value, (), side, scope).key
    if isinstance(value, Payment) or (isinstance(value, BaseModel) and not isinstance(value, ByReading)):
        inner = getattr(value, "of", scope) if isinstance(getattr(value, "of", None), str) else scope
        inside = inner if inner in _COLLECTIONS else scope
        fields = type(value).model_fields
        unsaid: frozenset[str] = getattr(value, "UNSAID", frozenset())
        return (
            type(value).__name__,
            *((each, _key_in(value, each, side, inside)) for each in fields if each not in unsaid),
        )
    if isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value):
        return ("list", *(_key(each, "", side, scope) for each in value))
    if isinstance(value, Mapping):
        return (
            "mapping",
            *sorted(((str(each), _key(inner, "", side, scope)) for each, inner in value.items()), key=repr),
        )
    return key_of(value)


_COLLECTIONS = frozenset({"tenants", "trainees", "assessments", "design_payments"})


def _key_in(model: BaseModel, name: str, side: Side, scope: str) -> Key:
    value = getattr(model, name)
    if isinstance(value, str) and any(each.slot(name).form == "formula" for each in phrases_of(type(model))):
        return ("formula", _formula(value))
    if name == "title" and isinstance(model, TitleAndLevel):
        return key_of(model.titles)
    return _key(value, name, side, scope)


def _formula(text: str) -> str:
    try:
        return printed(parse(text))
    except FormulaError:
        return text
