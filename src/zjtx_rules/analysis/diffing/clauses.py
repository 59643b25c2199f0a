"""Compares two clauses: conditions, payment and no-duplication by their meaning, everything else field by field."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.compare_payments import compare_payments
from zjtx_rules.analysis.diffing.conditions import compare_conditions
from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.analysis.diffing.effects import (
    LESS,
    MORE,
    NEUTRAL,
    WIDER,
    WIDER_AND_MORE,
    Effect,
)
from zjtx_rules.analysis.diffing.fields import compare_settings, difference
from zjtx_rules.analysis.diffing.goals import compare_goals
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.monotonicity import SENSES
from zjtx_rules.analysis.diffing.values import compare_limits
from zjtx_rules.analysis.diffing.wording import alias, description, field_words, value_words
from zjtx_rules.analysis.force_words import verbs
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, Benchmark, ForApplicants, Right, Service, Subsidy, Target, Tier
from zjtx_rules.language.force import force_of
from zjtx_rules.language.money_rules import Limit, MoneyRule
from zjtx_rules.payments.base import Payment
from zjtx_rules.payments.cannot_say import UnsayablePayment
from zjtx_rules.payments.without_figure import WithoutFigure
from zjtx_rules.shown import shown
from zjtx_rules.words import Words

WORDING = frozenset({"quote", "title", "note"})
"""Fields that say what a clause is and change nothing of it."""


def compare_clauses(pair: Pair, old: Clause, new: Clause, skip: frozenset[str] = frozenset()) -> list[Change]:
    """Return everything that changed inside a clause, the fields to skip left out."""
    here = all(getattr(each, "where", "here") == "here" for each in (old, new))
    pair = replace(pair, weighs=_weighs(new) or _weighs(old), here=here)
    changes: list[Change] = []
    if type(old) is not type(new):
        paths = (("kind",), ("kind",))
        sides = (old.NOUN, new.NOUN)
        changes.append(pair.change("kind-changed", Words("", ""), sides, paths, _between_kinds(old, new)))
    for name in type(new).model_fields:
        if name not in {"id", "kind", "english", *skip} and name in type(old).model_fields:
            changes += _field(pair, old, new, name)
    for name in type(old).model_fields.keys() ^ type(new).model_fields.keys():
        changes += _only_one(pair, old, new, name)
    return changes


def _weighs(clause: Clause) -> bool:
    """Return whether a clause decides anything for an applicant; a notice, a benchmark or a target does not."""
    return isinstance(clause, (Tier, Award, Subsidy, Right, Service, MoneyRule))


def _between_kinds(old: Clause, new: Clause) -> Effect:
    paying = (isinstance(old, (Award, Subsidy)), isinstance(new, (Award, Subsidy)))
    return {(True, False): LESS, (False, True): MORE}.get(paying, NEUTRAL)


def _field(pair: Pair, old: Clause, new: Clause, name: str) -> list[Change]:
    one, other = getattr(old, name), getattr(new, name)
    if name == "force":
        return _force(pair, old, new)
    if isinstance(old, MoneyRule) and isinstance(new, MoneyRule):
        of_rule = _field_of_rule(pair, old, new, name)
        if of_rule is not None:
            return of_rule
    if name == "quote":
        return [] if one == other else [_words(pair, new, name, one, other)]
    if key_of(one) == key_of(other):
        return []
    key = alias(type(new), name)
    paths = ((key,), (key,))
    if _either(one, other, Condition):
        return compare_conditions(pair, one, other, paths)
    if isinstance(one, Payment) and isinstance(other, Payment):
        return compare_payments(pair, one, other, paths)
    if isinstance(old, Target) and isinstance(new, Target) and name == "goals":
        return compare_goals(pair, old, new)
    if name == "cite":
        sides = (Words(one, one), Words(other, other))
        return [pair.change("clause-renumbered", Words("", ""), sides, ((name,), (name,)), category="structure")]
    if name in WORDING:
        return [_words(pair, new, name, one, other)]
    return _plain(pair, old, new, name)


def _field_of_rule(pair: Pair, old: MoneyRule, new: MoneyRule, name: str) -> list[Change] | None:
    """Return what changed of a rule about several clauses; None where the field is compared as any other."""
    if name == "at_most" and isinstance(old, Limit) and isinstance(new, Limit) and old.at_most and new.at_most:
        return [] if old.at_most == new.at_most else compare_limits(pair, old.at_most, new.at_most)
    return _among(pair, old, new) if name == "among" and type(new) is type(old) else None


def _either(one: Any, other: Any, kind: type[Any]) -> bool:
    return isinstance(one, kind) or isinstance(other, kind)


def _words(pair: Pair, clause: Clause, name: str, old: Any, new: Any) -> Change:
    sides = (_text(old), _text(new))
    label = field_words(type(clause), name)
    return pair.change("wording-changed", label, sides, ((name,), (name,)), category="wording")


def _text(value: Any) -> Words | None:
    text = "\n".join(map(shown, value)) if isinstance(value, tuple) else shown(str(value))
    return Words(text, text) if text else None


_CODES = {"by": "offices-changed", "rank": "rank-changed"}


def _plain(pair: Pair, old: Clause, new: Clause, name: str) -> list[Change]:
    """Compare a field that is neither a condition nor a payment nor mere words."""
    model = type(new)
    one, other = getattr(old, name), getattr(new, name)
    label, key = field_words(model, name), alias(model, name)
    owner = type(new).__name__ if isinstance(new, MoneyRule) else "Clause"
    sense = SENSES.get((owner, name))
    if sense is not None:
        return compare_settings(pair, one, other, ((key,), (key,)), label, sense, description(model, name))
    describe = description(model, name)
    sides = (value_words(one, describe), value_words(other, describe))
    code = _CODES.get(name, "content-changed")
    label = Words("", "") if code in _CODES.values() else label
    if name == "figure" and isinstance(new, Benchmark):
        code = "figure-changed"
    return [pair.change(code, label, sides, ((key,), (key,)), by=difference(one, other))]


def _force(pair: Pair, old: Clause, new: Clause) -> list[Change]:
    """Compare what the sentences bind; a file that leaves the force to the kind says the same as one that states it."""
    model, paths = type(new), (("force",), ("force",))
    sense, describe = SENSES["Clause", "force"], description(model, "force")
    stated = compare_settings(pair, force_of(old), force_of(new), paths, Words("", ""), sense, describe)
    return stated or _verbs(pair, old, new)


def _verbs(pair: Pair, old: Clause, new: Clause) -> list[Change]:
    """Note that the quotes bind by other verbs (鼓励银行推出, 银行应当推出), where the files state the same force."""
    before, after = verbs(old.quote), verbs(new.quote)
    if not before or not after or before.keys() == after.keys():
        return []
    said = [Words(text, text) for text in ("、".join(before.values()), "、".join(after.values()))]
    label, paths = Words("引文的动词", "verbs of the quote"), (("quote",), ("quote",))
    return [pair.change("force-changed", label, (said[0], said[1]), paths, NEUTRAL)]


def _only_one(pair: Pair, old: Clause, new: Clause, name: str) -> list[Change]:
    """Note a field that only one of two kinds of clause has, where it holds a condition or a payment."""
    clause, present = (new, 1) if name in type(new).model_fields else (old, 0)
    value = getattr(clause, name)
    key = alias(type(clause), name)
    if isinstance(value, Condition):
        sides = (value, None) if not present else (None, value)
        return compare_conditions(pair, sides[0], sides[1], ((key,), (key,)))
    return []


def _among(pair: Pair, old: MoneyRule, new: MoneyRule) -> list[Change]:
    """Compare which awards compete: the clauses that the patterns match, not how the patterns are written.

    A clause that only one side has is reported as such, and counts here on neither side.
    """
    shared = _paying(pair.old) & _paying(pair.new)
    sides = [_matching(each.among, shared) for each in (old, new)]
    paths = (("among",), ("among",))
    label, owner = field_words(type(new), "among"), type(new).__name__
    return compare_settings(pair, sides[0], sides[1], paths, label, SENSES[owner, "among"])


def _paying(side: Side) -> frozenset[str]:
    return frozenset(each.id for each in side.document.clauses if isinstance(each, (Award, Subsidy)))


def _matching(setting: Any, clauses: frozenset[str]) -> Any:
    if isinstance(setting, ByReading):
        options = {name: _matching(each, clauses) for name, each in setting.options.items()}
        return setting.model_copy(update={"options": options})
    return tuple(sorted(each for each in clauses if any(fnmatchcase(each, pattern) for pattern in setting)))


def effect_of_new(clause: Clause) -> Effect:
    """Return what it means for an applicant that a clause is new."""
    if isinstance(clause, (Award, Subsidy)):
        return WIDER if isinstance(clause.pays, (WithoutFigure, UnsayablePayment)) else WIDER_AND_MORE
    if isinstance(clause, MoneyRule):
        return LESS
    return WIDER if isinstance(clause, ForApplicants) and _weighs(clause) else NEUTRAL


def effect_of_gone(clause: Clause) -> Effect:
    """Return what it means for an applicant that a clause is gone."""
    return effect_of_new(clause).reversed()
