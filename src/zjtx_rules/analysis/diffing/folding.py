"""What a reader sees of a comparison first: every change of meaning and of money, the rest said together with a count.

A change that several clauses have alike is said once. Changes of words are said by the words that were put in the place of
others, those of number, name and place by their kind.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from zjtx_rules.analysis.diffing.models import Band, Change, ClauseDiff, Frozen, RuleDiff, Text
from zjtx_rules.shown import shown
from zjtx_rules.words import Words

ALIKE = 2
"""In how many clauses the same change has to stand to be said once for all of them."""
SAID = 4
"""How many kinds of change are said of what is folded; the others are counted."""
_CLOSE = 2
"""Differences that are no more than so many characters or numbers apart are one."""
_TOKEN = re.compile(r"[0-9][0-9.,]*|[A-Za-z_]+|.", re.DOTALL)
_LONGEST = 40


class Fold(Frozen):
    """Changes that are said together."""

    band: Band
    headline: Text
    old: Text | None
    new: Text | None
    count: int
    clauses: tuple[str, ...] = ()
    """Where, as far as they stand in clauses."""
    change: Change | None = None
    """One of them, where all are the same."""


class Folded(Frozen):
    """A comparison as it is shown first."""

    diff: RuleDiff
    """The changes of meaning and money that stand alone."""
    alike: tuple[Fold, ...]
    """The changes of meaning and money that several clauses have alike."""
    folded: tuple[Fold, ...]
    """Words, numbers, names and places."""

    def count(self, band: Band) -> int:
        """Return how many changes of a band are folded."""
        return sum(each.count for each in self.folded if each.band == band)


_Where = tuple[Change, str]


def fold(diff: RuleDiff) -> Folded:
    """Return a comparison with everything said together that can be."""
    every = list(_everything(diff))
    telling = [each for each in every if each[0].band in ("meaning", "money")]
    counted = Counter(key for each in telling if (key := _key(each[0])) is not None)
    groups: dict[object, list[_Where]] = {}
    for each in telling:
        key = _key(each[0])
        if key is not None and counted[key] >= ALIKE:
            groups.setdefault(key, []).append(each)
    together = [group for group in groups.values() if _several(group)]
    alike = [_alike(group) for group in together]
    said = {id(change) for group in together for change, _ in group}

    words = _words([each for each in every if each[0].band == "wording"])
    layout = _layout([each for each in every if each[0].band == "layout"])
    return Folded(diff=_without(diff, said), alike=tuple(alike), folded=(*words, *layout))


def _without(diff: RuleDiff, said: set[int]) -> RuleDiff:
    """Return the changes of meaning and money of a comparison, but for those (by identity) that are said together."""

    def kept(changes: Iterable[Change]) -> tuple[Change, ...]:
        left = [each for each in changes if each.band in ("meaning", "money") and id(each) not in said]
        return tuple(sorted(left, key=lambda each: each.band == "money"))

    documents = []
    for document in diff.documents:
        clauses = [each.model_copy(update={"changes": kept(each.changes)}) for each in document.clauses]
        update = {
            "changes": kept(document.changes),
            "clauses": tuple(_first(each for each in clauses if each.changes)),
        }
        documents.append(document.model_copy(update=update))
    shown = tuple(each for each in documents if each.changes or each.clauses)
    return diff.model_copy(update={"files": kept(diff.files), "documents": shown})


def _several(group: Sequence[_Where]) -> bool:
    """Return whether the same change stands in several clauses, or in several numbers of a plan."""
    return group[0][0].code == "goal-changed" or len({where for _, where in group}) >= ALIKE


def _first(clauses: Iterable[ClauseDiff]) -> list[ClauseDiff]:
    """Return the clauses that change something for somebody before those that change nothing (plans, tasks)."""
    return sorted(clauses, key=lambda each: all(change.effect == (("neither", "none")) for change in each.changes))


def _everything(diff: RuleDiff) -> Iterable[_Where]:
    yield from ((each, "") for each in diff.files)
    for document in diff.documents:
        yield from ((each, "") for each in document.changes)
        for clause in document.clauses:
            yield from ((each, clause.view.id) for each in clause.changes)


def _key(change: Change) -> tuple[object, ...] | None:
    """Return what changes that are said once have in common; None for what concerns one clause as a whole."""
    if change.code.startswith(("clause-", "document-")):
        return None
    label = "" if change.code == "goal-changed" else change.label.zh
    sides = tuple(each.zh if each is not None else None for each in (change.old, change.new))
    return change.code, label, *sides, change.by and change.by.zh, change.access, change.money, change.under


def _alike(group: Sequence[_Where]) -> Fold:
    change = group[0][0]
    return Fold(
        band=change.band,
        headline=change.headline,
        old=change.old,
        new=change.new,
        count=len(group),
        clauses=tuple(dict.fromkeys(where for _, where in group if where)),
        change=change,
    )


def _words(changes: Sequence[_Where]) -> list[Fold]:
    """Return the changes of words by what was put in the place of what, the most frequent first."""
    left = list(changes)
    found: list[Fold] = []
    while left:
        candidates = Counter(pair for change, _ in left for pair in set(_replaced(change)))
        if not candidates:
            break
        best = max(candidates, key=lambda pair: (candidates[pair], len(pair[0]) + len(pair[1]), pair))
        group = [each for each in left if _is_that(each[0], best) or best in _replaced(each[0])]
        found.append(_fold("wording", _WORDING, best, group))
        taken = {id(change) for change, _ in group}
        left = [each for each in left if id(each[0]) not in taken]
    found += [_fold("wording", change.headline, ("", ""), [(change, where)]) for change, where in left]
    return found


_WORDING = Words("措辞", "wording")


def _fold(band: Band, headline: Words, pair: tuple[str, str], group: Sequence[_Where]) -> Fold:
    old, new = (Words(short, short) if (short := shown(each)[:_LONGEST]) else None for each in pair)
    where = tuple(dict.fromkeys(each for _, each in group if each))
    return Fold(band=band, headline=headline, old=old, new=new, count=len(group), clauses=where)


def _replaced(change: Change) -> list[tuple[str, str]]:
    """Return which pieces of the old text were replaced by which of the new; pieces close to one another are one."""
    whole, other = change.old.zh if change.old else "", change.new.zh if change.new else ""
    old, new = _TOKEN.findall(whole), _TOKEN.findall(other)
    pieces: list[list[int]] = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if pieces and first - pieces[-1][1] <= _CLOSE:
            pieces[-1][1], pieces[-1][3] = last, end
        else:
            pieces.append([first, last, start, end])
    found = [("".join(old[first:last]), "".join(new[start:end])) for first, last, start, end in pieces]
    quoted = _quotation(whole, other)
    return [quoted] if quoted else found


def _quotation(old: str, new: str) -> tuple[str, str] | None:
    """Return the word that lost or got its quotation marks, where nothing else changed."""
    for one, other, backwards in ((old, new, False), (new, old, True)):
        start = one.find("“")
        end = one.find("”", start)
        if 0 <= start < end:
            word = one[start : end + 1]
            if one.replace(word, word[1:-1]) == other:
                return (word[1:-1], word) if backwards else (word, word[1:-1])
    return None


def _is_that(change: Change, pair: tuple[str, str]) -> bool:
    """Return whether a change of words is this substitution and nothing else."""
    old, new = change.old.zh if change.old else "", change.new.zh if change.new else ""
    return bool(pair[0]) and old != new and old.replace(*pair) == new


def _layout(changes: Sequence[_Where]) -> list[Fold]:
    """Return the changes of number, name and place by their kind, with the first of each as an example."""
    kinds: dict[str, list[_Where]] = {}
    for each in changes:
        kinds.setdefault(each[0].code, []).append(each)
    found = []
    for group in kinds.values():
        first = group[0][0]
        pair = (first.old.zh if first.old else "", first.new.zh if first.new else "")
        found.append(_fold("layout", first.headline, pair, group))
    return found
