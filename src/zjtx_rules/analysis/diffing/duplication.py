"""How a document's rules on duplication (就高不就低) bind one clause, under the default readings."""

from __future__ import annotations

from fnmatch import fnmatchcase

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.diffing.wording import description, joined, value_words
from zjtx_rules.language.money_rules import NoDuplication
from zjtx_rules.words import Words

_ASPECTS = ("between", "window", "settlement", "received_from", "beneficiaries")


def duplication_words(side: Side, clause: str) -> Words:
    """Return in words with what a clause competes and how; that it does not, where no rule binds it."""
    said = [
        _rule(side, each)
        for each in side.document.clauses
        if isinstance(each, NoDuplication) and _binds(side, each, clause)
    ]
    return joined(said, "；", "; ") if said else Words("不参与竞合", "competes with nothing")


def _binds(side: Side, rule: NoDuplication, clause: str) -> bool:
    patterns = side.by_default(rule.among)
    return bool(side.by_default(rule.applies)) and any(fnmatchcase(clause, each) for each in patterns)


def _rule(side: Side, rule: NoDuplication) -> Words:
    aspects = [
        value_words(side.by_default(getattr(rule, name)), description(NoDuplication, name))
        for name in _ASPECTS
        if name in NoDuplication.model_fields
    ]
    basis = "" if rule.basis == "text" else "（文本未写，依本系统通则）"
    said = joined(aspects, "，", ", ")
    return Words(f"就高不就低{basis}：{said.zh}", f"highest only: {said.en}")
