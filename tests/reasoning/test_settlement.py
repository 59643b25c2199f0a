"""Competing awards, money received before, and the readings that decide between them, on small rule files."""

import pytest

from small_rules import answer, applicant, clause, fixed, group, recognition, rules_of, up_to

GIANT = clause("award.giant", when="{newly_recognised: {title: little_giant}}", pays="{sum: 100万元}")
SME = clause("award.sme", when="{newly_recognised: {title: zjtx_sme, level: provincial}}", pays="{sum: 20万元}")
CEILING = clause(
    "award.gazelle", when="{newly_recognised: {title: gazelle, level: provincial}}", pays="{up_to: 30万元}"
)
BOTH = [recognition("little_giant", "2023-07-14"), recognition("zjtx_sme", "2022-09-01", level="provincial")]


def received(**fields: object) -> dict[str, object]:
    """Return 20万元 received in 日照 in 2022 as a specialised SME."""
    base = {"title": "zjtx_sme", "level": "provincial", "kind": "award", "amount": "20万元", "date": "2022-11-01"}
    return base | {"payer": "371100"} | fields


def paid(*ledger: dict[str, object], titles: object = BOTH, legal_form: object = "enterprise", **rule: str) -> str:
    """Return what a firm with both titles is paid under a rule over both awards."""
    rules = rules_of(GIANT, SME, group("[award.*]", **rule))
    return fixed(answer(rules, applicant(recognitions=titles, awards_received=list(ledger), legal_form=legal_form)))


def test_only_the_highest_is_paid() -> None:
    assert paid() == "100万元"


def test_in_different_years_both_are_paid_where_the_rule_is_for_a_year() -> None:
    assert paid(window="calendar_year") == "120万元"


def test_different_titles_add_up_where_the_rule_is_for_one_title() -> None:
    assert paid(between="same_title") == "120万元"


def test_a_rule_that_does_not_apply_suppresses_nothing() -> None:
    assert paid(applies="false") == "120万元"


@pytest.mark.parametrize(("form", "expected"), [("事业单位", "120万元"), (None, "100万元 to 120万元")])
def test_only_enterprises_compete_unless_the_rule_says_any(form: object, expected: str) -> None:
    assert paid(legal_form=form) == expected
    assert paid(legal_form=form, beneficiaries="any") == "100万元"


@pytest.mark.parametrize("form", ["企业", "个体工商户", "individual_business"])
def test_an_individual_business_is_an_enterprise_for_what_it_gets_and_for_what_it_gives_up(form: str) -> None:
    """个体工商户：得企业的奖励，也受就高不就低约束，两问同一答案。"""  # noqa: D415 - ends with a Chinese full stop
    assert paid(legal_form=form) == "100万元"


def test_the_difference_is_paid() -> None:
    assert paid(received()) == "80万元"


def test_nothing_more_is_paid_where_the_rule_says_so() -> None:
    assert paid(received(), settlement="nothing") == "0元"


def test_money_of_another_city_is_taken_off_only_where_the_rule_says_so() -> None:
    assert paid(received(payer="370100")) == "100万元"
    assert paid(received(payer="370100"), received_from="anywhere") == "80万元"


def test_a_subsidy_is_not_taken_off_an_award() -> None:
    assert paid(received(kind="subsidy")) == "100万元"


def test_money_for_a_title_outside_the_rule_is_not_taken_off() -> None:
    assert paid(received(title="innovative_sme")) == "100万元"
    assert paid(received(level="city")) == "100万元"


def test_no_more_is_taken_off_than_is_there() -> None:
    assert paid(received(amount="500万元")) == "0元"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("amount", "0元 to 100万元"),
        ("payer", "80万元 to 100万元"),
        ("level", "80万元 to 100万元"),
        ("kind", "80万元 to 100万元"),
        ("title", "80万元 to 100万元"),
        ("date", "80万元"),
    ],
)
def test_what_is_missing_of_an_entry_leaves_a_range(field: str, expected: str) -> None:
    assert paid(received(**{field: None})) == expected


