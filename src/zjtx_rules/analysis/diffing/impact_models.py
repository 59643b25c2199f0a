"""What an applicant stands to gain or lose: frozen models, in exact yuan, stated sums and ceilings kept apart."""

from __future__ import annotations

from typing import Literal

from zjtx_rules.analysis.diffing.models import Frozen, Text
from zjtx_rules.reasoning.differences import Changes, Compared, Upshot
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

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
    "open": Words("待定", "undetermined"),
}


class Range(Frozen):
    """The least and the most that a sum can turn out to be."""

    floor: Money = Money.ZERO
    ceiling: Money | None = Money.ZERO
    """None: the missing facts leave no upper limit."""


class Sums(Frozen):
    """Stated sums and ceilings (最高); they are never added to one another."""

    fixed: Range = Range()
    up_to: Range = Range()

    @classmethod
    def of(cls, totals: Totals) -> Sums:
        """Return totals as part of a model."""
        fixed, up_to = totals.fixed, totals.up_to
        return cls(
            fixed=Range(floor=fixed.floor, ceiling=fixed.ceiling), up_to=Range(floor=up_to.floor, ceiling=up_to.ceiling)
        )

    @property
    def any(self) -> bool:
        """Whether there is, or may be, any money at all."""
        return self != Sums()


class Moves(Frozen):
    """By how much a sum changes, at least and at most; negative where it falls. None: the missing facts leave no limit."""

    floor: Money | None = Money.ZERO
    ceiling: Money | None = Money.ZERO


class Difference(Frozen):
    """By how much stated sums and ceilings change, each by itself.

    Both sides are held against one another in each way in which what is open could turn out: what is open on both sides alike
    makes no difference, so that this is not the difference of the two ranges.
    """

    fixed: Moves = Moves()
    up_to: Moves = Moves()

    @classmethod
    def of(cls, changes: Changes) -> Difference:
        """Return changes as part of a model."""
        return cls(
            fixed=Moves(floor=changes.fixed.floor, ceiling=changes.fixed.ceiling),
            up_to=Moves(floor=changes.up_to.floor, ceiling=changes.up_to.ceiling),
        )


class SectionImpact(Frozen):
    """The money of one standing: payable, or only if a draft were adopted, and so on."""

    section: str
    old: Sums
    new: Sums
    by: Difference

    @classmethod
    def of(cls, section: str, compared: Compared) -> SectionImpact:
        """Return what the documents of one standing come to on both sides."""
        return cls(
            section=section,
            old=Sums.of(compared.before),
            new=Sums.of(compared.after),
            by=Difference.of(compared.changes),
        )


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
    by: Difference
    outcome: Upshot
    because: tuple[Text, ...]
    """The changes of the clause, of the values that its payment is reckoned from, and of the rules that it stands under; empty
    where it pays otherwise because of another clause."""


class ProfileImpact(Frozen):
    """What the new rules mean for one applicant."""

    name: str
    kind: Text
    outcome: Upshot
    """Judged on the section named: what is payable, or where nothing is on either side, the next that has money."""
    section: str
    sections: tuple[SectionImpact, ...]
    clauses: tuple[ClauseImpact, ...]
    because: tuple[Text, ...] = ()
    """The changes of limits over several clauses that bind; clauses say what they come to without."""
    whole: bool = True
    """Whether every way in which what is open could turn out was looked at; if not, ranges may be wider than need be."""


class Impact(Frozen):
    """What the new rules mean for every applicant asked about."""

    format: Literal["zjtx-impact-1"] = "zjtx-impact-1"
    as_of: str
    old_as_of: str
    """The day on which the old rules were asked."""
    if_issued: bool
    gains: int
    loses: int
    mixed: int
    same: int
    open: int
    """Those for whom it hangs on missing facts or a person's judgement whether they gain or lose."""
    profiles: tuple[ProfileImpact, ...]

    def __repr__(self) -> str:
        """Return how many gain, lose and stay."""
        counts = ("gains", "loses", "mixed", "same", "open")
        return f"<Impact as of {self.as_of}: {', '.join(f'{name} {getattr(self, name)}' for name in counts)}>"
