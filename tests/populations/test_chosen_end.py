"""A validity whose end a reading chooses ends for a population as it does for one applicant."""

from __future__ import annotations

from datetime import date

import polars as pl

from zjtx_rules import load
from zjtx_rules.engines.columns import evaluate_table


def test_an_end_that_a_reading_chooses_ends_the_document_in_tables_too() -> None:
    # 山东 2022 states no end; under the reading `end_2025` it is over on 2026-01-01, and nothing accrues as payable any more.
    answer = evaluate_table(
        pl.DataFrame({"applicant": ["A"]}),
        rules=load("shandong"),
        as_of=date(2026, 1, 1),
        readings={"plan_end": "end_2025"},
    )
    assert answer.report.sections["shandong-2022"] == "accrued"
    assert answer.table["payable#up_to_ceiling"].to_list() == [0]
