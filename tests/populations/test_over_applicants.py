"""Figures over all applicants: a coefficient, a quota, a budget in the order of ranks, a cap over firms of one controller."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules import EnterpriseProfile, Money, RuleSet, check, diff, evaluate, gap, load_text
from zjtx_rules.populations import models
from zjtx_rules.populations.models import Simulation
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.populations.together.figures import Asked, Figure, figures_over, with_figures
from zjtx_rules.populations.together.standing import NOTHING, ONE, Member, Ranking, Span, total
from zjtx_rules.presentation.gaps import gap_text
from zjtx_rules.presentation.simulation import simulation_markdown, simulation_page, simulation_text
from zjtx_rules.presentation.simulation.together import budget_said
from zjtx_rules.presentation.workbooks.simulation_book import simulation_sheets
from zjtx_rules.problems import InputError
from zjtx_rules.profile import Applicant, read_applicant

DAY = date(2025, 6, 1)
HEAD = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
"""
TAIL = """\
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
"""


def rules_with(facts: str, values: str, *clauses: str) -> RuleSet:
    return load_text(f"{HEAD}facts:\n{facts}\nvalues:\n{values}\n{TAIL}" + "\n".join(clauses))


def clause(name: str, pays: str, when: str = "") -> str:
    asked = f"\n    when: {when}" if when else ""
    return (
        f"  - id: {name}\n    kind: award\n    cite: 一\n    quote: 示例\n    title: 奖补{asked}\n    to: enterprise\n"
        f"    pays: {pays}\n"
    )


COEFFICIENT = rules_with(
    "- {id: all, label: 全市投入, type: money, over_applicants: {of: award.a, sum: 研发投入}}\n"
    "- {id: own, label: 研发投入, type: money}\n"
    "- {id: fit, label: 已受理, type: yes_no}",
    "- {id: k, label: 补助系数, is: 300万元 ÷ 全市投入, at_most: 8%}",
    clause("award.a", "{amount: 研发投入 × 补助系数, at_most: 60万元}", "{fact: fit}"),
)


def firm(rules: RuleSet, **facts: Any) -> Applicant:
    return read_applicant({"region": "海曲市", "awards_received": [], "facts": facts}, rules.places)


def figures(rules: RuleSet, firms: Mapping[str, Applicant]) -> list[Figure]:
    return figures_over(firms.items, Asked(rules, DAY))


def paid(rules: RuleSet, firms: Mapping[str, Applicant]) -> dict[str, tuple[Any, Any]]:
    found = {}
    for name, each in with_figures(firms.items(), figures(rules, firms)):
        fixed = evaluate(each, rules, as_of=DAY).awards.payable.total.fixed
        found[name] = (fixed.floor, fixed.ceiling)
    return found


def wan(*sums: Any) -> list[tuple[Money, Money]]:
    return [(Money.parse(f"{each}万元"), Money.parse(f"{each}万元")) for each in sums]


def four(last: str | None = "400万元") -> dict[str, Applicant]:
    sums = {"甲": "3000万元", "乙": "5000万元", "丙": "1600万元", "丁": last}
    return {
        name: firm(COEFFICIENT, fit=True, **({"own": each} if each is not None else {})) for name, each in sums.items()
    }


def test_a_coefficient_comes_from_all_who_apply() -> None:
    # 34.6: 300万 ÷ 1亿 = 3 %: 90 → 60, 150 → 60, 48, 12; what the caps leave over is not shared out.
    assert list(paid(COEFFICIENT, four()).values()) == wan(60, 60, 48, 12)


def test_one_firm_alone_has_nothing_to_the_full_sum_and_is_told_why() -> None:
    answer = evaluate(four()["丙"], COEFFICIENT, as_of=DAY)
    # 8 % × 1600万 = 128万, at most 60万.
    assert (answer.awards.payable.total.fixed.floor, answer.awards.payable.total.fixed.ceiling) == (
        Money.parse("0元"),
        Money.parse("60万元"),
    )
    assert "全市投入（由全部申报主体算出）" in answer.explain()


