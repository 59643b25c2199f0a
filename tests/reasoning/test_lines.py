"""What each line and each clause comes to: the least and the most over every way in which what is open could turn out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_rules import AS_OF, answer, applicant, clause, group, recognition, rules_of
from zjtx_rules import Applicant, evaluate, load
from zjtx_rules.language import RuleSet
from zjtx_rules.presentation.document import as_document
from zjtx_rules.reasoning import Bounds, Evaluation
from zjtx_rules.terms import Money

FACTS = ("a", "b", "c", "d")
HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
facts:
- {id: a, label: 甲, type: yes_no}
- {id: b, label: 乙, type: yes_no}
- {id: c, label: 丙, type: yes_no}
- {id: d, label: 丁, type: yes_no}
documents:
- id: small
  title: 小样
  status: issued
"""


def award(name: str, wan: int) -> str:
    """Return an award on one fact."""
    return clause(f"award.{name}", when=f"{{fact: {name}}}", pays=f"{{sum: {wan}万元}}")


def competing(members: Sequence[str], number: int) -> str:
    """Return a rule under which only one of some awards is paid."""
    names = ", ".join(f"award.{each}" for each in members)
    return group(f"[{names}]").replace("no_duplication\n", f"no_duplication.{number}\n", 1)


def paid(evaluation: Evaluation, name: str) -> Money:
    """Return what a clause pays where everything is known."""
    sums = evaluation.outcomes[0].settlement.by_clause.get(name)
    if sums is None:
        return Money.ZERO
    assert sums.bounds.certain
    return sums.bounds.floor


def hull(amounts: Sequence[Money]) -> Bounds:
    return Bounds(min(amounts), max(amounts))


def completions(facts: Mapping[str, bool]) -> list[dict[str, bool]]:
    """Return every way in which the facts that are not given could turn out."""
    ways = product(*([facts[each]] if each in facts else [True, False] for each in FACTS))
    return [dict(zip(FACTS, each, strict=True)) for each in ways]


known = st.dictionaries(st.sampled_from(FACTS), st.booleans())
groups = st.lists(st.lists(st.sampled_from(FACTS), min_size=2, max_size=3, unique=True), max_size=3)
amounts = st.lists(st.integers(1, 6), min_size=4, max_size=4)


@given(facts=known, together=groups, wan=amounts)
def test_each_clause_has_the_least_and_the_most_of_all_completions(
    facts: dict[str, bool], together: list[list[str]], wan: list[int]
) -> None:
    awards = [award(name, amount) for name, amount in zip(FACTS, wan, strict=True)]
    rules = rules_of(*awards, *(competing(each, at) for at, each in enumerate(together)), readings="", head=HEAD)
    firm: dict[str, Any] = {"region": "日照市", "recognitions": [], "awards_received": []}
    found = answer(rules, applicant(facts=facts, **firm)).outcomes[0]
    every = [answer(rules, applicant(facts=each, **firm)) for each in completions(facts)]
    assert found.totals.fixed == hull([each.awards.payable.total.fixed.floor for each in every])
    for name in FACTS:
        key = f"award.{name}"
        sums = found.settlement.by_clause.get(key)
        assert (Bounds() if sums is None else sums.bounds) == hull([paid(each, key) for each in every]), key
    for line in found.settlement.lines:
        assert line.comes_to == hull([paid(each, line.claim.key) for each in every])
        assert line.gives_way == (line.claim.truth == 3 and line.comes_to.ceiling == Money.ZERO)


def test_an_unlisted_firm_has_the_range_of_every_award() -> None:
    # 日政办字〔2022〕10号 三（一）2: 200, 100, 100, 50, 30, 20万元, 独角兽 300万元; 末段: only the highest.
    firm = applicant(region="日照市", awards_received=[])
    outcome = evaluate(firm, load("rizhao"), date(2023, 9, 1)).outcomes[0]
    sums = {key: str(each.bounds.ceiling) for key, each in outcome.settlement.by_clause.items()}
    assert all(each.bounds.floor == Money.ZERO for each in outcome.settlement.by_clause.values())
    assert sorted(sums.values(), key=len) == sorted(
        ["300万元", "200万元", "100万元", "100万元", "50万元", "30万元", "20万元"], key=len
    )


def platform(legal_form: str | None) -> Applicant:
    """Return a platform recognised twice in one year."""
    held = [
        recognition("service_platform", "2023-02-10", level="provincial"),
        recognition("service_platform", "2023-07-14", level="national"),
    ]
    fields = {} if legal_form is None else {"legal_form": legal_form}
    return applicant("service_platform", region="日照市", recognitions=held, awards_received=[], **fields)


@pytest.mark.parametrize(
    ("legal_form", "outcome", "floor", "ceiling"),
    [
        # 末段 speaks of enterprises only: 50万元 and 20万元 add up for others.
        (None, "open", "0", "200000"),
        ("企业", "suppressed", "0", "0"),
        ("事业单位", "paid", "200000", "200000"),
    ],
)
def test_a_line_that_only_may_give_way_says_so(legal_form: str | None, outcome: str, floor: str, ceiling: str) -> None:
    found = evaluate(platform(legal_form), load("rizhao"), date(2023, 9, 1))
    lines = as_document(found).awards.payable.lines
    line = next(each for each in lines if each.stated.floor.text == "20万元")
    assert line.pays.ceiling is not None
    assert (line.outcome, line.pays.floor.yuan, line.pays.ceiling.yuan) == (outcome, floor, ceiling)
    assert ("（不重复，不支付）" in found.explain()) == (outcome == "suppressed")
    assert ("可能让位于" in found.explain()) == (outcome == "open")
    assert bool(found.awards.payable.suppressed) == (outcome == "suppressed")


def both(low: str, high: str) -> RuleSet:
    return rules_of(
        clause("award.low", when="{fact: in_priority_industry}", pays=f"{{sum: {low}}}"),
        clause("award.high", when="{attested: good_prospects}", pays=f"{{sum: {high}}}"),
        group("[award.*]"),
    )


def test_a_line_that_an_open_award_could_put_aside_is_not_certain() -> None:
    firm = applicant(region="日照市", recognitions=[], awards_received=[], facts={"in_priority_industry": True})
    line = answer(both("20万元", "100万元"), firm, AS_OF).outcomes[0].settlement.lines[0]
    assert (line.chosen, line.certain, line.comes_to) == (True, False, Bounds(Money.ZERO, Money.parse("20万元")))
    line = answer(both("100万元", "20万元"), firm, AS_OF).outcomes[0].settlement.lines[0]
    assert (line.chosen, line.certain, line.comes_to.certain) == (True, True, True)
