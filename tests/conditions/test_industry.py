"""`fact: industry`: an industry lies in the section, division and group that it is of; what is open stays open."""

from __future__ import annotations

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict
from zjtx_rules import InputError
from zjtx_rules.terms.truth import Verdict


@pytest.mark.parametrize(
    ("wanted", "industry", "expected"),
    [
        ("C3451", "3451", MET),
        ("C3451", "Ｃ３４５１", MET),
        ("滚动轴承制造", "C3451", MET),
        ("C", "3451", MET),
        ("34", "3451.0", MET),
        ("C", "8310", NOT_MET),
        ("3451", "3452", NOT_MET),
        ("3451", "34", UNKNOWN),  # some of 34 is 3451
        ("C", "412", UNKNOWN),  # 0412 is A
        ("C412", "412", UNKNOWN),
        ("I", "412", NOT_MET),  # neither of the two
        ("C", "C9999", UNKNOWN),
        ("C", "主营轴承", UNKNOWN),
    ],
)
def test_an_industry_lies_in_what_is_wider(wanted: str, industry: str, expected: Verdict) -> None:
    condition = f'{{fact: industry, is: "{wanted}"}}'
    assert verdict(condition, industry=industry) is expected
    assert missing_of(condition, industry=industry) == (("industry",) if expected is UNKNOWN else ())


def test_several_together_may_be_what_one_is_not() -> None:
    assert verdict('{fact: industry, one_of: ["51", "52"]}', industry="F") is MET
    assert verdict('{fact: industry, one_of: ["51"]}', industry="F") is UNKNOWN


@pytest.mark.parametrize("wanted", ["C9999", "412", "主营轴承", "3451.0", "B34"])
def test_a_rule_names_industries_that_there_are(wanted: str) -> None:
    with pytest.raises(InputError, match="国民经济行业分类"):
        verdict(f'{{fact: industry, is: "{wanted}"}}', industry="C")
