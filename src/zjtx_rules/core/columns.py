"""Interpreter: tests and quantities as columns of a table, exact, for every engine that Narwhals speaks to.

A quantity is a column of whole numbers over a denominator that is known beforehand, with the range that its numerator can take:
what could pass the widest whole number of an engine is not written as a column, and the reference decides it. A cell without a
value is open: a fact is missing, or a person judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

import narwhals as nw

from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.ground import looks_of
from zjtx_rules.core.terms import (
    All,
    AnyOf,
    Choice,
    Fact,
    Field,
    Judgement,
    Least,
    Literal,
    Most,
    Not,
    NotNegative,
    Product,
    Quantity,
    Ratio,
    Some,
    Sum,
    Term,
    Test,
    Total,
    Whole,
)

WIDEST = 2**63 - 1
"""The greatest whole number that every engine has room for."""
ROW = "row"
"""The column by which records name the row of the table that they belong to."""


class NoColumn(ValueError):  # noqa: N818 - no error: the reference decides
    """Raised where a term cannot be written as a column: its numbers could pass the widest whole number."""


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity as a column: whole numbers over a denominator, between two ends."""

    expression: nw.Expr
    denominator: int
    low: int
    high: int


@dataclass
class _Writer:
    """Writes terms over a table; looks at records stand in columns of their own, by what they look for."""

    looks: Mapping[Some, str] = field(default_factory=dict)

    def quantity(self, quantity: Quantity) -> Written:
        match quantity:
            case Literal(value=stated):
                return _fitting(
                    Written(_whole(stated.numerator), stated.denominator, stated.numerator, stated.numerator)
                )
            case Fact(key=name, least=low, most=high) | Field(name=name, least=low, most=high):
                if quantity.open_above:
                    high = WIDEST // 2**20
                return _fitting(Written(nw.col(name).cast(nw.Int64), 1, low, high))
            case Sum(parts=parts, constant=constant):
                terms = [(weight, self.quantity(part)) for weight, part in parts]
                return _added(terms, constant)
            case Choice(cases=cases, otherwise=otherwise):
                return self._chosen([(test, self.quantity(inner)) for test, inner in cases], self.quantity(otherwise))
            case Least(one=one, other=other):
                return self._nearer(one, other, smaller=True)
            case Most(one=one, other=other):
                return self._nearer(one, other, smaller=False)
            case Product(one=one, other=other):
                a, b = self.quantity(one), self.quantity(other)
                ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
                product = a.expression * b.expression
                return _fitting(Written(product, a.denominator * b.denominator, min(ends), max(ends)))
            case Whole(quantity=inner):
                held = self.quantity(inner)
                steps = held.expression // _whole(held.denominator)
                return Written(steps, 1, held.low // held.denominator, held.high // held.denominator)
            case Ratio() | Total():
                raise NoColumn("a ratio to what differs by row, or a sum over records")

    def test(self, test: Test) -> nw.Expr:
        """Return a column that is true, false, or open."""
        match test:
            case NotNegative(quantity=quantity):
                return self.quantity(quantity).expression >= _whole(0)
            case Not(test=inner):
                return ~self.test(inner)
            case All(parts=parts):
                return nw.all_horizontal(*map(self.test, parts), ignore_nulls=False) if parts else nw.lit(value=True)
            case AnyOf(parts=parts):
                return nw.any_horizontal(*map(self.test, parts), ignore_nulls=False) if parts else nw.lit(value=False)
            case Some():
                return nw.col(self.looks[test])
            case Judgement():
                return nw.lit(None, nw.Boolean)
            case _:
                raise NoArmError(test)

    def _chosen(self, cases: list[tuple[Test, Written]], otherwise: Written) -> Written:
        scale = lcm(otherwise.denominator, *(inner.denominator for _, inner in cases))
        values = [_scaled(inner, scale) for _, inner in cases]
        last = _scaled(otherwise, scale)
        expression = last.expression
        for (test, _), inner in zip(reversed(cases), reversed(values), strict=True):
            holds = self.test(test)
            expression = nw.when(holds).then(inner.expression).when(~holds).then(expression)
        low, high = min(each.low for each in (*values, last)), max(each.high for each in (*values, last))
        return Written(expression, scale, low, high)

    def _nearer(self, one: Quantity, other: Quantity, *, smaller: bool) -> Written:
        a, b = self.quantity(one), self.quantity(other)
        scale = lcm(a.denominator, b.denominator)
        a, b = _scaled(a, scale), _scaled(b, scale)
        first = a.expression <= b.expression if smaller else a.expression >= b.expression
        expression = nw.when(first).then(a.expression).when(~first).then(b.expression)
        nearer = min if smaller else max
        return Written(expression, scale, nearer(a.low, b.low), nearer(a.high, b.high))


def with_columns(
    table: Any,
    terms: Mapping[str, Term],
    records: Mapping[str, Any] | None = None,
    incomplete: Mapping[str, str] | None = None,
) -> tuple[Any, dict[str, int]]:
    """Return the table with a column for each term, and the denominator of each quantity.

    Facts are columns of the table under their keys. Records of a collection are a table of their own, a column for each field, with
    a column `row` that names the value of `row` in the table; `incomplete` names the yes-no column of the table that says where
    a collection may hold more records than those listed.

    Raises:
        NoColumn: If the numbers of a term could pass the widest whole number.
    """
    frame = nw.from_native(table)
    looks: dict[Some, str] = {}
    for term in terms.values():
        for look in looks_of(term):
            looks.setdefault(look, f"look {len(looks)}")
    for look, name in looks.items():
        frame = _with_look(frame, look, name, (records or {})[look.collection], (incomplete or {}).get(look.collection))
    writer, columns, denominators = _Writer(looks), list[nw.Expr](), dict[str, int]()
    for name, term in terms.items():
        if isinstance(term, Test):
            columns.append(writer.test(term).alias(name))
        else:
            written = writer.quantity(term)
            columns.append(written.expression.alias(name))
            denominators[name] = written.denominator
    return frame.with_columns(*columns).drop(*looks.values()).to_native(), denominators


def _with_look(frame: Any, look: Some, name: str, records: Any, incomplete: str | None) -> Any:
    """Add a column that says whether there is such a record: true beats open, open beats false."""
    seen, open_ = f"{name} seen", f"{name} open"
    holds = _Writer().test(look.body)
    found = nw.from_native(records).select(ROW, holds.alias(seen)).with_columns(nw.col(seen).is_null().alias(open_))
    found = found.with_columns(nw.col(seen).fill_null(value=False)).group_by(ROW).agg(nw.col(seen, open_).max())
    frame = frame.join(found, on=ROW, how="left")
    yes = nw.col(seen).fill_null(value=False)
    no = ~nw.col(open_).fill_null(value=False)
    if incomplete is not None:
        no = no & ~nw.col(incomplete)
    return frame.with_columns(
        nw.when(yes).then(nw.lit(value=True)).when(no).then(nw.lit(value=False)).alias(name)
    ).drop(seen, open_)


def _whole(number: int) -> nw.Expr:
    return nw.lit(number, nw.Int64)


def _fitting(written: Written) -> Written:
    if max(-written.low, written.high) > WIDEST:
        raise NoColumn(f"numbers from {written.low} to {written.high}")
    return written


def _scaled(written: Written, denominator: int) -> Written:
    by = denominator // written.denominator
    if by == 1:
        return written
    return _fitting(Written(written.expression * _whole(by), denominator, written.low * by, written.high * by))


def _added(parts: list[tuple[Fraction, Written]], constant: Fraction) -> Written:
    scale = lcm(constant.denominator, *(weight.denominator * part.denominator for weight, part in parts))
    low = high = least = most = int(constant * scale)
    expression: nw.Expr | None = None
    for weight, part in parts:
        by = int(weight * scale / part.denominator)
        ends = part.low * by, part.high * by
        low, high = low + min(ends), high + max(ends)
        least, most = least + min(0, *ends), most + max(0, *ends)  # what is reached on the way, in any order
        product = part.expression if by == 1 else part.expression * _whole(by)
        expression = product if expression is None else expression + product
    _fitting(Written(_whole(0), 1, least, most))
    start = int(constant * scale)
    total = _whole(start) if expression is None else expression + _whole(start) if start else expression
    return Written(total, scale, low, high)
