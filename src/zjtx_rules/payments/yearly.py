"""`yearly`: so much a year for n years from a recognition (连续三年每年给予1000万)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Payment, PaymentContext, PreparedPayment, Reckoned
from zjtx_rules.phrases import Phrase, choices
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

MOST_YEARS = 50
"""No instalments go on for more years than these."""


class Instalments(BaseModel):
    """How much a year, for how many years, beginning when."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "连续{years}年每年{sum}（首年：{first}）",
            "{sum} a year for {years} years, the first being {first}",
            {
                "first": choices(
                    year_of_recognition=("认定当年", "that of the recognition"),
                    following_year=("认定次年", "the year after the recognition"),
                )
            },
        ),
    )

    sum: Money = Field(title="每年金额", description="每年发放的定额")
    years: int = Field(ge=1, le=MOST_YEARS, strict=True, title="年数", description="连续发放的年数")
    first: Setting[Literal["year_of_recognition", "following_year"]] = Field(
        default="year_of_recognition", title="首年", description="year_of_recognition 认定当年；following_year 次年"
    )


class Yearly(Payment):
    """Pays the instalment of the as-of date's year, and nothing before the first year or after the last."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"yearly"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{yearly}", "{yearly}"),)

    yearly: Instalments = Field(title="逐年", description="自认定起连续若干年、每年定额")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Resolve the first year."""
        terms = self.yearly
        offset = 1 if resolve(terms.first, context.conditions) == "following_year" else 0
        zero = Money.ZERO

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:
            year = situation.as_of.year
            if recognition is None or recognition.date is None:
                how = Words("认定日期未知", "the date of recognition is unknown")
                return [Reckoned(zero, terms.sum, None, year, None, how, earlier=None)]
            first = recognition.date.year + offset
            number = year - first + 1
            if 1 <= number <= terms.years:
                how = Words(f"第{number}年（共{terms.years}年，{first}年起）", f"year {number} of {terms.years}")
                line = Reckoned(terms.sum, terms.sum, recognition.date, year, recognition.title, how)
                line.earlier, line.instalment = tuple(range(first, year)), terms.sum
                return [line]
            last = first + terms.years - 1
            how = Words(
                f"发放年度为{first}年至{last}年，{year}年不在其内", f"paid from {first} to {last}, not in {year}"
            )
            return [Reckoned(zero, zero, recognition.date, year, recognition.title, how)]

        say = Words(f"连续{terms.years}年每年{terms.sum}", f"{terms.sum.english()} a year for {terms.years} years")
        return PreparedPayment(self, "fixed", say, reckon, window="calendar_year")

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:  # noqa: ARG002 - one form for all payments
        """Check the reading."""
        check_setting(self.yearly.first, context, "yearly", "first")

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the sum of one year."""
        return self.yearly.sum

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Look at the year of the recognition: which instalment it is hangs on it."""
        return frozenset({"date", "title", "year"})

    def amounts(self) -> tuple[Any, ...]:
        """Return the yearly sum."""
        return (self.yearly.sum,)
