"""What an applicant may use now, by the office to go to or by clause: rights, services, support without a figure, money.

Only documents in force count. What waits for a person's judgement stands apart; what lacks a fact is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.language.documents import Document
from zjtx_rules.payments.base import Nature
from zjtx_rules.reasoning.bands import NOW, Band, items
from zjtx_rules.reasoning.bands import Item as Banded
from zjtx_rules.reasoning.entitlements import Entitlement, Grant
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, REVIEW
from zjtx_rules.words import Words

By = Literal["office", "clause"]
NO_OFFICE = Words("文本未写责任单位", "no office named in the text")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an applicant may use."""

    kind: Grant
    document: Document
    clause: ForApplicants
    content: Words
    judged: bool
    """Whether it is certain; else a person must judge first."""
    pays: Bounds | None = None
    """For money: what is paid, with competing awards and money received before taken into account."""
    nature: Nature | None = None
    band: Band = "claim"
    """Whether it can be claimed, enjoyed or joined, or is only a direction."""
    unsaid: tuple[CannotSay, ...] = ()
    """What rule files cannot say of it, so that it is not computed."""
    also: tuple[tuple[Document, ForApplicants], ...] = ()
    """The clauses of other documents that say the same sentence."""


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
    directions: tuple[Group, ...] = ()
    """What is only encouraged, or for others to do: nothing to go and have."""

    def __repr__(self) -> str:
        """Return how many items there are of each sort."""
        now, pending, directions = (
            sum(len(group.items) for group in each) for each in (self.groups, self.pending, self.directions)
        )
        return (
            f"<Matching by {self.by}: {now} usable now, {pending} for a person to judge, {directions} only encouraged>"
        )


def match(evaluation: Evaluation, by: By = "office", *, every_office: bool = False) -> Matching:
    """Return what the applicant may use now, each item once.

    By office an item stands under the first office that the text names; with `every_office` under each of them.
    """
    found = items(evaluation)
    certain = [item for each in found if each.band in NOW and each.counts for item in _items(each)]
    pending = [
        item
        for each in found
        if each.band in NOW and each.truth == REVIEW and (each.first.kind != "money" or each.first.may_pay)
        for item in _items(each)
    ]
    directions = [item for each in found if each.band == "directions" and each.counts for item in _items(each)]
    return Matching(
        by,
        _grouped(certain, by, every_office=every_office),
        _grouped(pending, by, every_office=every_office),
        _grouped(directions, by, every_office=every_office),
    )


def _items(banded: Banded) -> list[Item]:
    """Return what an item of a band gives: money once for each occasion, everything else once."""
    granted, *others = banded.entitlements
    document, clause = _source(granted)
    judged = granted.truth == MET
    if granted.kind != "money":
        also = tuple(map(_source, others))
        return [
            Item(
                granted.kind,
                document,
                clause,
                granted.content,
                judged,
                band=banded.band,
                unsaid=granted.unsaid,
                also=also,
            )
        ]
    return [
        Item("money", document, clause, granted.content, judged, line.comes_to, line.claim.nature, banded.band)
        for line in granted.lines
        if line.comes_to.ceiling != Money.ZERO
    ]


def _source(granted: Entitlement) -> tuple[Document, ForApplicants]:
    return granted.outcome.program.document, granted.prepared.clause


def _grouped(items: list[Item], by: By, *, every_office: bool) -> tuple[Group, ...]:
    """Group the items, the groups in the order in which the texts first name them."""
    groups: dict[Words, list[Item]] = {}
    for item in items:
        if by == "clause":
            number = item.document.number or f"《{item.document.title}》"
            title = item.document.english or item.document.title
            names = [Words(f"{number} {item.clause.cite}", f"{title}, {item.clause.cite}")]
        else:
            names = [Words(office, office) for office in dict.fromkeys(item.clause.by)] or [NO_OFFICE]
            names = names if every_office else names[:1]
        for name in names:
            groups.setdefault(name, []).append(item)
    return tuple(Group(name, tuple(each)) for name, each in groups.items())
