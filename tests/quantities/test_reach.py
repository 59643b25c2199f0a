"""The nearest changes that bring a value to a bound, against every value of a small grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from small_rules import applicant, clause, rules_of
from toy_tier import AS_OF, firm, toy
from zjtx_rules.analysis.gap.report import Gap, apply, gap_of
from zjtx_rules.language import RuleSet
from zjtx_rules.quantities import reach
from zjtx_rules.quantities.reach import turning
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms import Money

DAY = date(2026, 6, 1)
HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
facts:
- {id: part, label: 部分, type: count}
- {id: whole, label: 全部, type: count}
- {id: years, label: 数, type: count}
values:
- {id: p, label: 占比得分, table: {by: 部分 ÷ 全部, bands: [{from: 25%, is: 10}, {above: 50%, is: 30}]}}
- {id: q, label: 规模得分, table: {by: 全部, bands: [{from: "3", is: 10}, {from: "6", is: 20}]}}
- {id: r, label: 年数得分, is: "较低(5, 取整(数 ÷ 2))"}
- {id: total, label: 总分, is: 占比得分 + 规模得分 + 年数得分}
documents:
- id: small
  title: 小样
  status: issued
"""
GRID = range(1, 13)


def rules(least: int) -> RuleSet:
    return rules_of(clause("tier", "tier", when=f"{{fact: total, at_least: {least}}}"), head=HEAD)


