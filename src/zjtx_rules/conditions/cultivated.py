"""`cultivated`: an enterprise in a base was newly recognised after it had been there long enough (入驻基地满12个月).

Read at the recognition, exactly the period suffices; where it is reached only later, the text leaves the case open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.recognitions import IN_YEAR, Which, counted, is_new, naming, said
from zjtx_rules.core.judge import RecordJudge, paths, record_judge
from zjtx_rules.core.terms import in_order
from zjtx_rules.phrases import Phrase, choices
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import AtLeast, Situation, in_place_of
from zjtx_rules.terms import Duration, add
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, Truth, conjunction, disjunction
from zjtx_rules.words import Words


class CultivatedWhich(Which):
    """Which recognitions of the tenant count, and how long it must have been in the base."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = naming(
        "入驻满{resident_for}（{resident_at}）后新获认定为",
        "newly recognised, after {resident_for} in residence ({resident_at}), as ",
        ("{in_}", "{in_}"),
        in_=IN_YEAR,
        resident_at=choices(
            recognition=("算至认定之日", "counted to the recognition"),
            year_end=("算至上年度12月31日", "counted to 31 December of the year before"),
            application=("算至申报之日", "counted to the application"),
        ),
    )

    resident_for: Duration = Field(title="入驻满", description="入驻满此期限，届满之日算满")
    resident_at: Setting[Literal["recognition", "year_end", "application"]] = Field(
        default="recognition",
        title="入驻时长截至",
        description="recognition 认定之日；year_end 上年度12月31日；application 申报之日",
    )


class Cultivated(Condition):
    """Met for a member of `tenants` that was newly recognised and had been resident for so long."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"cultivated"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{cultivated}", "{cultivated}"),)

    cultivated: CultivatedWhich = Field(title="培育", description="入驻企业在入驻满期后新获认定")

    def prepare(self, context: Context) -> Prepared:
        """Put the tests together: title, level and date as for any new recognition, then residence."""
        which = self.cultivated
        at = resolve(which.resident_at, context)
        matches = record_judge(in_order(which.test, counted(which, context), is_new(context)))

        def resident(entered: date, left: date | None, recognised: date, as_of: date) -> Truth:
            day = {"recognition": recognised, "year_end": date(as_of.year - 1, 12, 31), "application": as_of}[at]
            if left is not None and left < day:
                return NOT_MET
            full = add(entered, which.resident_for)
            if left is not None and left < full:
                return NOT_MET
            if full <= day:
                return MET
            return REVIEW if at == "recognition" and full <= as_of else NOT_MET

        def possible_days(recognitions: Sequence[Recognition], index: int, tenant: Any, as_of: date) -> list[date]:
            day = recognitions[index].date
            if day is not None or at != "recognition":
                return [day or as_of]
            turning = [each for each in context.window if each]
            if tenant.entered is not None:
                full = add(tenant.entered, which.resident_for)
                turning += [full, days_later(full, -1)]
            turning += [tenant.left, days_later(tenant.left, 1)] if tenant.left else []
            return _possible_days(recognitions, index, matches, turning, as_of)

        def judge(situation: Situation) -> Found:
            tenant, as_of = situation.subject, situation.as_of
            recognitions = situation.recognitions
            if recognitions is None:
                return UNKNOWN, None, ("recognitions",)
            truths: list[Truth] = []
            missing: tuple[str, ...] = ()
            found = None
            for index, each in enumerate(recognitions):
                truth, fields = matches(recognitions, index, as_of)
                if truth == NOT_MET:
                    continue
                absent = paths("recognitions", index, fields)
                if tenant.entered is None:
                    absent += ("entered",)
                # Of an unknown day it is known that it was not after the tenant left.
                entered = tenant.entered or date.min
                days = possible_days(recognitions, index, tenant, as_of)
                could_be = {resident(entered, tenant.left, day, as_of) for day in days}
                if could_be <= {NOT_MET}:
                    continue
                if tenant.entered is not None and len(could_be) > 1 and "date" not in fields:
                    absent += (f"recognitions.{index}.date",)
                here = max(could_be)
                truth = conjunction((UNKNOWN if absent else MET, here))
                if truth >= max(truths, default=NOT_MET):
                    found = each
                truths.append(truth)
                missing += absent if truth == UNKNOWN else ()
            if isinstance(recognitions, AtLeast):
                truths.append(UNKNOWN)
                missing += ("recognitions",)
            truth = disjunction(truths)
            return truth, found, missing if truth == UNKNOWN else ()

        words = which.say()
        say = Words(
            f"入驻满{which.resident_for}且新获认定：{words.zh}",
            f"resident for {which.resident_for.english()} and newly recognised: {words.en}",
        )
        return leaf(self, judge, say, got=said)

    def column(self, columns: Columns) -> Column:
        """Leave the enterprises of a base to the reference: they are members with members of their own."""
        everybody = columns.constant(MET)
        columns.refer(everybody.met, "enterprises in a base")
        return columns.constant(UNKNOWN, "recognitions")

    def check(self, context: CheckContext) -> None:
        """Check the scope, titles, levels and readings."""
        self.cultivated.check(context, "cultivated")
        check_setting(self.cultivated.resident_at, context, "cultivated", "resident_at")
        if context.scope != "tenants":
            message = Words(
                "“cultivated”只能用于入驻企业（per_item 的 of: tenants）", "'cultivated' is for tenants only"
            )
            context.wrong(("cultivated",), "wrong-scope", message)


def _possible_days(
    recognitions: Sequence[Recognition], index: int, test: RecordJudge, turning: Iterable[date], as_of: date
) -> list[date]:
    """Return, of the days on which something turns, those on which an undated recognition may have been given and counts."""
    undated = recognitions[index]
    days = {date.min, as_of, date(as_of.year - 1, 1, 1), date(as_of.year, 1, 1), *turning}
    # A title given again counts from the day after the earlier one ended.
    ends = {end for each in recognitions for end in (each.previous_expires, each.expires) if isinstance(end, date)}
    days |= {days_later(end, 1) for end in ends} | {each.date for each in recognitions if each.date}
    if isinstance(undated.expires, date):
        days = {day for day in days | {undated.expires} if day <= undated.expires}

    def counts(day: date) -> bool:
        dated = undated.replaced(date=day)
        with_it = in_place_of(recognitions, [*recognitions[:index], dated, *recognitions[index + 1 :]])
        return test(with_it, index, as_of)[0] != NOT_MET

    return [day for day in sorted(days) if counts(day)]
