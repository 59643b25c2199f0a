"""Recognitions of which something is missing: bounds hold whichever of them an award turns out to rest on."""

from __future__ import annotations

import pytest

from small_rules import RIZHAO, answer, applicant, clause, fixed, group, recognition, rules_of
from zjtx_rules.terms import Money


def test_an_undated_recognition_may_be_the_one_that_an_instalment_is_for() -> None:
    # The first, of 2019, is paid in 2019 and 2020. The other ended in 2020 and may be of that year: paid in 2020 and 2021.
    rules = rules_of(
        clause("award.platform", to="service_platform", pays="{yearly: {sum: 10万元, years: 2}}",
               when="{newly_recognised: {title: service_platform}}")
    )  # fmt: skip
    held = [
        recognition("service_platform", "2019-11-19", level="city"),
        recognition("service_platform", None, level="city", kind=None, expires="2020-01-02"),
    ]
    profile = applicant("service_platform", recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile, "2021-03-02")) == "0元 to 10万元"


def test_a_title_of_which_it_is_not_known_whether_it_still_holds_may_be_the_one_that_money_is_for() -> None:
    # 20万元 came in 2022: after the first title, before the other. If that one still holds, nothing came for it.
    rules = rules_of(clause("award.one", when="{holds: {title: [little_giant, unicorn]}}", pays="{sum: 20万元}"))
    held = [
        recognition("little_giant", "2022-07-22", expires="never"),
        recognition("unicorn", "2023-01-01", level="national", expires=None),
    ]
    before = {"title": "little_giant", "kind": "award", "amount": "20万元", "date": "2022-08-24", "payer": RIZHAO}
    profile = applicant(recognitions=held, awards_received=[before])
    assert fixed(answer(rules, profile)) == "0元 to 20万元"


def test_where_a_choice_is_open_money_may_rest_on_no_recognition_at_all() -> None:
    # 20万元 came after the recognition. If the loan is what counts, the award is for no recognition, and it is open whether
    # that money was for it.
    when = "{any: [{all: [{newly_recognised: {title: little_giant}}, {fact: bank_credit_good}]}, {attested: good_prospects}]}"
    rules = rules_of(clause("award.one", when=when, pays="{sum: 20万元}"))
    after = {"clause": "award.one", "kind": "award", "amount": "20万元", "date": "2023-06-01", "payer": RIZHAO}
    held = [recognition("little_giant", "2023-05-10")]
    profile = applicant(recognitions=held, awards_received=[after])
    assert fixed(answer(rules, profile)) == "0元 to 20万元"


