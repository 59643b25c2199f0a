"""Compares what a document says before its clauses: status, validity, settings and gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from zjtx_rules.analysis.diffing.align_clauses import pairs_by
from zjtx_rules.analysis.diffing.conditions import compare_conditions
from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.effects import (
    EITHER_WAY,
    NARROWER,
    NARROWER_AND_LESS,
    NEUTRAL,
    WIDER,
    WIDER_AND_MORE,
    Effect,
)
from zjtx_rules.analysis.diffing.fields import compare_field, compare_fields, difference
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.wording import condition_words, description, field_words, joined, value_words
from zjtx_rules.language.documents import Document, Gate, InForce
from zjtx_rules.words import Words

_TEXTS = ("title", "number", "issuer", "note")


def compare_document(pair: Pair) -> list[Change]:
    """Return what changed in the document itself, its readings and clauses left out."""
    old, new = pair.old.document, pair.new.document
    changes: list[Change] = []
    if old.id != new.id:
        sides = (Words(old.id, old.id), Words(new.id, new.id))
        changes.append(pair.change("document-renamed", Words("", ""), sides, (("id",), ("id",)), category="structure"))
    for name in _TEXTS:
        before, after = getattr(old, name), getattr(new, name)
        if (before or "") != (after or ""):
            words = (Words(before, before) if before else None, Words(after, after) if after else None)
            if name == "number":
                # Another number is another document, not other words for the same one.
                changes.append(pair.change("number-changed", Words("", ""), words, ((name,), (name,))))
                continue
            label = field_words(Document, name)
            changes.append(pair.change("wording-changed", label, words, ((name,), (name,)), category="wording"))
    changes += _source(pair)
    return changes + compare_scope(pair)


def _source(pair: Pair) -> list[Change]:
    old, new = pair.old.document.source, pair.new.document.source
    if old == new:
        return []
    words = [
        Words(f"{each.file}（{each.sha256[:12]}…）", f"{each.file} ({each.sha256[:12]}…)") if each else None
        for each in (old, new)
    ]
    label = field_words(Document, "source")
    return [pair.change("wording-changed", label, (words[0], words[1]), (("source",), ("source",)), category="wording")]


def compare_scope(pair: Pair) -> list[Change]:
    """Return what changed in status, validity, settings and gates."""
    old, new = pair.old.document, pair.new.document
    changes: list[Change] = []
    if old.status != new.status:
        describe = description(Document, "status")
        sides = (value_words(old.status, describe), value_words(new.status, describe))
        effect = _effect_of_status(old.status, new.status)
        changes.append(pair.change("status-changed", Words("", ""), sides, (("status",), ("status",)), effect))
    changes += _validity(pair)
    paths = (("settings",), ("settings",))
    changes += compare_fields(pair, old.settings, new.settings, paths, Words("", ""))
    return changes + _gates(pair)


def _effect_of_status(old: str, new: str) -> Effect:
    """Return what a new status means: only what is issued pays."""
    if (old == "issued") == (new == "issued"):
        return NEUTRAL
    return WIDER_AND_MORE if new == "issued" else NARROWER_AND_LESS


def _validity(pair: Pair) -> list[Change]:
    """Compare the validities: moved as a whole, first stated when a draft is issued, or one end at a time."""
    old, new = pair.old.document, pair.new.document
    before, after = old.in_force, new.in_force
    if old.status != "issued" and new.status == "issued" and before.from_ is None and before.to is None:
        if after.from_ is None and after.to is None:
            return []
        sides = (Words("未写", "open"), _period(after))
        return [pair.change("validity-stated", Words("", ""), sides, (("in_force",), ("in_force",)))]
    ends = [(before.from_, after.from_), (before.to, after.to)]
    ways = {None if one is None or other is None else (other > one) - (other < one) for one, other in ends}
    if ways in ({1}, {-1}):
        sides = (_period(before), _period(after))
        return [pair.change("validity-moved", Words("", ""), sides, (("in_force",), ("in_force",)), EITHER_WAY)]
    return [
        *_end_of_validity(pair, "from", before.from_, after.from_),
        *_end_of_validity(pair, "to", before.to, after.to),
    ]


def _period(validity: InForce) -> Words:
    first, last = validity.from_, validity.to
    return Words(f"{first or '未写'}—{last or '未写'}", f"{first or 'open'} to {last or 'open'}")


def _end_of_validity(pair: Pair, key: str, old: date | None, new: date | None) -> list[Change]:
    """Compare one end of the validity; an end that is not stated leaves it open."""
    if old == new:
        return []
    open_ended = old is None or new is None
    longer = new is None if open_ended else (new < old if key == "from" else new > old)  # type: ignore[operator]  # neither is None
    label = Words("起始日" if key == "from" else "截止日", "first day" if key == "from" else "last day")
    sides = tuple(Words(str(each), str(each)) if each else Words("未写", "open") for each in (old, new))
    return [
        pair.change(
            "validity-extended" if longer else "validity-shortened",
            label,
            (sides[0], sides[1]),
            (("in_force", key), ("in_force", key)),
            WIDER if longer else NARROWER,
            by=difference(old, new),
        )
    ]


def _gates(pair: Pair) -> list[Change]:
    old, new = pair.old.document.gates, pair.new.document.gates

    def alike(one: Gate, other: Gate) -> float:
        if one == other:
            return 1.0
        return 0.5 * bool(set(one.to) & set(other.to)) + 0.4 * bool(set(one.kinds) & set(other.kinds))

    together = pairs_by(old, new, alike, 0.5)
    changes: list[Change] = []
    for at, position in together:
        paths: Any = (("gates", at), ("gates", position))
        one, other = old[at], new[position]
        inner = replace(pair, scope=other.to[0])
        label = Words("前置条件", "gate")
        for name in ("to", "kinds"):
            changes += compare_field(inner, one, other, paths, label, name)
        where = ((*paths[0], "when"), (*paths[1], "when"))
        changes += compare_conditions(inner, one.when, other.when, where)
    for at in sorted(set(range(len(old))) - {each for each, _ in together}):
        sides = (_gate_words(pair, old[at], new=False), None)
        changes.append(pair.change("gate-dropped", Words("", ""), sides, (("gates", at), None), WIDER))
    for position in sorted(set(range(len(new))) - {each for _, each in together}):
        words = (None, _gate_words(pair, new[position], new=True))
        changes.append(pair.change("gate-added", Words("", ""), words, (None, ("gates", position)), NARROWER))
    return changes


def _gate_words(pair: Pair, gate: Gate, *, new: bool) -> Words:
    side = pair.new if new else pair.old
    return joined([value_words(gate.to), condition_words(gate.when, side, gate.to[0])], "：", ": ")
