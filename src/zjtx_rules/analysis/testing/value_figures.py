"""What the values of a rule file came to in an evaluation, compared with the figures that an example states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from zjtx_rules.core.terms import Literal
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.formula import FormulaError
from zjtx_rules.quantities.formula_errors import unlike
from zjtx_rules.quantities.known import Known, Range
from zjtx_rules.quantities.lowering import Unit
from zjtx_rules.quantities.reckoning import figure
from zjtx_rules.quantities.rests import readings_of
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.reasoning.program import context_of

UNLIMITED = ("unlimited", "不限")


def value_differences(stated: Mapping[str, tuple[str, ...]], answer: Evaluation) -> Iterator[tuple[str, str, str]]:
    """Yield each value that came to something else: its id, what was stated and what it came to."""
    situation = Situation.of(answer.applicant, answer.as_of) if stated else None
    for name, ends in stated.items():
        shown = "至".join(ends)
        definitions = _definitions(name, answer)
        value = definitions.value_named(name) if definitions is not None else None
        if definitions is None or value is None or situation is None:
            yield name, shown, "没有此值"
            continue
        typed = definitions.value(value)
        found = Known(definitions, situation).range(typed.term)
        try:
            wanted = [None if end in UNLIMITED else _figure(end, definitions, typed.unit) for end in ends]
        except FormulaError as error:
            yield name, shown, error.words.zh
            continue
        if [found.low, found.high] != [wanted[0], wanted[-1]]:
            yield name, shown, _said(found, typed.unit)


def _definitions(name: str, answer: Evaluation) -> Definitions | None:
    """Return what names mean in the first document that declares all readings which the value rests on."""
    kind: str = answer.applicant.kind  # type: ignore[attr-defined]
    for outcome in answer.outcomes:
        program = outcome.program
        rests = readings_of(program.file.rules.values)
        if name in rests and rests[name] <= dict(program.chosen).keys():
            context, _ = context_of(program, kind)
            definitions: Definitions = context.definitions(answer.as_of.year)
            return definitions
    return None


def _figure(text: str, definitions: Definitions, unit: Unit) -> Fraction:
    """Return a figure as it is written, a plain number also for a percentage or a sum of nothing.

    Raises:
        FormulaError: If it is no figure, or of another unit.
    """
    typed = definitions.formula(text)
    if isinstance(typed.term, Literal) and (typed.unit == unit or typed.term.value == 0):
        return typed.term.value
    raise unlike(text, typed.unit, unit)


def _said(found: Range, unit: Unit) -> str:
    ends = ["不限" if end is None else figure(end, unit) for end in (found.low, found.high)]
    return ends[0] if ends[0] == ends[1] else "至".join(ends)


__all__ = ["value_differences"]
