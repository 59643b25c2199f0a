"""The last day of the title that a recognition follows upon, for recognitions that stand in columns of the applicants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER, NO, Absent, Cell, FieldCell, _key, whole
from zjtx_rules.engines.columns.slots import Said, Slot
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.engines.columns.written.previous import END, ONE_LEVEL


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
    one_level = title.expr.is_in(ONE_LEVEL).fill_null(value=False)
    alone = title.among(ONE_LEVEL) if isinstance(title, Said) else Cell(one_level, _key("one level", title.key))
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
        when = its_day.expr * whole(END) + end * whole(10) + (~ends.absent).expr.cast(nw.Int64)
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
    return FieldCell(plan.number(nw.when(certain).then(latest % whole(END) // whole(10)), key, 1), key, "expiry")


def _greatest(codes: Sequence[Any]) -> Any:
    return nw.max_horizontal(*codes) if len(codes) > 1 else codes[0] if codes else whole(0)
