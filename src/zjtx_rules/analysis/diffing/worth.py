"""What an applicant stands to gain or lose: frozen models, in exact yuan, stated sums and ceilings kept apart."""

from __future__ import annotations

from typing import Literal

from zjtx_rules.analysis.diffing.models import Frozen, Text
from zjtx_rules.reasoning.settlement import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

Upshot = Literal["gains", "loses", "mixed", "same"]
SECTIONS = ("payable", "if_adopted", "accrued", "not_yet")

SECTION_WORDS = {
    "payable": Words("现在可得", "payable now"),
    "if_adopted": Words("若照此施行", "if adopted"),
    "accrued": Words("已过施行期，可能已产生", "accrued under a document that has ended"),
    "not_yet": Words("尚未施行", "not yet in force"),
}
UPSHOT_WORDS: dict[str, Words] = {
    "gains": Words("得益", "gains"),
    "loses": Words("受损", "loses"),
    "mixed": Words("有得有失", "gains and loses"),
    "same": Words("不变", "the same"),
}


class Range(Frozen):
    """The least and the most that a sum can turn out to be."""

    floor: Money = Money.ZERO
    ceiling: Money | None = Money.ZERO
    """None: the missing facts leave no upper limit."""

    def plus(self, other: Range) -> Range:
        """Return the range of the sum."""
        total = Bounds(self.floor, self.ceiling).plus(Bounds(other.floor, other.ceiling))
        return Range(floor=total.floor, ceiling=total.ceiling)


class Sums(Frozen):
    """Stated sums and ceilings (最高); they are never added to one another."""

    fixed: Range = Range()
    up_to: Range = Range()

    @property
    def any(self) -> bool:
        """Whether there is, or may be, any money at all."""
        return self != Sums()

    def plus(self, nature: str, other: Range) -> Sums:
        """Return the sums with one more, of its own nature."""
        if nature == "up_to":
            return Sums(fixed=self.fixed, up_to=self.up_to.plus(other))
        return Sums(fixed=self.fixed.plus(other), up_to=self.up_to)


class SectionImpact(Frozen):
    """The money of one standing: payable, or only if a draft were adopted, and so on."""

    section: str
    old: Sums
    new: Sums


class ClauseImpact(Frozen):
    """What one clause does otherwise than before."""

    document: str
    clause: str
    title: Text
    old_verdict: str
    """`met`, `not_met`, `unknown`, `review`, or `absent` where there is no such clause for this applicant."""
    new_verdict: str
    old: Sums
    new: Sums
    outcome: Upshot
    because: tuple[Text, ...]
    """The changes of the clause itself; empty where it pays otherwise because of another clause."""


class ProfileImpact(Frozen):
    """What the new rules mean for one applicant."""

    name: str
    kind: Text
    outcome: Upshot
    """Judged on the section named: what is payable, or where nothing is on either side, the next that has money."""
    section: str
    sections: tuple[SectionImpact, ...]
    clauses: tuple[ClauseImpact, ...]


class Impact(Frozen):
    """What the new rules mean for every applicant asked about."""

    format: Literal["zjtx-impact-1"] = "zjtx-impact-1"
    as_of: str
    if_issued: bool
    gains: int
    loses: int
    mixed: int
    same: int
    profiles: tuple[ProfileImpact, ...]


def outcome_of(old: Sums, new: Sums) -> Upshot:
    """Return whether the new sums are better in every respect, worse in every respect, or neither.

    A stated sum may take the place of a ceiling. Then what is certain (the stated sums from below) and what is possible
    (stated sums and ceilings from above) are compared; the two are never shown as one figure.
    """
    steps = [
        _step(getattr(getattr(old, nature), end), getattr(getattr(new, nature), end))
        for nature in ("fixed", "up_to")
        for end in ("floor", "ceiling")
    ]
    found = _verdict(steps)
    if found != "mixed":
        return found
    return _verdict([_step(old.fixed.floor, new.fixed.floor), _step(_most(old), _most(new))])


def _most(sums: Sums) -> Money | None:
    return sums.fixed.plus(sums.up_to).ceiling


def _step(old: Money | None, new: Money | None) -> int:
    if old == new:
        return 0
    if old is None or new is None:
        return 1 if new is None else -1
    return 1 if new > old else -1


def _verdict(steps: list[int]) -> Upshot:
    if not any(steps):
        return "same"
    if min(steps) >= 0:
        return "gains"
    return "loses" if max(steps) <= 0 else "mixed"