def test_who_does_not_apply_does_not_count() -> None:
    firms = four()
    firms["戊"] = firm(COEFFICIENT, fit=False, own="9亿元")
    assert list(paid(COEFFICIENT, firms).values()) == [*wan(60, 60, 48, 12), *wan(0)]


def test_a_firm_of_which_something_is_unknown_leaves_the_others_open() -> None:
    found = figures(COEFFICIENT, four(None))[0]
    assert found.values == {}
    assert found.undecided == ("丁",)
    # 9600万 without 丁, no upper end with it.
    assert found.whole == Span(Fraction(9600_0000_00), None)
    low, high = paid(COEFFICIENT, four(None))["丙"]
    assert low <= Money.parse("48万元") <= high


def test_what_was_published_is_taken_as_it_stands() -> None:
    firms = four()
    firms["丙"] = firms["丙"].replaced(facts={**firms["丙"].facts, "all": "2亿元"})
    # 300万 ÷ 2亿 = 1.5 %: 1600万 × 1.5 % = 24万.
    assert paid(COEFFICIENT, firms)["丙"] == wan(24)[0]
    assert figures(COEFFICIENT, firms)[0].given == 1


BUDGET = rules_with(
    "- {id: score, label: 得分, type: number}\n"
    "- {id: wish, label: 应奖额, type: money}\n"
    "- {id: later, label: 研发投入, type: money}\n"
    "- {id: before, label: 在前各家合计, type: money, over_applicants:"
    " {of: award.rank, sum: 应奖额, ahead: 得分, then: 研发投入}}\n"
    "- {id: place, label: 名次, type: count, over_applicants: {of: award.rank, rank: 得分, then: 研发投入}}",
    "- {id: rest, label: 余额, is: 超出(100万元，在前各家合计)}",
    clause("award.rank", "{amount: 较低(应奖额，余额)}", "{fact: score, at_least: 60}"),
    clause("award.top", "{amount: 5万元}", "{fact: place, at_most: 2}"),
)


def ranked(*rows: tuple[Any, str, str]) -> dict[str, Applicant]:
    return {f"F{at}": firm(BUDGET, score=score, wish=wish, later=later) for at, (score, wish, later) in enumerate(rows)}


def test_a_budget_goes_round_in_the_order_of_ranks() -> None:
    # 90 → 60万; 80 → 40万 of 50万 are left; 70 → nothing; 50 is below 60 and does not count. The first two get 5万 more.
    firms = ranked((70, "30万元", "1元"), (90, "60万元", "1元"), (50, "90万元", "1元"), (80, "50万元", "1元"))
    assert list(paid(BUDGET, firms).values()) == [*wan(0), *wan(65), (Money(0), Money(50000)), *wan(45)]


def test_who_ties_is_put_in_order_by_what_comes_next() -> None:
    firms = ranked((90, "80万元", "100万元"), (90, "70万元", "200万元"))
    # The second has the greater 研发投入: 70万 and 5万; the first 30万 of 80万 and 5万.
    assert list(paid(BUDGET, firms).values()) == wan(35, 75)


def test_ties_that_nothing_orders_are_left_open_and_named() -> None:
    firms = ranked((90, "80万元", "100万元"), (90, "70万元", "100万元"), (70, "10万元", "1元"))
    found = figures(BUDGET, firms)
    assert [each.ties for each in found] == [(("F0", "F1"),), (("F0", "F1"),)]
    # Whoever of them is first, the third comes after both: 150万 are ahead of it.
    assert found[0].values == {"F2": "1500000元"}
    assert found[1].values == {"F2": 3}
    assert paid(BUDGET, firms)["F2"] == wan(0)[0]
    low, high = paid(BUDGET, firms)["F0"]
    assert (low, high) == (Money(0), Money.parse("85万元"))


