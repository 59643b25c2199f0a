"""Of titles that are not listed either may have been given later, so an award may rest on either of them."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from small_rules import answer, applicant, clause, fixed, group, recognition, rules_of

SME = "{newly_recognised: {title: zjtx_sme}}"
FIRM: dict[str, Any] = {"region": "371100", "relocation": "none", "awards_received": []}


@pytest.mark.parametrize(
    "either",
    [
        "{newly_recognised: {title: [zjtx_sme, little_giant]}}",
        "{any: [{newly_recognised: {title: zjtx_sme}}, {newly_recognised: {title: little_giant}}]}",
    ],
)
def test_an_award_for_either_of_two_titles_may_be_paid_beside_one_for_the_first(either: str) -> None:
    rules = rules_of(
        clause("award.one", when=SME, pays="{sum: 10万元}"),
        clause("award.either", when=either, pays="{sum: 10万元}"),
        group("['award.*']", between="same_title"),
    )
    # The little giant came later, so the second award is for it; had it come before, both were for one title.
    days = ("2023-03-01", "2023-03-02")
    for (first, second), paid in zip(permutations(days), ("20万元", "10万元"), strict=True):
        held = [recognition("zjtx_sme", first), recognition("little_giant", second, level="national")]
        assert fixed(answer(rules, applicant(**FIRM, recognitions=held))) == paid
    assert fixed(answer(rules, applicant(**FIRM))) == "0元 to 20万元"
    some = applicant(**FIRM, recognitions=[recognition("zjtx_sme", "2023-03-01")], recognitions_complete=False)
    assert fixed(answer(rules, some)) == "10万元 to 20万元"
