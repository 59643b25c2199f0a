"""Finds the smallest sets of steps that turn a prepared condition to met, or to what only a person can still judge.

A tree of conditions is taken apart into sets of leaves that would have to turn (AND joins, OR chooses); each leaf says which
steps turn it; the steps are carried out on the profile, and the whole is judged again. So nothing is proposed that was not
tried, and facts that several leaves share are moved once, far enough for all. Where time must pass, everything is asked
again as of the first day on which it can hold. At last every step that is not needed is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from zjtx_rules.analysis.gap.apply_steps import changed
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.base import Found, Prepared
from zjtx_rules.conditions.distance import AS_OF, NEW_ITEM, Step, Way, acceptable, wait
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import REVIEW, Truth
from zjtx_rules.words import Words

MOST_SETS = 256
"""Sets of leaves that are looked at in one round; beyond them the cheapest way may be missed, and the answer says so."""
MOST_STATES = 4000
MOST_DAYS = 8
MOST_ROUNDS = 4

Goal = tuple[Prepared, bool]
Key = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps after which the condition holds, or a person decides; no step of it can be left out."""

    steps: tuple[Step, ...]
    as_of: date
    """The day on which it then holds: the day of the question, unless a step is to wait."""
    truth: Truth
    judgements: tuple[Step, ...]
    """What only a person can judge."""

    @property
    def cost(self) -> tuple[int, int, int, Fraction, str]:
        """Sorts the cheapest first: fewest changes, then fewest facts to provide, fewest judgements, shortest distance."""
        provided = sum(1 for each in self.steps if each.kind == "provide")
        distance = sum((each.relative for each in self.steps), Fraction(0))
        order = " ".join(each.path for each in self.steps)
        return len(self.steps) - provided, provided, len(self.judgements), distance, order


@dataclass(frozen=True, slots=True)
class Reach:
    """Every plan found, the cheapest first, and what stands in the way of the others."""

    plans: tuple[Plan, ...]
    obstacles: tuple[Step, ...]
    complete: bool
    """Whether every combination was looked at."""


@dataclass(frozen=True, slots=True)
class _State:
    """A profile on the way, as of a day, with the steps that led there."""

    applicant: Applicant
    as_of: date
    steps: Mapping[Key, Step] = field(default_factory=dict)

    def situation(self) -> Situation:
        return Situation.of(self.applicant, self.as_of)

    def after(self, way: tuple[Step, ...]) -> _State:
        steps, applicant = dict(self.steps), self.applicant
        for each in way:
            before, applicant = applicant, changed(applicant, [each])
            new = _new_item(steps, each, before)
            if new is not None:
                key, whole = new
                name, at, _ = each.path.split(".")
                items = getattr(applicant, name)
                made = steps.pop(key)
                made = replace(made, to=items[: len(made.to)] if whole else items[int(at)])
                steps[made.key] = made
                continue
            earlier = steps.get(each.key)
            steps[each.key] = each if earlier is None else each.after(earlier)
        return _State(applicant, self.as_of, steps)


def _new_item(steps: Mapping[Key, Step], step: Step, before: Applicant) -> tuple[Key, bool] | None:
    """Return the earlier step that made the item which a step completes, and whether it made the whole list."""
    name, *rest = step.path.split(".")
    if name in ("accounts", "facts") or len(rest) != 2:
        return None
    made = steps.get((name, None))
    if made is not None and int(rest[0]) < len(made.to):
        return made.key, True
    key = (f"{name}.{NEW_ITEM}", getattr(before, name)[int(rest[0])])
    return (key, False) if key in steps else None


