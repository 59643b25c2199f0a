"""The five bands of an answer: what can be claimed, enjoyed, joined, what is only a direction, what would be if adopted.

Whatever a clause grants an applicant stands in exactly one band, once, decided here for every form of the answer. Under a
document in force the band follows from what the sentence binds; a draft, a template or a document not yet in force is a band
of its own. A plan that has ended grants nothing, and stands in no band.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from zjtx_rules.language.documents import Standing
from zjtx_rules.language.force import PAYING, Force
from zjtx_rules.reasoning.entitlements import Entitlement, Grant, entitlement_of, entitlements, kind_of
from zjtx_rules.reasoning.evaluation import ACCRUED, PAYABLE, Evaluation, Outcome
from zjtx_rules.reasoning.same_sentence import ClauseKey, same_sentences
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET, Truth
from zjtx_rules.words import Words

Band = Literal["claim", "enjoy", "join", "directions", "if_adopted"]

BANDS: dict[Band, Words] = {
    "claim": Words("可申领", "can be claimed"),
    "enjoy": Words("可享受", "can be enjoyed"),
    "join": Words("可报名的项目", "programmes to join"),
    "directions": Words("支持方向与他人职责", "directions of support and duties of others"),
    "if_adopted": Words("若照此施行", "if adopted"),
}
NOW: frozenset[Band] = frozenset({"claim", "enjoy", "join"})
"""What an applicant can go and have."""

_OF_MONEY = frozenset(("money", "not_computed"))
"""What is never one thing in two documents, however alike their sentences are."""


def band_of(granted: Entitlement) -> Band | None:
    """Return where something granted stands; None under a plan that has ended."""
    return _band(granted.outcome, granted.kind, granted.prepared.force)


def _band(outcome: Outcome, kind: Grant, force: Force | None) -> Band | None:
    if outcome.section == ACCRUED:
        return None
    if outcome.standing is Standing.ENDED and kind in ("right", "service"):
        return None  # whatever the reading by which money for a recognition outlives the plan
    if outcome.section != PAYABLE:
        return "if_adopted"
    if force in PAYING:
        return "claim" if kind in ("money", "support", "not_computed") else "enjoy"
    return "join" if force == "programme" else "directions"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a band; several entitlements where a city and its province say the same sentence."""

    band: Band
    entitlements: tuple[Entitlement, ...]

    @property
    def first(self) -> Entitlement:
        """The entitlement whose words are shown."""
        return self.entitlements[0]

    @property
    def truth(self) -> Truth:
        """Whether it is met; the same for all its entitlements."""
        return self.first.truth

    @property
    def counts(self) -> bool:
        """Whether it is one of those that the band has for certain: met, and of money that it may come to something."""
        return self.truth == MET and (self.first.kind != "money" or self.first.may_pay)

    @property
    def open(self) -> bool:
        """Whether it hangs on a missing fact or on a person's judgement."""
        return self.truth not in (MET, NOT_MET)


def items(evaluation: Evaluation) -> tuple[Item, ...]:
    """Return what is granted to an applicant, or may be, each thing once, in the order of the texts."""
    return _once_each(entitlements(evaluation, unmet=False), same_sentences(evaluation.rules))


def counts(evaluation: Evaluation) -> dict[Band, int]:
    """Return how many things each band has for certain, without making what is not counted.

    It is the number of items that count: only sentences that several documents have are made items, to see which are one thing.
    """
    same = same_sentences(evaluation.rules)
    total: dict[Band, int] = dict.fromkeys(BANDS, 0)
    alike: list[Entitlement] = []
    for outcome in evaluation.outcomes:
        found, document = outcome.found, outcome.program.document.id
        paid = {line.claim.key for line in outcome.settlement.lines if line.comes_to.ceiling != Money.ZERO}
        for prepared in outcome.program.granting:
            clause = prepared.clause.id
            if found[clause][0] != MET:
                continue
            if (document, clause) in same:
                alike.append(entitlement_of(outcome, prepared))
                continue
            kind = kind_of(outcome, prepared)
            band = _band(outcome, kind, prepared.force) if kind != "money" or clause in paid else None
            if band is not None:
                total[band] += 1
    for item in _once_each(alike, same):
        total[item.band] += item.counts
    return total


def _once_each(every: Iterable[Entitlement], same: Mapping[ClauseKey, Iterable[ClauseKey]]) -> tuple[Item, ...]:
    found: list[Item] = []
    begun_by: dict[ClauseKey, int] = {}
    for granted in every:
        band = band_of(granted)
        if band is None:
            continue
        key = granted.outcome.program.document.id, granted.prepared.clause.id
        item = Item(band, (granted,))
        at = None
        if key in same:
            others = sorted(begun_by[each] for each in same[key] if each in begun_by)
            at = next((number for number in others if _one_thing(found[number], item)), None)
        if at is None:
            begun_by[key] = len(found)
            found.append(item)
        else:
            found[at] = Item(band, (*found[at].entitlements, granted))
    return tuple(found)


def in_band(found: Iterable[Item], band: Band) -> list[Item]:
    """Return the items of one band."""
    return [each for each in found if each.band == band]


def _one_thing(one: Item, other: Item) -> bool:
    """Whether two documents that say the same sentence give the same with it; of money each gives its own."""
    if one.band != other.band or one.truth != other.truth or one.band == "if_adopted":
        return False
    if not _OF_MONEY.isdisjoint((one.first.kind, other.first.kind)):
        return False
    return other.first.outcome.program.document.id not in {
        each.outcome.program.document.id for each in one.entitlements
    }


__all__ = ["BANDS", "NOW", "Band", "Item", "band_of", "counts", "in_band", "items"]
