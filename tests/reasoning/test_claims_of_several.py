"""Claims of which it is open on which recognition they rest, and for the payments that hang on it."""

from __future__ import annotations

from datetime import date

from small_rules import READINGS, answer, applicant, clause, fixed, recognition, rules_of
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms import Money

WAN = 10_000


def test_a_line_that_only_one_of_two_recognitions_has_may_not_be_there_at_all() -> None:
    # 10万元 for the recognition and 5万元 in the year after it. As of 2023 the gazelle of 2022 gets both; the title of 2023,
    # on which the award rests if the fact is yes, gets 10万元.
    rules = rules_of(
        clause("award.later", when="{newly_recognised: {title: unicorn}}",
               pays="{yearly: {sum: 5万元, years: 1, first: following_year}}"),
        clause("award.one",
               when="{any: [{newly_recognised: {title: gazelle, level: provincial}}, "
               "{all: [{fact: in_priority_industry}, {newly_recognised: {title: zjtx_sme, level: provincial}}]}]}",
               pays="{total_of: [{sum: 10万元}, {same_as: award.later}]}"),
    )  # fmt: skip
    held = [
        recognition("gazelle", "2022-05-10", level="provincial"),
        recognition("zjtx_sme", "2023-05-10", level="provincial"),
    ]
    for known, expected in (
        ({}, "10万元 to 15万元"),
        ({"in_priority_industry": True}, "10万元"),
        ({"in_priority_industry": False}, "15万元"),
    ):
        profile = applicant(recognitions=held, awards_received=[], facts=known)
        assert fixed(answer(rules, profile)) == expected


def test_where_there_are_too_many_ways_only_recognitions_that_fit_may_be_the_one() -> None:
    # The gazelle of the city is none of 省级; the provincial one of 2020 had its only instalment in 2020.
    rules = rules_of(
        clause("award.gazelle", when="{newly_recognised: {title: gazelle, level: provincial}}",
               pays="{yearly: {sum: 10万元, years: 1}}"),
        clause("award.sme", when="{newly_recognised: {title: zjtx_sme, level: provincial}}",
               pays="{yearly: {sum: 3万元, years: 1}}"),
    )  # fmt: skip
    open_ = [{"title": "zjtx_sme", "body": str(number)} for number in range(9)]
    held = [
        recognition("gazelle", "2020-05-10", level="provincial"),
        recognition("gazelle", "2023-05-10", level="city"),
        *open_,
    ]
    found = evaluate(applicant(recognitions=held, awards_received=[]), rules, date(2023, 9, 1)).outcomes[0]
    sums = {key: each.bounds for key, each in found.settlement.by_clause.items()}
    assert (sums["award.gazelle"].floor, sums["award.gazelle"].ceiling) == (Money(0), Money(0))
    assert (sums["award.sme"].floor, sums["award.sme"].ceiling) == (Money(0), Money(3 * WAN))


def test_a_payment_may_hang_on_an_option_with_a_percentage() -> None:
    rules = rules_of(
        clause("award.one", pays="{by_reading: band, options: {person: {sum: 10万元}, band: {sum: 20万元}}}"),
        readings=READINGS,
    )
    profile = applicant(awards_received=[])
    assert fixed(answer(rules, profile)) == "10万元"
    assert fixed(answer(rules, profile, readings={"band": "band:20%"})) == "20万元"
    assert fixed(answer(rules, profile, readings={"band": "band:7.5%"})) == "20万元"


def test_people_trained_after_the_end_of_the_document_do_not_count() -> None:
    pays = "{per_item: {of: trainees, times: people, sum: 3000元, when: {fact: kind, is: new_technician}}}"
    rules = rules_of(
        clause("subsidy.training", "subsidy", to="training_body", pays=pays),
        around="in_force: {from: 2022-03-23, to: 2023-06-30}\nsettings: {validity_covers: [recognition]}\n",
    )
    for day, expected in (
        ("2022-03-22", "0元"),
        ("2022-03-23", "3000元"),
        ("2023-06-30", "3000元"),
        ("2023-07-01", "0元"),
    ):
        trained = [{"kind": "new_technician", "people": 1, "date": day}]
        assert (
            fixed(answer(rules, applicant("training_body", trainees=trained, awards_received=[]), "2023-12-31"))
            == expected
        )