def test_the_same_award_is_not_paid_twice_even_without_a_rule() -> None:
    rules = rules_of(SME)
    profile = applicant(recognitions=BOTH, awards_received=[received()])
    assert fixed(answer(rules, profile)) == "0元"


def test_an_entry_may_name_its_clause_instead_of_its_title() -> None:
    assert paid(received(title=None, level=None, clause="award.sme")) == "80万元"


def test_for_one_title_an_entry_that_names_a_clause_counts_for_the_title_of_the_clause_only() -> None:
    entry = received(title=None, level=None, clause="award.sme")
    # 20万 for the specialised SME are used up; the little giant is another title.
    assert paid(entry, between="same_title") == "100万元"


def test_a_sum_and_a_ceiling_are_never_added() -> None:
    rules = rules_of(GIANT, CEILING)
    titles = [recognition("little_giant"), recognition("gazelle", level="provincial")]
    evaluation = answer(rules, applicant(recognitions=titles, awards_received=[]))
    assert (fixed(evaluation), up_to(evaluation)) == ("100万元", "30万元")


def test_a_sum_may_displace_a_ceiling() -> None:
    rules = rules_of(GIANT, CEILING, group("[award.*]"))
    titles = [recognition("little_giant"), recognition("gazelle", level="provincial")]
    evaluation = answer(rules, applicant(recognitions=titles, awards_received=[]))
    assert (fixed(evaluation), up_to(evaluation)) == ("100万元", "0元")
    assert evaluation.awards.payable.suppressed == ("award.gazelle",)


def test_groups_that_overlap_are_settled_together() -> None:
    # The middle one (100) competes with both others (60 and 60), which do not compete with one another.
    clauses = [
        clause("award.left", when="{always: true}", pays="{sum: 60万元}"),
        clause("award.middle", when="{always: true}", pays="{sum: 100万元}"),
        clause("award.right", when="{always: true}", pays="{sum: 60万元}"),
        group("[award.left, award.middle]"),
        group("[award.middle, award.right]").replace("id: no_duplication", "id: other"),
    ]
    evaluation = answer(rules_of(*clauses), applicant(awards_received=[]))
    assert fixed(evaluation) == "120万元"
    assert evaluation.awards.payable.chosen == ("award.left", "award.right")


def test_of_two_recognitions_of_one_day_the_order_in_the_profile_does_not_decide() -> None:
    either = clause("award.either", when="{newly_recognised: {title: [gazelle, unicorn]}}", pays="{sum: 50万元}")
    other = clause("award.unicorn", when="{newly_recognised: {title: unicorn}}", pays="{sum: 30万元}")
    rules = rules_of(either, other, group("[award.*]", between="same_title"))
    titles = [recognition("gazelle", level="provincial"), recognition("unicorn", level="national")]
    answers = {
        fixed(answer(rules, applicant(recognitions=order, awards_received=[]))) for order in (titles, titles[::-1])
    }
    assert len(answers) == 1


def test_the_order_of_two_conditions_does_not_decide_which_year_an_award_is_for() -> None:
    parts = ["{newly_recognised: {title: gazelle}}", "{newly_recognised: {title: unicorn}}"]
    titles = [
        recognition("gazelle", "2022-05-01", level="provincial"),
        recognition("unicorn", "2023-05-01", level="national"),
        recognition("little_giant", "2023-06-01"),
    ]
    answers = set()
    for first, second in (parts, parts[::-1]):
        either = clause("award.either", when=f"{{any: [{first}, {second}]}}", pays="{sum: 50万元}")
        rules = rules_of(either, GIANT, group("[award.*]", window="calendar_year"))
        answers.add(fixed(answer(rules, applicant(recognitions=titles, awards_received=[]))))
    assert len(answers) == 1


def test_money_that_may_have_been_a_subsidy_may_count_against_a_subsidy_whatever_it_was_for() -> None:
    rules = rules_of(clause("subsidy.loan", "subsidy", pays="{sum: 30万元}"))
    evaluation = answer(rules, applicant(awards_received=[received(title="gazelle", kind=None)]))
    assert fixed(evaluation) == "10万元 to 30万元"
