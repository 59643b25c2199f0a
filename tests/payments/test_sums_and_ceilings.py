"""A stated sum, a ceiling (最高, reading 8), several added together, the standard of another clause, no figure at all."""

import pytest

from small_rules import answer, applicant, clause, codes, fixed, recognition, rules_of, span, up_to

WHEN = "{newly_recognised: {title: little_giant}}"
FIRM = applicant(recognitions=[recognition("little_giant", level="national")], awards_received=[], name="甲")
NOBODY = applicant(recognitions=[], awards_received=[])


def paid(pays: str) -> tuple[str, str]:
    """Return fixed sums and ceilings payable for a new little giant."""
    evaluation = answer(rules_of(clause("award.one", when=WHEN, pays=pays)), FIRM)
    return fixed(evaluation), up_to(evaluation)


def test_a_stated_sum_is_a_sum() -> None:
    assert paid("{sum: 200万元}") == ("200万元", "0元")


def test_a_ceiling_is_a_ceiling_and_no_sum() -> None:
    assert paid("{up_to: 100万元}") == ("0元", "100万元")


def test_parts_are_added() -> None:
    assert paid("{total_of: [{sum: 40万元}, {sum: 10万元}]}") == ("50万元", "0元")
    assert paid("{total_of: [{up_to: 0.1元}, {up_to: 0.2元}]}") == ("0元", "0.3元")


def test_a_sum_and_a_ceiling_cannot_be_added() -> None:
    assert codes(clause("award.one", when=WHEN, pays="{total_of: [{sum: 40万元}, {up_to: 10万元}]}")) == [
        "mixed-payments"
    ]


def test_parts_that_are_settled_differently_cannot_be_added() -> None:
    each = "{{per_item: {{of: tenants, when: {{always: true}}, sum: 1万元, settled: {}}}}}"
    pays = f"{{total_of: [{each.format('lifetime')}, {each.format('calendar_year')}]}}"
    assert codes(clause("award.one", to="startup_base", pays=pays)) == ["mixed-settlements"]


def test_a_sum_once_and_a_sum_each_year_cannot_be_added() -> None:
    pays = "{total_of: [{sum: 20万元}, {yearly: {sum: 30万元, years: 3}}]}"
    assert codes(clause("award.one", when=WHEN, pays=pays)) == ["mixed-settlements"]


def test_a_sum_cannot_be_added_to_the_ceiling_of_another_clause() -> None:
    lent = clause("award.one", when=WHEN, pays="{up_to: 5万元}")
    total = clause("award.two", when=WHEN, pays="{total_of: [{sum: 1万元}, {same_as: award.one}]}")
    assert codes(lent, total) == ["mixed-payments"]


def test_a_firm_cannot_be_paid_by_the_standard_for_members_that_it_does_not_have() -> None:
    lent = clause("award.base", to="startup_base", pays="{per_item: {of: tenants, when: {always: true}, sum: 1万元}}")
    middle = clause("award.other", to="startup_base", pays="{same_as: award.base}")
    assert codes(lent, middle, clause("award.firm", pays="{same_as: award.other}")) == ["wrong-scope"]


def test_what_is_not_met_pays_nothing() -> None:
    assert fixed(answer(rules_of(clause("award.one", when=WHEN, pays="{sum: 200万元}")), NOBODY)) == "0元"


def test_support_without_a_figure_is_no_money() -> None:
    evaluation = answer(rules_of(clause("award.one", when=WHEN, pays="{without_figure: 按规定给予补助}")), FIRM)
    assert span(evaluation.awards.payable.total) == ("0元", "0元")
    assert evaluation.awards.payable.chosen == ()


def test_another_clause_lends_its_standard() -> None:
    lent = clause("award.one", when="{always: false}", pays="{up_to: 50万元}")
    evaluation = answer(rules_of(lent, clause("award.two", when=WHEN, pays="{same_as: award.one}")), FIRM)
    assert up_to(evaluation) == "50万元"
    assert evaluation.awards.payable.chosen == ("award.two",)


@pytest.mark.parametrize(("reading", "expected"), [("here", "10万元"), ("founding", "30万元")])
def test_what_is_paid_may_hang_on_a_reading(reading: str, expected: str) -> None:
    pays = "{by_reading: since, options: {here: {sum: 10万元}, founding: {sum: 30万元}}}"
    evaluation = answer(rules_of(clause("award.one", when=WHEN, pays=pays)), FIRM, readings={"since": reading})
    assert fixed(evaluation) == expected


@pytest.mark.parametrize(
    ("pays", "expected"),
    [
        ("{sum: 200}", "money"),
        ("{sum: 200万}", "money"),
        ("{sum: ２００万元}", "money"),
        ("{sum: -200万元}", "money"),
        ("{sum: 50%}", "money"),
        ("{summ: 200万元}", "unknown-payment"),
        ("{same_as: award.two}", "unknown-clause"),
        ("{same_as: award.one}", "circle"),
        ("{by_reading: since, options: {here: {sum: 1万元}}}", "missing-option"),
        ("{per_item: {of: tenants, when: {always: true}, sum: 1万元}}", "wrong-scope"),
        ("{per_item: {of: tenants, when: {always: true}}}", "wrong-value"),
        ("{per_item: {of: tenants, when: {always: true}, sum: 1万元, up_to: 1万元}}", "wrong-value"),
    ],
)
def test_a_payment_that_cannot_be_is_an_error(pays: str, expected: str) -> None:
    assert codes(clause("award.one", when=WHEN, pays=pays)) == [expected]


def test_the_standard_of_a_clause_that_pays_nothing_is_an_error() -> None:
    pool = clause("pool", "tier", when="{always: true}")
    assert codes(pool, clause("award.one", when=WHEN, pays="{same_as: pool}")) == ["no-payment"]
