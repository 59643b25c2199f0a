"""What is said of records: every interpreter has an arm for every form, or says that it has none; all say the same of it."""

from __future__ import annotations

from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from zjtx_rules.core import decide as worlds
from zjtx_rules.core import record_tests as r
from zjtx_rules.core import terms as t
from zjtx_rules.core.comparisons import as_comparisons
from zjtx_rules.core.critical_days import critical_days, turns_of
from zjtx_rules.core.days import AsOf, Day, LatestStart, YearBegins, YearEnds, day_at
from zjtx_rules.core.fields import NoArmError, choice_field, day_field
from zjtx_rules.core.judge import record_judge
from zjtx_rules.core.world import World
from zjtx_rules.terms import Duration
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN

KIND, BEGUN, ENDS = choice_field("kind", "abc"), day_field("begun"), day_field("ends")
BOUNDS: tuple[Day, ...] = (
    date(2022, 3, 23),
    AsOf(),
    AsOf(-1),
    YearBegins(),
    YearBegins(1),
    YearEnds(),
    YearEnds(1),
    LatestStart(Duration.parse("18个月")),
    LatestStart(Duration.parse("30天"), 1),
)
IS_A, HAS_BEGUN = r.Among(KIND, frozenset("a")), r.Within(BEGUN, (), (AsOf(),))
RECORD_TESTS: tuple[t.Test, ...] = (
    IS_A,
    r.Within(BEGUN, (YearBegins(1),), (AsOf(), date(2025, 12, 31))),
    r.Earlier(ENDS, BEGUN),
    t.Case(KIND, ((frozenset("a"), HAS_BEGUN), (frozenset("b"), t.NEVER)), t.ALWAYS),
    r.NoEarlier(KIND, frozenset("a")),
    r.RegisteredIn("371100", BEGUN),
)
JOINED: tuple[t.Test, ...] = (
    t.All((IS_A, HAS_BEGUN)),
    t.AnyOf((IS_A, HAS_BEGUN)),
    t.Not(HAS_BEGUN),
)
MORE_THAN_FIELDS = (r.NoEarlier, r.RegisteredIn)
"""Forms that look at other records or at places, which no comparison says."""


def test_no_form_is_forgotten() -> None:
    assert {type(each) for each in RECORD_TESTS} == {*get_args(t.RecordTest)}


@pytest.mark.parametrize("test", [*RECORD_TESTS, *JOINED], ids=lambda each: type(each).__name__)
def test_every_interpreter_has_an_arm_or_says_that_it_has_none(test: t.Test) -> None:
    assert callable(record_judge(test))
    assert critical_days(test, date(2023, 9, 1)) is not None
    if isinstance(test, MORE_THAN_FIELDS):
        with pytest.raises(NoArmError):
            as_comparisons(test, date(2023, 9, 1))
    else:
        as_comparisons(test, date(2023, 9, 1))


@pytest.mark.parametrize(
    "test", [t.Judgement("is it fit"), t.some("items", IS_A)], ids=lambda each: type(each).__name__
)
def test_what_is_no_statement_about_one_record_is_refused(test: t.Test) -> None:
    with pytest.raises(NoArmError):
        record_judge(test)


DAYS = [None, date(2021, 12, 31), date(2022, 3, 23), date(2023, 9, 1), date(2023, 9, 2)]


@pytest.mark.parametrize(
    "test", [each for each in (*RECORD_TESTS, *JOINED) if not isinstance(each, MORE_THAN_FIELDS)], ids=repr
)
def test_a_record_is_judged_as_the_comparisons_say(test: t.Test) -> None:
    as_of = date(2023, 9, 1)
    said = as_comparisons(test, as_of)
    for kind, begun, ends in product([None, *"abc"], DAYS, DAYS):
        record = SimpleNamespace(kind=kind, begun=begun, ends=ends)
        numbers = {
            "kind": None if kind is None else "abc".index(kind),
            "begun": begun and begun.toordinal(),
            "ends": ends and ends.toordinal(),
        }
        truth, missing = record_judge(test)((record,), 0, as_of)
        expected = worlds.decide(said, World(), numbers)
        assert bool(missing) == (truth == UNKNOWN)
        # Where a choice is missing that decides what else is asked, the record is open even if all answers agree.
        assert truth == expected or (truth == UNKNOWN and kind is None and isinstance(test, t.Case))


@pytest.mark.parametrize("bound", BOUNDS, ids=repr)
@pytest.mark.parametrize("side", ["first", "last"])
def test_what_lies_between_two_days_that_a_test_names_is_alike(bound: Day, side: str) -> None:
    test = r.Within(BEGUN, (bound,), ()) if side == "first" else r.Within(BEGUN, (), (bound,))
    judge, as_of = record_judge(test), date(2024, 2, 29)
    named = critical_days(test, as_of)
    assert named == {day_at(bound, as_of)}
    (day,) = named
    found = [judge((SimpleNamespace(begun=days_later(day, shift)),), 0, as_of)[0] for shift in (-400, -1, 0, 1, 400)]
    met, no = MET, NOT_MET
    assert found == ([no, no, met, met, met] if side == "first" else [met, met, met, no, no])


@pytest.mark.parametrize("bound", BOUNDS, ids=repr)
def test_the_days_of_the_question_on_which_a_record_turns_are_all_named(bound: Day) -> None:
    record: Any = SimpleNamespace(begun=date(2023, 8, 31))
    for test in (r.Within(BEGUN, (bound,), ()), r.Within(BEGUN, (), (bound,))):
        judge, named = record_judge(test), turns_of(test, record)
        found = {
            day: judge((record,), 0, day)[0] for day in (days_later(date(2022, 1, 1), each) for each in range(1500))
        }
        turning = {day for day, truth in found.items() if found.get(days_later(day, -1), truth) != truth}
        assert turning <= named


def test_the_same_test_is_made_ready_once_and_another_one_apart() -> None:
    first, again, other = (record_judge(r.Among(KIND, frozenset(values))) for values in ("a", "a", "b"))
    assert first is again
    assert first is not other
    assert record_judge.cache_info().maxsize is not None
