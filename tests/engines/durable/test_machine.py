"""The safe way of using durable-rules, fault by fault."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zjtx_rules.engines.durable.machine import (
    MOST_PREMISES,
    MOST_RULES,
    MOST_TOGETHER,
    MachineFault,
    Machines,
    RuleMachine,
)

pytestmark = [
    pytest.mark.usefixtures("durable_rules"),
    # durable-rules asks for the time in a way that Python 3.12 deprecates
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning"),
]

Rules = Sequence[tuple[int, tuple[int, ...]]]


def closure(rules: Rules, known: set[int]) -> set[int]:
    """Return what follows, by the plainest forward chaining there is."""
    holding = set(known)
    while True:
        more = {head for head, body in rules if holding.issuperset(body)} - holding
        if not more:
            return holding
        holding |= more


@st.composite
def rule_lists(draw: st.DrawFn) -> Rules:
    """Return rules over the inputs 1 to 8, in the order of their dependence."""
    rules: list[tuple[int, tuple[int, ...]]] = []
    signals = list(range(1, 9))
    for head in range(9, 9 + draw(st.integers(1, 12))):
        for _ in range(draw(st.integers(1, 3))):
            body = draw(st.lists(st.sampled_from(signals), min_size=1, max_size=5, unique=True))
            rules.append((head, tuple(body)))
        signals.append(head)
    return rules


@settings(max_examples=100, deadline=None)
@given(rule_lists(), st.sets(st.integers(1, 8)))
def test_what_it_derives_is_what_follows(rules: Rules, known: set[int]) -> None:
    assert RuleMachine([rules]).derive(known) == closure(rules, known)


@settings(max_examples=50, deadline=None)
@given(rule_lists(), st.sets(st.integers(1, 8)))
def test_splitting_rules_into_sets_changes_nothing(rules: Rules, known: set[int]) -> None:
    heads = list(dict.fromkeys(head for head, _ in rules))
    sets = [[rule for rule in rules if rule[0] == head] for head in heads]
    assert RuleMachine(sets).derive(known) == closure(rules, known)


def test_one_signal_may_set_off_every_rule_of_a_full_set() -> None:
    rules = [(100 + at, (1,)) for at in range(MOST_RULES)]
    assert RuleMachine([rules]).derive({1}) == {1, *range(100, 100 + MOST_RULES)}


def test_a_full_set_of_long_rules_works() -> None:
    body = tuple(range(1, MOST_TOGETHER + 1))
    rules = [(100 + at, tuple(each + at for each in body)) for at in range(MOST_PREMISES // MOST_TOGETHER)]
    known = set(range(1, 100))
    assert RuleMachine([rules]).derive(known) == known | {head for head, _ in rules}


def test_a_rule_may_rest_on_as_many_conclusions_as_on_inputs() -> None:
    rules = [(100 + at, (at,)) for at in range(1, MOST_TOGETHER + 1)]
    rules.append((200, tuple(head for head, _ in rules)))
    assert 200 in RuleMachine([rules]).derive(set(range(1, MOST_TOGETHER + 1)))
    assert 200 not in RuleMachine([rules]).derive(set(range(1, MOST_TOGETHER)))


def test_a_chain_through_a_whole_set_is_followed_to_its_end() -> None:
    rules = [(at + 1, (at,)) for at in range(1, MOST_RULES + 1)]
    assert MOST_RULES + 1 in RuleMachine([rules]).derive({1})


@pytest.mark.parametrize(
    "rules",
    [
        [(100 + at, (1,)) for at in range(MOST_RULES + 1)],
        [(1000 + at, tuple(range(at, at + 10))) for at in range(MOST_PREMISES // 10 + 1)],
        [(100, tuple(range(MOST_TOGETHER + 1)))],
        [(100, ())],
    ],
    ids=["too many rules", "too many premises", "a rule too long", "a rule without premises"],
)
def test_what_is_not_safe_is_refused(rules: Rules) -> None:
    with pytest.raises(MachineFault, match="not safe"):
        RuleMachine([rules])


def test_nothing_is_remembered_from_one_question_to_the_next() -> None:
    machine = RuleMachine([[(3, (1, 2))]])
    assert 3 in machine.derive({1, 2})
    assert machine.derive({1}) == {1}
    assert machine.derive({2}) == {2}


def test_no_fact_stays_behind() -> None:
    machine = RuleMachine([[(3, (1, 2)), (4, (3,))]])
    machine.derive({1, 2})
    assert machine._sets[0]._rules.get_facts("1") == []  # noqa: SLF001 - what the engine itself still knows


@pytest.mark.parametrize("fault", ["silent", "deaf to conclusions"])
def test_an_engine_that_falls_silent_is_noticed(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    Ruleset = importlib.import_module("durable.engine").Ruleset  # noqa: N806 - a class
    state = Ruleset.assert_fact

    def deaf(self: Any, fact: dict[str, Any]) -> Any:
        return None if "chained" in fact else state(self, fact)

    if fault == "silent":
        monkeypatch.setattr(Ruleset, "do_actions", lambda *_: None)
    else:
        monkeypatch.setattr(Ruleset, "assert_fact", deaf)
    with pytest.raises(MachineFault, match="fell silent"):
        RuleMachine([[(2, (1,))]]).derive({1})


def test_an_error_inside_the_engine_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    Ruleset = importlib.import_module("durable.engine").Ruleset  # noqa: N806 - a class
    state = Ruleset.assert_fact

    def failing(self: Any, fact: dict[str, Any]) -> Any:
        if "on" not in fact:
            raise ValueError("no more facts")
        return state(self, fact)

    monkeypatch.setattr(Ruleset, "assert_fact", failing)
    with pytest.raises(MachineFault, match="no more facts"):
        RuleMachine([[(2, (1,)), (3, (2,))]]).derive({1})


@pytest.fixture
def deleted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect the rule sets that are deleted."""
    native = importlib.import_module("durable_rules_engine")
    handles: list[int] = []
    delete = native.delete_ruleset
    monkeypatch.setattr(native, "delete_ruleset", lambda handle: (handles.append(handle), delete(handle)))
    return handles