CONTROLLER = rules_with(
    "- {id: wish, label: 应奖额, type: money}\n"
    "- {id: owner, label: 实际控制人, type: text}\n"
    "- {id: group, label: 同一控制人合计, type: money, over_applicants: {of: award.c, sum: 应奖额, same: owner}}",
    "- {id: share, label: 核减比例, is: 较低(100%，90万元 ÷ 同一控制人合计)}",
    clause("award.c", "{amount: 应奖额 × 核减比例}"),
)


def test_firms_of_one_controller_share_a_cap() -> None:
    firms = {
        "甲": firm(CONTROLLER, wish="60万元", owner="张"),
        "乙": firm(CONTROLLER, wish="120万元", owner="张"),
        "丙": firm(CONTROLLER, wish="80万元", owner="李"),
    }
    # 张: 180万 > 90万, so half of each: 30万 and 60万. 李: 80万 in full.
    assert list(paid(CONTROLLER, firms).values()) == wan(30, 60, 80)


def test_a_firm_without_a_controller_may_belong_to_any() -> None:
    firms = {"甲": firm(CONTROLLER, wish="60万元", owner="张"), "乙": firm(CONTROLLER, wish="120万元")}
    assert figures(CONTROLLER, firms)[0].values == {}


@pytest.mark.parametrize(
    ("over", "kind", "code"),
    [
        ("{of: award.x, sum: 研发投入}", "money", "unknown-clause"),
        ("{of: award.a, sum: 研发}", "money", "formula"),
        ("{of: award.a, sum: 研发投入}", "count", "formula"),
        ("{of: award.a, sum: 研发投入}", "percentage", "over-type"),
        ("{of: award.a, rank: 研发投入}", "money", "over-type"),
        ("{of: award.b, count: true}", "count", "circular"),
        ("{of: award.a, sum: 全部}", "money", "circular"),
        ("{of: award.a, count: true, same: nobody}", "count", "unknown-fact"),
        ("{of: award.a, count: true, sum: 研发投入}", "count", "over-form"),
        ("{of: award.a, count: true, ties: shared}", "count", "over-form"),
        ("{of: award.a, sum: 研发投入, ahead: 研发投入, ties: shared}", "money", "over-form"),
        ("{of: award.a, rank: 研发投入, ahead: 研发投入}", "count", "over-form"),
        ("{of: flag.a, count: true, budget: 5万元}", "count", "over-type"),
    ],
)
def test_what_cannot_be_right_is_said_with_its_place(over: str, kind: str, code: str) -> None:
    compared = "at_least: 5万元" if kind == "money" else "at_least: 5%" if kind == "percentage" else "at_least: 5"
    facts = f"- {{id: own, label: 研发投入, type: money}}\n- {{id: all, label: 全部, type: {kind}, over_applicants: {over}}}"
    with pytest.raises(InputError) as error:
        rules_with(
            facts,
            "- {id: k, label: 系数, is: 1}",
            clause("award.a", "{amount: 5万元}"),
            "  - {id: flag.a, kind: flag, cite: 一, title: 提示, to: enterprise, say: 注意}",
            clause("award.b", "{amount: 5万元}", f"{{fact: all, {compared}}}"),
        )
    assert code in {each.code for each in error.value.problems}
    assert all(each.place.line for each in error.value.problems)


# --------------------------------------------------------------------------- over every way in which it could turn out


@pytest.mark.parametrize("seed", range(60))
def test_a_range_is_what_all_completions_come_to(seed: int) -> None:
    """Small populations with holes; of those who tie in a completion either may be ahead."""
    luck = random.Random(seed)  # noqa: S311 - reproducible cases
    members = []
    for at in range(luck.randint(1, 5)):
        low, key = luck.randint(0, 4), luck.randint(0, 3)
        figure = Span(Fraction(low), Fraction(low + luck.choice([0, 0, 3])))
        members.append(
            Member(at, luck.random() < 0.7, figure, (Span(Fraction(key), Fraction(key + luck.choice([0, 0, 2]))),))
        )
    ranking = Ranking(members, shared=False)
    ways = list(product(*map(completions, members)))
    for me in members:
        sums = [each for way in ways for each in ends_ahead(way, me.id)]
        assert ranking.ahead(me) == Span(min(sums), max(sums))


