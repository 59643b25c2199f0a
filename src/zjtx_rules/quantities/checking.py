"""Whether formulas can be read, name what exists and keep their units; each problem with its place inside the formula."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import pairwise
from typing import NamedTuple

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.conditions.choice import check_setting
from zjtx_rules.problems import did_you_mean
from zjtx_rules.quantities.formula import FormulaError, Number, parse
from zjtx_rules.quantities.formula_errors import BrokenValueError, CircularError, unlike
from zjtx_rules.quantities.lowering import Typed, Unit
from zjtx_rules.quantities.models import NamedValue, formulas_of
from zjtx_rules.quantities.received_models import Received
from zjtx_rules.quantities.record_models import RECORD_FORMS, Counted, Summed
from zjtx_rules.terms.fiscal_years import is_span_of_years
from zjtx_rules.words import Words


class Inside(NamedTuple):
    """The last step of a path that leads into a formula: from which character on, and how many."""

    at: int
    length: int


def checked_formula(
    text: str, context: CheckContext, wanted: Unit | None, *path: str | int, within: str = ""
) -> Typed | None:
    """Report what is wrong with a formula of a value, or of none; return it where nothing is."""
    try:
        found: Typed = context.definitions.formula(text)
        if wanted is not None and found.unit != wanted:
            raise unlike(text, found.unit, wanted)
    except BrokenValueError:
        return None
    except CircularError as error:
        first = next((each.id for each in context.definitions.values if each.id in error.members), within)
        if within == first:
            report(error, context, *path)
        return None
    except FormulaError as error:
        report(error, context, *path)
        return None
    return found


def report(error: FormulaError, context: CheckContext, *path: str | int) -> None:
    """Report an error of a formula at its place."""
    steps = (*path, Inside(error.at, error.length))
    context.wrong(steps, "formula", error.words, error.suggestion)  # type: ignore[arg-type] # the step into the text


def _over_records(over: Counted, context: CheckContext, name: str) -> bool:
    """Report what is wrong with what a value says of a list of records."""
    definitions = context.definitions
    if not definitions.check_records(over, context.at(name)):
        return False
    if isinstance(over, Summed):
        try:
            definitions.of_record(over.is_, definitions.lists[over.of])
        except BrokenValueError:
            return False
        except FormulaError as error:
            report(error, context, name, "is")
            return False
    return True


def _received(received: Received, context: CheckContext) -> None:
    """Report clauses that the file does not have, and a year that is none."""
    for at, pattern in enumerate(received.under):
        if not any(fnmatchcase(name, pattern) for name in context.clauses):
            message = Words(f"“{pattern}”不对应任何条款", f"'{pattern}' matches no clause")
            context.wrong(("received", "under", at), "unknown-clause", message, did_you_mean(pattern, context.clauses))
    if received.arrived_in is not None and not is_span_of_years(received.arrived_in):
        message = Words(f"“{received.arrived_in}”不是年度", f"'{received.arrived_in}' is no year")
        hint = Words("例如 当年、上年、近三年、以往年度、2024", "for example 当年, 上年, 近三年, 以往年度, 2024")
        context.wrong(("received", "arrived_in"), "wrong-value", message, hint)


def check_value(value: NamedValue, context: CheckContext) -> bool:
    """Report what is wrong with a value: each formula by itself, then the value as a whole. Return whether nothing is."""
    right = True
    if value.over is not None:
        name = next(name for name in RECORD_FORMS if getattr(value, name) is not None)
        right = _over_records(value.over, context, name)
    if value.received is not None:
        _received(value.received, context)
    for path, text in formulas_of(value):
        if path[0] in RECORD_FORMS:
            continue
        right = checked_formula(text, context, None, *path, within=value.id) is not None and right
    if value.choose is not None:
        for at, case in enumerate(value.choose.cases):
            way = "first" if value.choose.first else "highest" if value.choose.highest else "sum"
            case.when.check(context.at("choose", way, at, "when"))
    if value.table is not None:
        check_setting(value.table.edge, context.at("table"), "edge")
    if not right:
        return False
    for name in ("table", "brackets"):
        part = getattr(value, name)
        edges = [parse(band.edge) for band in part.bands] if part is not None else []
        stated = [(at, edge.value) for at, edge in enumerate(edges) if isinstance(edge, Number)]
        for (_, before), (at, edge) in pairwise(stated):
            if edge <= before:
                message = Words("各档须由低到高，不重复", "bands rise, and none stands twice")
                context.wrong((name, "bands", at), "band-order", message, Words("按由低到高重排", "put them in order"))
                right = False
    try:
        if right:
            context.definitions.value(value)
    except BrokenValueError:
        return False
    except FormulaError as error:
        context.wrong(("id",), "formula", error.words, error.suggestion)
        return False
    return right


__all__ = ["Inside", "check_value", "checked_formula", "report"]
