"""Values that go by a reading: the case that holds, and to which band an edge belongs; every document that uses them declares it."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from zjtx_rules.analysis.diffing.comparison import diff
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.problems import InputError
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reasoning import evaluate
from zjtx_rules.reasoning.alternatives import readings_used
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import Verdict

EDGE = """
  - id: edge
    question: 恰在档界上的归哪一档
    options: {higher: 高的一档, lower: 低的一档}
    default: higher
"""
COUNTED = """
  - id: counted
    question: 旧机器算不算
    options: {new: 只算新的, all: 都算}
    default: new
"""
RULES = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: new_machines, label: 新机器, type: count}
- {id: old_machines, label: 旧机器, type: count}
values:
- id: machines
  label: 机器
  choose:
    first:
    - when: {by_reading: counted, options: {new: {always: false}, all: {always: true}}}
      is: 新机器 + 旧机器
    otherwise: 新机器
- id: rate
  label: 每台金额
  table:
    by: 机器
    bands:
    - {from: 10台, is: 2万元}
    - {from: 20台, is: 3万元}
    edge: {by_reading: edge, options: {higher: upper, lower: lower}}
documents:
- id: demo
  title: 示例办法
  status: issued
  readings: READINGS
  clauses:
  - id: award.machines
    kind: award
    cite: 一
    quote: 对机器10台以上的给予奖励
    title: 机器奖励
    to: enterprise
    when: {fact: machines, at_least: 1}
    pays: {amount: 每台金额}
"""


def rules(readings: str = EDGE + COUNTED) -> RuleSet:
    return load_text(RULES.replace(" READINGS", readings.rstrip() or " []"))


def firm(new: int, old: int) -> EnterpriseProfile:
    return EnterpriseProfile.model_validate(
        {"region": "海曲市", "awards_received": [], "facts": {"new_machines": new, "old_machines": old}},
        context=rules().places,
    )


@pytest.mark.parametrize(
    ("new", "old", "chosen", "yuan"),
    [
        (10, 10, {}, 20_000),
        (10, 10, {"edge": "lower"}, 0),
        (11, 9, {"edge": "lower"}, 20_000),
        (10, 10, {"counted": "all"}, 30_000),
        (10, 10, {"counted": "all", "edge": "lower"}, 20_000),
        (0, 21, {"counted": "all", "edge": "lower"}, 30_000),
        (9, 0, {"counted": "all"}, 0),
    ],
)
def test_the_readings_decide_which_case_holds_and_where_an_edge_belongs(
    new: int, old: int, chosen: dict[str, str], yuan: int
) -> None:
    answer = evaluate(firm(new, old), rules(), date(2025, 6, 1), readings=chosen)
    assert answer.awards.payable.total.fixed.floor == answer.awards.payable.total.fixed.ceiling == Money(yuan)


@pytest.mark.parametrize(("chosen", "verdict"), [({}, Verdict.NOT_MET), ({"counted": "all"}, Verdict.MET)])
def test_a_comparison_with_a_value_goes_by_the_reading(chosen: dict[str, str], verdict: Verdict) -> None:
    assert evaluate(firm(0, 3), rules(), date(2025, 6, 1), readings=chosen).verdict("award.machines") is verdict


def test_an_answer_names_the_readings_that_its_values_rest_on_and_what_the_others_would_give() -> None:
    found = {each.reading.id: each for each in readings_used(evaluate(firm(10, 10), rules(), date(2025, 6, 1)))}
    assert found.keys() == {"edge", "counted"}
    assert [(each.option, each.totals.fixed.floor) for each in found["edge"].alternatives] == [("lower", Money(0))]
    assert [(each.option, each.totals.fixed.floor) for each in found["counted"].alternatives] == [
        ("all", Money(30_000))
    ]