Way = tuple[bool, Fraction, int]
"""Whether a member counts, its figure and what it is ranked by."""


def completions(member: Member) -> list[Way]:
    key = member.key[0]
    counts = [True] if member.certain else [True, False]
    return list(
        product(counts, {member.figure.low, member.figure.high}, range(int(key.low or 0), int(key.high or 0) + 1))
    )  # type: ignore[arg-type]


def ends_ahead(way: tuple[Way, ...], me: int) -> tuple[Fraction, Fraction]:
    """Return what those ahead of one come to, those who tie left out and counted in."""
    others = [each for at, each in enumerate(way) if at != me and each[0]]
    strictly = sum((figure for _, figure, key in others if key > way[me][2]), Fraction(0))
    return strictly, strictly + sum((figure for _, figure, key in others if key == way[me][2]), Fraction(0))


def test_ties_side_by_side_count_for_none_of_them() -> None:
    one = (Span(Fraction(5), Fraction(5)),)
    members = [Member(at, certain=True, figure=ONE, key=one) for at in range(3)]
    assert [Ranking(members, shared=True).ahead(each) for each in members] == [NOTHING] * 3
    assert [Ranking(members, shared=False).ahead(each) for each in members] == [Span(Fraction(0), Fraction(2))] * 3


@pytest.mark.parametrize("seed", range(40))
def test_a_budget_in_the_order_of_ranks_is_never_overspent(seed: int) -> None:
    luck = random.Random(seed)  # noqa: S311 - reproducible cases
    scores = luck.sample(range(60, 100), 6)
    firms = ranked(*[(each, f"{luck.randint(1, 60)}万元", "1元") for each in scores])
    together = [floor for floor, _ in paid(BUDGET, firms).values()]
    wished = sum(int(each.facts["wish"].removesuffix("万元")) for each in firms.values())
    # 10万 of it is the award of the first two.
    assert Money.total(together) == Money.parse(f"{min(100, wished) + 10}万元")


def test_the_total_of_nobody_is_nothing() -> None:
    assert total([]) == NOTHING
    assert EnterpriseProfile().facts == {}


# ------------------------------------------------------------------------------------------------------ in `simulate`


def in_wan(low: int, high: int | None) -> models.Span:
    return models.Span(floor=low * 1_000_000, ceiling=None if high is None else high * 1_000_000)


FIRMS = """\
编号,所在地,研发投入,已受理,已领奖补
甲,海曲市,3000万元,是,0
乙,海曲市,5000万元,是,0
丙,海曲市,1600万元,是,0
丁,海曲市,400万元,是,0
戊,海曲市,9亿元,否,0
"""


def simulated(folder: Path, text: str, rules: RuleSet = COEFFICIENT, **more: Any) -> Simulation:
    (folder / "企业名单.csv").write_text(text, encoding="utf-8")
    return simulate(folder / "企业名单.csv", rules, DAY, **more)


def fixed(sums: Any) -> tuple[int, int | None]:
    return sums.fixed.floor, sums.fixed.ceiling


def test_a_run_says_each_firm_before_and_after(tmp_path: Path) -> None:
    found = simulated(tmp_path, FIRMS, out=tmp_path / "out.csv")
    together = found.together
    assert together is not None
    wan = 1_000_000  # 万元 in 分
    # Alone, at 8 %: 240 → 60, 400 → 60, 128 → 60, 32; at 3 % together: 60, 60, 48, 12.
    assert {each.applicant: (fixed(each.alone), fixed(each.after)) for each in together.applicants} == {
        "甲": ((0, 60 * wan), (60 * wan, 60 * wan)),
        "乙": ((0, 60 * wan), (60 * wan, 60 * wan)),
        "丙": ((0, 60 * wan), (48 * wan, 48 * wan)),
        "丁": ((0, 32 * wan), (12 * wan, 12 * wan)),
    }
    assert (fixed(together.alone), fixed(together.after)) == ((0, 212 * wan), (180 * wan, 180 * wan))
    assert fixed(found.payable) == (180 * wan, 180 * wan)
    (figure,) = together.figures
    assert (figure.least, figure.most, figure.members, figure.undecided, figure.settled) == ("1亿元", "1亿元", 4, 0, 5)
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [each["alone#fixed_ceiling"] for each in rows] == ["60000000", "60000000", "60000000", "32000000", "0"]
    assert [each["payable#fixed_floor"] for each in rows] == ["60000000", "60000000", "48000000", "12000000", "0"]
    assert [each["over#all"] for each in rows] == ["100000000元"] * 5


