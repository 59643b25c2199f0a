"""Bounds over all clauses together, held to an enumeration of every way in which small profiles could turn out.

The oracle answers one complete profile after the other and takes the least and the most; it knows nothing of how bounds are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from population_tables import expected, said, tables_of
from small_rules import answer, applicant, clause, group, rules_of
from zjtx_rules import evaluate, evaluate_table, load
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.presentation.document import as_document
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.reasoning import Bounds, Evaluation, Totals
from zjtx_rules.terms import Money

AS_OF = date(2023, 9, 1)
HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements:
- {id: good, label: 前景良好}
facts:
- {id: n, label: 投入, type: money}
- {id: c, label: 项数, type: count}
- {id: y, label: 入园, type: yes_no}
documents:
- id: small
  title: 小样
  status: issued
"""

FACTS: dict[str, list[Any]] = {
    "n": ["0元", "5万元", "9.99万元", "10万元", "15万元", "20万元", "30万元"],
    "c": [0, 1, 2, 3, 4, 9],
    "y": [True, False],
}
"""Every value that tells the conditions below apart, and some more."""
GAZELLE = {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2023-05-10", "expires": "2026-05-09"}
NEW, NEW_ENDED = GAZELLE, GAZELLE | {"date": "2020-05-10", "expires": "2023-05-09"}
RENEWAL = GAZELLE | {"kind": "renewal", "previous_expires": "2023-05-09"}
RENEWAL_ENDED = RENEWAL | {"expires": "2023-08-31"}
LISTS: list[list[Any]] = [
    [],
    [NEW],
    [NEW_ENDED],
    [RENEWAL],
    [RENEWAL_ENDED],
    [NEW_ENDED, RENEWAL],
    [NEW_ENDED, RENEWAL_ENDED],
    [GAZELLE | {"level": "city"}],
]
"""Lists in which the title is new or not, renewed or not, and still held or not, in every combination."""

leaves = st.sampled_from(
    [
        "{fact: n, at_least: 10万元}",
        "{fact: n, less_than: 10万元}",
        "{fact: n, more_than: 20万元}",
        "{fact: n, at_least: 5万元, less_than: 20万元}",
        "{fact: c, at_most: 2}",
        "{fact: c, at_least: 3}",
        "{fact: y}",
        "{fact: y, is: false}",
        "{attested: good}",
        "{located_in: here}",
        "{located_in: 东港区}",
        "{newly_recognised: {title: gazelle, level: provincial}}",
        "{renewed: {title: gazelle, times: first}}",
        "{holds: {title: gazelle}}",
    ]
)
conditions = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda word, parts: f"{{{word}: [{', '.join(parts)}]}}",
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """Draw two to four awards on the same few facts, and perhaps a rule under which some exclude each other."""
    count = draw(st.integers(2, 4))
    awards = [
        clause(
            f"award.{at}",
            when=draw(conditions),
            pays=f"{{{draw(st.sampled_from(['sum', 'sum', 'up_to']))}: {draw(st.integers(1, 6))}万元}}",
        )
        for at in range(count)
    ]
    members = draw(st.lists(st.sampled_from(range(count)), max_size=3, unique=True))
    if len(members) > 1:
        awards.append(group(f"[{', '.join(f'award.{at}' for at in members)}]"))
    return rules_of(*awards, readings="", head=HEAD)


@st.composite
def firms(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what is known of a firm."""
    facts = {name: draw(st.sampled_from(values)) for name, values in FACTS.items() if draw(st.booleans())}
    found: dict[str, Any] = {"facts": facts, "awards_received": []}
    if draw(st.integers(0, 3)):
        found["region"] = draw(st.sampled_from(["东港区", "岚山区", "日照市", "日照市", "山东省", "济南市"]))
    if draw(st.booleans()):
        found["attested"] = {"good": draw(st.booleans())}
    if draw(st.integers(0, 2)):
        found["recognitions"] = draw(st.sampled_from(LISTS))
    return found


PLACES = {
    None: ["东港区", "岚山区", "济南市"],
    "山东省": ["东港区", "岚山区", "济南市"],
    "日照市": ["东港区", "岚山区"],
}


def completions(firm: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the firm with everything known, in every way that these conditions could tell apart."""
    place = firm.get("region")
    options = [
        *([firm["facts"][name]] if name in firm["facts"] else values for name, values in FACTS.items()),
        [firm["attested"]["good"]] if "attested" in firm else [True, False],
        PLACES.get(place, [place]),
        [firm["recognitions"]] if "recognitions" in firm else LISTS,
    ]
    for n, c, y, good, region, held in product(*options):
        yield {
            "facts": {"n": n, "c": c, "y": y},
            "attested": {"good": good},
            "region": region,
            "recognitions": held,
            "awards_received": [],
        }


def hull(totals: list[Totals]) -> Totals:
    whole = totals[0]
    for each in totals[1:]:
        whole = whole.around(each)
    return whole


def clause_sums(evaluation: Evaluation) -> dict[str, Bounds]:
    return {key: each.bounds for key, each in evaluation.outcomes[0].settlement.by_clause.items()}


LIKE = settings(suppress_health_check=[HealthCheck.too_slow])


@drawn(few=15, many=60, like=LIKE)
@given(rules=rule_sets(), firm=firms())
def test_bounds_are_the_least_and_the_most_of_all_completions(rules: RuleSet, firm: dict[str, Any]) -> None:
    found = answer(rules, applicant(**firm), AS_OF)
    every = [answer(rules, applicant(**each), AS_OF) for each in completions(firm)]
    assert all(each.outcomes[0].totals.certain for each in every)
    assert found.outcomes[0].totals == hull([each.outcomes[0].totals for each in every])
    assert found.outcomes[0].settlement.whole
    sums = clause_sums(found)
    singles = [clause_sums(each) for each in every]
    for key in {name for each in (sums, *singles) for name in each}:
        amounts = [each.get(key, Bounds()) for each in singles]
        least, most = min(each.floor for each in amounts), max(each.floor for each in amounts)
        assert sums.get(key, Bounds()) == Bounds(least, most), key


@drawn(few=8, many=30, like=LIKE)
@given(rules=rule_sets(), population=st.lists(firms(), min_size=1, max_size=4))
def test_tables_give_the_same_bounds(rules: RuleSet, population: list[dict[str, Any]]) -> None:
    polars = pytest.importorskip("polars")
    given_ = [{"kind": "enterprise", **each} for each in population]
    made = {
        name: polars.DataFrame(
            {key: [row.get(key) for row in rows] for key in {k: 1 for row in rows for k in row}}, strict=False
        )
        for name, rows in tables_of(given_).items()
        if rows or name == "recognitions"
    }
    found = evaluate_table(**_frames(made, polars), rules=rules, as_of=AS_OF, by_clause=True).table
    wanted = expected(given_, rules, AS_OF, by_clause=True)
    for row in found.to_dicts():
        assert said(row, list(wanted[row["applicant"]])) == wanted[row["applicant"]]


def _frames(made: dict[str, Any], polars: Any) -> dict[str, Any]:
    empty = polars.DataFrame(
        {"applicant": [], "title": []}, schema={"applicant": polars.String, "title": polars.String}
    )
    money = polars.DataFrame(
        {"applicant": [], "amount": []}, schema={"applicant": polars.String, "amount": polars.String}
    )
    return {"recognitions": empty, "awards_received": money} | {
        name: each for name, each in made.items() if each.height
    }


B = """\
jurisdiction: {name: 日照市, code: "371100"}
facts: [{id: n, label: 投入, type: money}]
documents: [{id: t, title: 试, status: issued, in_force: {from: 2020-01-01}, clauses: [
 {id: award.a, kind: award, cite: 一, quote: 不足100万元的奖励3万元, title: 甲, to: enterprise, when: {fact: n, less_than: 100万元}, pays: {sum: 3万元}},
 {id: award.b, kind: award, cite: 一, quote: 100万元以上的奖励5万元, title: 乙, to: enterprise, when: {fact: n, at_least: 100万元}, pays: {sum: 5万元}}]}]
"""


def test_of_two_clauses_on_either_side_of_a_figure_exactly_one_pays() -> None:
    found = evaluate(applicant(region="日照市", recognitions=[], awards_received=[]), load_text(B, "b.yaml"), AS_OF)
    assert found.awards.payable.total.fixed == Bounds(Money.parse("3万元"), Money.parse("5万元"))
    assert [(each.path, each.stake) for each in as_document(found).missing] == [("facts.n", "2万元")]


def test_a_tenant_counted_at_its_best_title_is_counted_once() -> None:
    # 济南 二（五）: 40万元 for a 小巨人, else 10万元 for a 瞪羚, whatever the day of the 小巨人.
    base = APPLICANTS["startup_base"].model_validate(
        {
            "kind": "startup_base",
            "region": "济南市",
            "recognitions": [
                {
                    "title": "startup_base",
                    "level": "provincial",
                    "kind": "new",
                    "date": "2022-11-01",
                    "expires": "2026-12-31",
                }
            ],
            "tenants": [
                {
                    "name": "甲公司",
                    "entered": "2020-01-01",
                    "recognitions": [
                        {"title": "little_giant", "kind": "new"},
                        {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2023-06-14"},
                    ],
                }
            ],
            "awards_received": [],
        }
    )
    found = evaluate(base, load("jinan"), date(2024, 6, 30), readings={"counting": "best_title"})
    assert found.awards.if_adopted[0].total.fixed == Bounds(Money.parse("10万元"), Money.parse("40万元"))
    assert [each.stake for each in as_document(found).missing] == ["30万元"]


def test_beyond_what_can_be_looked_at_the_bounds_contain_every_way_and_say_so() -> None:
    names = [f"f{number}" for number in range(12)]
    facts = "".join(f"- {{id: {name}, label: 事实{name}, type: yes_no}}\n" for name in names)
    head = HEAD[: HEAD.index("facts:")] + "facts:\n" + facts + HEAD[HEAD.index("documents:") :]
    awards = [
        clause(
            f"award.{at}",
            when=f"{{any: [{{fact: {name}}}, {{none: [{{fact: {names[(at + 1) % 12]}}}]}}]}}",
            pays="{sum: 1万元}",
        )
        for at, name in enumerate(names)
    ]
    rules = rules_of(*awards, readings="", head=head)
    firm = {"region": "日照市", "recognitions": [], "awards_received": []}
    found = evaluate(applicant(**firm), rules, AS_OF)
    assert not found.outcomes[0].settlement.whole
    assert "可能偏宽" in found.explain()
    bounds = found.outcomes[0].totals.fixed
    assert bounds.ceiling is not None
    # All alike: every award is paid. One after the other: of every second one neither branch holds.
    for values in ([True] * 12, [False] * 12, [False, True] * 6):
        whole = answer(rules, applicant(facts=dict(zip(names, values, strict=True)), **firm), AS_OF)
        paid = whole.outcomes[0].totals.fixed.floor
        assert paid == Money.parse("12万元" if len(set(values)) == 1 else "6万元")
        assert bounds.floor <= paid <= bounds.ceiling
