"""What entries of the ledger are to claims is kept while one question is answered: by whose identity, and how much of it."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from zjtx_rules import evaluate, read_applicant
from zjtx_rules.language import load
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning import deciding
from zjtx_rules.reasoning.memo import Memo, T

DAY = date(2023, 9, 1)


def test_what_is_equal_but_another_object_is_not_taken_for_it() -> None:
    memo = Memo[str]()
    one, other = [1], [1]
    assert memo.get((one,), lambda: "first") == "first"
    assert memo.get((one,), lambda: "again") == "first"
    assert memo.get((other,), lambda: "other") == "other"
    assert memo.get((one, other), lambda: "both") == "both"


def test_an_object_that_is_gone_leaves_its_place_to_no_other() -> None:
    memo = Memo[int]()
    # Without being kept each of these would lie where the one before lay.
    assert [memo.get(([number],), lambda number=number: number) for number in range(100)] == list(range(100))


def test_no_more_is_kept_than_it_may() -> None:
    memo, things = Memo[int](most=3), [object() for _ in range(10)]
    for number, each in enumerate(things):
        memo.get((each,), lambda number=number: number)
    assert len(memo) == 3
    assert memo.get((things[2],), lambda: -1) == 2
    assert memo.get((things[3],), lambda: -1) == -1


def _ledger() -> list[dict[str, Any]]:
    """Return entries that tell more or less: the title, the level, the sum, the day, what kind of money, the payer."""
    titles = [{}, {"title": "瞪羚企业"}, {"title": "专精特新中小企业", "level": "省级"}, {"title": "小巨人"}]
    sums = [{}, {"amount": "3万元"}]
    days = [{}, {"date": "2023-04-02"}, {"occasion": "2023"}]
    more = [{}, {"payer": "日照市"}, {"kind": "subsidy"}]
    return [{**a, **b, **c, **d} for a, b, c, d in product(titles, sums, days, more)]


@pytest.mark.parametrize("size", [1, 3, 7])
@pytest.mark.parametrize("rules", ["rizhao", "jinan"])
def test_stakes_are_the_same_whether_anything_is_kept(monkeypatch: pytest.MonkeyPatch, rules: str, size: int) -> None:
    entries, told = _ledger(), 0
    for first in range(0, len(entries), size * 4):
        applicant = read_applicant(
            {
                "kind": "enterprise",
                "region": "日照市" if rules == "rizhao" else "济南市",
                "awards_received": [entries[(first + 5 * each) % len(entries)] for each in range(size)],
                "recognitions": [
                    {"title": "专精特新中小企业", "level": "省级", "date": "2022-06-01"},
                    {"title": "瞪羚企业", "level": "省级", "date": "2023-01-10"},
                    {"title": "小巨人", "level": "国家级", "date": "2023-03-03"},
                ],
            }
        )
        evaluation = evaluate(applicant, load(rules), DAY)
        situation = Situation.of(applicant, DAY)
        kept = [deciding.stakes(each, situation) for each in evaluation.outcomes]
        with monkeypatch.context() as patch:
            patch.setattr(deciding, "Memo", _Nothing)
            assert [deciding.stakes(each, situation) for each in evaluation.outcomes] == kept
        told += sum(each.path.startswith("awards_received.") for one in kept for each in one)
    assert told > 0 or rules == "jinan"


class _Nothing(Memo[T]):
    """Keeps nothing."""

    def __init__(self) -> None:
        super().__init__(most=0)