def test_neither_the_size_of_chunks_nor_the_order_of_rows_changes_anything(tmp_path: Path) -> None:
    head, *rows = FIRMS.splitlines(keepends=True)
    whole, small = simulated(tmp_path, FIRMS), simulated(tmp_path, FIRMS, chunk=1)
    assert small.together == whole.together
    turned = simulated(tmp_path, "".join([head, *reversed(rows)]))
    assert turned.together is not None
    assert whole.together is not None
    assert turned.together.figures == whole.together.figures
    assert sorted(each.applicant for each in turned.together.applicants) == ["丁", "丙", "乙", "甲"]


def test_a_row_that_cannot_be_read_counts_for_nothing(tmp_path: Path) -> None:
    found = simulated(tmp_path, FIRMS + "己,海曲市,很多,是,0\n", on_problem="report")
    assert found.with_problems == 1
    assert found.together is not None
    assert found.together.figures[0].least == "1亿元"


def test_what_a_list_states_is_taken(tmp_path: Path) -> None:
    lines = FIRMS.splitlines()
    stated = [f"{lines[0]},全市投入", *(f"{each},{'2亿元' if each[0] == '丙' else ''}" for each in lines[1:])]
    found = simulated(tmp_path, "\n".join(stated) + "\n")
    assert found.together is not None
    # 1.5 % × 1600万 for 丙, the others at 3 %.
    assert {each.applicant: each.after.fixed.floor for each in found.together.applicants}["丙"] == 24_000_000
    assert found.together.figures[0].given == 1


def test_an_unknown_firm_is_named_in_every_form(tmp_path: Path) -> None:
    found = simulated(tmp_path, FIRMS.replace("丁,海曲市,400万元", "丁,海曲市,"))
    assert found.together is not None
    assert found.together.figures[0].undecided_first == ("丁",)
    for text in (simulation_text(found, "zh"), simulation_markdown(found, "zh"), simulation_page(found, "zh")):
        assert "1个主体算不算、算多少待定（丁）" in text
        assert "各主体前后" in text
    assert "it is open whether or how much they count (丁)" in simulation_text(found, "en")
    sheets = {each.name: each for each in simulation_sheets(found)}
    assert [row[0] for row in sheets["各主体前后"].rows] == ["甲", "乙", "丙", "丁"]
    assert sheets["由全部主体算出的数"].rows[0][-2] == "1"
    assert "（丁）" in str(sheets["由全部主体算出的数"].rows[0][-1])


def test_ties_are_reported(tmp_path: Path) -> None:
    text = "编号,所在地,得分,应奖额,研发投入,已领奖补\n甲,海曲市,90,80万元,1元,0\n乙,海曲市,90,70万元,1元,0\n"
    found = simulated(tmp_path, text, BUDGET)
    assert "在前各家合计：甲、乙 并列，规则没有说谁在前，待定。" in simulation_text(found, "zh")


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (in_wan(300, 300), "恰好用完"),
        (in_wan(310, 310), "超出10万元"),
        (in_wan(310, 320), "至少超出10万元"),
        (in_wan(290, 320), "会不会超出待定"),
        (in_wan(290, None), "会不会超出待定"),
        (in_wan(280, 290), "至少余10万元"),
    ],
)
def test_what_is_left_of_a_budget_is_said(paid: models.Span, said: str) -> None:
    assert f"，{said}" in budget_said(300 * 1_000_000, paid, "award.a").zh


