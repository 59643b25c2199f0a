"""`evaluate` as callers know it: the reference, and where asked for a second engine that must agree.

The reference stands in a room below and knows nothing of other engines; this is the one place where the two meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zjtx_rules import reasoning
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.reasoning.evaluation import Evaluation


def evaluate(
    applicant: Applicant,
    rules: RuleSet,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    explain: bool = True,
    cross_check: bool = False,
) -> Evaluation:
    """Answer what an applicant is eligible for, what it gets, and why. A pure function, safe to call from any thread.

    Args:
        applicant: The profile; what it leaves out is unknown.
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        readings: Other readings than the defaults, as `{"upgrade": "nothing"}`.
        adopting: The region a template is bound to, by name or code (GB/T 2260).
        explain: Whether conditions of clauses without money are judged with everything an explanation needs.
        cross_check: Whether durable-rules must decide every clause the same way (extra `zjtx-rules[durable]`); the engine
            runs in a process of its own.

    Raises:
        InputError: If a reading, an option or the region does not exist, a declared fact has a value of another type, or
            the second engine is not installed.
        Disagreement: If the second engine decides a clause differently, with both derivations.
        EngineFault: If the second engine crashed, hung or failed, also when asked again.
    """
    evaluation = reasoning.evaluate(applicant, rules, as_of, readings=readings, adopting=adopting, explain=explain)
    if cross_check:
        from zjtx_rules.engines import durable  # noqa: PLC0415 - a caller who does not ask pays nothing for it

        durable.cross_check(evaluation)
    return evaluation
