"""When one can apply: how it is written, which days it means, and what is said of other spellings."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from small_rules import HEAD, load_text
from zjtx_rules import EnterpriseProfile, evaluate
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.paragraph.reading import read_paragraph
from zjtx_rules.presentation.paragraph.writing import clause_paragraph, side_of
from zjtx_rules.terms import ApplicationWindow, WindowError

DAY = date


@pytest.mark.parametrize(
    ("text", "on", "first", "last"),
    [
        ("3月", "2026-01-10", "2026-03-01", "2026-03-31"),
        ("3月", "2026-03-31", "2026-03-01", "2026-03-31"),
        ("3月", "2026-04-01", "2027-03-01", "2027-03-31"),
        ("2月", "2024-01-01", "2024-02-01", "2024-02-29"),
        ("2月", "2025-01-01", "2025-02-01", "2025-02-28"),
        ("每年3月16日至4月15日", "2026-04-15", "2026-03-16", "2026-04-15"),
        ("3月至4月", "2026-04-30", "2026-03-01", "2026-04-30"),
        ("11月至1月", "2026-01-31", "2025-11-01", "2026-01-31"),
        ("11月至1月", "2026-02-01", "2026-11-01", "2027-01-31"),
        ("2月29日", "2025-01-01", "2025-02-28", "2025-02-28"),
        ("2026年3月1日至3月31日", "2025-12-01", "2026-03-01", "2026-03-31"),
        ("2026年12月1日至2027年1月31日", "2026-12-15", "2026-12-01", "2027-01-31"),
        ("2026年3月", "2026-03-01", "2026-03-01", "2026-03-31"),
        ("至4月30日", "2026-05-01", None, "2027-04-30"),
        ("至2026年4月30日", "2026-01-01", None, "2026-04-30"),
    ],
)
def test_the_next_window_after_a_day(text: str, on: str, first: str | None, last: str) -> None:
    window = ApplicationWindow.parse(text)
    expected = (date.fromisoformat(first) if first else None, date.fromisoformat(last))
    assert window.next_after(date.fromisoformat(on)) == expected
    assert ApplicationWindow.parse(str(window)) == window


@pytest.mark.parametrize("text", ["2026年3月1日至3月31日", "至2026年3月31日", "2026年3月"])
def test_a_window_of_one_year_does_not_come_again(text: str) -> None:
    assert ApplicationWindow.parse(text).next_after(date(2026, 4, 1)) is None


@settings(max_examples=60)
@given(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_a_day_is_inside_just_when_its_month_and_day_lie_between(start: date, end: date, day: date) -> None:
    window = ApplicationWindow.parse(f"{start.month}月{start.day}日至{end.month}月{end.day}日")
    found = window.next_after(day)
    assert found is not None
    first, last = found
    assert first is not None
    assert day <= last < day + timedelta(days=2 * 366)
    if (2, 29) not in ((start.month, start.day), (end.month, end.day)):
        on, begins, ends = ((each.month, each.day) for each in (day, start, end))
        inside = begins <= on <= ends if begins <= ends else on >= begins or on <= ends
        assert (first <= day) is inside


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3月1日-3月31日", "3月1日至3月31日"),
        ("3月1日—3月31日", "3月1日至3月31日"),
        ("3月1号到3月31号", "3月1日至3月31日"),
        ("2026-03-01至2026-03-31", "2026年3月1日至2026年3月31日"),
        ("３月１日至３月３１日", "3月1日至3月31日"),
    ],
)
def test_another_spelling_is_refused_with_one_that_is_taken(text: str, meant: str) -> None:
    with pytest.raises(WindowError) as refused:
        ApplicationWindow.parse(text)
    assert refused.value.suggestion is not None
    (said,) = re.findall("“(.*)”", refused.value.suggestion.zh)
    assert said == meant
    ApplicationWindow.parse(said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "至",
        "每年",
        "春季",
        "13月",
        "2月30日",
        "2025年2月29日",
        "0月",
        "3月0日",
        "2026年5月至4月",
        "2026年3月至2027年",
        "3月至2026年4月",
        "x" * 50,
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(WindowError):
        ApplicationWindow.parse(text)


def test_a_window_is_written_to_json_as_it_is_spelt_and_matches_its_schema() -> None:
    adapter = TypeAdapter(ApplicationWindow)
    pattern = re.compile(adapter.json_schema()["pattern"])
    for text in ("3月", "3月16日至4月15日", "至4月30日", "2026年3月1日至2026年3月31日"):
        window = adapter.validate_python(text)
        assert adapter.dump_json(window).decode() == f'"{text}"'
        assert pattern.search(text)


def rules_with(window: str) -> str:
    return (
        HEAD
        + f"""\
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 给予10万元
    title: 甲奖
    {window}
    to: enterprise
    pays: {{sum: 10万元}}
  - id: service.b
    kind: service
    cite: 二
    quote: 组织诊断
    title: 诊断
    {window}
    to: enterprise
    offers: 诊断
"""
    )


def test_every_form_of_an_answer_says_when_one_can_apply() -> None:
    firm = EnterpriseProfile.model_validate({"region": "日照市", "awards_received": []})
    answer = evaluate(firm, load_text(rules_with("window: [3月, 9月1日至10月15日]")), DAY(2023, 9, 1))
    said = "每年3月，每年9月1日至10月15日"
    for page in (answer.explain(), as_markdown(answer), answer_page(answer)):
        assert said in page
    assert answer.explain().count(f"申报时间{said}") == 2
    assert answer.model_dump_json().count(f'"window": "{said}"') >= 4
    plain = evaluate(firm, load_text(rules_with("note: 无")), DAY(2023, 9, 1))
    assert plain.awards.payable.total == answer.awards.payable.total


def test_another_window_is_a_change_that_neither_widens_nor_narrows() -> None:
    old, new = (load_text(rules_with(f"window: {each}")) for each in ("3月", "4月"))
    changes = list(diff(old, new).changes())
    assert [(each.code, each.access, each.money) for each in changes] == [("window-changed", "neither", "none")] * 2
    assert changes[0].say() == "申报时间改变 申报时间：每年3月 → 每年4月"
    assert not list(diff(old, load_text(rules_with("window: 每年 3月"))).changes())


def test_the_paragraph_of_a_clause_says_it_and_is_read_back() -> None:
    ((loaded, document, clause), *_) = load_text(rules_with("window: [3月, 11月5日至1月, 至2026年4月30日]")).clauses()
    paragraph = clause_paragraph(loaded, document, clause)
    assert "申报时间：每年3月、每年11月5日至1月、至2026年4月30日。" in paragraph
    again = read_paragraph(paragraph, side_of(loaded, document)).clause
    assert again.window == clause.window  # type: ignore[attr-defined]