def test_a_template_is_reckoned_for_the_place_that_adopts_it(tmp_path: Path) -> None:
    text = COEFFICIENT.files[0].source.text.replace('{name: 海曲市, code: "990100"}', "{name: 某市}", 1)
    template = load_text(text.replace("status: issued", "status: template"))
    found = simulated(tmp_path, FIRMS, template, adopting="海曲市")
    assert found.together is not None
    assert (found.together.figures[0].members, found.together.figures[0].least) == (4, "1亿元")


def test_two_rules_with_the_same_figure_are_not_compared_in_one_run(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        simulated(tmp_path, FIRMS, against=COEFFICIENT)
    assert [each.code for each in error.value.problems] == ["figure-in-both"]


def test_rules_without_such_figures_say_nothing_of_them(tmp_path: Path) -> None:
    plain = rules_with(
        "- {id: own, label: 研发投入, type: money}",
        "- {id: k, label: 系数, is: 1}",
        clause("award.a", "{amount: 研发投入}"),
    )
    found = simulated(tmp_path, "编号,所在地,研发投入\n甲,海曲市,1万元\n", plain)
    assert found.together is None
    assert "由全部主体算出" not in simulation_text(found, "zh")


# --------------------------------------------------------------------------------------------------- what else says it


def test_a_change_in_how_it_is_reckoned_is_a_change_of_the_fact() -> None:
    other = load_text(COEFFICIENT.files[0].source.text.replace("sum: 研发投入}", "sum: 研发投入, same: fit}"))
    changes = [each for each in diff(COEFFICIENT, other).changes() if each.code == "fact-changed"]
    assert len(changes) == 1
    assert "同一" in changes[0].label.zh


def test_nobody_is_told_to_change_what_comes_from_all() -> None:
    firms = {"甲": firm(BUDGET, score=90, wish="60万元", later="1元", before="0元", place=5)}
    found = gap(firms["甲"], BUDGET, "award.top", as_of=DAY)
    # 名次 5 is beyond the first two, and no way is offered that moves it.
    assert (found.possible, found.ways) == (False, ())
    assert "由全部申报主体算出，一家自己改变不了" in gap_text([found], "zh")


def test_what_only_such_a_figure_uses_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CONTROLLER.files[0].source.text, encoding="utf-8")
    assert "unused-declaration" not in {each.code for each in check([tmp_path / "a.yaml"]).findings}


def test_numbers_add_up_and_shares_put_in_order_the_least_first() -> None:
    rules = rules_with(
        "- {id: score, label: 得分, type: number}\n"
        "- {id: debt, label: 负债率, type: percentage}\n"
        "- {id: sum, label: 总分, type: number, over_applicants: {of: award.n, sum: 得分}}\n"
        "- {id: place, label: 名次, type: count,"
        " over_applicants: {of: award.n, rank: 负债率, order: lowest, ties: shared}}",
        "- {id: k, label: 系数, is: 得分 ÷ 总分}",
        clause("award.n", "{amount: 23万元 × 系数}"),
        clause("award.p", "{amount: 1万元}", "{fact: place, at_most: 2}"),
    )
    firms = {
        "甲": firm(rules, score="2.5", debt="40.5%"),
        "乙": firm(rules, score="3.25", debt="40.4%"),
        "丙": firm(rules, score="5.75", debt="40.4%"),
    }
    total_, places = figures(rules, firms)
    # 2.5 + 3.25 + 5.75 = 11.5; 23万 ÷ 11.5 is 2万 a point. The two of 40.4 % are both first, the other third.
    assert set(total_.values.values()) == {"11.5"}
    assert dict(places.values) == {"甲": 3, "乙": 1, "丙": 1}
    assert list(paid(rules, firms).values()) == wan(5, "7.5", "12.5")