class _Search:
    """One search; lives only while it looks."""

    def __init__(self, whole: Prepared, applicant: Applicant, today: date, last: date | None) -> None:
        self.whole, self.applicant, self.today, self.last = whole, applicant, today, last
        self.obstacles: dict[Key, Step] = {}
        self.days: list[date] = [today]
        self.states = 0
        self.complete = True
        self.waits: dict[date, list[Words]] = {}

    def reach(self) -> Reach:
        found: dict[Any, Plan] = {}
        for day in self.days:
            # The list grows while it is walked: a leaf that needs time adds the day on which it can hold.
            for state in self.solve(self.start(day), MOST_ROUNDS):
                plan = self.plan(self.least(state))
                # The same facts moved further than need be is no way of its own.
                mark = frozenset(each.key for each in plan.steps), plan.as_of, plan.truth
                if mark not in found or plan.cost < found[mark].cost:
                    found[mark] = plan
        plans = sorted(found.values(), key=lambda each: each.cost)
        if not plans and not self.obstacles:
            why = Words("各项条件互相排斥", "the conditions exclude one another")
            self.obstacle(Step("impossible", "", self.whole.say, needs=why))
        return Reach(tuple(plans), tuple(self.obstacles.values()), self.complete)

    def start(self, day: date) -> _State:
        state = _State(self.applicant, day)
        if day == self.today:
            return state
        said = list(dict.fromkeys(self.waits.get(day, [])))
        label = Words("；".join(each.zh for each in said), "; ".join(each.en for each in said))
        return _State(self.applicant, day, {(AS_OF, None): wait(label, self.today, day)})

    def solve(self, state: _State, rounds: int) -> Iterator[_State]:
        """Yield the states after this one in which the whole holds or a person decides."""
        situation = state.situation()
        found = self.whole.judge(situation)
        if acceptable(found[0], want=True):
            yield state
            return
        if not rounds:
            return
        for goals in self.goal_sets(self.whole, found, want=True):
            for after in self.satisfy(state, goals, 3 * len(goals) + 2, set()):
                yield from self.solve(after, rounds - 1)

    def goal_sets(self, prepared: Prepared, found: Found, *, want: bool) -> list[tuple[Goal, ...]]:
        """Return the sets of leaves of which one set would have to turn, the smallest first."""
        if acceptable(found[0], want):
            return [()]
        if prepared.split is None:
            return [((prepared, want),)]
        sets: list[tuple[Goal, ...]] = []
        inner = found[1]
        for parts in prepared.split([each[0] for each in inner], want):
            joined: list[tuple[Goal, ...]] = [()]
            for at, side in parts.items():
                more = self.goal_sets(prepared.parts[at], inner[at], want=side)
                joined = [_union(one, other) for one in joined for other in more]
                joined = self.few(joined)
            sets += joined
        return self.few(sets)

    def few(self, sets: list[tuple[Goal, ...]]) -> list[tuple[Goal, ...]]:
        """Return the sets without doubles and without those that hold another one, the smallest first."""
        kept: list[tuple[Goal, ...]] = []
        marks: list[frozenset[tuple[int, bool]]] = []
        for each in sorted(sets, key=len):
            mark = frozenset((id(prepared), want) for prepared, want in each)
            if not any(other <= mark for other in marks):
                kept.append(each)
                marks.append(mark)
        if len(kept) > MOST_SETS:
            self.complete = False
        return kept[:MOST_SETS]

    def satisfy(self, state: _State, goals: tuple[Goal, ...], depth: int, seen: set[Any]) -> Iterator[_State]:
        """Yield the states in which every one of the leaves has turned."""
        self.states += 1
        if self.states > MOST_STATES:
            self.complete = False
            return
        mark = frozenset((key, _marked(step.to)) for key, step in state.steps.items())
        if mark in seen:
            return
        seen.add(mark)
        situation = state.situation()
        open_ = next((each for each in goals if not acceptable(each[0].judge(situation)[0], each[1])), None)
        if open_ is None:
            yield state
            return
        if not depth:
            return
        for way in self.open_ways(situation, open_):
            yield from self.satisfy(state.after(way), goals, depth - 1, seen)

    def open_ways(self, situation: Situation, goal: Goal) -> Iterator[Way]:
        """Yield the ways to turn a leaf today, and note what stands in the way of the others."""
        prepared, want = goal
        if prepared.toward is None:
            # What stands as "always" and yet does not hold is that a payment needs something to count.
            counting = want and isinstance(prepared.condition, Always) and prepared.condition.always
            self.obstacle(Step("impossible", "", prepared.say, needs=_COUNTS if counting else _CONSTANT))
            return
        for way in prepared.toward(situation, want, self.today):
            blocked = [each for each in way if each.kind == "impossible"]
            waits = [each for each in way if each.path == AS_OF]
            for each in blocked:
                self.obstacle(each)
            for each in waits:
                self.later(each)
            if not blocked and not waits:
                yield way

    def obstacle(self, step: Step) -> None:
        self.obstacles.setdefault((step.path, step.label), step)

    def later(self, step: Step) -> None:
        """Ask everything again as of the day on which a leaf can hold, unless the document has ended by then."""
        day: date = step.to
        label = step.needs or Words("", "")
        if self.last is not None and day > self.last:
            why = Words(
                f"最早{day}成立，届时文件已过施行期（至{self.last}）",
                f"could hold from {day}, after the document has ended ({self.last})",
            )
            self.obstacle(Step("impossible", AS_OF, label, needs=why))
            return
        self.waits.setdefault(day, []).append(label)
        if day not in self.days:
            if len(self.days) < MOST_DAYS:
                self.days.append(day)
            else:
                self.complete = False

    def least(self, state: _State) -> _State:
        """Return the state without the steps that are not needed, and with no step greater than need be."""
        steps = sorted(
            state.steps.items(), key=lambda item: (_WEIGHT.get(item[1].kind, 0), item[1].relative), reverse=True
        )
        for key, step in steps:
            if key in state.steps:
                without = self.with_steps({other: each for other, each in state.steps.items() if other != key})
                found = self.whole.judge(without.situation())
                if acceptable(found[0], want=True):
                    return self.least(without)
                if step.distance is not None and step.path != AS_OF:
                    nearer = self.nearer(without, key, step, found)
                    if nearer is not None:
                        return self.least(nearer)
        return state

    def nearer(self, without: _State, key: Key, step: Step, found: Found) -> _State | None:
        """Return a state in which one step is smaller and the others are as they were."""
        for goals in self.goal_sets(self.whole, found, want=True):
            for after in self.satisfy(without, goals, len(goals) + 1, set()):
                same = set(after.steps) == {*without.steps, key}
                if same and after.steps[key].relative < step.relative:
                    others = all(after.steps[each] == without.steps[each] for each in without.steps)
                    if others and acceptable(self.whole.judge(after.situation())[0], want=True):
                        return after
        return None

    def with_steps(self, steps: Mapping[Key, Step]) -> _State:
        day = steps[AS_OF, None].to if (AS_OF, None) in steps else self.today
        return _State(changed(self.applicant, steps.values()), day, dict(steps))

    def plan(self, state: _State) -> Plan:
        found = self.whole.judge(state.situation())
        order = sorted(state.steps.values(), key=lambda each: (_ORDER[each.kind], each.relative, each.path))
        return Plan(tuple(order), state.as_of, found[0], tuple(self.judgements(self.whole, found, state)))

    def judgements(self, prepared: Prepared, found: Found, state: _State) -> list[Step]:
        """Return what is left to a person, each thing once."""
        if found[0] != REVIEW:
            return []
        if prepared.parts:
            inner = [
                step
                for part, each in zip(prepared.parts, found[1], strict=True)
                for step in self.judgements(part, each, state)
            ]
            if inner:
                return list(dict.fromkeys(inner))
        elif prepared.toward is not None:
            for way in prepared.toward(state.situation(), True, self.today):  # noqa: FBT003 - the side that is wanted
                return list(way)
        return [Step("judge", "", prepared.say)]


_COUNTS = Words("须先有符合条件的对象，其事实逐个填写", "there must be one that counts, with its own facts")
_CONSTANT = Words("此种解读下恒不成立", "never, as the text is read here")
_WEIGHT = {"wait": 4, "obtain": 3, "change": 2, "judge": 1, "provide": 0}
"""What is left out first, if it is not needed."""
_ORDER = {"change": 0, "obtain": 1, "judge": 2, "wait": 3, "provide": 4, "impossible": 5}
"""The order in which the steps of a plan stand."""


def _union(one: tuple[Goal, ...], other: tuple[Goal, ...]) -> tuple[Goal, ...]:
    return one + tuple(each for each in other if not any(each[0] is mine[0] and each[1] == mine[1] for mine in one))


def _marked(value: Any) -> Any:
    return repr(value)


def reach(whole: Prepared, applicant: Applicant, today: date, last: date | None = None) -> Reach:
    """Return the smallest sets of steps after which the condition holds, the cheapest first.

    Args:
        whole: The condition.
        applicant: The profile as it is.
        today: The day of the question; no step lies before it.
        last: The last day on which it is of use that the condition holds.
    """
    return _Search(whole, applicant, today, last).reach()
