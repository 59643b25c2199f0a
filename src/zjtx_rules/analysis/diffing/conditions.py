"""Compares two conditions: what was added, dropped, raised, lowered, widened or narrowed, part by part."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.align_conditions import likeness, matched
from zjtx_rules.analysis.diffing.compare_leaf import compare_single
from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.analysis.diffing.effects import NARROWER, WIDER
from zjtx_rules.analysis.diffing.following import followed, names_in, same_meaning
from zjtx_rules.analysis.diffing.implication import effect_of
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.normal_form import Node, node_of
from zjtx_rules.analysis.diffing.wording import condition_words, joined, option_words
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.base import Condition
from zjtx_rules.files import Path
from zjtx_rules.words import Words

NOTHING = Words("", "")
_ALL, _ANY = Words("同时满足", "all of"), Words("满足其一", "any of")


def compare_conditions(
    pair: Pair, old: Condition | None, new: Condition | None, paths: tuple[Path, Path]
) -> list[Change]:
    """Return what changed between two conditions; an absent one asks for nothing.

    What is the same wherever all facts are known, only written otherwise, is said to be so.
    """
    if _node(pair, old, paths, 0).key == _node(pair, new, paths, 1).key:
        return []
    both = names_in(old) & names_in(new)
    written_out = (followed(old, pair.old, both, here=pair.here), followed(new, pair.new, both, here=pair.here))
    before, after = (_node(pair, each, paths, at) for at, each in enumerate(written_out))
    if before.key == after.key or same_meaning(pair, written_out):
        sides = tuple(
            condition_words(each, side, pair.scope) if each else None
            for each, side in ((old, pair.old), (new, pair.new))
        )
        return [pair.change("condition-rewritten", NOTHING, (sides[0], sides[1]), paths, category="structure")]
    return _compare(pair, before, after)


def _node(pair: Pair, condition: Condition | None, paths: tuple[Path, Path], at: int) -> Node:
    return node_of(condition, paths[at], (pair.old, pair.new)[at], pair.scope)


def _compare(pair: Pair, old: Node, new: Node) -> list[Change]:
    if old.key == new.key:
        return []
    ops = {old.op, new.op}
    if ops == {"all", "any"} and old.parts and old.written == new.written:
        sides = (_ALL, _ANY) if new.op == "any" else (_ANY, _ALL)
        effect = WIDER if new.op == "any" else NARROWER
        return [pair.change("combination-changed", NOTHING, sides, (old.path, new.path), effect)]
    for op in ("all", "any"):
        never = ops == {"all", "any"} and not old.parts and not new.parts
        if op in ops and not never:
            return _lists(pair, _as_list(old, op), _as_list(new, op), op, (old, new))
    if ops == {"not"}:
        return _compare(pair.negated(), old.parts[0], new.parts[0])
    if ops == {"open"}:
        return _compare(pair, old.parts[0], new.parts[0])
    if ops == {"count"}:
        return _counts(pair, old, new)
    if ops == {"reading"} and old.detail == new.detail:
        return _options(pair, old, new)
    if ops == {"leaf"} and likeness(old, new) > 0:
        changes = compare_single(pair, old, new)
        if changes is not None:
            return changes
    return [_replaced(pair, old, new)]


def _as_list(node: Node, op: str) -> tuple[Node, ...]:
    return node.parts if node.op == op else (node,)


def _lists(pair: Pair, old: tuple[Node, ...], new: tuple[Node, ...], op: str, whole: tuple[Node, Node]) -> list[Change]:
    pairs, dropped, added = matched(old, new)
    if len(old) == len(new) == len(dropped) == len(added) == 1:
        return [_replaced(pair, old[0], new[0])]
    noun = "condition" if op == "all" else "alternative"
    changes = [change for one, other in pairs for change in _compare(pair, one, other)]
    for each in dropped:
        words = (said(each, pair.old, pair.scope), None)
        effect = WIDER if op == "all" else NARROWER
        changes.append(
            pair.change(f"{noun}-dropped", NOTHING, words, (each.path, None), effect, into=_list_path(whole[1]))
        )
    for each in added:
        new_words = (None, said(each, pair.new, pair.scope))
        effect = NARROWER if op == "all" else WIDER
        changes.append(
            pair.change(f"{noun}-added", NOTHING, new_words, (None, each.path), effect, into=_list_path(whole[0]))
        )
    return changes


def _list_path(node: Node) -> Path:
    """Return the path of the whole, for the place of a part that only the other side has."""
    return node.path


def _counts(pair: Pair, old: Node, new: Node) -> list[Change]:
    pairs, dropped, added = matched(old.parts, new.parts)
    changes: list[Change] = []
    if old.detail != new.detail:
        more = int(new.detail) > int(old.detail)
        sides = (Words(f"{old.detail}项", old.detail), Words(f"{new.detail}项", new.detail))
        at = ((*old.path, "at_least_of", "count"), (*new.path, "at_least_of", "count"))
        code, effect = ("count-raised", NARROWER) if more else ("count-lowered", WIDER)
        changes.append(pair.change(code, NOTHING, sides, at, effect))
    changes += [change for one, other in pairs for change in _compare(pair, one, other)]
    for each in dropped:
        words = (said(each, pair.old, pair.scope), None)
        changes.append(pair.change("alternative-dropped", NOTHING, words, (each.path, None), NARROWER, into=new.path))
    for each in added:
        new_words = (None, said(each, pair.new, pair.scope))
        changes.append(pair.change("alternative-added", NOTHING, new_words, (None, each.path), WIDER, into=old.path))
    return changes


def _options(pair: Pair, old: Node, new: Node) -> list[Change]:
    before = dict(zip(old.options, old.parts, strict=True))
    after = dict(zip(new.options, new.parts, strict=True))
    changes = [
        change
        for name in before
        if name in after
        for change in _compare(pair.below(f"{new.detail}={name}"), before[name], after[name])
    ]
    if before.keys() != after.keys() and not changes:
        # Options that only one side has are reported with the reading itself.
        return []
    return changes


def _replaced(pair: Pair, old: Node, new: Node) -> Change:
    sides = (said(old, pair.old, pair.scope), said(new, pair.new, pair.scope))
    return pair.change("condition-replaced", NOTHING, sides, (old.path, new.path), effect_of(old, new))


def said(node: Node, side: Side, scope: str) -> Words:
    """Return a node on one line."""
    if node.op == "not":
        inner = said(node.parts[0], side, scope)
        return Words(f"不得有：{inner.zh}", f"not: {inner.en}")
    if node.op in ("all", "any"):
        head = _ALL if node.op == "all" else _ANY
        if not node.parts:
            return Words("不另设条件", "no condition") if node.op == "all" else Words("不适用", "does not apply")
        inner = joined((said(each, side, scope) for each in node.parts), "；", "; ")
        return Words(f"{head.zh}：{inner.zh}", f"{head.en}: {inner.en}")
    if node.op == "reading":
        parts = [
            joined((option_words(node.detail, name, side), said(each, side, scope)), "：", ": ")
            for name, each in zip(node.options, node.parts, strict=True)
        ]
        inner = joined(parts, "；", "; ")
        return Words(f"依解读 {node.detail}：{inner.zh}", f"by reading {node.detail}: {inner.en}")
    if isinstance(node.condition, AtLeastOf) and len(node.condition.at_least_of.of) > 3:
        count, of = node.condition.at_least_of.count, len(node.condition.at_least_of.of)
        return Words(f"所列{of}项中至少满足{count}项", f"at least {count} of the {of} listed")
    return condition_words(node.condition, side, scope)
