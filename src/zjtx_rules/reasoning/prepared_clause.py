"""A clause made ready for one kind of applicant, one document and one choice of readings."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.language.clauses import ForApplicants, Frequency, Pays
from zjtx_rules.language.force import Force
from zjtx_rules.payments.base import PreparedPayment, Window
from zjtx_rules.payments.payees import share_of_applicant
from zjtx_rules.reasoning.references import Titles


@dataclass(frozen=True, slots=True)
class PreparedClause:
    """A clause that addresses this kind of applicant."""

    order: int
    clause: ForApplicants
    whole: Prepared
    """Everything that must hold: the place, what a gate asks, the clause's own conditions, something to pay for."""
    payment: PreparedPayment | None
    titles: Titles
    """The titles and levels it is for."""
    used: frozenset[str]
    """The readings it hangs on."""
    rests: tuple[int, ...] | None = None
    """Where among its conditions, part by part, the only one on recognitions stands, if a conjunction leads there."""
    each_time: tuple[int, ...] | None = None
    """Where among its conditions, part by part, the one stands that makes every recognition an occasion of its own."""
    frequency: Frequency | None = None
    """How often it is paid for the same matter; None where the file does not say."""
    rest_remains: bool = False
    """Whether what was not paid of an award that is paid once may still be claimed."""
    recognising: bool = True
    """Whether it may be due for a recognition, because one of its conditions asks for one."""
    shared: PreparedPayment | None = None
    """Where others than the applicant get a share: what is paid to all together."""
    force: Force | None = None
    """What its sentence binds; None for clauses that give nothing."""

    @property
    def pays_applicant(self) -> bool:
        """Whether it gives the applicant a sum, or may."""
        if self.payment is None or self.payment.nature not in ("fixed", "up_to"):
            return False
        return not isinstance(self.clause, Pays) or share_of_applicant(self.clause.payees) > 0

    @property
    def window(self) -> Window:
        """Within what money received under it counts: for the recognition it is due for, in the same year, or ever."""
        window = "recognition" if self.payment is None else self.payment.window
        if self.frequency == "yearly":
            return "calendar_year"
        if self.frequency == "once" and window == "calendar_year":
            return "lifetime"
        # What is due for no recognition is one matter, unless the file says that it comes again.
        return (
            "lifetime" if window == "recognition" and not self.recognising and self.frequency != "each_time" else window
        )

    @property
    def ends(self) -> bool:
        """Whether any payment for the matter was the only one, so that nothing more is due.

        Of a ceiling: less may be paid, and that was it. Of a stated sum what is lacking stays due.
        """
        ceiling = self.payment is not None and self.payment.nature == "up_to"
        return self.frequency == "once" and ceiling and not self.rest_remains
