"""An award that rests on facts alone is for no title: where only awards for the same title compete, it competes with none."""

from __future__ import annotations

import pytest

from small_rules import answer, applicant, clause, fixed, group, recognition, rules_of, up_to


@pytest.mark.parametrize("frequency", [None, "once", "yearly", "each_time"])
def test_however_often_it_is_paid_it_is_paid_beside_an_award_for_a_title(frequency: str | None) -> None:
    often = {} if frequency is None else {"frequency": frequency}
    rules = rules_of(
        clause("award.title", when="{newly_recognised: {title: little_giant}}", pays="{up_to: 30万元}"),
        clause("award.facts", pays="{sum: 120.05万元}", **often),
        group("['award.*']", between="same_title"),
    )
    firm = applicant(region="371100", recognitions=[recognition("little_giant", level="national")], awards_received=[])
    found = answer(rules, firm)
    assert (fixed(found), up_to(found)) == ("120.05万元", "30万元")
