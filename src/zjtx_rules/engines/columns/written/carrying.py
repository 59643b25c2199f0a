"""What was noted in a plan, worked out: once, stage by stage, for all documents together."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import whole, year_of
from zjtx_rules.engines.columns.frames import beside, distinct, in_order, lookup, one_each
from zjtx_rules.engines.columns.given.inputs import Inputs
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.engines.columns.written.previous import with_previous_last_day
from zjtx_rules.engines.columns.written.sizes import with_size


def carried_out(plan: Plan, inputs: Inputs, applicants: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the applicants with everything that was noted in a plan, as columns beside the facts."""
    home = inputs.home
    frame = applicants if applicants is inputs.applicants else in_order(applicants, home)
    for table in plan.asked_of_rows:
        frame = beside(frame, _sums(plan, inputs, table), home, inputs.everybody)
    for numbers in plan.stages_of_numbers:
        frame = frame.with_columns(*numbers)
    if plan.needs_size:
        frame = with_size(home.settled(frame), plan, home)
    for each in plan.lookups.values():
        texts = [text for text in distinct(frame, each.source)[each.source] if text is not None]
        frame = lookup(frame, home, each.source, {text: each.judge(text) for text in texts}, each.target, nw.Int64)
    if not home.eager:
        # In memory all that follows is one query.
        frame = home.settled(frame)
    for kept in plan.stages:
        frame = frame.with_columns(*kept)
    return frame


def _sums(plan: Plan, inputs: Inputs, table: str) -> nw.LazyFrame[Any]:
    """Return what is wanted of the rows of a table, one row for each applicant that has any."""
    rows, key = inputs.tables[table], inputs.home.key
    if table == "recognitions" and plan.needs_previous:
        rows = with_previous_last_day(rows, inputs.table_columns[table])
    if table == "recognitions" and plan.needs_year:
        given = "date" in inputs.table_columns[table]
        rows = rows.with_columns((year_of(nw.col("date")).fill_null(0) if given else whole(0)).alias("~year"))
    mine = plan.asked_of_rows[table]
    sums = rows.select(key, *(expr for _, _, expr in mine))
    if inputs.home.eager and inputs.findings.report:
        sums = sums.filter(~nw.col(key).is_null())
    if table in inputs.alone:
        return sums
    if inputs.everybody is not None:
        # A row that says nothing to anybody's conditions is like none; often only one for each applicant is left.
        says = [
            nw.col(column) != whole(0) if column in plan.flags else ~nw.col(column).is_null() for _, column, _ in mine
        ]
        sums = inputs.home.settled(sums.filter(nw.any_horizontal(*says, ignore_nulls=True)))
        if one_each(sums.select(key).collect()[key], len(inputs.everybody)):
            return sums
    return sums.group_by(key).agg([getattr(nw.col(column), way)() for way, column, _ in mine])
