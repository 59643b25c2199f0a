"""Facts that hang on the industry: of every code of GB/T 4754-2017, and of whatever else may stand there, as the reference says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from frames_of import MAKERS, ROWS
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table
from zjtx_rules.language import load_text
from zjtx_rules.terms.classification import industries, section_of

AS_OF = date(2023, 9, 1)
RULES = load_text(
    """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: d
  title: 示例措施
  status: issued
  in_force: {from: 2023-01-01, to: 2026-12-31}
  clauses:
  - {id: award.made, kind: award, cite: 一, quote: 制造业奖励100万元, title: 甲, to: enterprise, when: {fact: in_manufacturing}, pays: {sum: 100万元}}
  - {id: tier.other, kind: tier, cite: 二, quote: 非制造业, title: 乙, to: enterprise, when: {fact: in_manufacturing, is: false}}
  - {id: tier.sme, kind: tier, cite: 三, quote: 中小企业, title: 丙, to: enterprise, when: {fact: sme_size, one_of: [micro, small, medium]}}
  - {id: tier.small, kind: tier, cite: 四, quote: 小型企业, title: 丁, to: enterprise, when: {fact: sme_size, is: small}}
  - {id: tier.software, kind: tier, cite: 五, quote: 软件业, title: 戊, to: enterprise, when: {fact: industry, one_of: ["65", C3451, 批发业]}}
"""
)
CLAUSES = ("award.made", "tier.other", "tier.sme", "tier.small", "tier.software")
CODES = list(industries())
SPELT = [*CODES, *(code if code.isalpha() else section_of(code) + code for code in CODES), *industries().values()]
ODD = [
    "C9999",
    "3451.0",
    "Ｃ３４５１",
    "",
    " ",
    "U",
    "B3451",
    "0",
    "4",
    "610",
    "99",
    "主营轴承",
    "制造业/食品制造业",
    "3450",
]
FIGURES = [(250, 35000), (30, 6000), (150, 1500), (None, 10), (5, None), (None, None)]


def reference(industry: str | None, figures: tuple[int | None, int | None]) -> list[Any]:
    employees, revenue = figures
    firm = EnterpriseProfile.model_validate(
        {
            "region": "日照市",
            "industry": industry,
            "accounts": [{"year": 2022, "employees": employees, "revenue": revenue and f"{revenue}万元"}],
            "awards_received": [],
        }
    )
    answer = evaluate(firm, RULES, AS_OF)
    total = answer.awards.payable.total
    return [*(answer.verdict(each).value for each in CLAUSES), total.fixed.floor.fen, total.fixed.ceiling.fen]


def table(kind: str, firms: list[tuple[str | None, tuple[int | None, int | None]]]) -> list[list[Any]]:
    make = MAKERS[kind]
    names = [f"f{number:05}" for number in range(len(firms))]
    received = (
        MAKERS["polars"]({"applicant": [], "amount": []})
        if kind.startswith("polars")
        else make({"applicant": [], "amount": []})
    )
    applicants = make({"applicant": names, "region": ["日照市"] * len(firms), "industry": [each for each, _ in firms]})
    accounts = make(
        {
            "applicant": names,
            "year": [2022] * len(firms),
            "employees": [figures[0] for _, figures in firms],
            "revenue": [figures[1] and f"{figures[1]}万元" for _, figures in firms],
        }
    )
    report = evaluate_table(applicants, rules=RULES, as_of=AS_OF, accounts=accounts, awards_received=received)
    rows = sorted(ROWS[kind](report.table), key=lambda row: str(row["applicant"]))
    names = [*(f"d:{each}" for each in CLAUSES), "payable#fixed_floor", "payable#fixed_ceiling"]
    return [[row[name] for name in names] for row in rows]


def test_every_code_and_name_is_judged_alike_and_as_the_standard_says() -> None:
    firms = [(text, FIGURES[number % len(FIGURES)]) for number, text in enumerate([*SPELT, *ODD, None])]
    answers = table("polars", firms)
    assert answers == [reference(*firm) for firm in firms]
    made = {text: answer[0] for (text, _), answer in zip(firms, answers, strict=True)}
    for code in CODES:
        written = code if code.isalpha() else section_of(code) + code
        division = None if code.isalpha() else int(code[:2])
        inside = code == "C" or (division is not None and 13 <= division <= 43)
        assert made[written] == ("met" if inside else "not_met"), code
        # Without the letter, where it may be another code that lost its zero, never the contrary.
        assert made[code] in {made[written], "unknown"}, code
    assert made["412"] == made["C9999"] == made[""] == made["主营轴承"] == made[None] == "unknown"


@pytest.mark.parametrize("kind", MAKERS)
def test_all_kinds_of_frame_judge_alike(kind: str) -> None:
    firms = [(text, FIGURES[0]) for text in ("C", "8310", "59", "F", "412", "711", "K", "P", *ODD, None)]
    assert table(kind, firms) == [reference(*firm) for firm in firms]


anything = (
    st.text(max_size=6) | st.text(st.sampled_from("0123456789ACDTＣ３.业制造 -/"), max_size=6) | st.sampled_from(SPELT)
)


@drawn(few=15, many=60)
@given(st.lists(st.tuples(anything, st.sampled_from(FIGURES)), min_size=1, max_size=20))
def test_any_text_is_judged_alike(firms: list[tuple[str, tuple[int | None, int | None]]]) -> None:
    assert table("polars", firms) == [reference(*firm) for firm in firms]


@pytest.mark.parametrize(
    ("industry", "figures", "sme"),
    [
        ("59", (250, 35000), "unknown"),  # 591 transport: small, for 250 < 300; 592–599 storage: large
        ("591", (250, 35000), "met"),
        ("592", (250, 35000), "not_met"),
        ("59", (250, 2500), "met"),  # small or medium
        ("F", (30, 6000), "met"),  # wholesale medium, retail small
        ("F", (300, 40000), "not_met"),  # large in both
        ("I", (150, 1500), "met"),  # medium in both
        ("H", (5, 10), "met"),
        ("K", (5, 10), "unknown"),  # 704 lies outside the sixteen
        ("P", (5, 10), "review"),
        ("C9999", (5, 10), "unknown"),
        ("412", (5, 10), "met"),  # 农林牧渔 by 10万元, 工业 by 5 people: micro
    ],
)
def test_a_size_is_decided_where_all_rows_agree(industry: str, figures: tuple[int, int], sme: str) -> None:
    assert reference(industry, figures)[2] == sme
    assert table("polars", [(industry, figures)])[0][2] == sme
