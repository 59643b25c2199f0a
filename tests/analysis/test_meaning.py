"""What the checks conclude about conditions: each case is a `when` of one clause, or two clauses."""

from typing import Any

import pytest

from zjtx_rules.analysis.checking import Subject, examine
from zjtx_rules.analysis.checks import CHECKS
from zjtx_rules.files import dump_yaml
from zjtx_rules.language import load_text

LOGIC = [CHECKS[each] for each in ("never-holds", "always-holds", "subsumed-condition", "contradicts-prerequisite")]
NATIONAL = {"newly_recognised": {"title": "champion_enterprise", "level": "national"}}
ANY_LEVEL = {"newly_recognised": {"title": "champion_enterprise"}}


def tier(name: str, when: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "tier",
        "cite": "一",
        "quote": "原文",
        "title": "资格",
        "to": "enterprise",
        "when": when,
    }


def found(when: Any, *more: dict[str, Any], **document: Any) -> list[str]:
    """Return what the checks of logic find in a document with one clause under a condition, and further clauses."""
    whole = {
        "jurisdiction": {"name": "日照市", "code": "371100"},
        "documents": [
            {"id": "demo", "title": "办法", "status": "issued", **document, "clauses": [tier("one", when), *more]}
        ],
    }
    loaded = load_text(dump_yaml(whole), "demo.yaml").files[0]
    return [each.code for each in examine(Subject(loaded, (loaded,)), LOGIC)]


def threshold(**bounds: Any) -> dict[str, Any]:
    return {"fact": "revenue_last_year", **bounds}


@pytest.mark.parametrize(
    "when",
    [
        pytest.param({"all": [threshold(at_least="5000万元"), threshold(less_than="5000万元")]}, id="no sum is both"),
        pytest.param(threshold(more_than="2亿元", at_most="2亿元"), id="nothing lies between"),
        pytest.param(
            {"fact": "invention_patents", "more_than": 3, "less_than": 4}, id="no patent lies between 3 and 4"
        ),
        pytest.param(
            {"all": [{"fact": "independent_legal_person"}, {"fact": "independent_legal_person", "is": False}]},
            id="yes and no",
        ),
        pytest.param({"all": [NATIONAL, {"none": [ANY_LEVEL]}]}, id="a title that is excluded at every level"),
        pytest.param({"all": [{"located_in": "济南市"}, {"located_in": "日照市"}]}, id="two cities"),
        pytest.param(
            {"all": [{"registered": {"for_at_least": "3年"}}, {"none": [{"registered": {"for_at_least": "24个月"}}]}]},
            id="three years but not two",
        ),
    ],
)
def test_what_nobody_can_meet_is_found(when: Any) -> None:
    assert found(when) == ["never-holds"]


@pytest.mark.parametrize(
    "when",
    [
        pytest.param({"all": [threshold(at_least="5000万元"), threshold(at_most="5000万元")]}, id="exactly this sum"),
        pytest.param({"fact": "rd_share_last_year", "more_than": "3%", "less_than": "4%"}, id="a share lies between"),
        pytest.param({"all": [NATIONAL, {"newly_recognised": {"title": "gazelle"}}]}, id="two titles"),
        pytest.param({"all": [ANY_LEVEL, {"none": [NATIONAL]}]}, id="a title at another level"),
        pytest.param({"all": [{"located_in": "山东省"}, {"fact": "independent_legal_person"}]}, id="the province"),
        pytest.param({"fact": "revenue_last_year", "about": "1000万元"}, id="about"),
        pytest.param(
            {
                "all": [
                    {"incident": {"of": ["safety"], "within": "3年"}},
                    {"none": [{"incident": {"of": ["safety"], "within": "2年"}}]},
                ]
            },
            id="an accident in the third year back",
        ),
        pytest.param({"always": True}, id="always, said on purpose"),
        pytest.param({"at_least_of": {"count": 2, "of": [NATIONAL, {"fact": "independent_legal_person"}]}}, id="both"),
    ],
)
def test_what_somebody_can_meet_and_somebody_cannot_is_not_reported(when: Any) -> None:
    assert found(when) == []


