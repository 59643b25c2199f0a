"""What two questions about one applicant differ in, decided within each way in which what is open could turn out.

A difference is never that of two ranges: both questions are answered in the same case (`cases.py`), and the least and the most are
taken of what they differ by. What cannot be split (money received before that is not known, lists of unknown length) takes the
same off on both sides: of what a changed award is worth no more than the change itself can arrive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from zjtx_rules.conditions.base import spelling
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.reasoning.cases import Answer, Case, Question, cases
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET

Upshot = Literal["gains", "loses", "mixed", "same", "open"]
"""Whether there is more in every case, less in every case, more of one nature and less of the other, or the same; `open` where
cases differ."""

NATURES = ("fixed", "up_to")
_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a sum changes, at least and at most; negative where it falls. None: there is no limit."""

    floor: Money | None = _ZERO
    ceiling: Money | None = _ZERO

    @property
    def none(self) -> bool:
        """Whether nothing changes, whatever turns out."""
        return self.floor == _ZERO and self.ceiling == _ZERO

    def around(self, other: Change) -> Change:
        """Return the change that contains both."""
        return Change(_end(min, self.floor, other.floor), _end(max, self.ceiling, other.ceiling))

    def plus(self, other: Change) -> Change:
        """Return both changes together."""
        return Change(_sum(self.floor, other.floor), _sum(self.ceiling, other.ceiling))

    def within(self, other: Change) -> Change:
        """Return what both allow."""
        return Change(
            other.floor if self.floor is None else self.floor if other.floor is None else max(self.floor, other.floor),
            other.ceiling
            if self.ceiling is None
            else self.ceiling
            if other.ceiling is None
            else min(self.ceiling, other.ceiling),
        )

    @property
    def step(self) -> int | None:
        """1 for more in any case, -1 for less, 0 for the same; None where that is open."""
        if self.none:
            return 0
        if self.floor is not None and self.floor > _ZERO:
            return 1
        return -1 if self.ceiling is not None and self.ceiling < _ZERO else None


@dataclass(frozen=True, slots=True)
class Changes:
    """Stated sums and ceilings, each by itself."""

    fixed: Change = Change()
    up_to: Change = Change()

    @property
    def none(self) -> bool:
        """Whether nothing changes."""
        return self.fixed.none and self.up_to.none

    def around(self, other: Changes) -> Changes:
        """Return the changes that contain both."""
        return Changes(self.fixed.around(other.fixed), self.up_to.around(other.up_to))

    def plus(self, other: Changes) -> Changes:
        """Return both together."""
        return Changes(self.fixed.plus(other.fixed), self.up_to.plus(other.up_to))


def upshot_of(changes: Changes) -> Upshot:
    """Return what changes mean for who gets the money.

    A stated sum may take the place of a ceiling. Then what is certain (stated sums) and what is possible (both together) decide;
    the two are never shown as one figure.
    """
    fixed, up_to = changes.fixed.step, changes.up_to.step
    if fixed is None or up_to is None:
        return _of_one_direction(changes)
    if fixed * up_to >= 0:
        return "gains" if fixed + up_to > 0 else "loses" if fixed + up_to < 0 else "same"
    both = changes.fixed.plus(changes.up_to).step
    if both is None:
        return "open"
    if fixed > 0:
        return "gains" if both >= 0 else "mixed"
    return "loses" if both <= 0 else "mixed"


def _of_one_direction(changes: Changes) -> Upshot:
    """Return whether something is certainly gained and nothing lost, or the contrary, where one of the natures is open."""
    each = (changes.fixed, changes.up_to)
    if all(one.floor is not None and one.floor >= _ZERO for one in each) and any(one.step == 1 for one in each):
        return "gains"
    if all(one.ceiling is not None and one.ceiling <= _ZERO for one in each) and any(one.step == -1 for one in each):
        return "loses"
    return "open"


def of_both(upshots: Sequence[Upshot]) -> Upshot:
    """Return the upshot over all cases: what it is in each of them, or open."""
    first, *others = dict.fromkeys(upshots)
    return "open" if others else first


# ------------------------------------------------------------------------------------------------------ over all cases


