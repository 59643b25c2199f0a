"""Compares two rule sets by meaning: comments, the order of keys, layout and the spelling of YAML make no difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zjtx_rules.analysis.diffing.align_clauses import clauses_alike, match_clauses, match_documents, moved, pairs_by
from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.clauses import compare_clauses, effect_of_gone, effect_of_new
from zjtx_rules.analysis.diffing.context import Pair, Side, scope_of
from zjtx_rules.analysis.diffing.declared import compare_files, match_declared
from zjtx_rules.analysis.diffing.effects import NARROWER_AND_LESS, NEUTRAL, WIDER_AND_MORE
from zjtx_rules.analysis.diffing.extracting import apart
from zjtx_rules.analysis.diffing.following import names_in
from zjtx_rules.analysis.diffing.models import Change, ClauseDiff, DocumentDiff, RuleDiff, SideOf, count
from zjtx_rules.analysis.diffing.readings import compare_readings, match_readings
from zjtx_rules.analysis.diffing.renaming import Renamings, renamed
from zjtx_rules.analysis.diffing.scope import compare_document
from zjtx_rules.analysis.diffing.splitting import Regrouped, regrouped
from zjtx_rules.analysis.diffing.summary import summary
from zjtx_rules.analysis.diffing.views import view_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.force import force_of
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.words import Words

NOTHING = Words("", "")
Located = tuple[Side, int]
"""A clause: its document and its position there."""


def diff(old: RuleSet, new: RuleSet) -> RuleDiff:
    """Return everything that differs in meaning between two rule sets, and what it means for an applicant."""
    before, after = sides_of(old), sides_of(new)
    together = match_documents(before, after)
    crossed = _crossed(before, after, together)
    documents, seen = [], set()
    files: list[Change] = []
    for one, other in together:
        if (one.loaded.name, other.loaded.name) not in seen:
            seen.add((one.loaded.name, other.loaded.name))
            files += compare_files(Pair(one, other, (), ()))
        documents.append(_document(one, other, crossed))
    partnered = {id(each) for pair in together for each in pair}
    for one, other in _superseding(before, after, partnered):
        documents.append(_document(one, other, crossed))
        partnered.add(id(other))
    documents += [_removed(each, crossed) for each in before if id(each) not in partnered]
    documents += [_added(each, crossed) for each in after if id(each) not in partnered]
    found = [each for each in documents if each.changes or each.clauses]
    changes = [*files]
    for each in found:
        changes += each.changes
        changes += [change for clause in each.clauses for change in clause.changes]
    return RuleDiff(old=_side(old), new=_side(new), counts=count(changes), files=tuple(files), documents=tuple(found))


def _superseding(before: list[Side], after: list[Side], partnered: set[int]) -> list[tuple[Side, Side]]:
    """Return each document that is new with the one that it says it replaces, on the old side or else beside it."""
    found = []
    for new in after:
        for name in new.document.supersedes if id(new) not in partnered else ():
            old = next((each for each in (*before, *after) if each.document.id == name and each is not new), None)
            if old is not None:
                found.append((old, new))
                break
    return found


def sides_of(rules: RuleSet) -> list[Side]:
    """Return every document of a rule set with its place."""
    return [
        Side(loaded, document, index) for loaded in rules.files for index, document in enumerate(loaded.rules.documents)
    ]


def _side(rules: RuleSet) -> SideOf:
    return SideOf(files=tuple(each.source.name for each in rules.files), content_hash=rules.content_hash)


class _Crossed:
    """Clauses that moved from one document into another."""

    def __init__(self, pairs: list[tuple[Located, Located]]) -> None:
        self.into = {(id(new[0]), new[1]): (old, new) for old, new in pairs}
        self.out = {(id(old[0]), old[1]) for old, _ in pairs}


def _crossed(before: list[Side], after: list[Side], together: list[tuple[Side, Side]]) -> _Crossed:
    """Find the clauses without partner in their own document that have one in another."""
    taken = {
        (id(side), at)
        for one, other in together
        for pair in match_clauses(one, other)
        for side, at in ((one, pair[0]), (other, pair[1]))
    }
    left = [(side, at) for side in before for at in range(len(side.document.clauses)) if (id(side), at) not in taken]
    open_ = [(side, at) for side in after for at in range(len(side.document.clauses)) if (id(side), at) not in taken]
    partners = {(id(one), id(other)) for one, other in together}

    def alike(one: Located, other: Located) -> float:
        if (id(one[0]), id(other[0])) in partners:
            return 0.0
        ours, theirs = _clause(one), _clause(other)
        score = clauses_alike((one[0], ours), (other[0], theirs))
        return score + 0.3 if ours.id == theirs.id and score >= 0.3 else score

    return _Crossed([(left[at], open_[position]) for at, position in pairs_by(left, open_, alike)])


def _clause(located: Located) -> Clause:
    return located[0].document.clauses[located[1]]


def _document(old: Side, new: Side, crossed: _Crossed) -> DocumentDiff:
    matches = match_clauses(old, new)
    splits = regrouped(old, new, matches)
    gone_whole = {each.whole for each in splits}
    merges = [
        each
        for each in regrouped(new, old, [(position, at) for at, position in matches])
        if not gone_whole & set(each.parts)
    ]
    matches = _plain_pairs(matches, splits, merges)
    names = _renamings(old, new, [*matches, *((each.whole, each.parts[0]) for each in splits)])
    own = replace(old, document=renamed(old.document, names))
    pair = Pair(own, new, old.at, new.at)
    changes = [*_superseded(pair), *compare_document(pair), *compare_readings(replace(pair, old=old))]
    shifted = moved([position for _, position in matches])
    by_new: dict[int, ClauseDiff | None] = {}
    for order, (at, position) in enumerate(matches):
        by_new[position] = _kept((own, at), (new, position), old.document.clauses[at], shifted=order in shifted)
    for each in splits:
        for position in each.parts:
            by_new[position] = _regrouped((own, each.whole), (new, position), old, "clause-split")
    together: dict[int, list[ClauseDiff]] = {
        each.whole: [_regrouped((own, at), (new, each.whole), old, "clause-merged") for at in each.parts]
        for each in merges
    }
    settled = {at for at, _ in matches} | gone_whole | {at for each in merges for at in each.parts}
    gone = [at for at in range(len(old.document.clauses)) if at not in settled]
    clauses = _in_order_of_new(new, by_new, together, crossed)
    clauses += [_gone((old, at), new) for at in gone if (id(old), at) not in crossed.out]
    clauses = apart(clauses, own, new, matches)
    return DocumentDiff(
        fate="kept",
        old_id=old.document.id,
        new_id=new.document.id,
        old_title=old.document.words,
        new_title=new.document.words,
        changes=tuple(changes),
        clauses=tuple(clauses),
    )


def _in_order_of_new(
    new: Side, by_new: dict[int, ClauseDiff | None], together: dict[int, list[ClauseDiff]], crossed: _Crossed
) -> list[ClauseDiff]:
    """Return what changed in the clauses of the new document, in its order: kept, split, merged or arrived."""
    clauses: list[ClauseDiff] = []
    for position in range(len(new.document.clauses)):
        if position in together:
            clauses += together[position]
            continue
        found = by_new[position] if position in by_new else _arrived((new, position), crossed)
        if found is not None:
            clauses.append(found)
    return clauses


def _plain_pairs(
    matches: list[tuple[int, int]], splits: list[Regrouped], merges: list[Regrouped]
) -> list[tuple[int, int]]:
    """Return the pairs of clauses that were neither split nor merged."""
    before = {each.whole for each in splits} | {at for each in merges for at in each.parts}
    return [(at, position) for at, position in matches if at not in before]


def _superseded(pair: Pair) -> list[Change]:
    """Return that one document replaces the other, where it says so."""
    old, new = pair.old.document, pair.new.document
    if old.id not in new.supersedes or (old.id in old.supersedes) or new.supersedes == old.supersedes:
        return []
    return [pair.change("document-superseded", NOTHING, (old.words, new.words), ((), ("supersedes",)))]


def _regrouped(old: Located, new: Located, original: Side, code: str) -> ClauseDiff:
    """Return what became of a clause in one of its parts, or of a part in the whole; whom each is for is what makes them parts."""
    (old_side, at), (new_side, position) = old, new
    one, other = _clause(old), _clause(new)
    pair = Pair(old_side, new_side, (*old_side.at, "clauses", at), (*new_side.at, "clauses", position), scope_of(other))
    skip = {"when", "title", "quote", "cite", "note"}
    if key_of(force_of(one)) == key_of(force_of(other)):
        skip.add("force")  # the words are only a part of those of the whole, and so are their verbs
    found = compare_clauses(pair, one, other, frozenset(skip))
    category: Any = "meaning" if found else "structure"
    change = pair.change(code, NOTHING, (one.words, other.words), ((), ()), category=category)
    return ClauseDiff(
        fate="kept",
        old=view_of(old_side, at, original.document.clauses[at]),
        new=view_of(new_side, position),
        changes=(change, *found),
    )


def _renamings(old: Side, new: Side, matches: list[tuple[int, int]]) -> Renamings:
    def names(before: Any, after: Any, pairs: list[tuple[int, int]]) -> dict[str, str]:
        return {before[at].id: after[other].id for at, other in pairs if before[at].id != after[other].id}

    ours, theirs = old.loaded.rules, new.loaded.rules
    return Renamings(
        names(old.document.clauses, new.document.clauses, matches),
        names(old.document.readings, new.document.readings, match_readings(old.document, new.document)),
        names(ours.facts, theirs.facts, match_declared(ours.facts, theirs.facts)),
        names(ours.judgements, theirs.judgements, match_declared(ours.judgements, theirs.judgements)),
    )


def _kept(
    old: Located, new: Located, original: Clause, *, shifted: bool = False, crossed: bool = False
) -> ClauseDiff | None:
    (old_side, at), (new_side, position) = old, new
    one, other = _clause(old), _clause(new)
    pair = Pair(old_side, new_side, (*old_side.at, "clauses", at), (*new_side.at, "clauses", position), scope_of(other))
    changes: list[Change] = []
    if original.id != other.id:
        sides = (Words(original.id, original.id), Words(other.id, other.id))
        changes.append(pair.change("clause-renamed", NOTHING, sides, (("id",), ("id",)), category="structure"))
    if crossed:
        sides = (old_side.document.words, new_side.document.words)
        changes.append(pair.change("clause-moved", NOTHING, sides, ((), ()), category="structure"))
    elif shifted:
        sides = (Words(f"第{at + 1}条", f"no. {at + 1}"), Words(f"第{position + 1}条", f"no. {position + 1}"))
        changes.append(pair.change("clause-moved", NOTHING, sides, ((), ()), category="structure"))
    changes += compare_clauses(pair, one, other)
    if not changes:
        return None
    meaning = any(each.category == "meaning" for each in changes)
    return ClauseDiff(
        fate="kept",
        old=view_of(old_side, at, original),
        new=view_of(new_side, position),
        changes=tuple(changes),
        reaches=reached_by(new_side, other.id) if meaning else (),
    )


def _arrived(new: Located, crossed: _Crossed) -> ClauseDiff:
    found = crossed.into.get((id(new[0]), new[1]))
    if found is not None:
        moved_here = _kept(found[0], new, _clause(found[0]), crossed=True)
        if moved_here is not None:
            return moved_here
    return _came(new, None)


def _came(new: Located, old: Side | None) -> ClauseDiff:
    side, at = new
    clause = _clause(new)
    pair = Pair(old or side, side, () if old is None else old.at, (*side.at, "clauses", at), scope_of(clause))
    change = pair.change("clause-added", NOTHING, (None, summary(side, clause)), (None, ()), effect_of_new(clause))
    return ClauseDiff(fate="added", old=None, new=view_of(side, at), changes=(_only(change, new=True),))


def _gone(old: Located, new: Side | None) -> ClauseDiff:
    side, at = old
    clause = _clause(old)
    pair = Pair(side, new or side, (*side.at, "clauses", at), () if new is None else new.at, scope_of(clause))
    change = pair.change("clause-removed", NOTHING, (summary(side, clause), None), ((), None), effect_of_gone(clause))
    return ClauseDiff(fate="removed", old=view_of(side, at), new=None, changes=(_only(change, new=False),))


def _only(change: Change, *, new: bool) -> Change:
    """Return a change without a place on the side that has nothing."""
    return change.model_copy(update={"old_place": None} if new else {"new_place": None})


def _added(side: Side, crossed: _Crossed) -> DocumentDiff:
    pair = Pair(side, side, side.at, side.at)
    effect = WIDER_AND_MORE if side.document.status == "issued" else NEUTRAL
    change = pair.change("document-added", NOTHING, (None, side.document.words), (None, ()), effect)
    clauses = [_arrived((side, at), crossed) for at in range(len(side.document.clauses))]
    return DocumentDiff(
        fate="added",
        old_id=None,
        new_id=side.document.id,
        old_title=None,
        new_title=side.document.words,
        changes=(_only(change, new=True),),
        clauses=tuple(clauses),
    )


def _removed(side: Side, crossed: _Crossed) -> DocumentDiff:
    pair = Pair(side, side, side.at, side.at)
    effect = NARROWER_AND_LESS if side.document.status == "issued" else NEUTRAL
    change = pair.change("document-removed", NOTHING, (side.document.words, None), ((), None), effect)
    gone = [at for at in range(len(side.document.clauses)) if (id(side), at) not in crossed.out]
    return DocumentDiff(
        fate="removed",
        old_id=side.document.id,
        new_id=None,
        old_title=side.document.words,
        new_title=None,
        changes=(_only(change, new=False),),
        clauses=tuple(_gone((side, at), None) for at in gone),
    )


def reached_by(side: Side, clause: str) -> tuple[str, ...]:
    """Return the clauses of the file that rest on a clause, directly or through others, in their order."""
    documents = [side.document, *(each for each in side.loaded.rules.documents if each.id != side.document.id)]
    names = {each.id: names_in(each) for document in documents for each in document.clauses}
    found: set[str] = set()
    new = {clause}
    while new:
        new = {name for name, used in names.items() if used & new and name not in found}
        found |= new
    return tuple(name for name in names if name in found and name != clause)
