"""What a person is told beside the answer."""

from datetime import date
from typing import Any

import pytest

from small_rules import applicant, clause, recognition, rules_of
from zjtx_rules import evaluate, load
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.models import Answer

IN_FORCE = "in_force: {from: 2022-01-01, to: 2027-12-31}\n"
YEARLY = "{yearly: {sum: 10万元, years: 3}}"


def notes(pays: str, day: str, as_of: str) -> list[str]:
    """Return the notes on one award for a little giant recognised on a day."""
    rules = rules_of(clause("award.one", when="{newly_recognised: {title: little_giant}}", pays=pays), around=IN_FORCE)
    profile = applicant(recognitions=[recognition("little_giant", day)], awards_received=[])
    return as_document(evaluate(profile, rules, date.fromisoformat(as_of)), "zh").notes


@pytest.mark.parametrize("as_of", ["2025-06-30", "2026-12-31"])
@pytest.mark.parametrize("pays", [YEARLY, "{sum: 10万元}"])
def test_the_year_of_the_recognition_is_named_whichever_instalment_is_due(pays: str, as_of: str) -> None:
    said = [each for each in notes(pays, "2024-03-15", as_of) if "早于评估年度" in each]
    assert [each for each in said if "认定在2024年" in each] == said != []


def test_a_recognition_of_the_as_of_year_is_not_called_earlier() -> None:
    assert not [each for each in notes(YEARLY, "2024-03-15", "2024-12-31") if "早于评估年度" in each]


BROUGHT = {"relocation": {"into": "日照市", "date": "2023-08-31"}}
SAID = "认定之日企业登记在日照市以外"
ASSUMED = "资料没有登记沿革和迁入情况"


def said_of(rules: str, as_of: str, **facts: Any) -> Answer:
    """Return the answer of a bundled rule file to a firm that became 小巨人 on 2023-07-14."""
    given = {"recognitions": [recognition("little_giant", "2023-07-14")], "awards_received": []} | facts
    question = {name: given.pop(name) for name in ("adopting", "adopted_from", "readings") if name in given}
    return as_document(evaluate(applicant(**given), load(rules), date.fromisoformat(as_of), **question), "zh")


@pytest.mark.parametrize(
    ("rules", "city", "sum_", "more"),
    [
        ("rizhao", "日照市", "最高100万元", {}),
        ("jinan", "济南市", "200万元", {}),
        ("model_city", "临沂市", "200万元", {"adopting": "临沂市"}),
    ],
)
def test_a_title_that_was_brought_along_is_flagged_and_the_other_sum_stands_beside(
    rules: str, city: str, sum_: str, more: dict[str, Any]
) -> None:
    moved = {"region": city, "relocation": {"into": city, "date": "2023-08-31"}}
    answer = said_of(rules, "2023-12-31", **moved, **more)
    totals = [answer.awards.payable.total.text, *(each.total.text for each in answer.awards.if_adopted)]
    assert set(totals) == {"0元"}
    assert [each for each in answer.notes if f"认定之日企业登记在{city}以外" in each]
    [reading] = [each for each in answer.readings if each.id == "place"]
    assert reading.chosen == "here"
    assert [(each.option, each.text) for each in reading.alternatives] == [("anywhere", sum_)]
    other = said_of(rules, "2023-12-31", **moved, **more, readings={"place": "anywhere"})
    assert not [each for each in other.notes if "认定之日企业登记在" in each]


def test_a_firm_elsewhere_is_not_told_that_it_brought_a_title_along() -> None:
    answer = said_of(
        "rizhao", "2023-09-01", region="济南市", registrations=[{"region": "济南市", "since": "2015-01-01"}]
    )
    assert not [each for each in answer.notes if SAID in each]


@pytest.mark.parametrize(
    ("facts", "assumed"),
    [
        ({}, True),
        ({"registrations": []}, True),
        ({"relocation": "none"}, False),
        ({"registrations": [{"region": "日照市", "since": "2015-01-01"}]}, False),
        (BROUGHT, False),
        ({"recognitions": []}, False),
        ({"readings": {"place": "anywhere"}}, False),
    ],
)
def test_what_is_assumed_of_the_place_is_named_where_an_award_rests_on_it(
    facts: dict[str, Any], *, assumed: bool
) -> None:
    answer = said_of("rizhao", "2023-09-01", region="日照市", **facts)
    assert bool([each for each in answer.notes if ASSUMED in each]) is assumed


@pytest.mark.parametrize("rules", ["jinan", "model_city"])
def test_from_when_a_title_is_new_under_a_text_without_dates_is_said(rules: str) -> None:
    more: dict[str, Any] = {"region": "济南市", "adopting": "济南市", "relocation": "none"}
    answer = said_of(rules, "2023-12-31", **more)
    assert [each for each in answer.notes if "任何时候的认定均计" in each]
    assert answer.documents[0].adopted_from is None
    answer = said_of(rules, "2023-12-31", adopted_from=date(2023, 7, 14), **more)
    assert [each for each in answer.notes if "按自2023-07-14起施行计" in each]
    assert answer.documents[0].adopted_from == "2023-07-14"
    assert answer.awards.if_adopted[0].total.text == "200万元"
    answer = said_of(rules, "2023-12-31", adopted_from=date(2023, 7, 15), **more)
    assert {each.total.text for each in answer.awards.if_adopted} <= {"0元"}
    assert [each for each in answer.notes if "按自2023-07-15起施行计" in each]


def test_a_document_in_force_has_dates_of_its_own() -> None:
    answer = said_of("rizhao", "2023-09-01", region="日照市", adopted_from=date(2023, 8, 1))
    assert answer.awards.payable.total.text == "最高100万元"
    assert answer.documents[0].adopted_from is None
    assert not [each for each in answer.notes if "起施行计" in each]


@pytest.mark.parametrize(("form", "told"), [("个体工商户", True), ("企业", False), ("事业单位", False)])
def test_how_an_individual_business_is_treated_is_said_where_there_is_money(form: str, *, told: bool) -> None:
    answer = said_of("rizhao", "2023-09-01", region="日照市", legal_form=form)
    assert bool([each for each in answer.notes if "个体工商户" in each]) is told
    nothing = said_of("rizhao", "2023-09-01", region="日照市", legal_form=form, recognitions=[])
    assert not [each for each in nothing.notes if "个体工商户" in each]
