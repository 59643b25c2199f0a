"""Recognitions of which something is missing: bounds hold whichever of them an award turns out to rest on."""

from __future__ import annotations

from small_rules import RIZHAO, answer, applicant, clause, fixed, recognition, rules_of


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
