"""A table without applicants is answered for with a table without rows."""

from __future__ import annotations

from datetime import date

import polars as pl

from zjtx_rules import load
from zjtx_rules.engines.columns import evaluate_table


def test_a_table_without_rows_that_names_kinds_is_answered_for() -> None:
    empty = pl.DataFrame({"applicant": [], "kind": []}, schema={"applicant": pl.String, "kind": pl.String})
    answer = evaluate_table(empty, rules=load("rizhao"), as_of=date(2023, 9, 1))
    assert answer.table.height == 0
    assert "payable#up_to_floor" in answer.table.columns
