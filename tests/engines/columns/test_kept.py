"""What is kept of one table for the next does not show in the answers, whatever was asked before.

Worked out by hand from 日政办字〔2022〕10号 三（一）2: a national little giant newly recognised from 2022-03-23 on, in 日照.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from itertools import permutations
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from frames_of import MAKERS, ROWS

from zjtx_rules import InputError, RuleSet, evaluate_table, load_text
from zjtx_rules.engines.columns import InRow, asking
from zjtx_rules.engines.columns.given import reading
from zjtx_rules.engines.columns.translated import renamed, translated
from zjtx_rules.language import bundled_files

AWARD = "rizhao-2022:award.little_giant"
AS_OF = date(2023, 9, 1)
GIANT = {"title": "little_giant", "level": "national", "kind": "new"}
DAY = date(2023, 5, 10)
WAN = 1_000_000  # 一万元 in 分
MIDNIGHTS = [datetime.combine(date(2022, 3, day), time()) for day in (23, 22)]
ENGINES = ("polars", "polars lazy", "pandas", "pyarrow")

Asked = tuple[dict[str, list[Any]], list[str]]
"""Firms, and the verdict on each."""
TABLES: dict[str, Asked] = {
    "here": ({"region": [371102, 371121], "day": [DAY, DAY]}, ["met", "met"]),
    "elsewhere too": ({"region": [371102, 370102], "day": [DAY, DAY]}, ["met", "not_met"]),
    "who knows where": ({"region": [371102, 370000], "day": [DAY, DAY]}, ["met", "unknown"]),
    "not all of them": ({"region": [371102, 371121], "day": [DAY, None]}, ["met", "not_met"]),
    "days as moments": ({"region": [371102, 371121], "day": MIDNIGHTS}, ["met", "not_met"]),
    "days as texts": ({"region": [371102, 371121], "day": ["2022-03-23", "2022-03-22"]}, ["met", "not_met"]),
}


def own_rules() -> RuleSet:
    """Return the rule file of 日照, of which no table has been asked yet."""
    return load_text(bundled_files()["rizhao"].read_text(encoding="utf-8"), "rizhao")


def ask(rules: RuleSet, firms: dict[str, list[Any]], engine: str = "polars", **more: Any) -> list[dict[str, Any]]:
    held = [InRow(says=GIANT, columns={"date": "day"})]
    question: dict[str, Any] = {"recognitions": held, "awards_received": [], "as_of": AS_OF} | more
    count = len(firms["region"])
    frame = MAKERS[engine]({"applicant": list(range(count)), **firms})
    return sorted(ROWS[engine](evaluate_table(frame, rules=rules, **question).table), key=lambda row: row["applicant"])


def verdicts(rules: RuleSet, firms: dict[str, list[Any]], engine: str = "polars", **more: Any) -> list[str]:
    return [row[AWARD] for row in ask(rules, firms, engine, **more)]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_asked_before_makes_no_difference(engine: str) -> None:
    rules = own_rules()
    for order in list(permutations(TABLES))[::250]:
        for name in order:
            firms, expected = TABLES[name]
            assert verdicts(rules, firms, engine) == expected, (name, order)


def test_each_day_asked_for_has_its_own_answer() -> None:
    rules, (firms, _) = own_rules(), TABLES["here"]
    for day, verdict in ((AS_OF, "met"), (date(2023, 5, 9), "not_met"), (date(2023, 5, 10), "met"), (AS_OF, "met")):
        assert verdicts(rules, firms, as_of=day) == [verdict] * 2


def test_other_clauses_are_other_columns() -> None:
    rules, (firms, _) = own_rules(), TABLES["here"]
    for clause in ("award.little_giant", "award.gazelle", "award.little_giant"):
        [first, _] = ask(rules, firms, clauses=[clause])
        assert [name for name in first if ":" in name] == [f"rizhao-2022:{clause}"]
        assert first["payable#up_to_ceiling"] == 100 * WAN


def test_verdicts_are_said_as_each_caller_wants_them() -> None:
    rules, (firms, _) = own_rules(), TABLES["elsewhere too"]
    assert verdicts(rules, firms) == ["met", "not_met"]
    assert verdicts(rules, firms, verdicts="code") == [3, 0]
    assert verdicts(rules, firms) == ["met", "not_met"]
    reported = ask(rules, firms, on_problem="report")
    assert [row["problem"] for row in reported] == [None, None]


def test_more_tables_than_are_kept_are_answered_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_MOST_KEPT", 2)
    rules = own_rules()
    for name in [*TABLES, *reversed(TABLES)]:
        firms, expected = TABLES[name]
        assert verdicts(rules, firms) == expected


def test_threads_that_ask_different_tables_do_not_disturb_each_other() -> None:
    rules = own_rules()
    names = list(TABLES) * 5
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: verdicts(rules, TABLES[name][0]), names))
    assert found == [TABLES[name][1] for name in names]


@pytest.mark.parametrize("dtype", [pl.Int32, pl.UInt32, pl.Int64, pl.String])
@pytest.mark.parametrize("most", [2, 50_000])
def test_a_place_is_the_same_in_whatever_type_it_stands(dtype: Any, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", most)
    monkeypatch.setattr(reading, "_FIRST", 1)
    regions = pl.Series("region", [371102, 370102, None]).cast(dtype)
    firms = pl.DataFrame({"applicant": [0, 1, 2], "region": regions, "day": [DAY] * 3})
    held = [InRow(says=GIANT, columns={"date": "day"})]
    answer = evaluate_table(firms, recognitions=held, awards_received=[], rules=own_rules(), as_of=AS_OF)
    assert answer.table[AWARD].to_list() == ["met", "not_met", "unknown"]


@pytest.mark.parametrize("first", [371102, 99])
def test_a_number_far_beyond_any_place_is_said_to_be_none(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", 2)
    monkeypatch.setattr(reading, "_FIRST", 1)
    firms = {"region": [first, 371102, 10**15], "day": [DAY] * 3}
    with pytest.raises(InputError) as raised:
        ask(own_rules(), firms)
    wrong = {each.message.zh.partition("：1行")[0] for each in raised.value.problems}
    assert {each.path for each in raised.value.problems} == {"region"}
    assert len(wrong) == (1 if first == 371102 else 2)


def with_revenue(revenue: int) -> dict[str, Any]:
    accounts = [InRow(says={"year": 2022}, columns={"revenue": "revenue_yuan"})]
    return {"firms": {**TABLES["here"][0], "revenue_yuan": [1, revenue]}, "accounts": accounts}


@pytest.mark.parametrize("revenue", [0, 10**14])
def test_an_amount_may_be_as_large_as_can_be_held(revenue: int) -> None:
    assert verdicts(own_rules(), **with_revenue(revenue)) == ["met", "met"]


@pytest.mark.parametrize("revenue", [-1, 10**14 + 1])
def test_an_amount_beyond_that_is_refused(revenue: int) -> None:
    with pytest.raises(InputError) as raised:
        ask(own_rules(), **with_revenue(revenue))
    assert [(each.code, each.path) for each in raised.value.problems] == [("wrong-cell", "revenue_yuan")]


@pytest.mark.parametrize("lazy", ["applicants", "recognitions"])
def test_tables_of_polars_may_be_lazy_or_not_beside_one_another(lazy: str) -> None:
    firms = pl.DataFrame({"applicant": [1, 2], "region": ["371102", "370102"]})
    held = pl.DataFrame(
        {"applicant": [1, 2], **{name: [value] * 2 for name, value in GIANT.items()}, "date": [DAY] * 2}
    )
    tables: dict[str, Any] = {"applicants": firms, "recognitions": held}
    tables[lazy] = tables[lazy].lazy()
    answer = evaluate_table(**tables, rules=own_rules(), as_of=AS_OF).table
    assert isinstance(answer, pl.LazyFrame if lazy == "applicants" else pl.DataFrame)
    assert answer.lazy().collect().sort("applicant")[AWARD].to_list() == ["met", "not_met"]


@pytest.mark.parametrize("backend", ["polars", "pyarrow"])
def test_a_translated_expression_is_the_expression(backend: Any) -> None:
    frame = nw.from_dict({"a": [1, None, 3]}, {"a": nw.Int64}, backend=backend)
    expr = translated(nw.when(nw.col("a") > nw.lit(1)).then(nw.col("a") * nw.lit(2)).otherwise(nw.lit(0)).alias("b"))
    for _ in range(2):
        found = frame.with_columns(expr, (expr + nw.lit(1)).alias("c"), renamed("a", "d"))
        assert found["b"].to_list() == [0, 0, 6]
        assert found["c"].to_list() == [1, 1, 7]
        assert found["d"].to_list() == [1, None, 3]


def test_polars_is_told_an_expression_once() -> None:
    # Narwhals may come to translate in another way; then this says that nothing is kept any more.
    expr: Any = translated(nw.col("a") + nw.lit(1))
    frames = [nw.from_native(pl.DataFrame({"a": [number]})) for number in (1, 2)]
    assert [frame.select(expr)["a"].to_list() for frame in frames] == [[2], [3]]
    asked = frames[0].__narwhals_namespace__()
    once, again = (expr._to_compliant_expr(asked) for _ in range(2))  # noqa: SLF001 - this is what is kept
    assert once is again
