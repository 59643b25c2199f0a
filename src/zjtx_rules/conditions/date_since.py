"""`fact` … `since`: a day lies on or after another one, or in a period that begins with it (自签约之日起18个月内投产).

The last day of the period counts (以内、届满 包括本数, 民法典 第一千二百五十九条), and so does the day from which it is counted.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, impossible
from zjtx_rules.conditions.fact_is import find_fact
from zjtx_rules.conditions.levers import Span, reach_span
from zjtx_rules.conditions.threshold import outside
from zjtx_rules.phrases import Phrase, Slot, form
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, add
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class DateSince(Condition):
    """Met if the day is no earlier than the other one, nor later than the end of the period; unknown if it hangs on a missing day."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"since"})
    RANK: ClassVar[int] = 3
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{day}不早于{since}",
            "{day} is no earlier than {since}",
            {"day": form("fact"), "since": form("fact")},
            {"within": None},
        ),
        Phrase(
            "{day}在{since}起{within}内（含届满之日）",
            "{day} lies no more than {within} after {since}",
            {"day": form("fact"), "since": form("fact"), "within": Slot()},
        ),
    )

    day: str = Field(alias="fact", title="事实", description="日期：事实的编号")
    since: str = Field(title="自", description="自哪一日：另一个日期，事实的编号；当日即算")
    within: Duration | None = Field(
        default=None, title="近期", description="自那一日起的期限，如 18个月，届满当日在内；不写则不早于那一日即可"
    )

    def last(self, begin: date) -> date | None:
        """Return the last day that counts, counted from a day."""
        return None if self.within is None else add(begin, self.within)

    def prepare(self, context: Context) -> Prepared:
        """Compare two days of the profile; one alone decides nothing."""
        fact, begin = context.facts[self.day], context.facts[self.since]

        def judge(situation: Situation) -> Found:
            (value, missing), (since, also) = fact.read(situation), begin.read(situation)
            if value is None or since is None:
                return UNKNOWN, value, tuple(dict.fromkeys((*missing, *also)))
            last = self.last(since)
            return (MET if since <= value and (last is None or value <= last) else NOT_MET), value, ()

        said = self._words(begin.label)

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            since = begin.read(situation)[0]
            if since is None:
                return impossible(begin.label, Words("先要知道这一日期", "this day has to be known first"))
            span = Span(low=since, high=self.last(since))
            needs = said if want else Words(f"不再{said.zh}", f"not {said.en}")
            return reach_span(fact, situation, [span] if want else outside(span), needs, today)

        return leaf(self, judge, Words(f"{fact.label.zh}{said.zh}", f"{fact.label.en} {said.en}"), toward=toward)

    def _words(self, since: Words) -> Words:
        if self.within is None:
            return Words(f"不早于{since.zh}", f"no earlier than {since.en}")
        return Words(
            f"在{since.zh}起{self.within}内（含届满之日）", f"no more than {self.within.english()} after {since.en}"
        )

    def column(self, columns: Columns) -> Column:
        """Leave two days that are compared with one another to the reference."""
        everybody = columns.every(()).met
        columns.refer(everybody, "two days that are compared with one another")
        return columns.every(())

    def check(self, context: CheckContext) -> None:
        """Report facts that do not exist or are no days, and a day that is compared with itself."""
        for key, name in (("fact", self.day), ("since", self.since)):
            fact = find_fact(name, context, key)
            if fact is not None and fact.type != "date":
                message = Words(f"“{fact.label.zh}”不是日期", f"'{fact.name}' is no date")
                hint = Words("since 比较两个日期", "since compares two dates")
                context.wrong((key,), "wrong-comparison", message, hint)
        if self.day == self.since:
            message = Words("日期不能与自己相比", "a day is not compared with itself")
            context.wrong(("since",), "wrong-comparison", message)
