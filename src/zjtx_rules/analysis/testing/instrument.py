"""A rule file whose every condition reports what it came to, and can be turned round to see whether it decides.

A probe stands in the place of a condition, wherever it is: in a clause, a gate, among the things that a payment counts.
Compounds (`all`, `any` …) are not probed, nor is `always`; a reference to another clause is one condition, and what is
inside the other clause belongs to that clause.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from zjtx_rules.analysis.visit import conditions
from zjtx_rules.conditions import Condition, Context, Found, Prepared
from zjtx_rules.conditions.always import Always
from zjtx_rules.files.tree import Path
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import NEGATED, Truth
from zjtx_rules.words import Words

Option = tuple[str, str]
"""A reading and one of its options."""


@dataclass(slots=True, eq=False)
class Recorder:
    """What the probes of one file saw since it was last cleared, and which of them is turned round."""

    seen: dict[int, set[Truth]] = field(default_factory=dict)
    turned: int | None = None
    words: dict[int, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One probed condition, where it stands, and under which options of readings it is looked at."""

    number: int
    path: Path
    condition: Condition
    under: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Probed:
    """A rule file with probes in it."""

    file: LoadedFile
    rules: RuleSet
    leaves: tuple[Leaf, ...]
    recorder: Recorder

    def below(self, path: Path) -> tuple[Leaf, ...]:
        """Return the leaves that stand at or below a path."""
        return tuple(each for each in self.leaves if each.path[: len(path)] == path)


class _Probe(Condition):
    """Judges as the condition within, reports what it came to, and says the contrary while it is turned round.

    A compound stands inside one too, which reports nothing: conditions that read alike are otherwise judged once for all
    the clauses that have them, and each must be seen by itself here.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    KEYS: ClassVar[frozenset[str]] = frozenset()

    within: Any
    number: int
    recorder: Any

    def prepare(self, context: Context) -> Prepared:
        within: Prepared = self.within.prepare(context)
        judge, number, recorder = within.judge, self.number, self.recorder
        if recorder is None:
            return within
        recorder.words[number] = within.say

        def judged(situation: Situation) -> Found:
            found = judge(situation)
            recorder.seen.setdefault(number, set()).add(found[0])
            return (NEGATED[found[0]], *found[1:]) if recorder.turned == number else found

        return replace(within, judge=judged, decide=lambda situation: judged(situation)[0])


def probe(loaded: LoadedFile) -> Probed:
    """Return a rule file with a probe in the place of every condition that has none inside it."""
    recorder = Recorder()
    leaves: list[Leaf] = []
    frames = count(-1, -1)

    def place(condition: Condition, path: Path, under: tuple[Option, ...]) -> Condition:
        leaves.append(Leaf(len(leaves), path, condition, under))
        return _Probe(within=condition, number=leaves[-1].number, recorder=recorder)

    def frame(condition: Condition) -> Condition:
        return _Probe(within=condition, number=next(frames), recorder=None)

    definitions = loaded.rules.conditions  # written out where they are used
    rules = _rebuilt(loaded.rules.model_copy(update={"conditions": ()}), (), (), place, frame)
    rules = rules.model_copy(update={"conditions": definitions})
    file = LoadedFile(loaded.name, rules, loaded.source, loaded.sha256)
    return Probed(file, RuleSet((file,)), tuple(leaves), recorder)


def _rebuilt(
    value: Any,
    path: Path,
    under: tuple[Option, ...],
    place: Callable[[Condition, Path, tuple[Option, ...]], Condition],
    frame: Callable[[Condition], Condition],
) -> Any:
    """Return a value with the conditions inside it replaced; what holds none stays the same object."""
    if isinstance(value, Condition) and sum(1 for _ in conditions(value)) == 1:
        return value if isinstance(value, Always) else place(value, path, under)
    if isinstance(value, BaseModel):
        reading = getattr(value, "by_reading", None)
        changed = {}
        for name, about in type(value).model_fields.items():
            before = getattr(value, name)
            at = (*path, about.alias or name)
            after: Any
            if reading is not None and name == "options":
                after = {
                    option: _rebuilt(each, (*at, option), (*under, (reading, option)), place, frame)
                    for option, each in before.items()
                }
            else:
                after = _rebuilt(before, at, under, place, frame)
            if after is not before:
                changed[name] = after
        rebuilt = value.model_copy(update=changed) if changed else value
        return frame(rebuilt) if isinstance(rebuilt, Condition) else rebuilt
    if isinstance(value, tuple):
        parts = tuple(_rebuilt(each, (*path, index), under, place, frame) for index, each in enumerate(value))
        return parts if any(one is not other for one, other in zip(parts, value, strict=True)) else value
    return value
