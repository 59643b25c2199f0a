"""A condition in a form in which only its meaning is left: nested lists opened out, order and repetition gone.

`none` becomes the negation of each of its parts, a list of one its only part, an absent condition the empty `all`. Every
node keeps the path at which it stands in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.diffing.normalize_leaf import essence
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.files import Path

Op = Literal["all", "any", "not", "count", "open", "reading", "leaf"]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One condition, or a combination of several."""

    op: Op
    parts: tuple[Node, ...]
    path: Path
    key: Key
    condition: Condition | None = None
    detail: str = ""
    """The number of `count`, the reading of `reading`."""
    options: tuple[str, ...] = ()
    """The options of `reading`, one for each part."""
    written: frozenset[Key] = frozenset()
    """The keys of the parts as they were written, before lists within lists were opened out."""
    essence: Any = None
    """What a leaf asks for, in a form in which more and less can be told apart."""

    @property
    def leaves(self) -> frozenset[Key]:
        """The keys of every single condition inside."""
        if self.op == "leaf":
            return frozenset({self.key})
        return frozenset(key for part in self.parts for key in part.leaves)


def node_of(condition: Condition | None, path: Path, side: Side, scope: str) -> Node:
    """Return a condition as a node."""
    if condition is None:
        return _combined("all", (), path)
    if isinstance(condition, Always):
        return _combined("all" if condition.always else "any", (), path)
    if isinstance(condition, (AllOf, AnyOf)):
        word: Literal["all", "any"] = "all" if isinstance(condition, AllOf) else "any"
        parts = [node_of(each, (*path, word, at), side, scope) for at, each in enumerate(getattr(condition, word))]
        return _combined(word, parts, path)
    if isinstance(condition, NoneOf):
        inner = [node_of(each, (*path, "none", at), side, scope) for at, each in enumerate(condition.none)]
        return _combined("all", [_negated(each) for each in inner], path)
    if isinstance(condition, LeftOpen):
        part = node_of(condition.left_open, (*path, "left_open"), side, scope)
        return Node("open", (part,), path, ("open", part.key), condition)
    if isinstance(condition, AtLeastOf):
        count = condition.at_least_of
        within = (*path, "at_least_of", "of")
        parts = [node_of(each, (*within, at), side, scope) for at, each in enumerate(count.of)]
        keys = tuple(sorted((each.key for each in parts), key=repr))
        return Node("count", tuple(parts), path, ("count", str(count.count), keys), condition, str(count.count))
    if isinstance(condition, ConditionByReading):
        return _by_reading(condition, path, side, scope)
    found = essence(condition, side, scope)
    key = found.key if found is not None else (type(condition).__name__, key_of(condition))
    return Node("leaf", (), path, key, condition, essence=found)


def _by_reading(condition: ConditionByReading, path: Path, side: Side, scope: str) -> Node:
    parts = tuple(node_of(each, (*path, "options", name), side, scope) for name, each in condition.options.items())
    if len({each.key for each in parts}) == 1:
        return parts[0]
    names = tuple(condition.options)
    keys = tuple(sorted(zip(names, (each.key for each in parts), strict=True), key=repr))
    key = ("reading", condition.by_reading, keys)
    return Node("reading", parts, path, key, condition, condition.by_reading, names)


def _negated(node: Node) -> Node:
    """Return the negation of a node; "none of several" is none of each, a double negation nothing.

    So "none of: none of" several (what is all negations, or nothing) is one of them.
    """
    if node.op == "not":
        return node.parts[0]
    if node.op == "any":
        return _combined("all", [_negated(each) for each in node.parts], node.path)
    if node.op == "all" and all(each.op == "not" for each in node.parts):
        return _combined("any", [each.parts[0] for each in node.parts], node.path)
    return Node("not", (node,), node.path, ("not", node.key))


def _combined(op: Literal["all", "any"], parts: list[Node] | tuple[Node, ...], path: Path) -> Node:
    flat: dict[Key, Node] = {}
    for part in parts:
        if part.op in ("all", "any") and part.op != op and not part.parts:
            return part  # one that never holds decides an "all", one that always holds an "any"
        for each in part.parts if part.op == op else (part,):
            flat.setdefault(each.key, each)
    if len(flat) == 1:
        return next(iter(flat.values()))
    written = frozenset(each.key for each in parts)
    return Node(op, tuple(flat.values()), path, (op, *sorted(flat, key=repr)), written=written)
