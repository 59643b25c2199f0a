"""`cultivated`: an enterprise in a base was newly recognised after it had been there long enough (入驻基地满12个月).

Read at the recognition, exactly the period suffices; where it is reached only later, the text leaves the case open.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.recognitions import Which, by_date, by_title_and_level, every, said
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, add
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, Truth, conjunction, disjunction
from zjtx_rules.words import Words


class CultivatedWhich(Which):
    """Which recognitions of the tenant count, and how long it must have been in the base."""

    resident_for: Duration = Field(title="入驻满", description="入驻满此期限，届满之日算满")
    resident_at: Setting[Literal["recognition", "year_end", "application"]] = Field(
        default="recognition",
        title="入驻时长截至",
        description="recognition 认定之日；year_end 上年度12月31日；application 申报之日",
    )


class Cultivated(Condition):
    """Met for a member of `tenants` that was newly recognised and had been resident for so long."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"cultivated"})

    cultivated: CultivatedWhich = Field(title="培育", description="入驻企业在入驻满期后新获认定")

    def prepare(self, context: Context) -> Prepared:
        """Put the tests together: title, level and date as for any new recognition, then residence."""
        which = self.cultivated
        at = resolve(which.resident_at, context)
        matches = every(by_title_and_level(which), by_date(which, context))

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
                if truth == NOT_MET or each.kind not in (None, RecognitionKind.NEW):
                    continue
                absent = tuple(f"recognitions.{index}.{field}" for field in fields)
                if each.kind is None:
                    absent += (f"recognitions.{index}.kind",)
                if tenant.entered is None:
                    absent += ("entered",)
                here = MET
                if tenant.entered is not None:
                    # Of an undated recognition the as-of date is the last possible day: who is not resident long enough
                    # by then was not at the recognition either.
                    here = resident(tenant.entered, tenant.left if each.date else None, each.date or as_of, as_of)
                    if here == NOT_MET:
                        continue
                truth = conjunction((UNKNOWN if absent else MET, here))
                if truth >= max(truths, default=NOT_MET):
                    found = each
                truths.append(truth)
                missing += absent if truth == UNKNOWN else ()
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
