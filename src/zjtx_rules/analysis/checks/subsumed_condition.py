"""`subsumed-condition`: a condition that the ones beside it already contain, or that is contained in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.logic import All, Formula, OneOf, can_hold, implies, negation
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.analysis.scopes import judged
from zjtx_rules.analysis.visit import conditions
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.files import Path
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for root, condition, document, scope in judged(subject.loaded):
        meaning = Meaning(subject.loaded, document, scope)
        for path, part in conditions(condition, root):
            if isinstance(part, AllOf):
                formulas = [meaning.of(each) for each in part.all]
                yield from _of_all(subject, (*path, "all"), formulas)
            elif isinstance(part, AnyOf | NoneOf):
                key = "any" if isinstance(part, AnyOf) else "none"
                formulas = [meaning.of(each) for each in getattr(part, key)]
                yield from _of_any(subject, (*path, key), formulas)


def _of_all(subject: Subject, path: Path, formulas: Sequence[Formula]) -> Iterator[Found]:
    """Of conditions that must all hold, one that follows from the others adds nothing."""
    kept = list(range(len(formulas)))
    for index in reversed(range(len(formulas))):
        this = formulas[index]
        others = [each for each in kept if each != index]
        beside = All(tuple(formulas[each] for each in others))
        if not others or not can_hold(beside) or not can_hold(this) or not can_hold(negation(this)):
            continue
        if implies(beside, this):
            kept.remove(index)
            because = next((each for each in others if implies(formulas[each], this)), None)
            yield _found(subject, path, index, because, Words("满足后者必然满足它", "it follows from that one"))


def _of_any(subject: Subject, path: Path, formulas: Sequence[Formula]) -> Iterator[Found]:
    """Of conditions of which one suffices, one that implies another adds nothing."""
    kept = list(range(len(formulas)))
    for index in reversed(range(len(formulas))):
        this = formulas[index]
        others = [each for each in kept if each != index]
        beside = OneOf(tuple(formulas[each] for each in others))
        if not others or not can_hold(this) or not can_hold(negation(this)) or not can_hold(negation(beside)):
            continue
        if implies(this, beside):
            kept.remove(index)
            because = next((each for each in others if implies(this, formulas[each])), None)
            yield _found(subject, path, index, because, Words("满足它必然满足后者", "it implies that one"))


def _found(subject: Subject, path: Path, index: int, because: int | None, why: Words) -> Found:
    if because is None:
        return Found(
            (*path, index),
            Words(
                f"此条件与并列的其他条件重复：{why.zh}", f"the conditions beside it make this one needless: {why.en}"
            ),
        )
    line = subject.loaded.source.place((*path, because)).line
    return Found(
        (*path, index),
        Words(
            f"此条件与第{line}行的条件重复：{why.zh}", f"the condition on line {line} makes this one needless: {why.en}"
        ),
    )


CHECK = Check(
    "subsumed-condition",
    Severity.WARNING,
    Words("被其他条件包含的条件", "a condition subsumed by another"),
    Words("对照原文：写错的改正，多余的删去", "compare with the text: correct it or delete it"),
    _find,
)
