"""济南 一（2） 延续性奖励 at each renewal (readings 2 and 12), against sums added up year by year without the engine."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from small_rules import answer, clause, fixed, rules_of
from zjtx_rules import EnterpriseProfile, evaluate, load
from zjtx_rules.terms import Money

AS_OF = date(2024, 12, 31)
WORTH = {"gazelle": 20, "zjtx_sme": 10}
"""万元, 一（2）: 分别给予 20 万元、10 万元延续性奖励."""
YEARS = range(2018, 2025)

renewed = st.tuples(st.sampled_from(sorted(WORTH)), st.sampled_from(YEARS), st.integers(1, 28))
"""Title, year, and the day of January."""


def profile(renewals: list[tuple[str, int, int]], *more: dict[str, Any], received: list[dict[str, Any]]) -> Any:
    return EnterpriseProfile.model_validate(
        {
            "region": "济南市",
            "legal_form": "enterprise",
            "recognitions": [
                {
                    "title": title,
                    "level": "provincial",
                    "kind": "renewal",
                    "date": date(year, 1, day),
                    "previous_expires": date(year - 1, 12, 31),
                }
                for title, year, day in renewals
            ]
            + list(more),
            "awards_received": received,
        }
    )


def adopted(firm: Any, **readings: str) -> Money:
    (outcome,) = evaluate(firm, load("jinan"), AS_OF, readings=readings).outcomes
    assert outcome.totals.certain
    return outcome.totals.fixed.floor


@drawn(few=20, many=80)
@given(st.lists(renewed, max_size=5), st.sampled_from((None, *YEARS)))
def test_each_year_pays_its_highest_award(renewals: list[tuple[str, int, int]], giant: int | None) -> None:
    more = []
    best = {year: max((WORTH[title] for title, at, _ in renewals if at == year), default=0) for year in YEARS}
    if giant is not None:
        more = [{"title": "little_giant", "level": "national", "kind": "new", "date": date(giant, 6, 1)}]
        best[giant] = 200
    assert adopted(profile(renewals, *more, received=[])) == Money(sum(best.values()) * 10_000)


@drawn(few=20, many=80)
@given(st.lists(renewed, max_size=5))
def test_as_written_every_renewal_adds_up_and_one_stated_twice_counts_once(renewals: list[Any]) -> None:
    total = sum(WORTH[title] for title, _, _ in set(renewals))
    assert adopted(profile(renewals, received=[]), silent="as_written") == Money(total * 10_000)


@drawn(few=20, many=80)
@given(
    st.sets(st.sampled_from(YEARS), max_size=4),
    st.lists(st.tuples(st.sampled_from(YEARS), st.integers(3, 12), st.sampled_from((5, 20, 35, 60))), max_size=3),
)
def test_what_was_received_is_taken_off_the_renewals_before_it(years: set[int], paid: list[Any]) -> None:
    # By hand: every payment settles what is still due of the renewals before it, the latest first.
    due = dict.fromkeys(years, 20)
    for at, _, amount in sorted(paid):
        left = amount
        for year in sorted((each for each in years if each <= at), reverse=True):
            settled = min(left, due[year])
            due[year] -= settled
            left -= settled
    received = [
        {
            "clause": "award.gazelle_renewal",
            "title": "gazelle",
            "level": "provincial",
            "kind": "award",
            "amount": f"{amount}万元",
            "date": date(year, month, 1),
            "payer": "济南市",
        }
        for year, month, amount in paid
    ]
    firm = profile([("gazelle", year, 5) for year in sorted(years)], received=received)
    assert adopted(firm) == Money(sum(due.values()) * 10_000)


def test_two_titles_renewed_on_one_day_are_two_renewals_and_one_stated_twice_is_one() -> None:
    when = "{renewed: {title: [gazelle, zjtx_sme], level: provincial}}"
    rules = rules_of(clause("award.renewal", when=when, pays="{sum: 20万元}"))
    both = [("gazelle", 2023, 5), ("zjtx_sme", 2023, 5)]
    assert fixed(answer(rules, profile(both, received=[]), AS_OF)) == "40万元"
    assert fixed(answer(rules, profile([*both, both[0]], received=[]), AS_OF)) == "40万元"


def test_two_renewals_of_unknown_days_may_be_of_one_year() -> None:
    # Each pays 30万元 in the year after; both may be of 2023, on two days.
    pays = "{yearly: {sum: 30万元, years: 1, first: following_year}}"
    rules = rules_of(clause("award.renewal", when="{renewed: {title: gazelle, level: provincial}}", pays=pays))
    undated = {"title": "gazelle", "level": "provincial", "kind": "renewal"}
    firm = profile([], undated, undated, received=[])
    bounds = answer(rules, firm, AS_OF).awards.payable.total.fixed
    assert (str(bounds.floor), str(bounds.ceiling)) == ("0元", "60万元")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_renewal_of_an_unknown_day_may_be_of_the_year_of_another_one_on_a_day_of_its_own(
    order: tuple[int, ...],
) -> None:
    # 1 January is the first day of its year; those without a day may be of the same year, each on another day.
    pays = "{yearly: {sum: 30万元, years: 1, first: following_year}}"
    rules = rules_of(clause("award.renewal", when="{renewed: {title: gazelle, level: provincial}}", pays=pays))
    undated = {"title": "gazelle", "level": "provincial", "kind": "renewal", "previous_expires": date(2022, 12, 31)}
    facts = [undated, {**undated, "date": date(AS_OF.year - 1, 1, 1)}, undated]
    firm = profile([], *(facts[at] for at in order), received=[])
    bounds = answer(rules, firm, AS_OF).awards.payable.total.fixed
    assert (str(bounds.floor), str(bounds.ceiling)) == ("30万元", "90万元")
