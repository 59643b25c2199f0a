"""A title of which only the year or the month is known: the day lies in it, so what holds of all its days is certain.

日政办字〔2022〕10号 三（一）2 pays up to 100万元 for a “小巨人” newly recognised from 2022-03-23 on.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from zjtx_rules import EnterpriseProfile, Verdict, evaluate, evaluate_table, load
from zjtx_rules.conditions.holds import IN_FORCE
from zjtx_rules.core.judge import record_judge
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.profile.occasion import period_of
from zjtx_rules.profile.plausibility import doubts_of
from zjtx_rules.profile.records import Recognition
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN

in_force = record_judge(IN_FORCE)
RULES = load("rizhao")
AS_OF = date(2023, 9, 1)
GIANT: dict[str, Any] = {"title": "little_giant", "level": "national", "kind": "new"}


def firm(**more: Any) -> EnterpriseProfile:
    data = {"region": "日照市", "recognitions": [{**GIANT, **more}], "awards_received": []}
    return EnterpriseProfile.model_validate(data)


def paid(profile: EnterpriseProfile, as_of: date = AS_OF) -> tuple[int, int]:
    bounds = evaluate(profile, RULES, as_of).awards.payable.total.up_to
    assert bounds.ceiling is not None
    return int(bounds.floor.yuan) // 10_000, int(bounds.ceiling.yuan) // 10_000


CASES = [
    ("2023年8月", AS_OF, Verdict.MET, (100, 100)),
    ("2023-08", AS_OF, Verdict.MET, (100, 100)),
    ("2023", date(2023, 12, 31), Verdict.MET, (100, 100)),
    ("2023", AS_OF, Verdict.UNKNOWN, (0, 100)),  # it may still be to come
    ("2023-09", AS_OF, Verdict.UNKNOWN, (0, 100)),
    ("2022-03", AS_OF, Verdict.UNKNOWN, (0, 100)),  # before or after the 23rd
    ("2022-04", AS_OF, Verdict.MET, (100, 100)),
    ("2022年", AS_OF, Verdict.UNKNOWN, (0, 100)),
    ("2022-02", AS_OF, Verdict.NOT_MET, (0, 0)),
    ("2021", AS_OF, Verdict.NOT_MET, (0, 0)),
    ("2024", AS_OF, Verdict.NOT_MET, (0, 0)),
]


@pytest.mark.parametrize(("written", "as_of", "verdict", "expected"), CASES)
def test_what_holds_of_every_day_of_the_month_is_certain(
    written: str, as_of: date, verdict: Verdict, expected: tuple[int, int]
) -> None:
    profile = firm(date=written)
    assert evaluate(profile, RULES, as_of).verdict("award.little_giant") == verdict
    assert paid(profile, as_of) == expected


@pytest.mark.parametrize(("written", "as_of", "verdict", "expected"), CASES)
def test_tables_and_lists_say_the_same(
    tmp_path: Path, written: str, as_of: date, verdict: Verdict, expected: tuple[int, int]
) -> None:
    rows = {name: ["A"] for name in ("applicant",)} | {name: [each] for name, each in GIANT.items()}
    table = evaluate_table(
        pl.DataFrame({"applicant": ["A"], "region": ["日照市"]}),
        rules=RULES,
        as_of=as_of,
        recognitions=pl.DataFrame({**rows, "given_in": [written]}),
        awards_received=pl.DataFrame(schema={"applicant": pl.String}),
    ).table
    assert table["rizhao-2022:award.little_giant"].to_list() == [verdict.value]
    assert [table[f"payable#up_to_{end}"][0] // 10**6 for end in ("floor", "ceiling")] == list(expected)
    path = tmp_path / "名单.csv"
    path.write_text(f"企业名称,所在地,小巨人认定时间\n甲公司,日照市,{written}\n", encoding="utf-8")
    found = simulate(path, RULES, as_of, complete=["认定", "已领奖补"])
    assert (found.payable.up_to.floor // 10**6, (found.payable.up_to.ceiling or 0) // 10**6) == expected
    assert any("按这一年或这一月中的某一日算" in each.zh for each in found.notes)


_DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@given(_DAYS, st.sampled_from([4, 7]), _DAYS, st.one_of(st.none(), st.just("never"), _DAYS))
@settings(max_examples=60)
def test_in_force_is_what_all_possible_days_agree_on(
    day: date, length: int, as_of: date, expires: date | str | None
) -> None:
    first, last = period_of(day.isoformat()[:length])
    if isinstance(expires, date) and expires < first:
        return
    bounded = Recognition.model_validate(
        {"title": "little_giant", "given_in": day.isoformat()[:length], "expires": expires}
    )
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    possible = [each for each in days if not isinstance(expires, date) or each <= expires]
    truths = {
        in_force([Recognition.model_validate({"title": "little_giant", "date": each, "expires": expires})], 0, as_of)[0]
        for each in possible
    }
    found, missing = in_force([bounded], 0, as_of)
    assert found == (truths.pop() if len(truths) == 1 else UNKNOWN)
    assert bool(missing) == (found == UNKNOWN)
    assert found in (MET, NOT_MET, UNKNOWN)


@given(
    st.sampled_from([*(f"2022-{month:02}" for month in range(1, 6)), "2022", "2023", "2021"]),
    st.sampled_from([None, date(2022, 3, 25)]),
)
@settings(max_examples=20, deadline=None)
def test_the_bounds_are_those_of_the_days(written: str, expires: date | None) -> None:
    first, last = period_of(written)
    if expires is not None and expires < first:
        return
    until = min(last, expires) if expires is not None else last
    ends = {} if expires is None else {"expires": expires}
    turning = {
        first,
        until,
        *(day for day in (date(2022, 3, 22), date(2022, 3, 23), AS_OF, date(2023, 9, 2)) if first <= day <= until),
    }
    each = [paid(firm(date=day, **ends)) for day in turning]
    assert paid(firm(date=written, **ends)) == (min(low for low, _ in each), max(high for _, high in each))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date": "2023-07-14", "given_in": "2023-08"}, "dates-contradict"),
        ({"date": "2023年8月", "expires": "2023-07-31"}, "dates-reversed"),
        ({"given_in": "2023-13"}, "occasion"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        firm(**fields)
    assert [each["type"] for each in caught.value.errors()] == [code]


def test_a_table_in_which_the_validity_ends_before_the_month_is_refused() -> None:
    rows = {"applicant": ["A", "B", "C"], "title": ["小巨人"] * 3, "given_in": ["2024-03", "2024-03", "2023"]}
    answer = evaluate_table(
        pl.DataFrame({"applicant": ["A", "B", "C"], "region": ["日照市"] * 3}),
        rules=RULES,
        as_of=AS_OF,
        recognitions=pl.DataFrame({**rows, "expires": ["2024-02-29", "2024-03-01", "2022-12-31"]}),
        on_problem="report",
    )
    assert answer.table["problem"].to_list() == ["dates-reversed", None, "dates-reversed"]


def test_a_month_and_a_date_in_it_are_the_date() -> None:
    assert firm(date="2023-07-14", given_in="2023-07").recognitions[0].possible_days == (date(2023, 7, 14),) * 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("written", "codes"), [("2023-10", ["day-ahead"]), ("2023-09", []), ("2023", []), ("2024", ["day-ahead"])]
)
def test_a_month_that_lies_ahead_is_noted(written: str, codes: list[str]) -> None:
    notes = doubts_of(firm(date=written), AS_OF)
    assert [each.code for each in notes] == codes
    assert all(written in each.message.zh for each in notes)
