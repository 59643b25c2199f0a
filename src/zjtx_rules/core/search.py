"""Best-first branch and bound over the completions of a problem: the greatest value of a quantity, with a completion that reaches it.

Comparisons are decided first, each for all places in which it stands; what is decided narrows the ranges of the variables; where no
comparison is left open, ranges are halved, down to single units. The budget is a number of boxes looked at, never time, so that an
answer does not hang on the machine.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import lcm

from zjtx_rules.core.values import (
    Added,
    Atom,
    Box,
    Chosen,
    Divided,
    Floored,
    Holds,
    Joined,
    Linear,
    Multiplied,
    Nearer,
    Number,
    Threshold,
    Truth,
    Value,
    add,
    not_negative,
    scaled,
)

Decided = dict[Atom, bool]
_ROUNDS = 12
"""How often ranges are narrowed in turn; to stop earlier is sound, only wider."""


@dataclass(frozen=True, slots=True)
class Found:
    """The greatest value in whole numbers, and a completion that reaches it."""

    value: Number | None
    """None: no completion was found."""
    completion: tuple[int, ...] | None
    limit: Number | None
    """No completion comes to more than this; the value itself where the search came to its end. None: there is no completion."""

    @property
    def proven(self) -> bool:
        """Whether the value is the greatest there is."""
        return self.value == self.limit


def greatest(objective: Value, box: Box, relations: Decided, budget: int) -> Found:
    """Return the greatest value of the objective over all completions in the box that satisfy the relations."""
    start = narrow(box, relations)
    return Found(None, None, None) if start is None else _Search(objective, budget).run(start, relations)


class _Search:
    """One search: the best completion so far, and the boxes still to look at, the most promising first."""

    def __init__(self, objective: Value, budget: int) -> None:
        self.objective = objective
        self.budget = budget
        self.divisors = frozenset(_divisors(objective))
        """Variables that something is divided by: nothing and something are looked at apart."""
        self.best: Number | None = None
        self.completion: tuple[int, ...] | None = None
        self.left: Number | None = None
        """The most that a completion comes to of which a person would have to say the value."""

    def run(self, box: Box, decided: Decided) -> Found:
        """Look at boxes until none can hold more than the best completion, or the budget is spent."""
        order = count()
        _, high, open_ = relax(self.objective, box, decided)
        waiting = [(-high, next(order), box, decided, open_)]
        while waiting and self.budget > 0:
            upper, _, box, decided, open_ = heapq.heappop(waiting)
            if self.best is not None and -upper <= self.best:
                waiting = []
                break
            self.budget -= 1
            self._try(box, decided, -upper)
            for child, settled in self._parts(box, decided, open_):
                _, high, still = relax(self.objective, child, settled)
                if self.best is None or high > self.best:
                    heapq.heappush(waiting, (-high, next(order), child, settled, still))
        ends = [end for end in (self.best, self.left, -waiting[0][0] if waiting else None) if end is not None]
        return Found(self.best, self.completion, max(ends, default=None))

    def _parts(self, box: Box, decided: Decided, open_: Counter[Atom]) -> list[tuple[Box, Decided]]:
        """Return the parts into which a box is cut: by the comparison that stands open most often, or by the widest range."""
        if open_:
            atom = min(open_, key=lambda each: (-open_[each], each.weights, each.bound))
            pairs = [(box, {**decided, atom: truth}) for truth in (True, False)]
        else:
            at = next((each for each in self.divisors if box[each][0] <= 0 < box[each][1]), None)
            whole = at is not None
            if at is None:
                at = max(range(len(box)), key=lambda each: box[each][1] - box[each][0], default=None)
            if at is None or box[at][0] == box[at][1]:
                return []
            low, high = box[at]
            middle = 0 if whole else (low + high) // 2
            pairs = [(_with(box, at, ends), decided) for ends in ((low, middle), (middle + 1, high))]
        narrowed = [(narrow(part, settled), settled) for part, settled in pairs]
        return [(part, settled) for part, settled in narrowed if part is not None]

    def _try(self, box: Box, decided: Decided, upper: Number) -> None:
        """Look for a good completion: fix one variable after another at the end that promises more."""
        slopes = dict(slope(self.objective, box, decided))
        for upward in (True, False):
            trial: Box | None = box
            for at in range(len(box)):
                if trial is None or trial[at][0] == trial[at][1]:
                    continue
                low, high = trial[at]
                low = min(1, high) if low <= 0 and at in self.divisors else low
                first, second = (high, low) if slopes.get(at, upward) else (low, high)
                fixed = narrow(_with(trial, at, (first, first)), decided)
                trial = fixed if fixed is not None else narrow(_with(trial, at, (second, second)), decided)
            if trial is None or any(low != high for low, high in trial):
                continue
            found, most, whole, judged = at_a_point(self.objective, trial, decided)
            if whole and (self.best is None or found > self.best):
                self.best, self.completion = found, tuple(low for low, _ in trial)
            if (judged if not whole else found < most) and (self.left is None or most > self.left):
                self.left = most
            if whole and found == upper:
                return


def _divisors(value: Value) -> Iterator[int]:
    """Yield the variables in the wholes of ratios, where they are added up in the open."""
    match value:
        case Divided(part=part, whole=whole):
            yield from (at for at, _ in whole.weights)
            yield from _divisors(part)
        case Added(parts=parts):
            for part in parts:
                yield from _divisors(part)
        case Nearer(one=one, other=other) | Multiplied(one=one, other=other):
            yield from _divisors(one)
            yield from _divisors(other)
        case Chosen(cases=cases, otherwise=otherwise):
            for _, inner in (*cases, (True, otherwise)):
                yield from _divisors(inner)
        case Floored(inner=inner):
            yield from _divisors(inner)
        case Linear():
            return


def _with(box: Box, at: int, ends: tuple[int, int]) -> Box:
    return (*box[:at], ends, *box[at + 1 :])


def narrow(box: Box, decided: Decided) -> Box | None:
    """Return the box without what the decided comparisons rule out, or None where nothing is left."""
    ends = list(box)
    atoms = [atom if truth else atom.negated() for atom, truth in decided.items()]
    for _ in range(_ROUNDS):
        changed = False
        for atom in atoms:
            most = sum(weight * ends[at][weight > 0] for at, weight in atom.weights)
            if most < atom.bound:
                return None
            for at, weight in atom.weights:
                low, high = ends[at]
                need = atom.bound - (most - weight * (high if weight > 0 else low))
                if weight > 0 and -(-need // weight) > low:
                    ends[at] = (-(-need // weight), high)
                    changed = True
                elif weight < 0 and need // weight < high:
                    ends[at] = (low, need // weight)
                    changed = True
        if not changed:
            break
    return tuple(ends)


def at_a_point(value: Value, box: Box, decided: Decided) -> tuple[Number, Number, bool, bool]:
    """Return the value where every variable is fixed: its ends, apart where a person has to judge.

    And whether every ratio in it has a value, and whether one that has none was compared, so that a person judges.
    """
    look = _Look(box, decided)
    low, high, _ = look.ends(value)
    return low, high, not look.partial, look.judged


def relax(value: Value, box: Box, decided: Decided) -> tuple[Number, Number, Counter[Atom]]:
    """Return ends between which the value lies everywhere in the box, and the comparisons that leave it open."""
    look = _Look(box, decided)
    low, high, open_ = look.ends(value)
    if low != high:
        linear = look.linear(value)
        if linear is not None:
            least, most, _ = look.ends(linear)
            return max(low, least), min(high, most), Counter()
    return low, high, Counter(open_)


Ends = tuple[Number, Number, tuple[Atom, ...]]
"""The least and the greatest value, and the comparisons that leave them apart."""


class _Look:
    """What a box and the comparisons decided in it say of values and tests; each is worked out once."""

    def __init__(self, box: Box, decided: Decided) -> None:
        self.box, self.decided = box, decided
        self._ends: dict[int, Ends] = {}
        self._truths: dict[int, tuple[bool | None, tuple[Atom, ...]]] = {}
        self.partial = False
        """Whether a ratio was looked at that has no value somewhere in the box."""
        self._partial: set[int] = set()
        self.judged = False
        """Whether such a ratio was compared, which leaves the comparison to a person."""

    def ends(self, value: Value) -> Ends:
        """Return the least and the greatest value in the box."""
        if isinstance(value, Linear):
            low = high = value.constant
            for at, weight in value.weights:
                least, most = self.box[at]
                if weight > 0:
                    low += weight * least
                    high += weight * most
                else:
                    low += weight * most
                    high += weight * least
            return low, high, ()
        known = self._ends.get(id(value))
        if known is None:
            before, self.partial = self.partial, False
            known = self._ends[id(value)] = self._work_out(value)
            if self.partial:
                self._partial.add(id(value))
            self.partial = self.partial or before
        elif id(value) in self._partial:
            self.partial = True
        return known

    def _work_out(self, value: Added | Chosen | Nearer | Multiplied | Divided | Floored) -> Ends:
        open_: tuple[Atom, ...] = ()
        if isinstance(value, Multiplied):
            one, other = self.ends(value.one), self.ends(value.other)
            products = [a * b for a in one[:2] for b in other[:2]]
            return min(products), max(products), one[2] + other[2]
        if isinstance(value, Divided):
            return self._divided(value)
        if isinstance(value, Floored):
            low, high, open_ = self.ends(value.inner)
            steps = value.by * (low.numerator // low.denominator), value.by * (high.numerator // high.denominator)
            return min(steps), max(steps), open_
        if isinstance(value, Added):
            lows, highs, opens = zip(*map(self.ends, value.parts), strict=True)
            return sum(lows), sum(highs), tuple(atom for part in opens for atom in part)
        if isinstance(value, Chosen):
            ends: list[Ends] = []
            for truth, inner in value.cases:
                holds, its = self.truth(truth)
                open_ += its
                if holds is not False:
                    ends.append(self.ends(inner))
                if holds is True:
                    break
            else:
                ends.append(self.ends(value.otherwise))
            for end in ends:
                open_ += end[2]
            return min(end[0] for end in ends), max(end[1] for end in ends), open_
        holds, open_ = self.truth(value.one_is_it)
        one, other = self.ends(value.one), self.ends(value.other)
        nearer = min if value.smaller else max
        low, high = nearer(one[0], other[0]), nearer(one[1], other[1])
        if holds is not None:
            its_low, its_high, open_ = one if holds else other
            return max(low, its_low), min(high, its_high), open_
        return low, high, open_ + one[2] + other[2]

    def _divided(self, value: Divided) -> Ends:
        """Return the ends over those wholes that are more than nothing."""
        low, high, _ = self.ends(value.whole)
        if low <= 0:
            self.partial = True
            if high <= 0:
                return 0, 0, ()
            low = Fraction(
                1, lcm(*(number.denominator for number in (value.whole.constant, *dict(value.whole.weights).values())))
            )
        least, most, open_ = self.ends(value.part)
        quotients = [Fraction(a) / b for a in (least, most) for b in (low, high)]
        return min(quotients), max(quotients), open_

    def truth(self, truth: Truth) -> tuple[bool | None, tuple[Atom, ...]]:
        """Return whether a test holds everywhere in the box (True), nowhere (False) or in parts, and what leaves it open."""
        if isinstance(truth, bool):
            return truth, ()
        if isinstance(truth, Holds):
            holds = self.decided.get(truth.atom)
            if holds is None:
                holds = self._everywhere(truth.atom)
            return (None, (truth.atom,)) if holds is None else (holds is truth.positive, ())
        known = self._truths.get(id(truth))
        if known is None:
            known = self._truths[id(truth)] = (
                self._joined(truth) if isinstance(truth, Joined) else self._threshold(truth)
            )
        return known

    def _joined(self, truth: Joined) -> tuple[bool | None, tuple[Atom, ...]]:
        open_: tuple[Atom, ...] = ()
        undecided = False
        for part in truth.parts:
            holds, its = self.truth(part)
            if holds is (not truth.every):
                return holds, ()
            undecided = undecided or holds is None
            open_ += its
        return None if undecided else truth.every, open_

    def _threshold(self, truth: Threshold) -> tuple[bool | None, tuple[Atom, ...]]:
        before, self.partial = self.partial, False
        low, high, open_ = self.ends(truth.quantity)
        partial, self.partial = self.partial, before
        if partial:
            self.judged = True
            return None, open_
        if low >= 0 or high < 0:
            return (low >= 0) is truth.positive, ()
        linear = self.linear(truth.quantity)
        if linear is None:
            return None, open_
        holds, its = self.truth(not_negative(linear))
        return (None, its) if holds is None else (holds is truth.positive, ())

    def _everywhere(self, atom: Atom) -> bool | None:
        low, high, _ = self.ends(Linear(atom.weights, -atom.bound))
        return True if low >= 0 else False if high < 0 else None

    def linear(self, value: Value) -> Linear | None:
        """Return the value as one linear form, where every choice in it is settled in the box."""
        if isinstance(value, Linear):
            return value
        if isinstance(value, Added):
            forms = [self.linear(part) for part in value.parts]
            known = [(1, form) for form in forms if form is not None]
            if len(known) < len(forms):
                return None
            result = add(list(known))
            return result if isinstance(result, Linear) else None
        if isinstance(value, Multiplied | Divided | Floored):
            return self._linear_factor(value)
        if isinstance(value, Nearer):
            holds, _ = self.truth(value.one_is_it)
            return None if holds is None else self.linear(value.one if holds else value.other)
        for truth, inner in value.cases:
            holds, _ = self.truth(truth)
            if holds is None:
                return None
            if holds:
                return self.linear(inner)
        return self.linear(value.otherwise)

    def _linear_factor(self, value: Multiplied | Divided | Floored) -> Linear | None:
        """Return a product of which one factor is one number in the box as a linear form."""
        if isinstance(value, Multiplied):
            for known, inner in ((value.one, value.other), (value.other, value.one)):
                low, high, _ = self.ends(known)
                linear = self.linear(inner) if low == high else None
                if linear is not None:
                    product = scaled(linear, low)
                    return product if isinstance(product, Linear) else None
        low, high, _ = self.ends(value)
        return Linear((), low) if low == high else None


def slope(value: Value, box: Box, decided: Decided) -> dict[int, bool]:
    """Return for variables of a value whether more of them is more of it, as far as that is easily seen."""
    look = _Look(box, decided)
    linear = look.linear(value)
    if linear is not None:
        return {at: weight > 0 for at, weight in linear.weights}
    up, down = set[int](), set[int]()
    _directions(value, look, up, down)
    return {at: at in up for at in up ^ down}


def _directions(value: Value, look: _Look, up: set[int], down: set[int]) -> None:
    """Collect the variables with which a value rises, and those with which it falls."""
    match value:
        case Linear(weights=weights):
            for at, weight in weights:
                (up if weight > 0 else down).add(at)
        case Added(parts=parts):
            for part in parts:
                _directions(part, look, up, down)
        case Nearer(one=one, other=other):
            _directions(one, look, up, down)
            _directions(other, look, up, down)
        case Chosen(cases=cases, otherwise=otherwise):
            for truth, inner in cases:
                holds = look.truth(truth)[0]
                if holds is not False:
                    _directions(inner, look, up, down)
                if holds is True:
                    return
            _directions(otherwise, look, up, down)
        case Floored(by=by, inner=inner):
            _directions(inner, look, *((up, down) if by > 0 else (down, up)))
        case Multiplied(one=one, other=other):
            for this, beside in ((one, other), (other, one)):
                _directions(this, look, *((up, down) if look.ends(beside)[1] > 0 else (down, up)))
        case Divided(part=part, whole=whole):
            _directions(part, look, up, down)
            _directions(whole, look, *((down, up) if look.ends(part)[1] > 0 else (up, down)))