@dataclass(frozen=True, slots=True)
class Part:
    """Documents whose money is added up and compared: by their places among the programs of each question."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found of one part, or of one clause."""

    before: Totals
    after: Totals
    changes: Changes
    upshot: Upshot


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two questions differ in."""

    parts: tuple[Compared, ...]
    clauses: Mapping[tuple[str, str], Compared]
    """By document and clause, under the names of the second question."""
    whole: bool
    """Whether every case was looked at; where there were too many, the ranges may be wider than they need be."""


@dataclass(slots=True)
class _Found:
    """What is known of one part or clause so far."""

    before: list[tuple[Totals, bool]] = field(default_factory=list)
    after: list[tuple[Totals, bool]] = field(default_factory=list)
    changes: list[tuple[Changes, bool]] = field(default_factory=list)

    def add(self, before: Totals, after: Totals, changes: Changes, *, repeated: bool) -> None:
        self.before.append((before, repeated))
        self.after.append((after, repeated))
        self.changes.append((changes, repeated))

    def result(self) -> Compared:
        upshots = [upshot_of(each) for each, _ in self.changes]
        return Compared(_totals(self.before), _totals(self.after), _changes(self.changes), of_both(upshots))


def compare(
    applicant: Any,
    before: Question,
    after: Question,
    parts: Sequence[Part],
    names: Mapping[tuple[str, str], tuple[str, str]] | None = None,
    *,
    by_clause: bool = False,
) -> Comparison:
    """Return what two questions about an applicant differ in.

    Args:
        applicant: The profile.
        before: The one question.
        after: The other.
        parts: What is added up and compared.
        names: The document and id under which the second question knows a clause of the first, where they differ.
        by_clause: Whether single clauses are compared too; each must then be settled in each case.
    """
    named = names or {}

    def settled(case: Case) -> bool:
        if not all(_part(case, each, named)[2].none or _settled(_part(case, each, named)) for each in parts):
            return False
        return not by_clause or all(_settled(each) or each[2].none for each in _clauses(case, named).values())

    sums = [_Found() for _ in parts]
    clauses: dict[tuple[str, str], _Found] = {}
    whole = True
    for count, case in enumerate(cases(applicant, (before, after), settled)):
        whole = whole and case.whole
        for found, part in zip(sums, parts, strict=True):
            found.add(*_part(case, part, named), repeated=case.repeated)
        if by_clause:
            mine = _clauses(case, named)
            for key in (*mine, *(each for each in clauses if each not in mine)):
                found = clauses.setdefault(key, _Found())
                for _ in range(count - len(found.before)):
                    found.add(*_NOTHING, repeated=False)
                found.add(*mine.get(key, _NOTHING), repeated=case.repeated)
    return Comparison(
        tuple(each.result() for each in sums), {key: each.result() for key, each in clauses.items()}, whole
    )


_Sides = tuple[Totals, Totals, Changes]
_NOTHING: _Sides = (Totals(), Totals(), Changes())


def _settled(sides: _Sides) -> bool:
    return sides[0].certain and sides[1].certain


def _part(case: Case, part: Part, names: Mapping[tuple[str, str], tuple[str, str]]) -> _Sides:
    """Return what the documents of a part come to in a case, before and after, and by how much that changes."""
    mine = [case.answers[0][at] for at in part.before]
    its = [case.answers[1][at] for at in part.after]
    before, after = _added(mine), _added(its)
    changes = _difference(before, after)
    if changes.none or (before.certain and after.certain):
        return before, after, changes
    # Document by document: one that is the same on both sides changes nothing, whatever it comes to.
    pairs = {names.get((each.program.document.id, ""), (each.program.document.id, ""))[0]: each for each in mine}
    together = Changes()
    only = next(iter(pairs)) if len(mine) == len(its) == 1 else None
    for answer in its:
        # Of one document on either side, the one is read in the place of the other, whatever they are called.
        other = pairs.pop(only or answer.program.document.id, None)
        together = together.plus(_between(other, answer, names) if other else _difference(Totals(), answer.totals))
    for other in pairs.values():
        together = together.plus(_difference(other.totals, Totals()))
    return before, after, Changes(changes.fixed.within(together.fixed), changes.up_to.within(together.up_to))


def _clauses(case: Case, names: Mapping[tuple[str, str], tuple[str, str]]) -> dict[tuple[str, str], _Sides]:
    """Return what every clause comes to in a case, before and after."""
    before: dict[tuple[str, str], tuple[Answer, Totals]] = {}
    for answer in case.answers[0]:
        document = answer.program.document.id
        home = names.get((document, ""), (document, ""))[0]
        for name, each in answer.settlement.by_clause.items():
            before[names.get((document, name), (home, name))] = answer, _of_nature(each.nature, each.bounds)
    after = {
        (answer.program.document.id, name): (answer, _of_nature(each.nature, each.bounds))
        for answer in case.answers[1]
        for name, each in answer.settlement.by_clause.items()
    }
    found: dict[tuple[str, str], _Sides] = {}
    for key in (*before, *(each for each in after if each not in before)):
        one, other = before.get(key), after.get(key)
        old, new = Totals() if one is None else one[1], Totals() if other is None else other[1]
        same = one is not None and other is not None and old == new and _between(one[0], other[0], names).none
        found[key] = old, new, Changes() if same else _difference(old, new)
    return found


def _of_nature(nature: str, bounds: Bounds) -> Totals:
    return Totals(up_to=bounds) if nature == "up_to" else Totals(fixed=bounds)


# ------------------------------------------------------------------------------------------------------ within one case


def _between(before: Answer, after: Answer, names: Mapping[tuple[str, str], tuple[str, str]]) -> Changes:
    """Return by how much what one document pays changes in a case that may leave something open on both sides."""
    range_of_both = _difference(before.totals, after.totals)
    if not _counts_alike(before, after, names):
        return range_of_both
    lost, gained = _unlike(before, after, names)
    if not lost and not gained:
        return Changes()
    natures = {each.nature for answer in (before, after) for each in answer.claims}
    if len(natures) != 1:
        return range_of_both
    bound = Change(_most(lost, negative=True), _most(gained, negative=False))
    nature = "up_to" if "up_to" in natures else "fixed"
    return Changes(**{nature: getattr(range_of_both, nature).within(bound)})


def _counts_alike(before: Answer, after: Answer, names: Mapping[tuple[str, str], tuple[str, str]]) -> bool:
    """Return whether money received before, and awards that compete, are counted by the same rules on both sides."""
    if _limits_told(before.program, names) != _limits_told(after.program, {}):
        return False
    if before.program is after.program:
        return before.situation.as_of == after.situation.as_of or before.situation.ledger == ()
    if before.situation.as_of != after.situation.as_of or before.program.region != after.program.region:
        return False
    document = before.program.document.id

    def known(members: frozenset[str]) -> frozenset[str]:
        return frozenset(names.get((document, each), ("", each))[1] for each in members)

    if before.situation.ledger != ():
        was = {name: each for key, each in _own_rules(before).items() for name in known(frozenset((key,)))}
        if any(was.get(key, each) != each for key, each in _own_rules(after).items()):
            return False
    mine = [_told(each, known(each.members)) for each in before.groups]
    its = [_told(each, each.members) for each in after.groups]
    return mine == its and before.open_groups == () == after.open_groups


def _limits_told(program: Program, names: Mapping[tuple[str, str], tuple[str, str]]) -> list[tuple[Any, ...]]:
    """Return the limits over several clauses, under the names of the second question."""
    document = program.document.id
    return [
        (
            frozenset(names.get((document, member), ("", member))[1] for member in each.members),
            each.clause.at_most,
            each.this_year,
        )
        for each in program.limits
    ]


def _own_rules(answer: Answer) -> dict[str, tuple[Any, ...]]:
    """Return by what rules money received under each clause itself counts: over what time, and whether it was the last."""
    return {claim.key: (claim.clause.window, claim.clause.ends, claim.clause.titles) for claim in answer.claims}


def _told(group: Group, members: frozenset[str]) -> tuple[Any, ...]:
    return (
        members,
        group.titles,
        group.same_title,
        group.window,
        group.nothing_more,
        group.with_subsidies,
        group.from_anywhere,
    )


def _unlike(
    before: Answer, after: Answer, names: Mapping[tuple[str, str], tuple[str, str]]
) -> tuple[list[Money | None], list[Money | None]]:
    """Return what claims of the one are worth less, or are missing, in the other, and what is worth more; None: no limit."""
    document = before.program.document.id
    left = list(after.claims)
    lost: list[Money | None] = []
    gained: list[Money | None] = []
    waiting: list[Claim] = []
    for claim in before.claims:
        key = names.get((document, claim.key), ("", claim.key))[1]
        alike = next((each for each in left if each.key == key and _alike(claim, each, before, after)), None)
        if alike is None:
            waiting.append(claim)
        else:
            left = [each for each in left if each is not alike]
    for claim in waiting:
        key = names.get((document, claim.key), ("", claim.key))[1]
        other = next((each for each in left if each.key == key and _one_award(claim, each)), None)
        if other is None:
            lost.append(claim.high)
            continue
        left = [each for each in left if each is not other]
        lost.append(_over(claim.high, other.low))
        gained.append(_over(other.high, claim.low))
    gained += [each.high for each in left]
    return [each for each in lost if each != _ZERO], [each for each in gained if each != _ZERO]


def _over(high: Money | None, low: Money) -> Money | None:
    return None if high is None else high - low if high > low else _ZERO


def _alike(claim: Claim, other: Claim, before: Answer, after: Answer) -> bool:
    """Return whether two claims are one and the same, whatever is not known of them."""
    if (claim.truth, claim.nature, claim.low, claim.high) != (other.truth, other.nature, other.low, other.high):
        return False
    mine, its = claim.reckoned, other.reckoned
    if (mine.day, mine.year, mine.title) != (its.day, its.year, its.title):
        return False
    if claim.truth == MET and claim.low == claim.high:
        return True
    if before.situation.as_of != after.situation.as_of:
        return False
    if before.situation.applicant is not after.situation.applicant:
        return before.program is after.program and _untouched(claim, after.added)
    return before.program is after.program or _words(before.program, claim) == _words(after.program, other)


def _untouched(claim: Claim, added: Sequence[Recognition]) -> bool:
    """Return whether a claim does not hang on recognitions that a change has added: of other titles, or new beside renewals."""
    if not added:
        return False
    titles = {title for title, _ in claim.clause.titles}
    renewals = claim.clause.each_time is not None
    return all(each.title not in titles or (renewals and each.kind is RecognitionKind.NEW) for each in added)


def _words(program: Program, claim: Claim) -> Any:
    """Return everything that a clause hangs on beside the profile."""
    window = program.document.in_force
    clause: Any = claim.clause.clause
    read = [(name, str(option)) for name, option in program.chosen if name in claim.clause.used]
    conditions = [spelling(each) for each in (clause.when, clause.pays, program.document.gates)]
    return (conditions, clause.where, program.region, read, str(window), spelling(program.document.settings))


def _one_award(claim: Claim, other: Claim) -> bool:
    """Return whether two claims are for the same thing, of which one may not be listed; a ceiling is no stated sum."""
    if claim.nature != other.nature:
        return False
    mine, its = claim.reckoned, other.reckoned
    return mine.day is None or its.day is None or (mine.day, mine.title) == (its.day, its.title)


def _most(sums: Sequence[Money | None], *, negative: bool) -> Money | None:
    if None in sums:
        return None
    total = Money.total(each for each in sums if each is not None)
    return Money(-total.yuan) if negative else total


# --------------------------------------------------------------------------------------------------------------- ranges


def _added(answers: Sequence[Answer]) -> Totals:
    total = Totals()
    for each in answers:
        total = total.plus(each.totals)
    return total


def _difference(before: Totals, after: Totals) -> Changes:
    return Changes(_less(before.fixed, after.fixed), _less(before.up_to, after.up_to))


def _less(before: Bounds, after: Bounds) -> Change:
    least = None if before.ceiling is None else after.floor - before.ceiling
    return Change(least, None if after.ceiling is None else after.ceiling - before.floor)


def _end(of: Any, one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else of(one, other)


def _sum(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one + other


def _totals(found: Sequence[tuple[Totals, bool]]) -> Totals:
    """Return the bounds over cases; where a renewal listed twice adds to them, there is no limit."""
    whole = _hull([each for each, _ in found])
    once = _hull([each for each, repeated in found if not repeated])
    return Totals(*(_unlimited(getattr(whole, nature), getattr(once, nature)) for nature in NATURES))


def _hull(found: Sequence[Totals]) -> Totals:
    whole = found[0]
    for each in found[1:]:
        whole = whole.around(each)
    return whole


def _unlimited(whole: Bounds, once: Bounds) -> Bounds:
    return whole if whole.ceiling == once.ceiling else Bounds(whole.floor, None)


def _changes(found: Sequence[tuple[Changes, bool]]) -> Changes:
    whole, once = found[0][0], next(each for each, repeated in found if not repeated)
    for each, repeated in found:
        whole = whole.around(each)
        once = once if repeated else once.around(each)
    return Changes(*(_no_limit(getattr(whole, nature), getattr(once, nature)) for nature in NATURES))


def _no_limit(whole: Change, once: Change) -> Change:
    return Change(
        whole.floor if whole.floor == once.floor else None, whole.ceiling if whole.ceiling == once.ceiling else None
    )
