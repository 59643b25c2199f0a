"""What a document is asked, and what is found; part of the naive evaluator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from naive_facts import LEVELS, Data, NotKnown, day

MET, NOT_MET, REVIEW = "met", "not_met", "review"


@dataclass(frozen=True)
class Asked:
    """What a document is asked: of whom, as of when, how it is read."""

    applicant: Data
    as_of: date
    here: str | None
    chosen: dict[str, str]
    """The option of each reading; one with a percentage as `band:20%`."""
    clauses: dict[str, Data]
    gates: list[Data]
    due: Callable[[Data, Asked], Finding | None]
    """Whether there is anything to pay for under a payment."""
    start: date | None = None
    end: date | None = None
    covers_recognition: bool = True
    year: str = "any"
    lapsed_counts: bool = False
    only_here: bool = True
    """Whether an enterprise has to have been registered in the place when it was recognised."""
    rest_remains: bool = False
    rounding: str = "exact"

    def rounded(self, fen: Fraction) -> Fraction:
        """Return a sum in 分 as it is paid."""
        if self.rounding == "exact":
            return fen
        return Fraction(floor(fen + Fraction(1, 2) if self.rounding == "half_up" else fen))

    def something_to_pay_for(self, clause: Data) -> Finding | None:
        """Return whether there is, where a clause pays for members."""
        return self.due(clause["pays"], self) if "pays" in clause else None

    def setting(self, value: Any) -> Any:
        """Return a setting as it is read."""
        if isinstance(value, dict) and "by_reading" in value:
            return value["options"][self.chosen[value["by_reading"]].partition(":")[0]]
        return value

    def in_validity(self, when: date) -> bool:
        """Return whether a day has come and lies in the document's validity, where that matters."""
        if when > self.as_of:
            return False
        inside = (self.start is None or when >= self.start) and (self.end is None or when <= self.end)
        return inside or not self.covers_recognition


Rest = Data | None
"""The recognition that a finding rests on."""
Finding = tuple[str, Rest]


def together(findings: list[Finding]) -> Finding:
    """Return the conjunction: one that is not met decides, then one for a person."""
    verdicts = [each for each, _ in findings]
    return (NOT_MET if NOT_MET in verdicts else REVIEW if REVIEW in verdicts else MET), latest(findings)


def latest(findings: list[Finding]) -> Rest:
    """Return the latest recognition of the conditions that hold, or may."""
    return max((rest for verdict, rest in findings if rest is not None and verdict != NOT_MET), key=rank, default=None)


def chosen(findings: list[Finding]) -> Rest:
    """Return the latest recognition among those of a choice; where it hangs on a person's judgement it is not known."""
    certain = latest([each for each in findings if each[0] == MET])
    if any(verdict == REVIEW and rest is not None for verdict, rest in findings) and latest(findings) is not certain:
        raise NotKnown
    return certain


def rank(recognition: Data) -> tuple[Any, ...]:
    """Return what orders recognitions: the latest is the greatest."""
    return day(recognition.get("date")), recognition["title"], LEVELS.index(recognition["level"]), recognition["kind"]


def verdict_of(holds: bool) -> str:  # noqa: FBT001 - the whole argument
    """Return the verdict on what holds or does not."""
    return MET if holds else NOT_MET
