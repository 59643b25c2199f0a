"""`renewal-once`: a renewal of which only one counts, because it stands inside a choice, though it says `times: each`."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses, conditions
from zjtx_rules.conditions.renewed import Renewed
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.words import Words

_CHOICES = {"any", "none", "at_least"}


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, (Award, Subsidy)):
            continue
        renewals = [
            (where, each)
            for where, each in conditions(clause.when, (*path, "when"))
            if isinstance(each, Renewed) and each.renewed.times != "first"
        ]
        # Of the options of a reading only one is chosen.
        together = sum("options" not in where for where, _ in renewals)
        for where, each in renewals:
            if together > 1 or _CHOICES.intersection(map(str, where)):
                said = each.renewed.say()
                yield Found(
                    where,
                    Words(
                        f"“{said.zh}”的延续写明每次均付，但它与别的条件任选或并列，只能计最近一次",
                        f"the renewal of '{said.en}' pays each time, but stands in a choice: only the latest counts",
                    ),
                    key=True,
                )


CHECK = Check(
    "renewal-once",
    Severity.ERROR,
    Words("写明每次均付、却只能计一次的延续", "a renewal that pays each time but can count only once"),
    Words(
        "把各种情形拆成各自的条款，或写 times: first",
        "make a clause of its own for each case, or write times: first",
    ),
    _find,
)
