"""Differences decided within each way in which what is open could turn out, held to an enumeration of all of them.

The oracle answers both questions for one complete profile after the other, and takes the least and the most of what they differ by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_joint_bounds import AS_OF, HEAD, completions, firms, rule_sets

from examples_drawn import drawn
from small_rules import answer, applicant, clause, group, recognition, rules_of
from strategies import (
    Data,
    as_of_dates,
    award_names,
    enterprise_data,
    forgotten,
    profile_of,
    rule_data,
    without,
    yaml_of,
)
from zjtx_rules import evaluate, load
from zjtx_rules.analysis.diffing import impact
from zjtx_rules.analysis.gap.gains import gains_of_title
from zjtx_rules.language import RuleSet, bundled_files, load_text
from zjtx_rules.profile.records import Recognition
from zjtx_rules.reasoning import Totals
from zjtx_rules.reasoning.cases import Question
from zjtx_rules.reasoning.differences import Change, Changes, Compared, Part, Upshot, compare, upshot_of
from zjtx_rules.reasoning.evaluation import programs_for
from zjtx_rules.reasoning.program import assuming
from zjtx_rules.terms import Money

SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]
LIKE = settings(suppress_health_check=SLOW)


def asked(firm: dict[str, Any], old: RuleSet, new: RuleSet) -> Compared:
    """Compare one document under two rule sets."""
    questions = [
        Question(tuple(assuming(each) for each in programs_for(rules, "enterprise", {}, None)), AS_OF)
        for rules in (old, new)
    ]
    return compare(applicant(**firm), questions[0], questions[1], [Part((0,), (0,))]).parts[0]


def difference(before: Totals, after: Totals) -> Changes:
    def less(one: Any, other: Any) -> Change:
        return Change(other.floor - one.floor, other.floor - one.floor)

    return Changes(less(before.fixed, after.fixed), less(before.up_to, after.up_to))


def over(changes: Sequence[Changes]) -> tuple[Changes, Upshot]:
    whole = changes[0]
    for each in changes[1:]:
        whole = whole.around(each)
    upshots = {upshot_of(each) for each in changes}
    return whole, upshots.pop() if len(upshots) == 1 else "open"


@drawn(few=20, many=80, like=LIKE)
@given(rules=rule_data(), complete=enterprise_data(award_names), as_of=as_of_dates, data=st.data())
def test_the_same_rules_change_nothing_whatever_is_missing(
    rules: Data, complete: Data, as_of: Any, data: st.DataObject
) -> None:
    firm = profile_of(without(complete, data.draw(forgotten(complete))))
    text = yaml_of(rules)
    found = impact([firm], load_text(text, "old.yaml"), load_text(f"{text}\n# 同样的规则\n", "new.yaml"), as_of)
    assert (found.same, found.profiles[0].outcome, found.profiles[0].clauses) == (1, "same", ())


@pytest.mark.parametrize("name", sorted(bundled_files()))
def test_the_bundled_rules_change_nothing_for_a_firm_of_which_nothing_is_known(name: str) -> None:
    again = load_text(bundled_files()[name].read_text(encoding="utf-8") + "\n#\n", "again.yaml")
    for region in (None, "日照市", "济南市", "山东省"):
        firm = applicant(**({} if region is None else {"region": region}))
        assert impact([firm], load(name), again, AS_OF, if_issued=True).profiles[0].outcome == "same"


@settings(max_examples=40, deadline=None, suppress_health_check=[*SLOW, HealthCheck.filter_too_much])
@given(old=rule_sets(), new=rule_sets(), firm=firms())
def test_a_change_between_two_rule_sets_is_the_least_and_the_most_over_all_completions(
    old: RuleSet, new: RuleSet, firm: dict[str, Any]
) -> None:
    ways = list(completions(firm))
    assume(len(ways) <= 250)  # the law does not hang on how many there are, the time does
    found = asked(firm, old, new)
    every = [
        difference(*(answer(rules, applicant(**each), AS_OF).outcomes[0].totals for rules in (old, new)))
        for each in ways
    ]
    assert (found.changes, found.upshot) == over(every)


@pytest.mark.parametrize(("before", "after"), [("{up_to: 1万元}", "{sum: 1万元}"), ("{sum: 1万元}", "{up_to: 1万元}")])
@pytest.mark.parametrize("rival", ["{sum: 4万元}", "{up_to: 4万元}"])
def test_a_ceiling_that_becomes_a_stated_sum_is_a_change_where_a_rival_is_open(
    before: str, after: str, rival: str
) -> None:
    # The rival of 4万元 hangs on n: where it is paid nothing changes, otherwise 1万元 of one nature becomes 1万元 of the other.
    def rules(pays: str) -> RuleSet:
        awards = clause("award.a", when="{fact: n, at_least: 10万元}", pays=rival), clause("award.b", pays=pays)
        return rules_of(*awards, group("[award.*]"), readings="", head=HEAD)

    firm = {"region": "日照市", "recognitions": [], "awards_received": []}
    found = asked(firm, rules(before), rules(after))
    gained, lost = Change(Money(0), Money(10_000)), Change(Money(-10_000), Money(0))
    fixed, up_to = (gained, lost) if "sum" in after else (lost, gained)
    assert (found.changes, found.upshot) == (Changes(fixed, up_to), "open")


GAZELLE = "{newly_recognised: {title: gazelle, level: provincial}}"
SME = "{newly_recognised: {title: zjtx_sme, level: provincial}}"


def two_awards(gazelle: str, sme: str, *more: str) -> RuleSet:
    """Return the rules of two competing awards."""
    awards = clause("award.gazelle", when=GAZELLE, pays=gazelle), clause("award.sme", when=SME, pays=sme)
    return rules_of(*awards, group("[award.*]"), *more)


@pytest.mark.parametrize(
    ("firm", "upshot", "floor", "ceiling"),
    [
        ({"recognitions": [], "awards_received": []}, "same", 0, 0),
        ({"recognitions": [recognition("zjtx_sme", level="provincial")], "awards_received": []}, "gains", 10, 10),
        ({"awards_received": []}, "open", 0, 10),
        # What was received before may have taken everything off: no more than the change itself can arrive.
        ({}, "open", 0, 10),
        ({"recognitions": [recognition("zjtx_sme", level="provincial")]}, "open", 0, 10),
        ({"recognitions": [recognition("gazelle", level="provincial")]}, "same", 0, 0),
        ({"recognitions": [recognition("gazelle")], "awards_received": []}, "same", 0, 0),
        ({"recognitions": [recognition("zjtx_sme", level=None)], "awards_received": []}, "open", 0, 10),
        (
            {"recognitions": [recognition("gazelle"), recognition("zjtx_sme", level="provincial")], "awards_received": []},
            "open", 0, 10,
        ),
    ],
)  # fmt: skip
def test_what_is_open_is_the_same_on_both_sides(firm: dict[str, Any], upshot: str, floor: int, ceiling: int) -> None:
    old, new = two_awards("{sum: 50万元}", "{sum: 20万元}"), two_awards("{sum: 50万元}", "{sum: 30万元}")
    found = asked({"region": "日照市", **firm}, old, new)
    assert (found.upshot, found.changes.fixed) == (upshot, Change(Money(floor * 10_000), Money(ceiling * 10_000)))
    profile = impact([applicant(region="日照市", **firm)], old, new, AS_OF).profiles[0]
    assert profile.outcome == upshot


@drawn(few=20, many=80, like=LIKE)
@given(rules=rule_data(), complete=enterprise_data(award_names), as_of=as_of_dates, data=st.data())
def test_no_gain_has_a_floor_above_its_ceiling(rules: Data, complete: Data, as_of: Any, data: st.DataObject) -> None:
    firm = profile_of(without(complete, data.draw(forgotten(complete))))
    evaluation = evaluate(firm, load_text(yaml_of(rules), "rules.yaml"), as_of)
    new = {
        "title": data.draw(st.sampled_from(["gazelle", "zjtx_sme", "little_giant"])),
        "kind": "new",
        "expires": "never",
    }
    for gain in gains_of_title(evaluation, Recognition.model_validate({**new, "date": as_of.isoformat()})):
        for change in (gain.fixed, gain.up_to):
            assert change.floor is None or change.ceiling is None or change.floor <= change.ceiling


@pytest.mark.parametrize("ledger", [{}, {"awards_received": []}])
@pytest.mark.parametrize(
    "held", [{}, {"recognitions": [recognition("little_giant", "2023-07-14")], "recognitions_complete": False}]
)
@pytest.mark.parametrize("name", ["rizhao", "jinan"])
def test_one_title_more_never_takes_money_away(name: str, held: dict[str, Any], ledger: dict[str, Any]) -> None:
    firm = applicant(region={"rizhao": "日照市", "jinan": "济南市"}[name], **held, **ledger)
    evaluation = evaluate(firm, load(name), AS_OF)
    for title, level in (("zjtx_sme", "provincial"), ("gazelle", "provincial"), ("little_giant", "national")):
        new = Recognition.model_validate(recognition(title, AS_OF.isoformat(), level=level, expires="never"))
        gains = gains_of_title(evaluation, new)
        assert gains or held, "nothing is ever gained"
        for gain in gains:
            assert gain.fixed.floor is not None
            assert gain.up_to.floor is not None
            assert min(gain.fixed.floor, gain.up_to.floor) == Money.ZERO


def test_where_the_titles_are_not_listed_a_title_brings_at_most_its_own_award() -> None:
    # 日政办字〔2022〕10号 三（一）2: 省级专精特新 20万元; nothing more where a higher title turns out to be held, or this one.
    evaluation = evaluate(applicant(region="日照市", awards_received=[]), load("rizhao"), AS_OF)
    new = Recognition.model_validate(recognition("zjtx_sme", AS_OF.isoformat(), level="provincial", expires="never"))
    (gain,) = gains_of_title(evaluation, new)
    assert gain.up_to == Change(Money.ZERO, Money.parse("20万元"))
    assert (gain.after.up_to.floor, gain.after.up_to.ceiling) == (Money.parse("20万元"), Money.parse("300万元"))
