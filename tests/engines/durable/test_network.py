"""Conditions as rules over booleans: strong Kleene logic with two ways of not knowing, and sets that are safe to run.

Nothing here needs durable-rules; the rules are followed by the plainest forward chaining there is.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from small_rules import AS_OF, MET, NOT_MET, REVIEW, UNKNOWN, applicant, clause, rules_of
from zjtx_rules.engines.durable import cross_check
from zjtx_rules.engines.durable.machine import MOST_PREMISES, MOST_RULES, MOST_TOGETHER
from zjtx_rules.engines.durable.network import Network, Plan, network_of, split
from zjtx_rules.engines.durable.process import Question
from zjtx_rules.language import RuleSet, load
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning import evaluate
from zjtx_rules.reasoning.evaluation import program_for
from zjtx_rules.terms.truth import VERDICTS, Verdict

# One leaf of each verdict for the applicant below, who states one fact and denies another.
LEAF = {
    MET: "{fact: independent_legal_person}",
    NOT_MET: "{fact: meets_safety_rules}",
    UNKNOWN: "{fact: meets_energy_rules}",
    REVIEW: "{attested: good_prospects}",
}
FIRM = applicant(independent_legal_person=True, meets_safety_rules=False)


def follow(plan: Plan, known: set[int]) -> set[int]:
    """Return what follows from the rules of all sets."""
    rules = [rule for each in plan.sets for rule in each]
    holding = set(known)
    while more := {head for head, body in rules if holding.issuperset(body)} - holding:
        holding |= more
    return holding


def follow_all(questions: Sequence[Question]) -> list[set[int]]:
    return [follow(plan, known) for plan, known in questions]


def network(rules: RuleSet, kind: str = "enterprise") -> Network:
    [(loaded, document)] = rules.documents()
    return network_of(program_for(rules, loaded, document, kind, {}, None))


def derived(condition: str) -> Verdict:
    """Return the verdict on a condition that follows from the rules written for it."""
    made = network(rules_of(clause("tier", "tier", when=condition)))
    truth = made.truth(made.clauses["tier"], follow(made.plan, made.given(Situation.of(FIRM, AS_OF))))
    assert truth is not None
    return VERDICTS[truth]


def compound(key: str, *verdicts: Verdict) -> str:
    return f"{{{key}: [{', '.join(LEAF[each] for each in verdicts)}]}}"


@pytest.mark.parametrize("verdict", [MET, NOT_MET, UNKNOWN, REVIEW])
def test_a_leaf_is_as_it_was_given(verdict: Verdict) -> None:
    assert derived(LEAF[verdict]) is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((MET, MET), MET),
        ((MET, NOT_MET), NOT_MET),
        ((MET, UNKNOWN), UNKNOWN),
        ((MET, REVIEW), REVIEW),
        ((REVIEW, UNKNOWN), UNKNOWN),
        ((UNKNOWN, REVIEW, NOT_MET), NOT_MET),
    ],
)
def test_all_of_them(parts: tuple[Verdict, ...], verdict: Verdict) -> None:
    assert derived(compound("all", *parts)) is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((NOT_MET, NOT_MET), NOT_MET),
        ((MET, NOT_MET), MET),
        ((NOT_MET, UNKNOWN), UNKNOWN),
        ((NOT_MET, REVIEW), REVIEW),
        ((REVIEW, UNKNOWN), UNKNOWN),
        ((UNKNOWN, REVIEW, MET), MET),
    ],
)
def test_any_of_them(parts: tuple[Verdict, ...], verdict: Verdict) -> None:
    assert derived(compound("any", *parts)) is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((NOT_MET, NOT_MET), MET),
        ((MET, NOT_MET), NOT_MET),
        ((NOT_MET, UNKNOWN), UNKNOWN),
        ((NOT_MET, REVIEW), REVIEW),
        ((REVIEW, UNKNOWN), UNKNOWN),
        ((UNKNOWN, REVIEW, MET), NOT_MET),
    ],
)
def test_none_of_them(parts: tuple[Verdict, ...], verdict: Verdict) -> None:
    assert derived(compound("none", *parts)) is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((MET, MET, NOT_MET), MET),
        ((MET, NOT_MET, NOT_MET), NOT_MET),
        ((MET, UNKNOWN, NOT_MET), UNKNOWN),
        ((MET, REVIEW, NOT_MET), REVIEW),
        ((MET, REVIEW, UNKNOWN), UNKNOWN),
        ((UNKNOWN, NOT_MET, NOT_MET), NOT_MET),
        ((MET, MET, UNKNOWN, REVIEW), MET),
    ],
)
@pytest.mark.parametrize("denied", [False, True])
def test_at_least_two_of_them(parts: tuple[Verdict, ...], verdict: Verdict, denied: bool) -> None:  # noqa: FBT001 - a parameter
    condition = f"{{at_least_of: {{count: 2, of: [{', '.join(LEAF[each] for each in parts)}]}}}}"
    opposite = {MET: NOT_MET, NOT_MET: MET}
    if denied:
        assert derived(f"{{none: [{condition}]}}") is opposite.get(verdict, verdict)
    else:
        assert derived(condition) is verdict


@pytest.mark.parametrize(("part", "verdict"), [(MET, REVIEW), (NOT_MET, NOT_MET), (UNKNOWN, UNKNOWN), (REVIEW, REVIEW)])
def test_what_the_text_leaves_open_is_never_met(part: Verdict, verdict: Verdict) -> None:
    assert derived(f"{{left_open: {LEAF[part]}, because: 等}}") is verdict


@pytest.mark.parametrize(("part", "verdict"), [(MET, REVIEW), (NOT_MET, MET), (UNKNOWN, UNKNOWN), (REVIEW, REVIEW)])
def test_nor_is_its_denial_ever_not_met(part: Verdict, verdict: Verdict) -> None:
    assert derived(f"{{none: [{{left_open: {LEAF[part]}, because: 等}}]}}") is verdict


@pytest.mark.parametrize("count", [1, 12, 13, 40])
def test_long_lists_are_joined_in_steps(count: int) -> None:
    kinds = ["none", "all", "any"]
    parts = [
        f"{{{kinds[at % 3]}: [{LEAF[NOT_MET if at % 3 == 0 else MET]}, {{any: [{LEAF[MET]}]}}]}}" for at in range(count)
    ]
    assert derived(f"{{any: [{', '.join(parts)}, {LEAF[UNKNOWN]}]}}") is (UNKNOWN if count == 1 else MET)


def test_the_same_condition_in_two_clauses_is_one_leaf() -> None:
    rules = rules_of(*(clause(name, "tier", when=LEAF[MET]) for name in ("one", "two")))
    made = network(rules)
    assert len(made.leaves) == 1


def test_a_clause_that_refers_to_another_rests_on_the_same_leaves() -> None:
    rules = rules_of(
        clause("pool", "tier", when=compound("all", MET, UNKNOWN)),
        clause("right", "right", when="{clause: pool}", grants="甲"),
    )
    made = network(rules)
    assert len(made.leaves) == 2
    cross_check(evaluate(FIRM, rules, AS_OF), follow_all)


@pytest.mark.parametrize("name", ["rizhao", "jinan", "shandong", "model_city"])
@pytest.mark.parametrize("kind", APPLICANTS)
def test_the_sets_of_the_bundled_rules_are_safe(name: str, kind: str) -> None:
    rules = load(name)
    for loaded, document in rules.documents():
        for each in network_of(program_for(rules, loaded, document, kind, {}, None)).plan.sets:
            bodies = [body for _, body in each]
            assert len(bodies) <= MOST_RULES
            assert sum(map(len, bodies)) <= MOST_PREMISES
            assert all(1 <= len(body) <= MOST_TOGETHER for body in bodies)


def test_rules_with_one_conclusion_stay_together() -> None:
    rules = [(100 + at, (at,)) for at in range(MOST_RULES - 1)] + [(1, (2,)), (1, (3,))]
    first, second = split(rules)
    assert first == tuple(rules[:-2])
    assert second == ((1, (2,)), (1, (3,)))