@pytest.mark.parametrize("missing", [EDGE, COUNTED])
def test_a_document_declares_the_readings_of_the_values_that_it_uses(missing: str) -> None:
    other = dedent(
        """\
        - id: other
          title: 另一办法
          status: issued
          readings: READINGS
          clauses:
          - id: award.other
            kind: award
            cite: 一
            quote: 给予奖励
            title: 另一奖励
            to: enterprise
            pays: {amount: 每台金额}
        """
    )
    text = RULES.replace(" READINGS", (EDGE + COUNTED).rstrip()) + other.replace(
        " READINGS", (EDGE + COUNTED).replace(missing, "").rstrip()
    )
    with pytest.raises(InputError) as caught:
        load_text(text)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-reading"
    assert "没有声明" in problem.message.zh
    load_text(text.replace("每台金额", "1万元").replace("label: 1万元", "label: 每台金额"))


def test_a_reading_of_values_has_the_same_options_in_every_document() -> None:
    first, second = RULES.replace(" READINGS", (EDGE + COUNTED).rstrip()).split("documents:\n")
    again = second.replace("demo", "again").replace("award.machines", "award.again").replace("new: 只算", "fresh: 只算")
    again = again.replace("default: new", "default: fresh")
    with pytest.raises(InputError) as caught:
        load_text(f"{first}documents:\n{second}{again}")
    assert [each.code for each in caught.value.problems] == ["unknown-reading"]
    assert "选项" in caught.value.problems[0].message.zh


def test_a_table_that_says_where_its_edges_belong_has_only_from() -> None:
    with pytest.raises(InputError) as caught:
        load_text(RULES.replace(" READINGS", (EDGE + COUNTED).rstrip()).replace("from: 20台", "above: 20台"))
    assert [each.code for each in caught.value.problems] == ["band-edge"]


YEARS = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: since, label: 起始日, type: date}
values:
- {id: full, label: 满年, is: 满年数(起始日)}
- {id: at_end, label: 上年末满年, is: 上年末满年数(起始日)}
- {id: turns, label: 跨年, is: 跨年数(起始日)}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - {id: pool.full, kind: tier, cite: 一, quote: 满三年, title: 甲, to: enterprise, when: {fact: full, at_least: 3}}
  - {id: pool.at_end, kind: tier, cite: 一, quote: 满三年, title: 乙, to: enterprise, when: {fact: at_end, at_least: 3}}
  - {id: pool.turns, kind: tier, cite: 一, quote: 近三年, title: 丙, to: enterprise, when: {fact: turns, at_least: 0, at_most: 3}}
"""


@pytest.mark.parametrize(
    ("since", "full", "at_end", "turns"),
    [
        ("2022-06-12", True, False, True),
        ("2022-06-13", False, False, True),
        ("2021-12-31", True, True, False),
        ("2022-01-01", True, False, True),
        ("2025-06-12", False, False, True),
        ("2025-06-13", False, False, False),
        ("2012-01-01", True, True, False),
    ],
)
def test_years_since_a_day_are_counted_in_three_ways(since: str, full: bool, at_end: bool, turns: bool) -> None:  # noqa: FBT001 - as the table says
    answered = load_text(YEARS)
    asked = EnterpriseProfile.model_validate({"region": "海曲市", "facts": {"since": since}}, context=answered.places)
    answer = evaluate(asked, answered, date(2025, 6, 12))
    verdicts = [answer.verdict(f"pool.{each}") is Verdict.MET for each in ("full", "at_end", "turns")]
    assert verdicts == [full, at_end, turns]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (("by_reading: edge,", "by_reading: edeg,"), "unknown-reading"),
        (("by_reading: counted,", "by_reading: conted,"), "unknown-reading"),
        (("{higher: upper, lower: lower}", "{higher: upper}"), "missing-option"),
        (("all: {always: true}}", "alle: {always: true}}"), "unknown-option"),
    ],
)
def test_a_reading_of_a_value_that_does_not_exist_is_reported(wrong: tuple[str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        load_text(RULES.replace(" READINGS", (EDGE + COUNTED).rstrip()).replace(*wrong))
    assert [each.code for each in caught.value.problems] == [code]


def test_a_diff_says_where_an_edge_belongs_now() -> None:
    text = RULES.replace(" READINGS", (EDGE + COUNTED).rstrip())
    turned = text.replace("{higher: upper, lower: lower}", "{higher: lower, lower: upper}")
    (change,) = diff(load_text(text), load_text(turned)).changes()
    assert "恰在档界" in repr(change)
