"""What clauses say of one another: a clause referred to must fit, and clauses must not refer to one another in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.language.circles import heights, in_circles, leading_to
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.payments.base import Payment
from zjtx_rules.payments.by_reading import PaymentByReading
from zjtx_rules.payments.per_item import PerItem
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.payments.share import Share
from zjtx_rules.payments.total_of import TotalOf
from zjtx_rules.problems import Problem
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.words import Words

Path = tuple[str | int, ...]

_Found = tuple[str, Path, str, Words, Words | None]
"""The clause, the path below it, a code, a message and a suggestion."""

DEEPEST = 60
"""How many references may follow upon one another; no text refers to a clause that refers to a clause much more often."""


def reference_problems(loaded: LoadedFile) -> list[Problem]:
    """Return a problem for every reference to a clause that cannot be followed."""
    clauses: dict[str, ForApplicants] = {}
    places: dict[str, Path] = {}
    for index, document in enumerate(loaded.rules.documents):
        for number, clause in enumerate(document.clauses):
            if isinstance(clause, ForApplicants):
                clauses.setdefault(clause.id, clause)
                places.setdefault(clause.id, ("documents", index, "clauses", number))
    towards, found = _links(clauses)
    circular = in_circles(towards)
    unsettled = leading_to(circular, towards)
    deep = {name for name, height in heights(towards).items() if height > DEEPEST}
    found += [(name, ("id",), *_too_deep(name)) for name in deep]
    for name, paying in clauses.items():
        if isinstance(paying, (Award, Subsidy)) and name not in unsettled and name not in deep:
            found += [
                (name, ("pays", *path), code, message, None)
                for code, path, message in _payment_problems(paying, clauses)
            ]
    found += [(name, ("id",), *_circle(name)) for name in clauses if name in circular]
    return [
        loaded.source.problem(code, (*places[name], *path), message, suggestion=hint)
        for name, path, code, message, hint in found
    ]


def _links(clauses: Mapping[str, ForApplicants]) -> tuple[dict[str, set[str]], list[_Found]]:
    """Return to which clauses each one refers, and the references to clauses that do not fit."""
    towards = {name: set[str]() for name in clauses}
    found: list[_Found] = []
    for name, referring in clauses.items():
        for path, reference in _stated(referring):
            is_payment = isinstance(reference, SameAs)
            other = clauses.get(reference.same_as if isinstance(reference, SameAs) else reference.clause)
            if other is None:
                continue
            towards[name].add(other.id)
            problem = _unfit(referring, other, is_payment=is_payment)
            if problem is not None:
                found.append((name, (*path, "same_as" if is_payment else "clause"), *problem, None))
    return towards, found


def _too_deep(name: str) -> tuple[str, Words, Words]:
    message = Words(
        f"条款“{name}”连续引用超过{DEEPEST}层", f"clause '{name}' rests on more than {DEEPEST} references in a row"
    )
    return "reference-depth", message, Words("直接写出条件或给付", "write the conditions or the payment out")


def _circle(name: str) -> tuple[str, Words, None]:
    message = Words(f"条款“{name}”绕了一圈引用到自己", f"clause '{name}' refers to itself in a circle")
    return "circle", message, None


def _unfit(clause: ForApplicants, other: ForApplicants, *, is_payment: bool) -> tuple[str, Words] | None:
    if is_payment and not isinstance(other, (Award, Subsidy)):
        return "no-payment", Words(f"条款“{other.id}”没有给付，无从参照", f"clause '{other.id}' pays nothing to go by")
    strangers = [each for each in clause.to if each not in other.to]
    if strangers and not is_payment:
        return "wrong-scope", Words(
            f"条款“{other.id}”不适用于{'、'.join(strangers)}", f"clause '{other.id}' is not for {', '.join(strangers)}"
        )
    return None


def _stated(clause: ForApplicants) -> Iterator[tuple[Path, ClauseHolds | SameAs]]:
    """Yield every reference of a clause, with its path; only conditions and payments hold any."""
    yield from _references(clause.when, ("when",))
    if isinstance(clause, (Award, Subsidy)):
        yield from _references(clause.pays, ("pays",))


def _payment_problems(
    clause: Award | Subsidy, clauses: Mapping[str, ForApplicants]
) -> Iterator[tuple[str, Path, Words]]:
    """Yield what is wrong with a payment that goes by the standard of another clause."""
    for path, node in _nodes(clause.pays, ()):
        if isinstance(node, SameAs):
            for field in sorted(_collections(node, clauses)):
                lacking = [kind for kind in clause.to if field not in APPLICANTS[kind].model_fields]
                if lacking:
                    message = Words(
                        f"条款“{node.same_as}”依“{field}”给付，而{'、'.join(lacking)}没有这一项",
                        f"clause '{node.same_as}' pays for '{field}', which {', '.join(lacking)} does not have",
                    )
                    yield "wrong-scope", (*path, "same_as"), message
        elif isinstance(node, TotalOf) and any(isinstance(each, SameAs) for _, each in _nodes(node, ())):
            natures = {nature for part in node.total_of for nature in _natures(part, clauses)}
            if len(natures) > 1 and len({each.nature() for each in node.total_of} - {None}) < 2:
                yield (
                    "mixed-payments",
                    (*path, "total_of"),
                    Words("定额与最高额不能相加", "stated sums and ceilings cannot be added"),
                )


def _nodes(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every payment inside a payment, itself first, with its path."""
    if isinstance(node, Payment):
        yield path, node
        if isinstance(node, TotalOf):
            for index, each in enumerate(node.total_of):
                yield from _nodes(each, (*path, "total_of", index))
        elif isinstance(node, PaymentByReading):
            for option, each in node.options.items():
                yield from _nodes(each, (*path, "options", option))


def _followed(payment: Payment, clauses: Mapping[str, ForApplicants]) -> Iterator[Payment]:
    """Yield every payment that one comes down to, through the clauses that it goes by."""
    for _, node in _nodes(payment, ()):
        if isinstance(node, SameAs):
            other = clauses.get(node.same_as)
            if isinstance(other, (Award, Subsidy)):
                yield from _followed(other.pays, clauses)
        elif not isinstance(node, (TotalOf, PaymentByReading)):
            yield node


def _collections(payment: Payment, clauses: Mapping[str, ForApplicants]) -> set[str]:
    """Return the collections of an applicant that a payment is reckoned from."""
    every = list(_followed(payment, clauses))
    found = {each.per_item.of for each in every if isinstance(each, PerItem)}
    return {*found, *(["contracts"] if any(isinstance(each, Share) for each in every) else [])}


def _natures(payment: Payment, clauses: Mapping[str, ForApplicants]) -> set[str]:
    return {nature for each in _followed(payment, clauses) if (nature := each.nature()) is not None}


def _references(node: Any, path: Path) -> Iterator[tuple[Path, ClauseHolds | SameAs]]:
    """Yield every reference inside, with its path; an unwritten step (a tag of a union) does no harm."""
    if isinstance(node, (ClauseHolds, SameAs)):
        yield path, node
    elif isinstance(node, BaseModel):
        for name, field in type(node).model_fields.items():
            yield from _references(getattr(node, name), (*path, field.alias or name))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _references(value, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from _references(value, (*path, index))
