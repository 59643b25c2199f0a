"""The last day of the title that a recognition follows upon, for all recognitions at once.

The same rule as `conditions.recognitions.previous_expiry`: what the row says itself; or else the end of the latest earlier
recognition of the same title and level, unless one that may be of that level, or has no date, could be the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER, NO, TITLE_CODES, Absent, Cell, FieldCell, _key, whole
from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.slots import Said, Slot
from zjtx_rules.terms import TITLES

if TYPE_CHECKING:
    from zjtx_rules.engines.columns.plan import Plan

_ONE_LEVEL = [code for name, code in TITLE_CODES.items() if len(TITLES[name].levels) == 1]
_KEYS = [ID, "title", "~level", "~day"]
_END = 10**9
"""One more than the end of a validity (eight digits) and whether it is known (one digit) put together."""


def with_previous_last_day(rows: nw.LazyFrame[Any], columns: AbstractSet[str]) -> nw.LazyFrame[Any]:
    """Return the recognitions with the last day of the title each follows upon, where it is known."""

    def number(name: str) -> nw.Expr:
        return nw.col(name).fill_null(0) if name in columns else whole(0)

    coded = rows.with_columns(number("level").alias("~level"), number("date").alias("~day"))
    end = nw.col("expires").fill_null(NEVER) if "expires" in columns else whole(NEVER)
    known = (~nw.col("expires").is_null()).cast(nw.Int64) if "expires" in columns else whole(0)
    others = coded.select(
        ID,
        "title",
        nw.col("~level").alias("~level2"),
        nw.col("~day").alias("~day2"),
        # Of two that end alike, the one whose end is known; an unknown end counts as the latest there is.
        (end * whole(10) + known).alias("~end2"),
    )
    pairs = coded.select(*_KEYS).unique().filter(nw.col("~day") > whole(0)).join(others, on=[ID, "title"], how="inner")
    alone = nw.col("title").is_in(_ONE_LEVEL)
    vague = (nw.col("~level") == whole(0)) | (nw.col("~level2") == whole(0))
    alike = nw.when(vague).then(alone).otherwise(nw.col("~level") == nw.col("~level2"))
    perhaps = vague & ~alone
    dated = nw.col("~day2") > whole(0)
    earlier = dated & (nw.col("~day2") < nw.col("~day"))
    when = nw.col("~day2") * whole(_END) + nw.col("~end2")
    pairs = pairs.select(
        *_KEYS,
        nw.when(earlier & alike).then(when).otherwise(whole(0)).alias("~sure"),
        nw.when(earlier & perhaps).then(when // whole(10)).otherwise(whole(0)).alias("~unsure"),
        (~dated & (alike | perhaps)).cast(nw.Int8).alias("~dateless"),
    )
    found = pairs.group_by(*_KEYS).agg(nw.col("~sure").max(), nw.col("~unsure").max(), nw.col("~dateless").max())
    certain = (
        (nw.col("~sure") > whole(0))
        & (nw.col("~dateless") == whole(0))
        & (nw.col("~unsure") < nw.col("~sure") // whole(10))
        & (nw.col("~sure") % whole(10) == whole(1))
    )
    ends = found.select(
        *_KEYS, nw.when(certain).then(nw.col("~sure") % whole(_END) // whole(10)).alias("previous_last_day")
    )
    joined = coded.join(ends, on=_KEYS, how="left")
    if "previous_expires" in columns:
        own = nw.col("previous_expires")
        joined = joined.with_columns(
            nw.when(~own.is_null()).then(own).otherwise(nw.col("previous_last_day")).alias("previous_last_day")
        )
    return joined


def previous_in_row(slot: Slot, slots: Sequence[Slot], plan: Plan) -> FieldCell:
    """Return the same for the recognitions of one slot among others."""
    own = slot.field("previous_expires", "expiry")
    if own.absent is NO:
        return own
    found = _from_others(slot, [each for each in slots if each is not slot], plan)
    if isinstance(own, Absent) or isinstance(found, Absent):
        return found if isinstance(own, Absent) else own
    either = nw.when(~own.expr.is_null()).then(own.expr).otherwise(found.expr)
    return FieldCell(either, _key("either", own.key, found.key), "expiry")


def _from_others(slot: Slot, others: Sequence[Slot], plan: Plan) -> FieldCell:
    day, title, level = slot.field("date", "date"), slot.field("title", "title"), slot.field("level", "level")
    one_level = title.expr.is_in(_ONE_LEVEL).fill_null(value=False)
    alone = title.among(_ONE_LEVEL) if isinstance(title, Said) else Cell(one_level, _key("one level", title.key))
    sure: list[Any] = []
    unsure: list[Any] = []
    dateless = NO
    keys: list[str] = []
    for each in others:
        its_day, its_level, ends = (
            each.field("date", "date"),
            each.field("level", "level"),
            each.field("expires", "expiry"),
        )
        same = each.present & title.same(each.field("title", "title"))
        vague = level.absent | its_level.absent
        alike = vague & alone | ~vague & level.same(its_level)
        perhaps = vague & ~alone
        earlier = same & its_day.before(day)
        dateless = dateless | plan.early(same & its_day.absent & (alike | perhaps), 0)
        end = whole(NEVER) if isinstance(ends, Absent) else ends.expr.fill_null(NEVER)
        when = its_day.expr * whole(_END) + end * whole(10) + (~ends.absent).expr.cast(nw.Int64)
        for test, codes, code in ((earlier & alike, sure, when), (earlier & perhaps, unsure, when // whole(10))):
            cell = plan.early(test, 0)
            if cell is not NO:
                codes.append(nw.when(cell.expr).then(code).otherwise(whole(0)))
                keys += ["sure" if codes is sure else "unsure", cell.key, its_day.key, ends.key]
    if not sure:
        return Absent("expiry")
    latest, doubtful = _greatest(sure), _greatest(unsure)
    certain = (
        (latest > whole(0)) & (~dateless).expr & (doubtful < latest // whole(10)) & (latest % whole(10) == whole(1))
    )
    key = _key("previous", dateless.key, *keys)
    return FieldCell(plan.number(nw.when(certain).then(latest % whole(_END) // whole(10)), key, 1), key, "expiry")


def _greatest(codes: Sequence[Any]) -> Any:
    return nw.max_horizontal(*codes) if len(codes) > 1 else codes[0] if codes else whole(0)
