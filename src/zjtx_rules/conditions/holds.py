"""`holds`: a title is in force on the as-of date; its first and its last day count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.recognition_columns import title_and_level, together
from zjtx_rules.conditions.recognitions import Which, by_title_and_level, every, exists
from zjtx_rules.conditions.turning import any_day, standing, toward_recognition
from zjtx_rules.profile.records import Recognition
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words


class Holds(Condition):
    """Met if the title was given on or before the as-of date and has not expired."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"holds"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()

    holds: Which = Field(title="称号有效", description="评估日称号在有效期内，首尾两日均算")

    def prepare(self, context: Context) -> Prepared:  # noqa: ARG002 - every kind is prepared alike
        """Put the tests together: title and level, in force."""
        words = self.holds.say()
        say = Words(f"有效期内的称号：{words.zh}", f"holds, in force: {words.en}")
        test = every(by_title_and_level(self.holds), in_force)
        toward = toward_recognition(self.holds, test, any_day, standing(self.holds))
        return exists(self, self.holds, test, say, toward)

    def column(self, columns: Columns) -> Column:
        """Write the same tests over all recognitions."""
        each = columns.members("recognitions")
        begun = each["date"].after(columns.as_of) | each["expires"].before(columns.as_of)
        first, last, as_of = each["date"], each["expires"], columns.as_of
        # The first day is never after the last: one of them on the as-of date tells enough of the other.
        missing = {
            "date": first.absent & (last.absent | last.after(as_of)),
            "expires": last.absent & (first.absent | first.before(as_of)),
        }
        return columns.exists(each, *together(title_and_level(self.holds, each), (begun, missing)))

    def check(self, context: CheckContext) -> None:
        """Check titles and levels."""
        self.holds.check(context, "holds")


def in_force(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
    """Test that a recognition has begun and not ended on the as-of date; its first day is never after its last."""
    recognition = recognitions[index]
    begun, expires = recognition.date, recognition.expires
    earliest, latest = (begun, begun) if begun is not None else recognition.possible_days
    if (earliest is not None and earliest > as_of) or (expires is not None and expires != "never" and expires < as_of):
        return NOT_MET, ()
    if (expires is not None and latest is not None and latest <= as_of) or begun == as_of:
        return MET, ()
    return UNKNOWN, tuple(name for name, value in (("date", begun), ("expires", expires)) if value is None)
