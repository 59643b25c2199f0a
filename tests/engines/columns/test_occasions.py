"""The year, month or day that money was received for, in tables: read from every type of column, and told apart where it matters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest

from zjtx_rules import EnterpriseProfile, InRow, evaluate, evaluate_table, load
from zjtx_rules.problems import InputError

AS_OF = date(2024, 4, 1)
WAN = 1_000_000
DISTRICTS = pl.DataFrame({"applicant": ["A"], "region": ["岚山区"], "kind": ["district"]})
ASSESSED = pl.DataFrame({"applicant": ["A", "A"], "year": [2022, 2023], "base_target_met": [True, True]})


def ledger(occasion: Any, header: str = "occasion") -> pl.DataFrame:
    entry = {"applicant": ["A"], "clause": ["三（一）2"], "document": ["日政办字[2022]10号"], "amount": ["100万元"]}
    return pl.DataFrame(entry | {"date": ["2024-03-01"], "payer": ["日照市"]}).with_columns(
        pl.Series(header, [occasion] if not isinstance(occasion, pl.Series) else occasion)
    )


def ceiling(received: Any) -> int:
    found = evaluate_table(DISTRICTS, rules=load("rizhao"), as_of=AS_OF, assessments=ASSESSED, awards_received=received)
    return int(found.table["rizhao-2022#up_to_ceiling"][0])


@pytest.mark.parametrize(
    "occasion",
    ["2022", "2022年", "2022年度", "2022-05", "2022/5/1", "2022-05-01", 2022, 2022.0, date(2022, 5, 1), datetime(2022, 5, 1)],  # noqa: DTZ001 - a spreadsheet has no zone
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("header", ["occasion", "所属期", "所属年度"])
def test_an_occasion_is_read_from_every_type_of_column(occasion: Any, header: str) -> None:
    # 300万元 for 2023, and 200万元 are left of 2022.
    assert ceiling(ledger(occasion, header)) == 500 * WAN


@pytest.mark.parametrize("occasion", ["22年", "2022-13", 22, 22.0, 2022.5, datetime(2022, 5, 1, 8)], ids=str)  # noqa: DTZ001 - likewise
def test_what_is_no_occasion_is_refused(occasion: Any) -> None:
    with pytest.raises(InputError):
        ceiling(ledger(occasion))


def test_pandas_holds_years_beside_gaps_as_floats() -> None:
    frame = pd.DataFrame(
        {"applicant": ["A", "A"], "clause": ["award.district"] * 2, "amount": ["100万元", "300万元"], "payer": ["日照市"] * 2,
         "date": ["2024-03-01"] * 2, "occasion": [2022, None]}
    )  # fmt: skip
    found = evaluate_table(
        DISTRICTS.to_pandas(),
        rules=load("rizhao"),
        as_of=AS_OF,
        assessments=ASSESSED.to_pandas(),
        awards_received=frame,
    ).table
    # Of 600万元, 400万元 were received, whatever the 300万元 were for.
    assert list(found["rizhao-2022#up_to_ceiling"]) == [200 * WAN]


HELD = [
    {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2022-11-20"},
    {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2023-03-20"},
    {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14"},
]
TOLD = [
    {"occasion": "2022"},
    {"occasion": "2023"},
    {"occasion": "2022-11"},
    {"occasion": "2022-12"},
    {"occasion": "2023-03-20"},
    {"occasion": "2023-03-21"},
    {},
    {"date": "2023-02-01"},
    {"date": "2024-04-02"},
    {"payer": "东港区"},
    {"payer": "日照市/日照高新区"},
    {"payer": "山东省"},
    {"document": "鲁财企〔2023〕1号"},
    {"document": "日政办字〔2022〕10号"},
    {"clause": "award.zjtx"},
    {"clause": "award.zjtx_sme"},
    {"clause": "old:award.zjtx_sme"},
    {"clause": "三（一）2"},
]
"""What tells one entry of the ledger from another: each is a case of its own, asked in one table beside all others."""


@pytest.mark.parametrize(
    "readings", [{}, {"upgrade": "same_year"}, {"payer": "all_levels"}, {"remainder": "claimable"}], ids=str
)
@pytest.mark.parametrize("in_row", [False, True])
def test_cases_that_differ_in_what_matters_are_told_apart(readings: dict[str, str], in_row: bool) -> None:  # noqa: FBT001 - where they stand
    entries = [
        {
            "title": "zjtx_sme",
            "level": "provincial",
            "kind": "award",
            "amount": "10万元",
            "date": "2023-08-01",
            "payer": "日照市",
        }
        | each
        for each in TOLD
    ]
    names = [f"{number:02}" for number in range(len(entries))]
    applicants = pl.DataFrame(
        {"applicant": names, "region": ["日照市"] * len(names), "kind": ["enterprise"] * len(names)}
    )
    held = pl.DataFrame([{"applicant": name, **each} for name in names for each in HELD])
    columns = ["title", "level", "kind", "amount", "date", "payer", "occasion", "document", "clause"]
    rows = pl.DataFrame(
        [{"applicant": n, **{c: e.get(c) for c in columns}} for n, e in zip(names, entries, strict=True)]
    )
    received: Any = rows
    if in_row:
        applicants = applicants.join(rows, on="applicant", suffix="_of_money").rename({"kind_of_money": "nature"})
        applicants = applicants.rename({each: f"money {each}" for each in columns if each != "kind"})
        received = [InRow(columns={each: "nature" if each == "kind" else f"money {each}" for each in columns})]
    table = evaluate_table(
        applicants, rules=load("rizhao"), as_of=AS_OF, recognitions=held, awards_received=received, readings=readings
    ).table
    for name, entry in zip(names, entries, strict=True):
        firm = EnterpriseProfile.model_validate({"region": "日照市", "recognitions": HELD, "awards_received": [entry]})
        totals = evaluate(firm, load("rizhao"), AS_OF, readings=readings).awards.payable.total.up_to
        (row,) = table.filter(pl.col("applicant") == name).to_dicts()
        bounds = row["rizhao-2022#up_to_floor"], row["rizhao-2022#up_to_ceiling"]
        assert bounds == (totals.floor.fen, totals.ceiling.fen if totals.ceiling else None), entry
