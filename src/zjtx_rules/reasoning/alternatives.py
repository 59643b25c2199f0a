"""What another reading of an ambiguous text would give: every reading used, and each option that would change the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zjtx_rules.language.documents import ReadingOfText
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import Evaluation, Outcome, money_of
from zjtx_rules.reasoning.program import for_money
from zjtx_rules.reasoning.totals import Totals


@dataclass(frozen=True, slots=True)
class Alternative:
    """An option that was not chosen, and what it would give."""

    option: str
    totals: Totals
    section: str


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    """A reading that this answer rests on."""

    outcome: Outcome
    reading: ReadingOfText
    chosen: Any
    alternatives: tuple[Alternative, ...]
    """The options under which the money would be another."""


def readings_used(evaluation: Evaluation) -> list[ReadingUsed]:
    """Return the readings each document's answer rests on, in the order of the documents."""
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    used = []
    for outcome in evaluation.outcomes:
        program = outcome.program
        chosen = dict(program.chosen)
        for reading in program.document.readings:
            if reading.id in program.used:
                alternatives = _alternatives(evaluation, outcome, reading, situation)
                used.append(ReadingUsed(outcome, reading, chosen[reading.id], alternatives))
    return used


def _alternatives(
    evaluation: Evaluation, outcome: Outcome, reading: ReadingOfText, situation: Situation
) -> tuple[Alternative, ...]:
    program = outcome.program
    if reading.id not in program.used_for_money:
        return ()
    current = dict(program.chosen)[reading.id]
    now = current[0] if isinstance(current, tuple) else current
    found = []
    for option in reading.options:
        if option == now:
            continue
        chosen = tuple((name, option if name == reading.id else value) for name, value in program.chosen)
        other = for_money(evaluation.rules, program, chosen)
        totals, section = money_of(other, situation)
        if (totals, section) != (outcome.totals, outcome.section):
            found.append(Alternative(option, totals, section))
    return tuple(found)
