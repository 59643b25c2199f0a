"""`fact` … `within` / `lasted` / `in_year`: a day lies in a period before the as-of date, or in a year.

近N年内 is counted back to the day: what lies exactly so long ago is outside, unless the last day of the period is included
(自该日起N年内，含届满当日). 满N年 includes the anniversary (民法典 第二百零一条、第二百零二条). A day to come lies in no such period.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way
from zjtx_rules.conditions.fact_is import find_fact
from zjtx_rules.conditions.levers import Span, reach_span
from zjtx_rules.conditions.threshold import outside
from zjtx_rules.phrases import Phrase, Slot, form
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.fiscal_years import SPAN_PATTERN, first_and_last, is_span_of_years
from zjtx_rules.terms.legal_time import latest_start
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


def _year_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


YearWord = Annotated[
    str,
    BeforeValidator(
        _year_text,
        json_schema_input_type=Annotated[str, Field(pattern=SPAN_PATTERN)] | Annotated[int, Field(ge=1900, le=2199)],
    ),
]
"""A year, or a word for one or several: 当年, 上年, 前年, 近三年, 以往年度."""


AND = Words("且", " and ")


class DateWithin(Condition):
    """Met if the day lies in all of the periods that are named; unknown if it is missing."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"within", "lasted", "in_year"})
    RANK: ClassVar[int] = 2
    WITHIN: ClassVar[frozenset[str]] = frozenset()

    PHRASES: ClassVar[tuple[Phrase, ...]] = tuple(
        Phrase(
            "{fact}{in_year}{within}{lasted}",
            "{fact} {in_year}{within}{lasted}",
            {
                "fact": form("fact"),
                "in_year": Slot(Words("在{}", "in {}"), form="text", join=AND),
                "within": Slot(period, join=AND),
                "lasted": Slot(Words("已满{}", "at least {} ago"), join=AND),
            },
            {"last_day": last_day},
        )
        for last_day, period in (
            ("excluded", Words("在近{}内", "within {}")),
            ("included", Words("起{}内（含届满之日）", "no more than {} ago")),
        )
    )

    SOME_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("within", "lasted", "in_year"),)
    ONLY_WITH: ClassVar[Mapping[tuple[str, str], str]] = {("last_day", "included"): "within"}

    fact: str = Field(title="事实", description="日期：事实的编号；在清单的条件里是字段的名称或编号")
    within: Duration | None = Field(
        default=None, title="近期", description="自评估日往前的期限，如 3年；恰满期限之日不在内，将来的日子也不在内"
    )
    last_day: Literal["excluded", "included"] = Field(
        default="excluded",
        title="届满之日",
        description="included：自该日起若干年内，届满当日也在内；不写则恰满期限之日不在内",
    )
    lasted: Duration | None = Field(default=None, title="已满", description="该日至评估日已满的期限，满期当日即算")
    in_year: YearWord | None = Field(
        default=None,
        title="年度",
        description="在哪一年：当年、上年、前年、近三年（上年为止）、以往年度（上年及以前）或 2024",
    )

    @model_validator(mode="after")
    def _says_something(self) -> DateWithin:
        """Refuse a condition that names no period."""
        if self.within is None and self.lasted is None and self.in_year is None:
            raise PydanticCustomError(
                "no-period", "{zh}", {"zh": "写 within、lasted 或 in_year", "en": "name a period"}
            )
        if self.last_day == "included" and self.within is None:
            zh, en = "last_day 只与 within 一起写", "last_day goes with within"
            raise PydanticCustomError("one-too-many", "{zh}", {"zh": zh, "en": en})
        return self

    def days(self, as_of: date) -> tuple[date, date]:
        """Return the first and the last day that count, as of a day."""
        first, last = date.min, date.max
        if self.in_year is not None:
            begin, end = first_and_last(self.in_year, as_of.year)
            first, last = date(max(begin, 1), 1, 1), date(max(end, 1), 12, 31)
        if self.within is not None:
            on = as_of - timedelta(days=1) if self.last_day == "included" else as_of
            first, last = max(first, days_later(latest_start(self.within, on), 1)), min(last, as_of)
        if self.lasted is not None:
            last = min(last, latest_start(self.lasted, as_of))
        return first, last

    def words(self) -> Words:
        """Say the periods."""
        said: list[Words] = []
        if self.in_year is not None:
            said.append(Words(f"在{self.in_year}{'年' if self.in_year.isdigit() else ''}", f"in {self.in_year}"))
        if self.within is not None:
            included = self.last_day == "included"
            said.append(
                Words(f"起{self.within}内（含届满之日）", f"no more than {self.within.english()} ago")
                if included
                else Words(f"在近{self.within}内", f"within {self.within.english()}")
            )
        if self.lasted is not None:
            said.append(Words(f"已满{self.lasted}", f"at least {self.lasted.english()} ago"))
        return Words("，".join(each.zh for each in said), " and ".join(each.en for each in said))

    def prepare(self, context: Context) -> Prepared:
        """Compare the day of the profile with the days that count."""
        fact = context.facts[self.fact]
        read = fact.read

        def judge(situation: Situation) -> Found:
            value, missing = read(situation)
            if value is None:
                return UNKNOWN, None, missing
            first, last = self.days(situation.as_of)
            if isinstance(value, int):
                return (MET if first.year <= value <= last.year else NOT_MET), value, ()
            return (MET if first <= value <= last else NOT_MET), value, ()

        said = self.words()

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            first, last = self.days(situation.as_of)
            if fact.type == "year":
                span = Span(first.year, high=last.year)
                return reach_span(fact, situation, [span] if want else outside(span), said, today)
            span = Span(low=None if first == date.min else first, high=None if last == date.max else last)
            needs = said if want else Words(f"不再{said.zh}", f"not {said.en}")
            return reach_span(fact, situation, [span] if want else outside(span), needs, today)

        say = Words(f"{fact.label.zh}{said.zh}", f"{fact.label.en} {said.en}")
        return leaf(self, judge, say, light=True, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the comparison with the days that count on the day of the question."""
        first, last = self.days(columns.as_of)
        fact = columns.context.facts[self.fact]
        ends: tuple[Any, Any] = (first.year, last.year) if fact.type == "year" else (first, last)
        return columns.compare(fact, [("at_least", ends[0]), ("at_most", ends[1])])

    def check(self, context: CheckContext) -> None:
        """Report a fact that does not exist or is no day, and a year that is none."""
        fact = find_fact(self.fact, context)
        if fact is not None and fact.type != "date" and not (self._year_alone() and fact.type == "year"):
            message = Words(f"“{fact.label.zh}”不是日期", f"'{fact.name}' is no date")
            hint = Words(
                "within、lasted、in_year 只用于日期；年度只用 in_year", "within, lasted and in_year are for dates"
            )
            context.wrong(("fact",), "wrong-comparison", message, hint)
        if self.in_year is not None and not is_span_of_years(self.in_year):
            message = Words(f"“{self.in_year}”不是年度", f"'{self.in_year}' is no year")
            hint = Words(
                "例如 当年、上年、前年、近三年、以往年度、2024", "for example 当年, 上年, 前年, 近三年, 以往年度, 2024"
            )
            context.wrong(("in_year",), "wrong-value", message, hint)

    def _year_alone(self) -> bool:
        return self.within is None and self.lasted is None
