"""The four verdicts and their logic (strong Kleene, with two ways of not knowing).

`UNKNOWN` means that a fact is missing, `REVIEW` that the text leaves the matter to a person. Where both meet, the missing
fact is named first. Verdicts are small integers so that millions can be decided; `Verdict` is their public form.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

from zjtx_rules.words import Words

NOT_MET: Final = 0
REVIEW: Final = 1
UNKNOWN: Final = 2
MET: Final = 3

Truth = int
"""One of NOT_MET, REVIEW, UNKNOWN, MET."""


class Verdict(Enum):
    """What became of a condition or a clause."""

    NOT_MET = "not_met"
    REVIEW = "review"
    UNKNOWN = "unknown"
    MET = "met"

    @property
    def words(self) -> Words:
        """How the verdict is said."""
        return _WORDS[self]


_WORDS = {
    Verdict.NOT_MET: Words("不满足", "not met"),
    Verdict.REVIEW: Words("需人工判断", "for a person to judge"),
    Verdict.UNKNOWN: Words("信息不足", "unknown: a fact is missing"),
    Verdict.MET: Words("满足", "met"),
}

VERDICTS: Final = (Verdict.NOT_MET, Verdict.REVIEW, Verdict.UNKNOWN, Verdict.MET)
"""The public verdict of each truth value."""

NEGATED: Final = (MET, REVIEW, UNKNOWN, NOT_MET)
"""The negation of each truth value."""


BOTH: Final = (
    (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
    (NOT_MET, REVIEW, UNKNOWN, REVIEW),
    (NOT_MET, UNKNOWN, UNKNOWN, UNKNOWN),
    (NOT_MET, REVIEW, UNKNOWN, MET),
)
"""The conjunction of two truth values: `BOTH[one][other]`."""


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Return "all of them": not met beats unknown, unknown beats review, review beats met. All of nothing is met."""
    result = MET
    for truth in truths:
        result = BOTH[result][truth]
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Return "any of them": met beats unknown, unknown beats review, review beats not met. Any of nothing is not met."""
    result = NOT_MET
    for truth in truths:
        if truth > result:
            result = truth
            if result == MET:
                return MET
    return result
