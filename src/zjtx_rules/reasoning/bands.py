"""The five bands of an answer: what can be claimed, enjoyed, joined, what is only a direction, what would be if adopted.

Whatever a clause grants an applicant stands in exactly one band, once, decided here for every form of the answer. Under a
document in force the band follows from what the sentence binds; a draft, a template or a document not yet in force is a band
of its own. A plan that has ended grants nothing, and stands in no band.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from zjtx_rules.language.documents import Standing
from zjtx_rules.language.force import PAYING
from zjtx_rules.reasoning.entitlements import Entitlement, entitlements
from zjtx_rules.reasoning.evaluation import ACCRUED, PAYABLE, Evaluation
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

_LEAST = 12
"""Shorter words may be the same in two texts by chance."""


def band_of(granted: Entitlement) -> Band | None:
    """Return where something granted stands; None under a plan that has ended."""
    if granted.outcome.section == ACCRUED:
        return None
    if granted.outcome.standing is Standing.ENDED and granted.kind in ("right", "service"):
        return None  # whatever the reading by which money for a recognition outlives the plan
    if granted.outcome.section != PAYABLE:
        return "if_adopted"
    force = granted.prepared.force
    if force in PAYING:
        return "claim" if granted.kind in ("money", "support") else "enjoy"
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
    found: list[Item] = []
    for granted in entitlements(evaluation):
        band = band_of(granted)
        if band is None or granted.truth == NOT_MET:
            continue
        item = Item(band, (granted,))
        at = next((number for number, other in enumerate(found) if _same_sentence(other, item)), None)
        if at is None:
            found.append(item)
        else:
            found[at] = Item(band, (*found[at].entitlements, granted))
    return tuple(found)


def in_band(found: Iterable[Item], band: Band) -> list[Item]:
    """Return the items of one band."""
    return [each for each in found if each.band == band]


def _same_sentence(one: Item, other: Item) -> bool:
    """Whether two documents say the same: one quotes a sentence that the other quotes too, or contains."""
    new = other.first
    if one.band != other.band or one.truth != other.truth or new.kind == "money" or one.band == "if_adopted":
        return False
    documents = {each.outcome.program.document.id for each in one.entitlements}
    if one.first.kind == "money" or new.outcome.program.document.id in documents:
        return False
    return any(
        min(len(left), len(right)) >= _LEAST and (left in right or right in left)
        for left in _sentences(one.first)
        for right in _sentences(new)
    )


def _sentences(granted: Entitlement) -> list[str]:
    return [re.sub(r"[\s“”‘’\"',，、.。；;：:（）()]", "", each) for each in granted.prepared.clause.quote]


__all__ = ["BANDS", "NOW", "Band", "Item", "band_of", "in_band", "items"]
