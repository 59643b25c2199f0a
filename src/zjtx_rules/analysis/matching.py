"""What an applicant may use now, by the office to go to or by clause: rights, services, support without a figure, money.

Only documents in force count. What waits for a person's judgement stands apart; what lacks a fact is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zjtx_rules.language.clauses import ForApplicants, Right, Service, Subsidy
from zjtx_rules.language.documents import Document
from zjtx_rules.payments.base import Nature
from zjtx_rules.payments.without_figure import WithoutFigure
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, Outcome
from zjtx_rules.reasoning.settlement import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, REVIEW
from zjtx_rules.words import Words

By = Literal["office", "clause"]
ItemKind = Literal["money", "right", "service", "support"]
NO_OFFICE = Words("文本未写责任单位", "no office named in the text")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an applicant may use."""

    kind: ItemKind
    document: Document
    clause: ForApplicants
    content: Words
    judged: bool
    """Whether it is certain; else a person must judge first."""
    pays: Bounds | None = None
    """For money: what is paid, with competing awards and money received before taken into account."""
    nature: Nature | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What one office offers, or one number of a text gives."""

    name: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What an applicant may use now, grouped."""

    by: By
    groups: tuple[Group, ...]
    pending: tuple[Group, ...]
    """What a person must judge first, grouped likewise."""


def match(evaluation: Evaluation, by: By = "office") -> Matching:
    """Return what the applicant may use now; an item with several offices in charge stands under each of them."""
    items = [item for outcome in evaluation.outcomes if outcome.section == PAYABLE for item in _items(outcome)]
    return Matching(
        by,
        _grouped([each for each in items if each.judged], by),
        _grouped([each for each in items if not each.judged], by),
    )


def _items(outcome: Outcome) -> list[Item]:
    paid = {
        line.claim.key: line
        for line in outcome.settlement.lines
        if line.claim.truth == MET and line.comes_to.ceiling != Money.ZERO
    }
    found = []
    for each in outcome.program.clauses:
        clause, truth = each.clause, outcome.found[each.clause.id][0]
        if truth not in (MET, REVIEW):
            continue
        document, judged = outcome.program.document, truth == MET
        english = clause.words.en
        if isinstance(clause, Right):
            found.append(Item("right", document, clause, Words(clause.grants, english), judged))
        elif isinstance(clause, Service):
            found.append(Item("service", document, clause, Words(clause.offers, english), judged))
        elif isinstance(clause, Subsidy) and isinstance(clause.pays, WithoutFigure):
            found.append(Item("support", document, clause, Words(clause.pays.without_figure, english), judged))
        elif clause.id in paid:
            found += [
                Item("money", document, clause, clause.words, judged, line.comes_to, line.claim.nature)
                for line in outcome.settlement.lines
                if line.claim.key == clause.id and line.comes_to.ceiling != Money.ZERO
            ]
    return found


def _grouped(items: list[Item], by: By) -> tuple[Group, ...]:
    """Group the items, the groups in the order in which the texts first name them."""
    groups: dict[Words, list[Item]] = {}
    for item in items:
        if by == "clause":
            number = item.document.number or f"《{item.document.title}》"
            title = item.document.english or item.document.title
            names = [Words(f"{number} {item.clause.cite}", f"{title}, {item.clause.cite}")]
        else:
            names = [Words(office, office) for office in dict.fromkeys(item.clause.by)] or [NO_OFFICE]
        for name in names:
            groups.setdefault(name, []).append(item)
    return tuple(Group(name, tuple(each)) for name, each in groups.items())
