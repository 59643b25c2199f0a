"""`renewed`: a title whose validity had ended, confirmed (复核) or applied for and given again (重新申报认定)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Context
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import (
    IN_YEAR,
    Which,
    counted,
    is_first,
    is_renewal,
    naming,
    of_here,
    recognised,
)
from zjtx_rules.conditions.turning import Draft, once_more
from zjtx_rules.core.terms import ALWAYS, Some
from zjtx_rules.phrases import Phrase, choices
from zjtx_rules.words import Words


class RenewedWhich(Which):
    """Which renewals count."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = naming(
        "有效期满后经复核或重新申报再获认定（{times}）为",
        "renewed after its validity had ended ({times}) as ",
        ("{in_}", "{in_}"),
        in_=IN_YEAR,
        times=choices(each=("每次均可", "whichever time"), first=("仅第一次", "the first time only")),
    )

    times: Setting[Literal["each", "first"]] = Field(
        default="each", title="次数", description="each 每次均可；first 仅第一次"
    )

    def check(self, context: CheckContext, *path: str) -> None:
        """Check titles, levels and readings."""
        super().check(context, *path)
        check_setting(self.times, context, *path, "times")


class Renewed(RecognitionCondition):
    """Met if the title was renewed after its validity had ended, on either route."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"renewed"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{renewed}", "{renewed}"),)

    renewed: RenewedWhich = Field(title="延续认定", description="有效期满后经复核或重新申报认定的称号")

    def lower(self, context: Context) -> Some:
        """Return the tests of title and level, date, kind, the end of the earlier validity and the place."""
        which = self.renewed
        first_only = resolve(which.times, context) == "first"
        tests = which.test, counted(which, context), is_renewal(context)
        return recognised(
            *tests, is_first(context) if first_only else ALWAYS, of_here(context), each_time=not first_only
        )

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say which titles."""
        words = self.renewed.say()
        return Words(f"有效期满后复核或重新认定：{words.zh}", f"renewed after its validity ended: {words.en}")

    def draft(self, context: Context) -> Draft:  # noqa: ARG002 - one form for all kinds
        """Return the renewal of a title that has ended."""
        return once_more(self.renewed)