def total(part: int, whole: int, years: int) -> int:
    """Return the points as the bands of the file say, written once more by hand."""
    share = Fraction(part, whole)
    p = 30 if share > Fraction(1, 2) else 10 if share >= Fraction(1, 4) else 0
    q = 20 if whole >= 6 else 10 if whole >= 3 else 0
    return p + q + min(5, years // 2)


def nearest_by_hand(part: int, whole: int, years: int, least: int) -> dict[str, set[int]]:
    """Return, for each fact alone, the values that suffice and are nearest as a share of the greater of the two."""
    found: dict[str, set[int]] = {}
    now = {"part": part, "whole": whole, "years": years}
    for name, value in now.items():
        enough = [each for each in range(1 if name == "whole" else 0, 200) if total(**{**now, name: each}) >= least]
        far = {each: Fraction(abs(each - value), max(each, value)) for each in enough}
        if far:
            found[name] = {each for each in far if far[each] == min(far.values())}
    return found


def cases() -> Iterator[tuple[int, int, int, int]]:
    yield from (
        (part, whole, years, least)
        for part, whole in product((0, 2, 3, 9), (1, 5, 8))
        for years, least in ((0, 30), (3, 33), (9, 50))
    )


@pytest.mark.parametrize("least", [30, 33, 50])
def test_of_one_change_the_nearest_is_found(least: int) -> None:
    file = rules(least)
    seen = 0
    for part, whole, years, wanted in cases():
        if wanted != least or total(part, whole, years) >= least:
            continue
        firm_ = applicant(facts={"part": part, "whole": whole, "years": years})
        found = gap_of(firm_, file, "tier", DAY)
        alone = [way.steps[0] for way in found.ways if len(way.steps) == 1]
        single = {each.path.removeprefix("facts."): each.to for each in alone}
        by_hand = nearest_by_hand(part, whole, years, least)
        assert single.keys() == by_hand.keys(), (part, whole, years)
        assert all(single[name] in by_hand[name] for name in single), (part, whole, years)
        assert [each.relative for each in alone] == sorted(each.relative for each in alone)
        seen += bool(by_hand)
    assert seen > 3


@pytest.mark.parametrize(("part", "whole", "years"), [(0, 2, 0), (0, 1, 0), (1, 12, 0), (2, 5, 9)])
def test_every_way_suffices_and_no_step_of_it_can_be_left_out(part: int, whole: int, years: int) -> None:
    file = rules(53)
    firm_ = applicant(facts={"part": part, "whole": whole, "years": years})
    found = gap_of(firm_, file, "tier", DAY)
    assert found.ways
    held(found, firm_, file, "tier")


def held(found: Gap, firm_: object, file: RuleSet, name: str) -> None:
    """Hold every way to the evaluation: done it suffices, without any one of its steps it does not."""
    from zjtx_rules.analysis.gap.apply_steps import changed  # noqa: PLC0415 - beside its only use

    for number, way in enumerate(found.ways):
        after = apply(found, firm_, number)  # type: ignore[arg-type]  # a profile
        assert evaluate(after, file, way.ends_on).verdict(name).value in ("met", "review")
        for left_out in way.steps:
            less = changed(firm_, [each for each in way.steps if each is not left_out])  # type: ignore[arg-type]  # likewise
            assert evaluate(less, file, way.ends_on).verdict(name).value != "met"


# 45 of 100 points, 60 asked. Alone suffice: debt down to 55 % (−25万), assets up to 300/0.55 = 545.454…万, research up to 5 % (+30万),
# revenue down to 20/5 % = 400万, or the award. Patents (at most +10) and a person's judgement (+10) do not.
def test_a_firm_of_too_few_points_is_told_every_single_step_in_order_of_nearness() -> None:
    firm_ = firm()
    found = gap_of(firm_, toy(), "tier_a", AS_OF)
    assert [(way.steps[0].path, str(way.steps[0].to)) for way in found.ways] == [
        ("facts.liabilities.2025", "275万元"),
        ("accounts.2025.total_assets", "5454545.46元"),
        ("accounts.2025.rd_expense", "50万元"),
        ("accounts.2025.revenue", "400万元"),
        ("facts.science_award", "True"),
    ]
    held(found, firm_, toy(), "tier_a")


def test_a_firm_far_away_is_told_of_two_changes_and_one_of_which_nothing_is_known_what_to_provide() -> None:
    far = firm(
        rd_expense="0元", patents=0, liabilities="500万元"
    )  # 10 points: debt 30, and research or patents 20 of innovation
    found = gap_of(far, toy(), "tier_a", AS_OF)
    ways = [{step.path: step.to for step in way.steps} for way in found.ways]
    assert ways[0] == {"facts.science_award": True}
    assert {"facts.liabilities.2025": Money.parse("275万元"), "accounts.2025.rd_expense": Money.parse("30万元")} in ways
    assert {"facts.liabilities.2025": Money.parse("275万元"), "facts.patents": 3} in ways
    held(found, far, toy(), "tier_a")
    dark = firm(rd_expense=None, patents=None, liabilities=None, science_award=None)
    found = gap_of(dark, toy(), "tier_a", AS_OF)
    assert found.ways[0].unknown == found.ways[0].steps
    held(found, dark, toy(), "tier_a")


def test_halving_finds_the_turn_on_either_side() -> None:
    for low, high, at, start in product((0, -5), (20, 31), (3, 11), (0, 5, 19)):
        found = set(turning(lambda number, at=at: number >= at, low, high, start))  # type: ignore[misc]  # bound now
        assert found - {start} == {at - 1, at} - {start}


def afresh(self: reach._Search, facts: Mapping[str, Fraction]) -> reach.World:
    """Keep nothing that was reckoned."""
    return replace(self.world, facts={**self.world.facts, **facts}, memo=None)


def always(self: reach._Search, key: str) -> bool:
    """Leave no fact out for not sufficing."""
    return self.variables[key] is not None


@pytest.mark.parametrize(("name", "slower"), [("changed", afresh), ("may_suffice", always)])
def test_what_spares_reckoning_changes_no_way(name: str, slower: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_all() -> list[tuple[object, ...]]:
        files = {least: rules(least) for least in (30, 33, 50, 55)}
        firms = [
            ({"part": part, "whole": whole} | ({"years": years} if years else {}), least)
            for part, whole, years, _ in cases()
            for least in files
        ]
        return [gap_of(applicant(facts=facts), files[least], "tier", DAY).ways for facts, least in firms]

    spared = of_all()
    assert {len(way.steps) for ways in spared for way in ways} >= {1, 2}
    monkeypatch.setattr(reach._Search, name, slower)  # noqa: SLF001 - what is spared is seen from inside only
    assert of_all() == spared
