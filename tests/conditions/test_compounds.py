"""`all`, `any`, `none`, `at_least_of`, `left_open`, `always`: strong Kleene logic, with two ways of not knowing.

The table is worked by hand: a missing fact is named before a matter for a person; a certain no or yes goes before both.
"""

from itertools import permutations, product

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, clause, codes, missing_of, rules_of, verdict
from zjtx_rules.terms.truth import Verdict

PARTS = {
    MET: "{always: true}",
    NOT_MET: "{always: false}",
    UNKNOWN: "{fact: independent_legal_person}",
    REVIEW: "{attested: good_prospects}",
}
BOTH = {
    (MET, MET): MET,
    (MET, NOT_MET): NOT_MET,
    (MET, UNKNOWN): UNKNOWN,
    (MET, REVIEW): REVIEW,
    (NOT_MET, NOT_MET): NOT_MET,
    (NOT_MET, UNKNOWN): NOT_MET,
    (NOT_MET, REVIEW): NOT_MET,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, REVIEW): UNKNOWN,
    (REVIEW, REVIEW): REVIEW,
}
EITHER = {
    (MET, MET): MET,
    (MET, NOT_MET): MET,
    (MET, UNKNOWN): MET,
    (MET, REVIEW): MET,
    (NOT_MET, NOT_MET): NOT_MET,
    (NOT_MET, UNKNOWN): UNKNOWN,
    (NOT_MET, REVIEW): REVIEW,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, REVIEW): UNKNOWN,
    (REVIEW, REVIEW): REVIEW,
}
OPPOSITE = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN, REVIEW: REVIEW}


def listed(parts: tuple[Verdict, ...]) -> str:
    """Return conditions with these verdicts as a YAML list."""
    return "[" + ", ".join(PARTS[each] for each in parts) + "]"


def in_any_order(table: dict[tuple[Verdict, Verdict], Verdict]) -> list[tuple[tuple[Verdict, ...], Verdict]]:
    """Return the rows of a table in both orders."""
    return [(order, result) for parts, result in table.items() for order in dict.fromkeys(permutations(parts))]


@pytest.mark.parametrize(("parts", "expected"), in_any_order(BOTH))
def test_all_of_two(parts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert verdict(f"{{all: {listed(parts)}}}") is expected


@pytest.mark.parametrize(("parts", "expected"), in_any_order(EITHER))
def test_any_of_two(parts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert verdict(f"{{any: {listed(parts)}}}") is expected


@pytest.mark.parametrize(("parts", "expected"), in_any_order(EITHER))
def test_none_of_two_is_the_opposite_of_any(parts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert verdict(f"{{none: {listed(parts)}}}") is OPPOSITE[expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((MET, MET, NOT_MET), MET),
        ((MET, MET, UNKNOWN), MET),
        ((MET, NOT_MET, NOT_MET), NOT_MET),
        ((NOT_MET, NOT_MET, UNKNOWN), NOT_MET),
        ((NOT_MET, NOT_MET, REVIEW), NOT_MET),
        ((MET, NOT_MET, UNKNOWN), UNKNOWN),
        ((MET, NOT_MET, REVIEW), REVIEW),
        ((NOT_MET, UNKNOWN, REVIEW), UNKNOWN),
    ],
)
def test_two_of_three(parts: tuple[Verdict, ...], expected: Verdict) -> None:
    for order in permutations(parts):
        assert verdict(f"{{at_least_of: {{count: 2, of: {listed(order)}}}}}") is expected


@pytest.mark.parametrize("parts", list(product(PARTS, repeat=2)))
def test_at_least_one_is_any_and_at_least_all_is_all(parts: tuple[Verdict, ...]) -> None:
    assert verdict(f"{{at_least_of: {{count: 1, of: {listed(parts)}}}}}") is verdict(f"{{any: {listed(parts)}}}")
    assert verdict(f"{{at_least_of: {{count: 2, of: {listed(parts)}}}}}") is verdict(f"{{all: {listed(parts)}}}")


def test_more_than_are_listed_cannot_be_met() -> None:
    condition = "{at_least_of: {count: 3, of: [{always: true}, {always: true}]}}"
    assert codes(clause("tier", "tier", when=condition)) == ["impossible-count"]


@pytest.mark.parametrize(
    ("inner", "expected"), [(MET, REVIEW), (NOT_MET, NOT_MET), (UNKNOWN, UNKNOWN), (REVIEW, REVIEW)]
)
def test_what_the_text_leaves_open_is_never_met(inner: Verdict, expected: Verdict) -> None:
    assert verdict(f"{{left_open: {PARTS[inner]}, because: 等}}") is expected


def test_only_facts_that_could_still_decide_are_named_as_missing() -> None:
    parts = "{fact: independent_legal_person}, {fact: meets_safety_rules}"
    assert missing_of(f"{{all: [{parts}]}}", meets_safety_rules=False) == ()
    assert missing_of(f"{{any: [{parts}]}}", meets_safety_rules=False) == ("independent_legal_person",)
    assert missing_of(f"{{none: [{parts}]}}", meets_safety_rules=False) == ("independent_legal_person",)


@pytest.mark.parametrize("kind", ["all", "any", "none"])
def test_an_empty_list_of_conditions_is_an_error(kind: str) -> None:
    assert codes(clause("tier", "tier", when=f"{{{kind}: []}}")) == ["too-short"]


def test_another_clause_stands_for_its_conditions() -> None:
    pool = clause("pool", "tier", when="{fact: independent_legal_person}")
    for value, expected in ((True, MET), (False, NOT_MET), (None, UNKNOWN)):
        from small_rules import answer, applicant  # noqa: PLC0415 - used here only

        rules = rules_of(pool, clause("tier", "tier", when="{clause: pool}"))
        assert answer(rules, applicant(independent_legal_person=value)).verdict("tier") is expected


def test_a_clause_that_does_not_exist_is_an_error() -> None:
    assert codes(clause("tier", "tier", when="{clause: pol}")) == ["unknown-clause"]
