"""Money that rests on an assumption: that an enterprise was registered here on the day of a recognition.

A profile that says nothing of where the enterprise was registered (登记沿革), nor of a move (迁入情况), is read as that of one
that was always here. What is paid on that reading is told apart here, to be noted beside the answer and to be asked for.
"""

from __future__ import annotations

from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.situation import whereabouts_of
from zjtx_rules.reasoning.evaluation import Outcome
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.reasoning.ways import recognising


def says_where(applicant: Applicant) -> bool:
    """Return whether a profile says where the enterprise was registered: by its history, a move, or that it never moved in."""
    return getattr(applicant, "relocation", None) is not None or whereabouts_of(applicant) is not None


def assumed_here(outcome: Outcome, applicant: Applicant) -> list[Line]:
    """Return the lines for a recognition of a known day that count it as one given while registered here, unsaid as it is."""
    if says_where(applicant):
        return []
    asking = {id(each) for each in outcome.program.recognising if each.elsewhere is not None}
    return [
        line
        for line in outcome.settlement.lines
        if line.claim.reckoned.day is not None
        and any(id(each) in asking for each in recognising(line.claim.clause.whole))
    ]