@pytest.mark.parametrize(
    "when",
    [
        pytest.param({"fact": "sme_size", "one_of": ["micro", "small", "medium", "large"]}, id="every size"),
        pytest.param({"fact": "invention_patents", "at_least": 0}, id="a count of nought"),
        pytest.param({"any": [threshold(at_least="1万元"), threshold(less_than="1万元")]}, id="either side"),
    ],
)
def test_what_everybody_meets_is_found(when: Any) -> None:
    assert found(when) == ["always-holds"]


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(
            {"all": [threshold(at_least="1000万元"), threshold(at_least="5000万元")]}, id="a lower bound twice"
        ),
        pytest.param({"all": [NATIONAL, ANY_LEVEL]}, id="a level and any level"),
        pytest.param({"any": [NATIONAL, ANY_LEVEL]}, id="one of a level and any level"),
        pytest.param(
            {
                "none": [
                    {"incident": {"of": ["safety"], "within": "2年"}},
                    {"incident": {"of": ["safety", "quality"], "within": "3年"}},
                ]
            },
            id="two years inside three",
        ),
        pytest.param({"all": [{"located_in": "日照市"}, {"located_in": "山东省"}]}, id="a city and its province"),
    ],
)
def test_what_is_contained_in_its_neighbour_is_found(when: Any) -> None:
    assert found(when) == ["subsumed-condition"]


def test_a_year_of_recognition_is_narrower_than_any_year() -> None:
    this_year = {"newly_recognised": {"title": "gazelle", "in": "calendar_year"}}
    assert found({"any": [this_year, {"newly_recognised": {"title": "gazelle"}}]}) == ["subsumed-condition"]


def test_a_document_that_counts_the_year_itself_makes_both_the_same() -> None:
    last_year = {"newly_recognised": {"title": "gazelle", "in": "prior_calendar_year"}}
    both = {"all": [last_year, {"none": [{"newly_recognised": {"title": "gazelle"}}]}]}
    assert found(both) == ["never-holds"]
    assert found(both, settings={"recognition_year": "calendar_year"}) == []


def test_what_holds_under_one_option_only_is_no_contradiction() -> None:
    by_reading = {
        "by_reading": "size",
        "options": {"all": {"always": True}, "small": {"fact": "sme_size", "is": "small"}},
    }
    reading = [{"id": "size", "question": "规模", "options": {"all": "不限", "small": "小型"}, "default": "all"}]
    assert found({"all": [by_reading, {"fact": "sme_size", "is": "medium"}]}, readings=reading) == []


def test_a_clause_that_contradicts_the_one_it_refers_to_is_found() -> None:
    small, large = ({"fact": "sme_size", "is": each} for each in ("small", "large"))
    assert found(small, tier("two", {"all": [{"clause": "one"}, large]})) == ["contradicts-prerequisite"]


def test_a_clause_that_repeats_the_one_it_refers_to_is_found() -> None:
    small = {"fact": "sme_size", "is": "small"}
    assert found(small, tier("two", {"all": [{"clause": "one"}, small]})) == ["subsumed-condition"]


def test_a_clause_for_this_city_cannot_ask_for_another() -> None:
    assert found({"located_in": "济南市"}) == ["contradicts-prerequisite"]


def test_a_gate_that_rules_out_what_an_award_asks_for_is_found() -> None:
    award = {
        "id": "award.x",
        "kind": "award",
        "cite": "一",
        "quote": "给予10万元",
        "title": "奖励",
        "to": "enterprise",
        "when": {"fact": "sme_size", "is": "large"},
        "pays": {"sum": "10万元"},
    }
    gate = {"to": "enterprise", "kinds": ["award"], "when": {"fact": "sme_size", "one_of": ["micro", "small"]}}
    assert found({"fact": "sme_size", "is": "large"}, award, gates=[gate]) == ["contradicts-prerequisite"]
