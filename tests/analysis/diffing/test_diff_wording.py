"""Every choice of the no-duplication rules has its Chinese words in the field's description, where comparisons find them."""

from __future__ import annotations

import pytest

from zjtx_rules.analysis.diffing.wording import description, value_words
from zjtx_rules.language.money_rules import NoDuplication


@pytest.mark.parametrize(
    ("field", "choice", "words"),
    [
        ("window", "lifetime", "不限年度"),
        ("window", "calendar_year", "同一公历年"),
        ("settlement", "difference", "补差"),
        ("settlement", "nothing", "不再发放"),
        ("received_from", "here", "仅本地发放的"),
        ("received_from", "anywhere", "各级发放的"),
        ("between", "all", "全部互相竞合"),
        ("between", "same_title", "仅同一称号竞合"),
        ("beneficiaries", "enterprises", "仅企业，含个体工商户"),
        ("beneficiaries", "any", "任何主体"),
    ],
)
def test_a_choice_is_said_in_chinese(field: str, choice: str, words: str) -> None:
    assert value_words(choice, description(NoDuplication, field)).zh == words
