"""`fact` … `at_least` / `more_than` / `at_most` / `less_than`: a quantity on one side of a bound, or between two.

以上 and 以下 include the number named, 超过 and 不足 do not.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, value_words
from zjtx_rules.conditions.fact_is import find_fact
from zjtx_rules.conditions.levers import Span, reach_span
from zjtx_rules.phrases import Phrase, Slot, form
from zjtx_rules.profile.facts import Fact
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, Percentage, parse_date
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words

Bound = Annotated[int, Field(strict=True)] | Annotated[Decimal, Field(strict=True)] | str

COMPARISONS: dict[str, tuple[Callable[[Any, Any], bool], Words]] = {
    "at_least": (operator.ge, Words("不低于", "at least")),
    "more_than": (operator.gt, Words("超过", "more than")),
    "at_most": (operator.le, Words("不高于", "at most")),
    "less_than": (operator.lt, Words("低于", "less than")),
}
"""What each key compares, and how it is said."""


class Threshold(Condition):
    """Met if the quantity lies on the right side of every bound given."""

    KEYS: ClassVar[frozenset[str]] = frozenset(COMPARISONS)
    SOME_OF: ClassVar[tuple[tuple[str, ...], ...]] = (tuple(COMPARISONS),)
    RANK: ClassVar[int] = 1
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{fact}{at_least}{more_than}{at_most}{less_than}",
            "{fact} {at_least}{more_than}{at_most}{less_than}",
            {"fact": form("fact")}
            | {
                key: Slot(Words(f"{words.zh}{{}}", f"{words.en} {{}}"), form="figure", join=Words("且", " and "))
                for key, (_, words) in COMPARISONS.items()
            },
        ),
    )

    fact: str = Field(title="事实", description="以数量表示的事实的英文名，如 revenue_last_year")
    at_least: Bound | None = Field(default=None, title="不低于", description="含本数")
    more_than: Bound | None = Field(default=None, title="超过", description="不含本数")
    at_most: Bound | None = Field(default=None, title="不高于", description="含本数")
    less_than: Bound | None = Field(default=None, title="低于", description="不含本数")

    def bounds(self) -> dict[str, Bound]:
        """Return the bounds given, by key."""
        given = {key: getattr(self, key) for key in COMPARISONS}
        return {key: value for key, value in given.items() if value is not None}

    def prepare(self, context: Context) -> Prepared:
        """Resolve the bounds by the fact's type."""
        fact = context.facts[self.fact]
        for reading in fact.rests:
            context.choice(reading)
        tests = [(COMPARISONS[key][0], quantity(fact, value)) for key, value in self.bounds().items()]
        read = fact.read
        compare, bound = tests[0]
        single = len(tests) == 1

        compared = fact.compared

        def judge(situation: Situation) -> Found:
            if compared is not None:
                found: Found = compared(situation, self)
                return found
            value, missing = read(situation)
            if value is None:
                return UNKNOWN, None, missing
            if single:
                return (MET if compare(value, bound) else NOT_MET), value, ()
            return (MET if all(test(value, limit) for test, limit in tests) else NOT_MET), value, ()

        said = [(COMPARISONS[key][1], value) for key, value in self.bounds().items()]
        zh = "且".join(f"{words.zh}{value}" for words, value in said)
        en = " and ".join(f"{words.en} {value_words(quantity(fact, value)).en}" for words, value in said)
        inside = _span({key: quantity(fact, value) for key, value in self.bounds().items()})

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            if fact.reached is not None:
                ways: tuple[Way, ...] = fact.reached(situation, self, want, today)
                return ways
            spans = [inside] if want else outside(inside)
            needs = Words(zh, en) if want else Words(f"不再{zh}", f"not {en}")
            return reach_span(fact, situation, spans, needs, today)

        return leaf(self, judge, Words(f"{fact.label.zh}{zh}", f"{fact.label.en} {en}"), light=True, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the comparison."""
        fact = columns.context.facts[self.fact]
        if fact.compared is not None:
            everybody = columns.every(()).met
            columns.refer(everybody, "a condition on a value that is reckoned")
            return columns.every(())
        return columns.compare(fact, [(key, quantity(fact, value)) for key, value in self.bounds().items()])

    def check(self, context: CheckContext) -> None:
        """Report a fact that does not exist, and bounds that are of another kind of quantity."""
        fact = find_fact(self.fact, context)
        if not self.bounds():
            context.wrong(("fact",), "missing-bound", Words("比较没有写数", "the comparison names no figure"))
        if fact:
            for key, value in self.bounds().items():
                check_quantity(fact, value, context, key)


def _span(bounds: dict[str, Any]) -> Span:
    """Return the bounds as one span; of two bounds on one side the tighter."""
    lows = [(bounds[key], key == "more_than") for key in ("at_least", "more_than") if key in bounds]
    highs = [(bounds[key], key == "at_most") for key in ("at_most", "less_than") if key in bounds]
    low, above = max(lows, default=(None, False))
    high, including = min(highs, default=(None, True))
    return Span(low, not above, high, including)


def outside(span: Span) -> list[Span]:
    """Return what lies below and what lies above a span."""
    below = [] if span.low is None else [Span(high=span.low, high_in=not span.low_in)]
    above = [] if span.high is None else [Span(low=span.high, low_in=not span.high_in)]
    return below + above


def quantity(fact: Fact, value: Bound) -> Any:
    """Return a bound as the type of the fact; raises ValueError, with words, where it is of another kind."""
    if fact.type == "money":
        return Money.parse(str(value))
    if fact.type == "percentage":
        return Percentage.parse(str(value))
    if fact.type == "date":
        if isinstance(value, (str, date)):
            return parse_date(str(value))
    elif fact.type in ("count", "year"):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    elif fact.type == "number" and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    raise ValueError(value)


_EXAMPLES = {
    "money": "1000万元",
    "percentage": "3%",
    "date": "2023-09-01",
    "count": "15",
    "number": "1.5",
    "year": "2024",
}


def check_quantity(fact: Fact, value: Bound, context: CheckContext, key: str) -> None:
    """Report a bound that is not of the fact's kind (yuan against a percentage), with the right form."""
    example = _EXAMPLES.get(fact.type)
    if example is None:
        message = Words(f"“{fact.label.zh}”不是数量，不能比较大小", f"'{fact.name}' is not a quantity")
        context.wrong(("fact",), "wrong-comparison", message)
        return
    try:
        quantity(fact, value)
    except ValueError as error:
        words = getattr(error, "words", None) or Words(
            f"“{value}”与“{fact.label.zh}”不是同一种量", f"'{value}' is not the kind of quantity that {fact.name} is"
        )
        hint = getattr(error, "suggestion", None) or Words(f"例如 {example}", f"for example {example}")
        context.wrong((key,), "wrong-unit", words, hint)