def handles_of(machine: RuleMachine) -> list[int]:
    return [each._rules._handle for each in machine._sets]  # noqa: SLF001 - durable-rules tells them nowhere else


def test_closing_a_machine_deletes_its_sets(deleted: list[int]) -> None:
    machine = RuleMachine([[(2, (1,))], [(3, (2,))]])
    machine.close()
    assert deleted == handles_of(machine)


def test_a_machine_that_nobody_closed_deletes_its_sets_all_the_same(deleted: list[int]) -> None:
    machine = RuleMachine([[(2, (1,))]])
    handles = handles_of(machine)
    del machine
    gc.collect()
    assert set(handles) <= set(deleted)


def test_only_the_machines_used_last_are_kept(deleted: list[int]) -> None:
    machines = Machines()
    first = handles_of(machines.get("rules 0", [[(2, (1,))]]))
    for at in range(1, 70):
        machines.get(f"rules {at}", [[(2, (1,))]])
    assert "rules 69" in machines
    assert "rules 0" not in machines
    assert set(first) <= set(deleted)


def test_a_machine_that_is_dropped_is_deleted(deleted: list[int]) -> None:
    machines = Machines()
    handles = handles_of(machines.get("rules", [[(2, (1,))]]))
    machines.drop("rules")
    assert "rules" not in machines
    assert set(handles) <= set(deleted)


def fnv1(text: str) -> int:
    """Return the 32-bit FNV hash by which durable-rules tells names apart (FNV-1a: exclusive or, then multiply)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def test_all_names_of_a_set_have_different_hashes() -> None:
    names = ["id", "sid", "on", "chained", *(f"n{at}" for at in range(MOST_PREMISES + MOST_RULES))]
    assert len({fnv1(each) for each in names}) == len(names)


@example({1, 2, 3})
@given(st.sets(st.integers(1, 3)))
@settings(max_examples=10, deadline=None)
def test_no_rules_derive_nothing(known: set[int]) -> None:
    assert RuleMachine([]).derive(known) == known
