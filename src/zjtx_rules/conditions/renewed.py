"""`renewed`: a title whose validity had ended, confirmed (复核) or applied for and given again (重新申报认定)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Prepared
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.recognition_columns import day, refer_to_others, renewal, title_and_level, together
from zjtx_rules.conditions.recognitions import (
    Which,
    by_date,
    by_title_and_level,
    every,
    exists,
    is_of_here,
    is_renewal,
    kinds_renewing,
    same_level,
)
from zjtx_rules.conditions.registered_here import registered_here
from zjtx_rules.conditions.turning import days_of, once_more, toward_recognition
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import AtLeast
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words


class RenewedWhich(Which):
    """Which renewals count."""

    times: Setting[Literal["each", "first"]] = Field(
        default="each", title="次数", description="each 每次均可；first 仅第一次"
    )


class Renewed(Condition):
    """Met if the title was renewed after its validity had ended, on either route."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"renewed"})

    renewed: RenewedWhich = Field(title="延续认定", description="有效期满后经复核或重新申报认定的称号")

    def prepare(self, context: Context) -> Prepared:
        """Put the tests together: title and level, date, kind, the end of the earlier validity."""
        which = self.renewed
        first_only = resolve(which.times, context) == "first"
        renewing = {None, *kinds_renewing(context)}

        def is_first(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:  # noqa: ARG001 - one form for all tests
            this = recognitions[index]
            missing: tuple[str, ...] = ()
            for at, each in enumerate(recognitions):
                if at == index or each.title != this.title or each.kind not in renewing:
                    continue
                if this.date is not None and each.date is not None and each.date >= this.date:
                    continue
                alike = same_level(this, each)
                if alike is False:
                    continue
                absent = [name for name in ("kind", "date") if getattr(each, name) is None]
                if alike is None:
                    absent += [name for name in ("level",) if each.level is None]
                own = [f"recognitions.{at}.{name}" for name in absent]
                own += ["date"] if this.date is None else []
                own += ["level"] if alike is None and this.level is None else []
                if not own:
                    return NOT_MET, ()
                missing += tuple(own)
            if isinstance(recognitions, AtLeast):
                missing += ("recognitions",)
            return (UNKNOWN, missing) if missing else (MET, ())

        tests = [by_title_and_level(which), by_date(which, context), is_renewal(context)]
        words = which.say()
        say = Words(f"有效期满后复核或重新认定：{words.zh}", f"renewed after its validity ended: {words.en}")
        test = every(*tests, is_first) if first_only else every(*tests)
        of_here = is_of_here(context)
        toward = toward_recognition(which, test, days_of(which, context), once_more(which), of_here)
        return exists(self, which, test, say, toward, of_here=of_here, each_time=not first_only)

    def column(self, columns: Columns) -> Column:
        """Write the same tests over all recognitions; which renewal was the first is left to the reference."""
        which, each = self.renewed, columns.members("recognitions")
        found = together(
            title_and_level(which, each),
            day(which, each, columns),
            renewal(each, kinds_renewing(columns.context), columns.as_of),
        )
        part = registered_here(columns, each, found)
        if resolve(which.times, columns.context) == "each":
            columns.several(~part.no, "several renewals, or an unknown number of them")
        if resolve(which.times, columns.context) == "first":
            columns.refer(~part.no & (each.known | each.some), "the first of several renewals")
        refer_to_others(columns, each)
        return part

    def check(self, context: CheckContext) -> None:
        """Check titles, levels and readings."""
        self.renewed.check(context, "renewed")
        check_setting(self.renewed.times, context, "renewed", "times")
