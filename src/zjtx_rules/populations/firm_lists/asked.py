"""What rules ask of the collections of an enterprise: which titles at which levels, which incidents, which certificates.

A list of firms has a column for each of a few titles. It says everything about the titles held only if the rules ask for no
other; what it has no column for is unknown, never absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.conditions.certified import Certified
from zjtx_rules.conditions.incident import Event
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.language import RuleSet
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.terms import Level

Asked = dict[str, set[Any]]


def asked_of_enterprises(rules: RuleSet) -> Asked:
    """Return what is asked for: pairs of title and level, and kinds of incidents and of certificates, by table."""
    found: Asked = {"recognitions": set(), "incidents": set(), "certificates": set()}
    for _, document in rules.documents():
        parts: list[Any] = [each.when for each in document.gates if "enterprise" in each.to]
        parts += [
            clause for clause in document.clauses if isinstance(clause, ForApplicants) and "enterprise" in clause.to
        ]
        for each in parts:
            for one in _within(each):
                which = one.which if isinstance(one, RecognitionCondition) else one
                if isinstance(which, Which) or which is not one:
                    found["recognitions"] |= {(title, level) for title in which.titles for level in which.levels(title)}
                elif isinstance(one, Event):
                    found["incidents"] |= {kind.value for kind in one.of}
                elif isinstance(one, Certified):
                    found["certificates"].add(one.certified.value)
    return found


def _within(node: Any) -> Iterator[Any]:
    """Yield everything inside a clause or a condition, itself included."""
    if isinstance(node, tuple):
        for each in node:
            yield from _within(each)
    elif isinstance(node, dict):
        for each in node.values():
            yield from _within(each)
    elif hasattr(type(node), "model_fields"):
        yield node
        for name in type(node).model_fields:
            yield from _within(getattr(node, name))


__all__ = ["Asked", "Level", "asked_of_enterprises"]
