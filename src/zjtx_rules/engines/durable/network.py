"""The conditions of a document as rules of forward chaining, over nothing but booleans.

Every condition has up to five signals, each of which is derived or not; nothing is ever negated:

    MET        certainly met
    POSSIBLE   not excluded: met, unknown, or for a person to judge
    WAITING    unknown: waits for a missing fact; keeps "unknown" and "for a person to judge" apart
    FAILED     certainly not met; the opposite of POSSIBLE, needed below a negation
    OPEN       not certainly met; the opposite of MET, likewise

The signals of leaves (numbers, dates, money, missing facts) are given by our own code. From them follow the compounds, the
clauses that refer to other clauses, and so up the ladder from one tier to the next and to the awards. Conditions that
are the same stand once. A kind of compound that is not known here is a leaf like any other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.engines.durable.machine import MOST_PREMISES, MOST_RULES, MOST_TOGETHER
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms import truth as verdicts
from zjtx_rules.terms.truth import Truth


class Sign(Enum):
    """What a signal says of its condition."""

    MET = "met"
    POSSIBLE = "possible"
    WAITING = "waiting"
    FAILED = "failed"
    OPEN = "open"


MET, POSSIBLE, WAITING, FAILED, OPEN = Sign

GIVEN: Final = {
    verdicts.MET: (MET, POSSIBLE),
    verdicts.UNKNOWN: (POSSIBLE, WAITING, OPEN),
    verdicts.REVIEW: (POSSIBLE, OPEN),
    verdicts.NOT_MET: (FAILED, OPEN),
}
"""The signals of a leaf of each truth."""

NEVER, ALWAYS = -1, -2
"""The signals that hold for nobody, and for everybody."""


@dataclass(frozen=True, eq=False)
class Node:
    """A condition; the same condition in several clauses is one node."""

    prepared: Prepared
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Plan:
    """Rules, split into sets that are safe to run."""

    sets: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

    @cached_property
    def name(self) -> str:
        """A name that only these rules have."""
        return hashlib.sha256(json.dumps(self.sets).encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Network:
    """The conditions of a document, ready to be asked about one situation after another."""

    plan: Plan
    clauses: dict[str, Node]
    """The whole condition of each clause."""
    leaves: tuple[Node, ...]
    signals: dict[tuple[Node, Sign], int]

    def given(self, situation: Situation) -> set[int]:
        """Return the signals of the leaves, as our own conditions decide them."""
        known = set()
        for leaf in self.leaves:
            for sign in GIVEN[leaf.prepared.judge(situation)[0]]:
                signal = self.signals.get((leaf, sign))
                if signal is not None:
                    known.add(signal)
        return known

    def truth(self, node: Node, derived: set[int]) -> Truth | None:
        """Return what was derived about a condition; None where no clause asked for enough to tell."""

        def holds(sign: Sign) -> bool | None:
            signal = self.signals.get((node, sign))
            return None if signal is None else signal == ALWAYS or signal in derived

        met, possible = holds(MET), holds(POSSIBLE)
        if met is None and holds(OPEN) is not None:
            met = not holds(OPEN)
        if possible is None and holds(FAILED) is not None:
            possible = not holds(FAILED)
        if met:
            return verdicts.MET
        if possible is False:
            return verdicts.NOT_MET
        if holds(WAITING):
            return verdicts.UNKNOWN
        return None if met is None or possible is None else verdicts.REVIEW


def network_of(program: Program) -> Network:
    """Return the network of a document."""
    writer = _Writer()
    clauses = {each.clause.id: writer.node(each.whole) for each in program.clauses}
    for node in clauses.values():
        for sign in (MET, POSSIBLE, WAITING):
            writer.signal(node, sign)
    leaves = tuple(dict.fromkeys(node for node, _ in writer.signals if type(node.prepared.condition) not in _WAYS))
    return Network(Plan(split(writer.rules)), clauses, leaves, writer.signals)


def split(rules: Sequence[tuple[int, tuple[int, ...]]]) -> tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]:
    """Split rules, given in the order of their dependence, into sets that are safe; one conclusion stays in one set."""
    sets: list[list[tuple[int, tuple[int, ...]]]] = []
    by_head: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for rule in rules:
        by_head.setdefault(rule[0], []).append(rule)
    size = MOST_PREMISES + 1
    for group in by_head.values():
        premises = sum(len(body) for _, body in group)
        if size + premises > MOST_PREMISES or len(sets[-1]) + len(group) > MOST_RULES:
            sets.append([])
            size = 0
        sets[-1].extend(group)
        size += premises
    return tuple(tuple(each) for each in sets)


class _Writer:
    """Writes the rules of one network; lives only while it does."""

    def __init__(self) -> None:
        self.rules: list[tuple[int, tuple[int, ...]]] = []
        self.signals: dict[tuple[Node, Sign], int] = {}
        self._nodes: dict[Any, Node] = {}
        self._made: dict[Any, int] = {}
        self._next = 0

    def node(self, prepared: Prepared) -> Node:
        """Return the node of a condition, the same for the same condition."""
        parts: tuple[Node, ...] = ()
        key: Any
        if type(prepared.condition) in _WAYS:
            parts = tuple(self.node(each) for each in prepared.parts)
            count = prepared.condition.at_least_of.count if isinstance(prepared.condition, AtLeastOf) else 0
            key = (type(prepared.condition), count, tuple(map(id, parts)))
        else:
            key = _identity(prepared)
        return self._nodes.setdefault(key, Node(prepared, parts))

    def signal(self, node: Node, sign: Sign) -> int:
        """Return a signal of a condition, with the rules that lead to it written."""
        found = self.signals.get((node, sign))
        if found is None:
            way = _WAYS.get(type(node.prepared.condition))
            found = self.fresh() if way is None else way(self, node, sign)
            self.signals[node, sign] = found
        return found

    def fresh(self) -> int:
        self._next += 1
        return self._next

    def of_parts(self, node: Node, sign: Sign) -> list[int]:
        return [self.signal(each, sign) for each in node.parts]

    def every(self, signals: Sequence[int]) -> int:
        """Return the signal that holds where all of these do."""
        wanted = tuple(dict.fromkeys(each for each in signals if each != ALWAYS))
        if NEVER in wanted:
            return NEVER
        if len(wanted) <= 1:
            return wanted[0] if wanted else ALWAYS
        if len(wanted) > MOST_TOGETHER:
            return self.every([self.every(each) for each in _slices(wanted)])
        return self._conclusion("every", wanted, [wanted])

    def some(self, signals: Sequence[int]) -> int:
        """Return the signal that holds where at least one of these does."""
        wanted = tuple(dict.fromkeys(each for each in signals if each != NEVER))
        if ALWAYS in wanted:
            return ALWAYS
        if len(wanted) <= 1:
            return wanted[0] if wanted else NEVER
        if len(wanted) > MOST_TOGETHER:
            return self.some([self.some(each) for each in _slices(wanted)])
        return self._conclusion("some", wanted, [(each,) for each in wanted])

    def at_least(self, count: int, signals: Sequence[int]) -> int:
        """Return the signal that holds where so many of these do, counted up one by one."""
        if count <= 0:
            return ALWAYS
        if count > len(signals):
            return NEVER
        key = ("at least", count, tuple(signals))
        if key not in self._made:
            *others, last = signals
            one_less = self.at_least(count - 1, others)
            self._made[key] = self.some([self.at_least(count, others), self.every([one_less, last])])
        return self._made[key]

    def _conclusion(self, way: str, wanted: tuple[int, ...], bodies: list[tuple[int, ...]]) -> int:
        key = (way, tuple(sorted(wanted)))
        if key not in self._made:
            self._made[key] = self.fresh()
            self.rules.extend((self._made[key], body) for body in bodies)
        return self._made[key]


def _slices(signals: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [signals[at : at + MOST_TOGETHER] for at in range(0, len(signals), MOST_TOGETHER)]


def _identity(prepared: Prepared) -> Any:
    """Return what makes a leaf the same as another: what the rule file says, and whether a recognition has to be given here.

    All share one program; but a clause for applicants anywhere does not ask where a recognition was given.
    """
    condition = prepared.condition
    if isinstance(
        condition, Always
    ):  # also stands for "there is something to pay for", which each payment judges itself
        return id(prepared)
    try:
        hash(condition)
    except TypeError:
        return id(prepared)
    return type(condition), condition, prepared.elsewhere is None


def _all(write: _Writer, node: Node, sign: Sign) -> int:
    if sign is WAITING:
        return write.every([write.signal(node, POSSIBLE), write.some(write.of_parts(node, WAITING))])
    join = write.every if sign in (MET, POSSIBLE) else write.some
    return join(write.of_parts(node, sign))


def _any(write: _Writer, node: Node, sign: Sign) -> int:
    if sign is WAITING:
        return write.every([write.signal(node, OPEN), write.some(write.of_parts(node, WAITING))])
    join = write.some if sign in (MET, POSSIBLE) else write.every
    return join(write.of_parts(node, sign))


_OPPOSITE = {MET: FAILED, POSSIBLE: OPEN, FAILED: MET, OPEN: POSSIBLE}


def _none(write: _Writer, node: Node, sign: Sign) -> int:
    if sign is WAITING:
        return write.every([write.signal(node, POSSIBLE), write.some(write.of_parts(node, WAITING))])
    join = write.every if sign in (MET, POSSIBLE) else write.some
    return join(write.of_parts(node, _OPPOSITE[sign]))


def _count(write: _Writer, node: Node, sign: Sign) -> int:
    condition = node.prepared.condition
    assert isinstance(condition, AtLeastOf)  # noqa: S101 - the table below says so; for the type checker
    count = condition.at_least_of.count
    if sign is WAITING:
        both = [write.signal(node, POSSIBLE), write.signal(node, OPEN)]
        return write.every([*both, write.some(write.of_parts(node, WAITING))])
    if sign in (FAILED, OPEN):
        count = len(node.parts) - count + 1
    return write.at_least(count, write.of_parts(node, sign))


def _left_open(write: _Writer, node: Node, sign: Sign) -> int:
    if sign in (MET, OPEN):
        return NEVER if sign is MET else ALWAYS
    return write.signal(node.parts[0], sign)


def _same(write: _Writer, node: Node, sign: Sign) -> int:
    return write.signal(node.parts[0], sign)


_WAYS: dict[type, Callable[[_Writer, Node, Sign], int]] = {
    AllOf: _all,
    AnyOf: _any,
    NoneOf: _none,
    AtLeastOf: _count,
    LeftOpen: _left_open,
    ClauseHolds: _same,
}
"""How the signals of each compound follow from those of its parts."""