def test_of_too_many_ways_to_look_at_each_the_bounds_contain_all() -> None:
    # One base title is of 2022; of the other three nothing is known. If one of them is of 2023, its instalment is due.
    rules = rules_of(
        clause("award.base", to="startup_base", when="{holds: {title: startup_base}}",
               pays="{yearly: {sum: 20万元, years: 1}}")
    )  # fmt: skip
    held = [recognition("startup_base", day, kind=None) for day in ("2022-01-01", None, None, None)]
    profile = applicant("startup_base", recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "0元 to 20万元"


def test_a_title_of_unknown_date_may_be_the_later_one_also_within_the_year_of_the_other() -> None:
    # If the little giant came after the gazelle, 120万元 are for it and 30万元 for the gazelle; if it came before, both
    # awards are for the gazelle, and the highest is paid.
    rules = rules_of(
        clause("award.gazelle", when="{holds: {title: gazelle}}", pays="{sum: 30万元}"),
        clause("award.either", when="{holds: {title: [little_giant, gazelle]}}", pays="{sum: 120万元}"),
        group('["award.*"]', between="same_title", beneficiaries="any"),
    )
    held = [
        recognition("gazelle", "2023-02-01", level="provincial", expires="never"),
        recognition("little_giant", None, expires="never"),
    ]
    profile = applicant(recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "120万元 to 150万元"


@pytest.mark.parametrize("years", [1, 2, 3, 4, 10, 50])
def test_a_recognition_of_unknown_date_may_be_so_old_that_no_instalment_is_due_any_more(years: int) -> None:
    # It ended in 2020. If it is of that year, the second of the instalments is due in 2021; it may be of 1960.
    rules = rules_of(
        clause("award.gazelle", when="{newly_recognised: {title: gazelle}}",
               pays=f"{{yearly: {{sum: 10万元, years: {years}}}}}")
    )  # fmt: skip
    held = [recognition("gazelle", None, level="provincial", expires="2020-12-31")]
    profile = applicant(recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile, "2021-06-01")) == ("0元" if years == 1 else "0元 to 10万元")


def test_which_renewal_is_the_first_may_hang_on_one_that_the_clause_itself_does_not_count() -> None:
    # The gazelle's renewal of 2023 is its first if the recognition of 2020 was a new one, and the one instalment is due
    # then. Otherwise the award rests on the sme's renewal of 2022, of which none is due in 2023.
    rules = rules_of(
        clause("award.first", when="{renewed: {title: [gazelle, zjtx_sme], times: first}}",
               pays="{yearly: {sum: 10万元, years: 1}}"),
        around="in_force: {from: 2022-01-01}\n",
    )  # fmt: skip
    held = [
        recognition("gazelle", "2020-03-01", level="provincial", kind=None),
        recognition("gazelle", "2023-03-02", level="provincial", kind="renewal", previous_expires="2023-03-01"),
        recognition("zjtx_sme", "2022-05-01", level="provincial", kind="renewal", previous_expires="2022-04-30"),
    ]
    profile = applicant(recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "0元 to 10万元"


@pytest.mark.parametrize("level", ["provincial", None])
def test_whether_a_renewal_was_the_first_may_hang_on_the_levels_of_two(level: str | None) -> None:
    # Of one level, that of 2022 came first; of two levels, that of unknown date is the first of its own.
    rules = rules_of(
        clause("award.base", to="startup_base", when="{renewed: {title: startup_base, times: first}}",
               pays="{sum: 100万元}")
    )  # fmt: skip
    held = [
        recognition("startup_base", "2022-01-17", level=None, kind="re_recognition", previous_expires="never"),
        recognition("startup_base", None, level=level, kind=None, previous_expires="2022-12-30"),
    ]
    profile = applicant("startup_base", recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "0元 to 100万元"


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9998-12-31", "9999-12-31"])
def test_days_at_either_end_of_the_calendar_are_days_like_others(day: str) -> None:
    # Whatever ended on a day like these, or has no end: the other title may be new in 2023, and pays 30万元 then.
    rules = rules_of(
        clause("award.new", when="{newly_recognised: {title: gazelle, in: calendar_year}}", pays="{sum: 30万元}"),
        clause("award.again", when="{renewed: {title: gazelle}}", pays="{sum: 10万元}"),
        group('["award.*"]', beneficiaries="any"),
    )
    held = [
        recognition("gazelle", "2019-02-01", level="provincial", expires="2021-12-31"),
        recognition("gazelle", None, level="provincial", kind=None, expires=None),
        recognition("little_giant", None, expires=day),
    ]
    elsewhere = {"title": "gazelle", "kind": "award", "amount": "1元", "date": day, "payer": "济南市"}
    profile = applicant(recognitions=held, awards_received=[elsewhere])
    assert fixed(answer(rules, profile)) == "0元 to 30万元"


_TWO = (
    clause("subsidy.two", kind="subsidy", pays="{sum: 20万元}"),
    clause("award.one", when="{newly_recognised: {title: little_giant}}", pays="{sum: 30万元}"),
    group("[subsidy.two, award.one]", between="same_title"),
)
_RECEIVED = {"title": "little_giant", "kind": "award", "amount": "50万元", "date": "2023-06-01", "payer": RIZHAO}


def gate(when: str) -> str:
    """Return a condition that the document puts before subsidies."""
    return f"gates:\n- {{to: enterprise, kinds: [subsidy], when: {when}}}\n"


def test_money_for_a_title_may_count_where_it_is_open_whether_a_claim_is_for_that_title() -> None:
    # With good credit the subsidy is for the little giant, for which 50万元 came already: nothing is left of either. Without,
    # it is for no title, and 20万元 are due.
    when = "{any: [{all: [{newly_recognised: {title: little_giant}}, {fact: bank_credit_good}]}, {attested: good_prospects}]}"
    rules = rules_of(*_TWO, around=gate(when))
    known = {"recognitions": [recognition("little_giant", "2023-05-10")], "awards_received": [_RECEIVED]}
    profile = applicant(**known, attested={"good_prospects": True})
    found = answer(rules, profile)
    assert fixed(found) == "0元 to 20万元"
    assert found.missing == ("credit.bank",)
    for good, paid in ((True, "0元"), (False, "20万元")):
        profile = applicant(**known, attested={"good_prospects": True}, credit={"bank": good})
        assert fixed(answer(rules, profile)) == paid


def test_money_for_a_title_may_count_where_the_recognitions_are_unknown() -> None:
    # Whether it is a little giant is unknown. If it is, the subsidy is for that title, and 50万元 came for it.
    rules = rules_of(
        *_TWO, around=gate("{any: [{attested: good_prospects}, {newly_recognised: {title: little_giant}}]}")
    )
    profile = applicant(awards_received=[_RECEIVED], attested={"good_prospects": True})
    found = answer(rules, profile)
    assert found.awards.payable.total.fixed.floor == Money.ZERO
    assert "recognitions" in found.missing
    profile = applicant(recognitions=[], awards_received=[_RECEIVED], attested={"good_prospects": True})
    assert fixed(answer(rules, profile)) == "20万元"


@pytest.mark.parametrize("kind", ["renewal", None])
def test_what_went_before_an_undated_renewal_may_follow_from_the_others(kind: str | None) -> None:
    # It ended on 2022-03-23, so that it can be of the validity on that day only; the one before it ended the day after.
    rules = rules_of(
        clause("award.renewed", when="{renewed: {title: little_giant}}", pays="{sum: 20万元}"),
        around="in_force: {from: 2022-03-23}\n",
    )
    held = [
        recognition("little_giant", None, kind=kind, expires="2022-03-23"),
        recognition("little_giant", "2019-03-25", expires="2022-03-24"),
    ]
    profile = applicant(recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "0元"
    # Had that one ended a day before instead, the renewal could be due.
    held[1] = recognition("little_giant", "2019-03-25", expires="2022-03-22")
    profile = applicant(recognitions=held, awards_received=[])
    assert fixed(answer(rules, profile)) == "0元 to 20万元"
