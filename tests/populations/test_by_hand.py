"""Four firms worked out from the text of 日政办字〔2022〕10号: who is paid, how much, and what that comes to together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zjtx_rules import load
from zjtx_rules.populations.models import ClauseTotals, Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

WAN = 1_000_000
"""One 万元 in 分."""

TABLES = {
    "企业.csv": """\
编号,所在地,企业规模
甲,东港区,小型
乙,日照市,中型
丙,莒县,
丁,济南市,小型
""",
    # 三（一）2: 小巨人 up to 100万元, 省级瞪羚 up to 30万元, 省级专精特新 up to 20万元; 末段: only the highest.
    "认定.csv": """\
编号,称号,级别,认定方式,认定日期
甲,小巨人,国家级,新认定,2023-07-14
甲,瞪羚企业,省级,新认定,2023-05-30
甲,专精特新中小企业,省级,新认定,2023-03-20
乙,专精特新中小企业,省级,新认定,2023-02-01
丙,瞪羚企业,,新认定,2023-06-01
丁,小巨人,国家级,新认定,2023-07-14
""",
    "已领奖补.csv": "编号,金额\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    folder = tmp_path_factory.mktemp("四家企业")
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return simulate(folder, load("rizhao"), date(2023, 9, 1))


def clause(found: Simulation, name: str) -> ClauseTotals:
    return next(each for each in found.clauses if each.clause == name)


def test_the_budget_is_that_of_the_highest_awards(found: Simulation) -> None:
    # 甲 100 and not 150; 乙 20; 丙 30 if its 瞪羚 is 省级, else nothing (市级 is not named); 丁 lies elsewhere.
    assert found.payable.up_to == Span(floor=120 * WAN, ceiling=150 * WAN)
    assert found.payable.fixed == Span()


def test_a_lower_award_gives_way_and_is_counted_so(found: Simulation) -> None:
    lower = clause(found, "award.zjtx_sme")
    assert (lower.met, lower.paid, lower.suppressed) == (2, 1, 1)
    assert lower.money == Span(floor=20 * WAN, ceiling=20 * WAN)


def test_a_missing_level_is_neither_met_nor_not_met(found: Simulation) -> None:
    gazelle = clause(found, "award.gazelle")
    assert (gazelle.met, gazelle.unknown, gazelle.suppressed) == (1, 1, 1)
    assert gazelle.money == Span(floor=0, ceiling=30 * WAN)


def test_money_is_found_again_by_title(found: Simulation) -> None:
    giants = next(each for each in found.titles if each.clauses == ("award.little_giant",))
    assert [each.zh for each in giants.titles] == ["国家级专精特新“小巨人”企业"]
    assert (giants.met, giants.paid) == (1, 1)
    assert giants.money.up_to == Span(floor=100 * WAN, ceiling=100 * WAN)


def test_districts_count_with_their_city(found: Simulation) -> None:
    places = {each.label.zh: (each.heads.applicants, each.money.up_to.floor) for each in found.documents[0].regions}
    assert places == {"日照市": (3, 120 * WAN), "济南市": (1, 0)}


def test_a_size_class_that_nobody_gave_and_no_figure_tells_stays_open(found: Simulation) -> None:
    sizes = {each.label.zh: (each.heads.applicants, each.money.up_to) for each in found.documents[0].sizes}
    assert sizes == {
        "小型": (2, Span(floor=100 * WAN, ceiling=100 * WAN)),
        "中型": (1, Span(floor=20 * WAN, ceiling=20 * WAN)),
        "规模未定": (1, Span(floor=0, ceiling=30 * WAN)),
    }


def test_what_applicants_are_certain_of_falls_into_bins(found: Simulation) -> None:
    bins = {each.least // WAN: each.applicants for each in found.documents[0].distribution.up_to if each.applicants}
    assert bins == {100: 1, 20: 1}


def test_a_condition_turns_away_only_those_in_the_place(found: Simulation) -> None:
    # Of the three in 日照 only 甲 was newly recognised as a 小巨人; 丁 was too, but lies in 济南.
    giants = [each for each in found.turning_away if each.clause == "award.little_giant"]
    assert [(each.asked, each.not_met, each.alone) for each in giants] == [(3, 2, 2)]
    assert [each.applicants for each in found.elsewhere] == [1]


def test_clauses_for_the_same_title_never_come_to_more_together_than_can_be_paid(tmp_path: Path) -> None:
    # 济南 一（1）（2）: 50万元 for a new 省级瞪羚, 20万元 for a renewed one; of one recognition it is one of the two.
    (tmp_path / "企业.csv").write_text("编号,所在地\n甲,济南市\n", encoding="utf-8")
    held = "编号,称号,级别,认定方式,认定日期,原有效期至\n甲,瞪羚企业,省级,,2023-06-01,2023-05-31\n"
    (tmp_path / "认定.csv").write_text(held, encoding="utf-8")
    (tmp_path / "已领奖补.csv").write_text("编号,金额\n", encoding="utf-8")
    found = simulate(tmp_path, load("jinan"), date(2023, 9, 1))
    gazelle = next(each for each in found.titles if "award.gazelle" in each.clauses)
    assert gazelle.clauses == ("award.gazelle", "award.gazelle_renewal")
    assert gazelle.money.fixed == Span(floor=20 * WAN, ceiling=50 * WAN)
    assert clause(found, "award.gazelle").money == Span(floor=0, ceiling=50 * WAN)
    assert clause(found, "award.gazelle_renewal").money == Span(floor=0, ceiling=20 * WAN)
