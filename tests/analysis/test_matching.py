"""What an applicant may use now, by office and by clause."""

from __future__ import annotations

from datetime import date

from rizhao_firm import AS_OF, ZJTX_SME, firm

from zjtx_rules.analysis.entitlements import By, Matching, match
from zjtx_rules.language import load
from zjtx_rules.profile import Applicant
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms import Money

HOLDER = firm(recognitions=[ZJTX_SME])


def matched(
    profile: Applicant, by: By = "office", *rules: str, as_of: date = AS_OF, every_office: bool = False
) -> Matching:
    return match(evaluate(profile, load(*rules or ("rizhao",)), as_of), by, every_office=every_office)


def clauses(matching: Matching, group: str) -> set[str]:
    return {item.clause.id for each in matching.groups if each.name.zh == group for item in each.items}


def test_an_office_offers_what_the_text_puts_in_its_charge() -> None:
    # 三（三）9, of which 市工业和信息化局 is in charge: 面向“专精特新”中小企业开展……现场诊断和供需对接.
    assert "service.smart_upgrade" in clauses(matched(HOLDER), "市工业和信息化局")


def test_what_is_open_to_holders_only_is_not_offered_to_others() -> None:
    assert "service.smart_upgrade" not in clauses(matched(firm()), "市工业和信息化局")


def test_what_the_text_only_supports_or_asks_of_others_is_no_offer() -> None:
    # 三（二）4: 支持“专精特新”企业牵头组建产业技术创新战略联盟; 三（二）5: 引导大企业向“专精特新”中小企业开放市场.
    matching = matched(HOLDER)
    directions = {item.clause.id for each in matching.directions for item in each.items}
    assert {"service.innovation_alliance", "service.open_market"} <= directions
    assert not directions & {item.clause.id for each in matching.groups for item in each.items}


def test_one_sentence_of_city_and_province_is_one_item_with_both_sources() -> None:
    # 面向“专精特新”中小企业开展智能化改造标准宣贯、现场诊断和供需对接: 日照 三（三）9 and 山东 四（五）16.
    matching = matched(HOLDER, "office", "rizhao", "shandong")
    found = [item for each in matching.groups for item in each.items if item.clause.id == "service.smart_upgrade"]
    assert [[clause.id for _, clause in item.also] for item in found] == [["service.smart_diagnosis"]]
    assert "service.smart_diagnosis" not in {item.clause.id for each in matching.groups for item in each.items}


def test_a_clause_of_several_offices_stands_under_the_first_or_where_that_is_wanted_under_each() -> None:
    # 三（一）2 is in charge of 市发展改革委, 市工业和信息化局 and 市财政局.
    once, often = matched(HOLDER), matched(HOLDER, every_office=True)
    for office in ("市发展改革委", "市工业和信息化局", "市财政局"):
        assert ("award.zjtx_sme" in clauses(once, office)) is (office == "市发展改革委")
        assert "award.zjtx_sme" in clauses(often, office)


def test_by_clause_a_number_holds_its_right_and_its_award() -> None:
    assert {"right.class_a", "award.zjtx_sme"} <= clauses(matched(HOLDER, "clause"), "日政办字〔2022〕10号 三（一）2")


def test_money_is_shown_as_it_is_paid() -> None:
    item = next(item for each in matched(HOLDER).groups for item in each.items if item.kind == "money")
    assert item.pays is not None
    assert (item.nature, item.pays.floor) == ("up_to", Money(200_000))


def test_an_award_that_gives_way_is_not_offered() -> None:
    # 末段: 最高100万元 for 小巨人, nothing besides for 省级专精特新.
    giant = {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-01", "expires": "2026-06-30"}
    offered = clauses(matched(firm(recognitions=[ZJTX_SME, giant]), every_office=True), "市财政局")
    assert "award.little_giant" in offered
    assert "award.zjtx_sme" not in offered


def test_what_a_person_must_judge_stands_apart() -> None:
    # 三（四）: the white list takes those who fit it (符合推荐条件), which is left to a person.
    matching = matched(HOLDER)
    pending = {item.clause.id for each in matching.pending for item in each.items}
    assert "right.white_list" in pending
    assert "right.white_list" not in {item.clause.id for each in matching.groups for item in each.items}


def test_a_draft_offers_nothing_now() -> None:
    offered = {item.document.status for each in matched(HOLDER, "office", "shandong").groups for item in each.items}
    assert "draft" not in offered


def test_a_plan_that_has_ended_offers_nothing() -> None:
    assert not matched(HOLDER, as_of=date(2026, 1, 1)).groups
