"""A short run of what `make fuzz` runs for long: generated rules and profiles, every engine, every law.

Hypothesis draws the rule file and a seed for the applicants; what differs is made small by our own reducer, which knows
what a rule file is, and shown as a file to keep in corpus/.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import naive_facts
import pytest
from agreement import Counts
from checking import checked, derived, smallest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from questions import Question, question
from reducing import reduced

from examples_drawn import drawn, examples

SHORT = settings(
    phases=[Phase.generate], database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@st.composite
def questions(draw: st.DrawFn, applicants: int) -> Question:
    """Draw a rule file, a day and readings, and a seed for so many applicants."""
    return question(draw(st.randoms(use_true_random=False)), draw(st.integers(0, 2**32 - 1)), applicants)


def assert_no_difference(asked: Question, names: Sequence[str]) -> None:
    found = checked(asked, names, Counts())
    if found:
        least, difference = smallest(asked, found, seconds=30)
        pytest.fail(least.as_yaml(difference=difference.said()), pytrace=False)


@drawn(few=6, many=30, like=SHORT)
@given(asked=questions(20))
def test_the_compiled_path_and_the_naive_evaluator_agree(asked: Question) -> None:
    assert_no_difference(asked, ["compiled"])
    assert_no_difference(asked.of(profiles=asked.complete, complete=()), ["naive"])


@pytest.mark.drawn
@pytest.mark.parametrize(
    ("kind", "few", "many"),
    [
        ("polars", 3, 10),
        ("pandas", 2, 6),
        ("pyarrow", 2, 6),
        ("polars lazy", 1, 4),
        ("polars in row", 2, 6),
        ("polars in parts", 1, 4),
    ],
)
def test_columns_agree(kind: str, few: int, many: int) -> None:
    @settings(SHORT, max_examples=examples(few, many))
    @given(asked=questions(30))
    def agree(asked: Question) -> None:
        assert_no_difference(asked, [f"columns on {kind}"])

    agree()


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")
@drawn(few=5, many=20, like=SHORT)
@given(asked=questions(5))
def test_durable_rules_agrees(asked: Question) -> None:
    assert_no_difference(asked, ["durable-rules"])


@drawn(few=5, many=20, like=SHORT)
@given(asked=questions(8), seed=st.integers(0, 999))
def test_the_laws_hold(asked: Question, seed: int) -> None:
    assert_no_difference(asked, ["law: more knowledge"])
    for each, names in derived(asked, Random(seed), 8)[1:]:  # noqa: S311 - nothing secret
        assert_no_difference(each, [*names])


def test_a_fault_in_one_evaluator_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """种下一个错（差一天满期也算满），须被发现，并缩到一条条件。"""  # noqa: D415 - ends with a Chinese full stop
    right = naive_facts.later
    monkeypatch.setattr("naive_conditions.later", lambda start, period: right(start, period) - naive_facts.timedelta(1))
    for number in range(400):
        asked = question(Random(number), number, 15)  # noqa: S311 - nothing secret
        found = checked(asked.of(profiles=asked.complete, complete=()), ["naive"], Counts())
        if found:
            break
    else:
        pytest.fail("not found")
    least, difference = smallest(asked.of(profiles=asked.complete, complete=()), found, seconds=60)
    [document] = least.rules["documents"]
    assert difference.engine == "naive"
    assert len([each for each in document["clauses"] if "when" in each]) == 1


def test_what_several_applicants_show_together_is_made_smaller_too() -> None:
    asked = question(Random(1), 5, 6)  # noqa: S311 - nothing secret
    one, other = asked.profiles[1], asked.profiles[4]

    def fails(each: Question) -> bool:
        return one in each.profiles and other in each.profiles and bool(each.rules.get("documents"))

    least = reduced(asked, fails)
    assert least.profiles == (one, other)
    assert least.rules == {"documents": [{}]}
