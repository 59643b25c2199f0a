"""An interview asks only what can still matter, and its answers lead to the answer of the whole profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import zjtx_rules as zjtx
from answer_from_profile import follow
from strategies import applicants_data, forgettable, profile_of, without
from zjtx_rules.analysis.asking import Interview
from zjtx_rules.files import read
from zjtx_rules.presentation.asking import sentence
from zjtx_rules.presentation.bands import bands_out
from zjtx_rules.presentation.document import as_detail
from zjtx_rules.presentation.notes import notes_of
from zjtx_rules.reasoning.assumed_here import says_where
from zjtx_rules.reasoning.ways import recognising
from zjtx_rules.terms.truth import UNKNOWN

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2024, 6, 1)
ASKED = {
    "startup-base": ("2024-06-01", "jinan", 3),
    "park": ("2024-06-01", "jinan", 3),
    "service-platform": ("2023-12-01", "rizhao", 3),
    "cluster": ("2023-12-01", "rizhao", 2),
    "district": ("2023-12-01", "rizhao", 2),
    "design-institute": ("2023-12-31", "rizhao", 3),
    "training-body": ("2023-12-31", "model_city", 2),
    "jinan-firm": ("2024-12-01", "jinan", 2),
    "rizhao-firm": ("2023-09-01", "rizhao", 2),
}
"""The profiles of the repository: the day and rules of `make demo`, and how many questions settle the money."""


def bare(applicant: zjtx.Applicant) -> zjtx.Applicant:
    return type(applicant)(region=applicant.region)


def adopting(rules: str) -> str | None:
    return "临沂市" if rules == "model_city" else None


def test_every_profile_of_the_repository_is_asked() -> None:
    assert {each.stem for each in EXAMPLES.glob("*.yaml")} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_two_or_three_questions_settle_the_money_of_the_examples(name: str) -> None:
    day, rules_name, most = ASKED[name]
    whole = zjtx.read_profile(read(str(EXAMPLES / f"{name}.yaml")))
    rules, on = zjtx.load(rules_name), date.fromisoformat(day)
    begun = Interview.begin(bare(whole), rules, on, adopting=adopting(rules_name))
    assert not begun.money_is_certain
    ended, asked = follow(begun, whole, money_only=True)
    assert ended.money_is_certain
    assert len(asked) == most
    expected = zjtx.evaluate(whole, rules, on, adopting=adopting(rules_name))
    assert money(ended.evaluation) == money(expected)
    mine = as_detail(ended.evaluation, detail="brief")
    assert isinstance(mine, zjtx.BriefAnswer)
    assert mine.payable == expected.document(detail="brief").payable


@pytest.mark.parametrize("name", ASKED)
def test_all_questions_lead_to_the_bands_of_the_file(name: str) -> None:
    day, rules_name, _ = ASKED[name]
    whole = zjtx.read_profile(read(str(EXAMPLES / f"{name}.yaml")))
    rules, on = zjtx.load(rules_name), date.fromisoformat(day)
    ended, _ = follow(Interview.begin(bare(whole), rules, on, adopting=adopting(rules_name)), whole)
    expected = zjtx.evaluate(whole, rules, on, adopting=adopting(rules_name))
    assert bands_out(ended.evaluation, "zh") == expected.document(detail="normal").bands


def money(answer: zjtx.Evaluation) -> list[Any]:
    return [each.totals for each in answer.outcomes]


def assuming(outcome: zjtx.Outcome) -> set[str]:
    """Return the clauses that count a recognition as one given here; where no money is at stake, nobody is asked for that."""
    return {
        each.clause.id
        for each in outcome.program.clauses
        if any(one.elsewhere is not None for one in recognising(each.whole))
    }


RULES = {name: zjtx.load(name) for name in ("rizhao", "jinan", "model_city", "shandong")}


@settings(max_examples=30)
@given(applicants_data(), st.sampled_from(sorted(RULES)), st.data())
def test_the_answers_of_a_profile_lead_to_its_answer(data: dict[str, Any], name: str, draw: st.DataObject) -> None:
    forgotten = draw.draw(st.lists(st.sampled_from(forgettable(data) or [()]), max_size=4, unique=True))
    whole = profile_of(without(data, [each for each in forgotten if each]))
    expected = zjtx.evaluate(whole, RULES[name], DAY, adopting=adopting(name))
    ended, asked = follow(Interview.begin(bare(whole), RULES[name], DAY, adopting=adopting(name)), whole)
    assert money(ended.evaluation) == money(expected)
    for mine, theirs in zip(ended.evaluation.outcomes, expected.outcomes, strict=True):
        unasked = assuming(mine) if says_where(whole) and not says_where(ended.applicant) else set()
        for clause, found in theirs.found.items():
            if mine.found[clause][0] != UNKNOWN and clause not in unasked:
                assert mine.found[clause][0] == found[0], clause
    assert not ended.questions
    assert len(asked) == len({(each.key, each.covers) for each in asked})


@settings(max_examples=20)
@given(applicants_data(), st.sampled_from(sorted(RULES)), st.data())
def test_each_answer_narrows_the_money_and_none_widens_it(data: dict[str, Any], name: str, draw: st.DataObject) -> None:
    whole = profile_of(data)
    interview = Interview.begin(bare(whole), RULES[name], DAY, adopting=adopting(name))
    for _ in range(4):
        if not interview.questions or interview.questions[0].stage != "money":
            break
        before = interview.evaluation
        asked = interview.questions
        position = draw.draw(st.integers(0, len(asked) - 1))
        question = asked[position]
        # The first question moves the most money.
        interview = interview.skip(question) if draw.draw(st.booleans()) else follow_one(interview, position, whole)
        for mine, theirs in zip(interview.evaluation.outcomes, before.outcomes, strict=True):
            for nature in ("fixed", "up_to"):
                now, then = getattr(mine.totals, nature), getattr(theirs.totals, nature)
                assert now.floor >= then.floor
                assert then.ceiling is None or (now.ceiling is not None and now.ceiling <= then.ceiling)


def follow_one(interview: Interview, position: int, whole: zjtx.Applicant) -> Interview:
    from answer_from_profile import reply  # noqa: PLC0415 - beside its like
    from zjtx_rules.profile import canonical_profile  # noqa: PLC0415 - likewise

    question = interview.questions[position]
    moved = Interview(interview.applicant, interview.rules, interview.as_of, interview.given, interview.done)
    moved.__dict__["questions"] = (question,)
    return reply(moved, question, canonical_profile(whole))


def test_what_is_not_known_is_not_asked_again_and_changes_nothing() -> None:
    interview = Interview.begin(zjtx.EnterpriseProfile(region="371100"), RULES["rizhao"], date(2023, 9, 1))
    keys = []
    while interview.questions:
        keys.append(interview.questions[0].key)
        interview = interview.skip()
    assert keys[:2] == ["recognitions", "awards_received"]
    assert len(keys) == len(set(keys))
    assert interview.applicant == zjtx.EnterpriseProfile(region="371100")


def test_nothing_is_asked_of_money_that_no_longer_matters() -> None:
    begun = Interview.begin(zjtx.EnterpriseProfile(region="371100"), RULES["rizhao"], date(2023, 9, 1))
    without_titles = begun.none()
    assert without_titles.money_is_certain
    assert without_titles.questions[0].stage == "rest"
    assert "awards_received" not in {each.key for each in without_titles.questions}


def test_a_question_says_which_award_hangs_on_it() -> None:
    begun = Interview.begin(zjtx.EnterpriseProfile(region="371100"), RULES["rizhao"], date(2023, 9, 1))
    first = begun.questions[0].reasons[0]
    assert first.title.zh == "独角兽企业奖励"
    assert first.cite == "三（一）2"
    assert first.document.zh == "日政办字〔2022〕10号"
    assert first.up_to == zjtx.Money.parse("300万元")


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ([{"title": "小巨仁"}], "recognitions.0.title"),
        ([{"title": "小巨人", "level": "部级"}], "recognitions.0.level"),
        ([{"title": "小巨人", "date": "2023-02-30"}], "recognitions.0.date"),
        ([{"title": "小巨人"}, {"level": "省级"}], "recognitions.1"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_place(answer: list[dict[str, str]], path: str) -> None:
    begun = Interview.begin(zjtx.EnterpriseProfile(region="371100"), RULES["rizhao"], date(2023, 9, 1))
    with pytest.raises(zjtx.InputError) as raised:
        begun.answer(answer)
    assert [each.path for each in raised.value.problems] == [path]


def test_a_partly_known_list_is_added_to() -> None:
    firm = zjtx.read_applicant(
        {"所在地": "日照市", "认定": [{"称号": "瞪羚", "级别": "省级"}], "认定齐全": "否", "已领奖补": []}
    )
    begun = Interview.begin(firm, RULES["rizhao"], date(2023, 9, 1))
    question = next(each for each in begun.questions if each.key == "recognitions")
    assert question.already == 1
    more = begun.answer([{"title": "小巨人", "level": "国家级", "date": "2023-07-14"}], question).applicant
    assert [each.title for each in more.recognitions or ()] == ["gazelle", "little_giant"]
    assert more.recognitions_complete is None


FIRM_OF_UNKNOWN_PAST = {
    "所在地": "日照市",
    "认定": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}],
    "已领奖补": [],
}


def asked_where() -> Interview:
    begun = Interview.begin(zjtx.read_applicant(FIRM_OF_UNKNOWN_PAST), RULES["rizhao"], date(2023, 9, 1))
    assert begun.money_is_certain
    assert (begun.questions[0].key, begun.questions[0].stage) == ("registrations", "assumed")
    return begun


def test_where_it_was_registered_is_asked_if_money_rests_on_it() -> None:
    begun = asked_where()
    assert [each.title.zh for each in begun.questions[0].reasons] == ["专精特新“小巨人”企业奖励"]
    elsewhere = begun.answer([{"region": "济南市", "since": "2015-01-01", "until": "2023-07-31"},
                              {"region": "日照市", "since": "2023-08-01", "until": ""}])  # fmt: skip
    assert elsewhere.evaluation.awards.payable.total.up_to.ceiling == zjtx.Money.ZERO
    here = begun.answer([{"region": "日照市", "since": "2015-01-01", "until": ""}])
    assert here.evaluation.awards.payable.total.up_to.ceiling == zjtx.Money.parse("100万元")
    assert all(each.questions[0].stage == "rest" for each in (elsewhere, here))


def test_that_it_was_always_here_is_one_answer_and_leaves_nothing_assumed() -> None:
    always = asked_where().none()
    assert getattr(always.applicant, "relocation", None) == "none"
    assert money(always.evaluation) == money(asked_where().evaluation)
    assert always.questions[0].stage == "rest"
    said = [
        "按认定之日已在本地登记计算" in "".join(note.zh for note in notes_of(each.evaluation))
        for each in (asked_where(), always)
    ]
    assert said == [True, False]


def test_who_does_not_know_its_registrations_is_asked_whether_it_moved_and_then_no_more() -> None:
    skipped = asked_where().skip()
    assert (skipped.questions[0].key, skipped.questions[0].stage) == ("relocation", "assumed")
    assert sentence(skipped.questions[0], "zh") == "是否从外地整体迁入？"
    assert skipped.skip().questions[0].stage == "rest"
    moved = skipped.answer({"into": "日照市", "date": "2023-08-01"})
    assert moved.evaluation.awards.payable.total.up_to.ceiling == zjtx.Money.ZERO


def test_where_the_contracts_are_not_known_the_title_without_which_nothing_is_paid_is_asked_for() -> None:
    institute = zjtx.read_applicant({"kind": "design_institute", "region": "371100"})
    begun = Interview.begin(institute, RULES["rizhao"], date(2023, 9, 1))
    asked = {each.key: each for each in begun.questions}
    assert {"contracts", "recognitions"} <= set(asked)
    unknown = begun.skip(asked["contracts"])
    assert not unknown.money_is_certain
    ended = unknown.none(next(each for each in unknown.questions if each.key == "recognitions"))
    assert ended.money_is_certain
    assert all(each.totals.fixed.ceiling == zjtx.Money.ZERO for each in ended.evaluation.outcomes)


# ------------------------------------------------------------------------------------------- what a silent profile is read as

_TWO_TITLES = [
    {"title": "little_giant", "level": "national", "kind": "new", "date": "2022-03-23"},
    {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2022-03-23"},
]


def beginning(**more: Any) -> Interview:
    given_ = {"region": "日照市", "recognitions": _TWO_TITLES, "awards_received": [], "relocation": "none"} | more
    return Interview.begin(zjtx.read_applicant(given_), RULES["rizhao"], DAY)


def test_the_legal_form_is_asked_for_where_the_rule_on_duplication_rests_on_it() -> None:
    # 日照 三（三）1: among enterprises only the highest of 100万 and 30万; a public institution has both.
    interview = beginning()
    first = interview.questions[0]
    assert (first.key, first.stage) == ("legal_form", "assumed")
    assert {each.title.zh for each in first.reasons}
    answered = interview.answer({"legal_form": "事业单位"})
    assert answered.evaluation.awards.payable.total.up_to.ceiling == zjtx.Money(1_300_000)
    assert not [each for each in answered.questions if each.key == "legal_form"]
    assert not [each for each in interview.skip().questions if each.key == "legal_form"]


def test_the_legal_form_is_not_asked_for_where_nothing_rests_on_it_or_it_is_stated() -> None:
    alone = beginning(recognitions=_TWO_TITLES[:1])
    assert [each.key for each in alone.questions if each.stage == "assumed"] == []
    assert [each.key for each in beginning(legal_form="enterprise").questions if each.key == "legal_form"] == []


def test_the_kind_of_application_is_asked_for_last_where_a_verdict_rests_on_it() -> None:
    # Of the standards of 2026 a review asks for points of another year than a new application.
    example = zjtx_examples("worked_zjtx_2026.yaml")
    interview = Interview.begin(example, zjtx.load("national"), date(2026, 5, 1))
    asked = []
    while interview.questions:
        asked.append((interview.questions[0].key, interview.questions[0].stage))
        interview = interview.skip()
    assert asked[-1] == ("application", "rest")
    assert sum(key == "application" for key, _ in asked) == 1


def zjtx_examples(name: str) -> zjtx.Applicant:
    """Return the profile at the head of a file of examples of the national standards."""
    path = Path(__file__).parents[2] / "rules" / "examples" / "national" / name
    return zjtx.read_applicant(yaml.safe_load(path.read_text(encoding="utf-8"))["profile"])
