"""A day on or after another one, or in a period from it (自签约之日起18个月内): both ends count, a missing day decides nothing."""

from __future__ import annotations

from datetime import date

import pytest

from small_rules import MET, NOT_MET, UNKNOWN
from zjtx_rules import EnterpriseProfile, evaluate
from zjtx_rules.language import load_text
from zjtx_rules.problems import InputError
from zjtx_rules.terms.truth import Verdict

FILE = """\
jurisdiction: {{name: 日照市, code: "371100"}}
facts:
- {{id: signed, label: 签约日期, type: date}}
- {{id: opened, label: 投产日期, type: date}}
- {{id: invested, label: 投资额, type: money}}
documents:
- id: small
  title: 小样
  status: issued
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 给予10万元
    title: 奖励
    to: enterprise
    when: {when}
    pays: {{sum: 10万元}}
"""


def verdict(when: str, **facts: str) -> Verdict:
    firm = EnterpriseProfile.model_validate({"region": "日照市", "legal_form": "enterprise", "facts": facts})
    return evaluate(firm, load_text(FILE.format(when=when)), as_of=date(2030, 1, 1)).verdict("award.a")


@pytest.mark.parametrize(
    ("signed", "opened", "expected"),
    [
        ("2023-01-10", "2023-01-09", NOT_MET),
        ("2023-01-10", "2023-01-10", MET),
        ("2023-01-10", "2024-07-10", MET),
        ("2023-01-10", "2024-07-11", NOT_MET),
        ("2022-08-31", "2024-02-29", MET),
        ("2022-08-31", "2024-03-01", NOT_MET),
    ],
)
def test_the_day_itself_and_the_last_day_of_the_period_count(signed: str, opened: str, expected: Verdict) -> None:
    when = "{fact: opened, since: signed, within: 18个月}"
    assert verdict(when, signed=signed, opened=opened) is expected


@pytest.mark.parametrize(("opened", "expected"), [("2023-01-09", NOT_MET), ("2023-01-10", MET), ("2029-01-01", MET)])
def test_without_a_period_any_later_day_counts(opened: str, expected: Verdict) -> None:
    assert verdict("{fact: opened, since: signed}", signed="2023-01-10", opened=opened) is expected


def test_one_of_the_two_days_alone_decides_nothing() -> None:
    when = "{fact: opened, since: signed, within: 18个月}"
    assert verdict(when, signed="2023-01-10") is UNKNOWN
    assert verdict(when, opened="2023-01-10") is UNKNOWN


@pytest.mark.parametrize(
    ("when", "code", "said"),
    [
        ("{fact: opened, since: sined}", "unknown-fact", "signed"),
        ("{fact: opened, since: invested}", "wrong-comparison", "投资额"),
        ("{fact: opened, since: opened}", "wrong-comparison", "自己"),
    ],
)
def test_what_cannot_be_compared_is_refused(when: str, code: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_text(FILE.format(when=when))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert said in f"{problem.message.zh}{problem.suggestion}"
