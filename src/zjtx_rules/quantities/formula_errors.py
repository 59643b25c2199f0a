"""What is wrong with formulas beyond their spelling: they rest on what is wrong itself, on themselves, or measure something else."""

from __future__ import annotations

from zjtx_rules.quantities.formula import FormulaError, parse, printed
from zjtx_rules.quantities.lowering import UNIT_WORDS, Unit
from zjtx_rules.words import Words


class BrokenValueError(FormulaError):
    """Raised where a formula rests on a value that is wrong itself, which is reported there."""


class CircularError(FormulaError):
    """Raised where a value rests on itself; `members` are those of the circle."""

    members: frozenset[str] = frozenset()


def unlike(text: str, found: Unit, wanted: Unit) -> FormulaError:
    """Return the error of a formula that measures something else than is asked for."""
    a, b = UNIT_WORDS[found], UNIT_WORDS[wanted]
    example = {"money": "80万元", "share": "6%", "number": "12", "date": "2024-01-01"}[wanted]
    return FormulaError(
        Words(
            f"“{printed(parse(text))}”是{a.zh}，这里要{b.zh}", f"'{printed(parse(text))}' is {a.en}, expected {b.en}"
        ),
        0,
        len(text),
        Words(f"写{b.zh}，例如 {example}", f"write {b.en}, such as {example}"),
    )
