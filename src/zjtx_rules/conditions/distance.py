"""How far a profile is from a condition: the changes of facts that would turn it, each a frozen `Step`.

Every kind of condition says in its own file which steps would turn it (`toward`); compounds say which of their parts would
have to turn (`split`). A step is never back-dated: what has happened cannot be changed, a title or a registration can only
be had from the day of the question on, and where time alone helps the step is to wait.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import combinations
from typing import Any, Literal

from pydantic import BaseModel

from zjtx_rules.profile.model import COMPLETE, Labelled
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, Truth
from zjtx_rules.words import Words

StepKind = Literal["change", "wait", "obtain", "judge", "provide", "impossible"]
"""Change a fact; let time pass; obtain a title or certificate; have a person judge; provide what is merely unknown; no way."""

AS_OF = "as_of"
"""The path of a step that waits."""
NEW_ITEM = "+"
"""The last part of the path of a step that adds an item to a list (`recognitions.+`)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One changed fact."""

    kind: StepKind
    path: str
    """The path of the fact in the profile; `as_of` for a wait."""
    label: Words
    """What the fact is called."""
    before: Any = None
    """The value now; None where it is unknown or there is none."""
    to: Any = None
    """The value that suffices, at the smallest distance."""
    needs: Words | None = None
    """What the condition asks of the fact."""
    note: Words | None = None
    """What should be borne in mind (a figure of a year that has ended)."""

    @property
    def key(self) -> tuple[str, Any]:
        """What tells two steps of one plan apart: two new items of one list are two steps."""
        return (self.path, self.to) if self.path.endswith(NEW_ITEM) else (self.path, None)

    @property
    def distance(self) -> Money | Percentage | Decimal | int | None:
        """How far it is, in the fact's own unit: yuan, percentage points, a count, days; None for what is not a quantity."""
        before, to = self.before, self.to
        if isinstance(to, Money) and isinstance(before, Money):
            return max(to, before) - min(to, before)
        if isinstance(to, Percentage) and isinstance(before, Percentage):
            return max(to, before) - min(to, before)
        if isinstance(to, date) and isinstance(before, date):
            return abs((to - before).days)
        numbers = all(
            isinstance(each, (int, Decimal)) and not isinstance(each, (bool, IntEnum)) for each in (before, to)
        )
        return abs(to - before) if numbers else None

    @property
    def unit(self) -> Words | None:
        """The unit of the distance; None where there is no distance, or the quantity carries its own."""
        if self.distance is None or isinstance(self.to, Money):
            return None
        if isinstance(self.to, Percentage):
            return Words("个百分点", "percentage points")
        if isinstance(self.to, date):
            return Words("天", "days")
        return Words("人", "people") if self.path.endswith(".employees") else Words("", "")

    @property
    def relative(self) -> Fraction:
        """The distance as a share of the greater of the two values; a year of waiting is 1, as is what is no quantity."""
        if self.kind in ("provide", "judge"):
            return Fraction(0)
        distance = self.distance
        if distance is None:
            return Fraction(1)
        if isinstance(self.to, date):
            return Fraction(_plain(distance)) / 365
        greatest = max(abs(_plain(self.before)), abs(_plain(self.to)))
        return abs(Fraction(_plain(distance))) / greatest if greatest else Fraction(0)

    @property
    def words(self) -> Words:
        """The step as a person reads it."""
        said = _SAY[self.kind](self)
        if self.note is None:
            return said
        return Words(f"{said.zh}；{self.note.zh}", f"{said.en}; {self.note.en}")

    def after(self, earlier: Step) -> Step:
        """Return this step where an earlier one of the same plan has already moved the same fact."""
        kind = earlier.kind if earlier.kind in ("provide", "obtain") else self.kind
        return replace(self, kind=kind, before=earlier.before, needs=self.needs or earlier.needs, note=self.note)


def whole_list(name: str, label: Words) -> Step:
    """Return the step of making sure that a list names everything there is."""
    said = Words(f"{label.zh}齐全", f"the list of {label.en} is complete")
    return Step("provide", name + COMPLETE, said, False, True)  # noqa: FBT003 - the values of the field


Way = tuple[Step, ...]
"""Steps that together turn a condition."""

Toward = Callable[[Situation, bool, date], tuple[Way, ...]]
"""The ways to turn a condition, to met (True) or to not met (False), for somebody who asks on a given day. A way that waits
names the first day; what else is then needed is asked again as of that day."""

Split = Callable[[Sequence[Truth], bool], list[dict[int, bool]]]
"""Which parts of a compound would have to turn, and to what: alternatives, each by the position of the part."""


def acceptable(truth: Truth, want: bool) -> bool:  # noqa: FBT001 - the side that is wanted
    """Return whether a truth is what is wanted, or left to a person."""
    return truth in (REVIEW, MET if want else NOT_MET)


def impossible(label: Words, why: Words, path: str = "") -> tuple[Way, ...]:
    """Return the single answer that there is no way, with the reason."""
    return ((Step("impossible", path, label, needs=why),),)


def wait(label: Words, now: date, until: date) -> Step:
    """Return the step of letting time pass."""
    return Step("wait", AS_OF, Words("等待", "wait"), now, until, needs=label)


def judged(label: Words, path: str = "", before: Any = None, to: Any = None) -> tuple[Way, ...]:
    """Return the single answer that only a person can decide."""
    return ((Step("judge", path, label, before, to),),)


def split_all(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
    """Split a conjunction: every part must hold; one that fails is enough for it not to."""
    if want:
        return [{at: True for at, truth in enumerate(truths) if not acceptable(truth, want=True)}]
    return _one_of(truths, want=False)


def split_any(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
    """Split a disjunction: one part that holds is enough; every part must fail for it not to."""
    if want:
        return _one_of(truths, want=True)
    return [{at: False for at, truth in enumerate(truths) if not acceptable(truth, want=False)}]


def split_none(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
    """Split "none of": the negation of a disjunction."""
    return split_any(truths, not want)


def split_part(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
    """Split a condition that is another one under a name."""
    del truths
    return [{0: want}]


def split_left_open(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
    """Split "left open": once it is known, a person judges it or it does not apply."""
    return [{0: want}] if truths[0] != UNKNOWN else [{0: want}, {0: not want}]


def split_count(count: int) -> Split:
    """Return how "at least `count` of" is split."""

    def split(truths: Sequence[Truth], want: bool) -> list[dict[int, bool]]:  # noqa: FBT001 - the side that is wanted
        on_the_way = [at for at, truth in enumerate(truths) if truth == MET]
        rest = [at for at, truth in enumerate(truths) if truth != MET]
        unknown = [at for at, truth in enumerate(truths) if truth == UNKNOWN]
        found: list[dict[int, bool]] = []
        if want:
            needed = count - len(on_the_way)
            found += [{at: True for at in chosen if truths[at] != REVIEW} for chosen in combinations(rest, needed)]
            if unknown:
                # What a person may still judge counts only once nothing is unknown.
                found.append(dict.fromkeys(unknown, False))
            return [each for each in found if each]
        surplus = max(len(on_the_way) - count + 1, 0)
        return [
            dict.fromkeys(chosen, False) | dict.fromkeys(unknown, False) for chosen in combinations(on_the_way, surplus)
        ]

    return split


def _one_of(truths: Sequence[Truth], *, want: bool) -> list[dict[int, bool]]:
    """Turn one part; where a person may judge one, the others need only be known."""
    found = [{at: want} for at, truth in enumerate(truths) if not acceptable(truth, want)]
    unknown = [at for at, truth in enumerate(truths) if truth == UNKNOWN]
    if unknown and REVIEW in truths:
        found.append(dict.fromkeys(unknown, not want))
    return found


def _plain(value: Any) -> Fraction:
    """Return a quantity as a plain number."""
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return Fraction(value.yuan if isinstance(value, Money) else value.ratio if isinstance(value, Percentage) else value)


def value_words(value: Any) -> Words:
    """Say a value of a fact."""
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if isinstance(value, (Money, Percentage)):
        return Words(str(value), value.english())
    if isinstance(value, Labelled):
        return Words(value.label, str(value.value))
    if value is None:
        return Words("未知", "unknown")
    if value in ((), "none"):
        return Words("无", "none")
    if isinstance(value, tuple):
        said = [value_words(each) for each in value]
        return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))
    if isinstance(value, BaseModel):
        return _item_words(value)
    label = getattr(value, "label", None)
    return Words(label, value.english) if isinstance(label, str) else Words(str(value), str(value))


def _item_words(item: Any) -> Words:
    """Say the fields given of an item of a list."""
    zh, en = [], []
    for name in type(item).model_fields:
        value = getattr(item, name)
        # A new title or certificate is taken not to end; that is no statement about it.
        if value in (None, "never") or name == "previous_expires":
            continue
        said = value_words(value) if name not in _NAMED else _NAMED[name](value)
        label = field_words(type(item), name)
        zh.append(f"{label.zh}{said.zh}")
        en.append(f"{label.en} {said.en}")
    return Words("，".join(zh), ", ".join(en))


def _region(code: str) -> Words:
    from zjtx_rules.conditions.located_in import region_words  # noqa: PLC0415 - that file says its own distance with this one

    return region_words(code)


def _title(name: str) -> Words:
    from zjtx_rules.terms import TITLES  # noqa: PLC0415 - only when a title is said

    return Words(TITLES[name].label, TITLES[name].english)


_NAMED: dict[str, Callable[[Any], Words]] = {
    "region": _region,
    "into": _region,
    "title": _title,
}


def _change(step: Step) -> Words:
    before, to = value_words(step.before), value_words(step.to)
    distance = step.distance
    if distance is None:
        if step.before is None:
            return Words(f"{step.label.zh}：{to.zh}", f"{step.label.en}: {to.en}")
        return Words(f"{step.label.zh}：由{before.zh}改为{to.zh}", f"{step.label.en}: from {before.en} to {to.en}")
    more = _plain(step.to) > _plain(step.before)
    size = distance_words(step) or Words("", "")
    zh = f"{step.label.zh}：现为{before.zh}，须{'增至' if more else '降至'}{to.zh}，{'还差' if more else '超出'}{size.zh}"
    en = f"{step.label.en}: {before.en}, must {'rise' if more else 'fall'} to {to.en}, {size.en} {'short' if more else 'over'}"
    return Words(zh, en)


def field_words(model: type[BaseModel], name: str) -> Words:
    """Return what a field of a profile is called."""
    field = model.model_fields[name]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Words(str(field.title or name), str(extra.get("english", name)))


def distance_words(step: Step) -> Words | None:
    """Say the distance of a step in the fact's own unit; None where there is none."""
    distance = step.distance
    if distance is None:
        return None
    said, unit = value_words(distance), step.unit or Words("", "")
    if isinstance(distance, Percentage):
        said = Words(said.zh.removesuffix("%"), said.en.removesuffix("%"))
    return Words(f"{said.zh}{unit.zh}", f"{said.en} {unit.en}".rstrip())


def _wait(step: Step) -> Words:
    days = step.distance
    why = step.needs or Words("", "")
    return Words(f"等到{step.to}（还有{days}天）：{why.zh}", f"wait until {step.to} ({days} days): {why.en}")


def _obtain(step: Step) -> Words:
    day = getattr(step.to, "date", None) or getattr(step.to, "since", None)
    since = Words(f"（不早于{day}）", f" (not before {day})") if day else Words("", "")
    return Words(f"取得{step.label.zh}{since.zh}", f"obtain: {step.label.en}{since.en}")


def _judge(step: Step) -> Words:
    size = distance_words(step)
    if size is not None:
        return Words(
            f"须由人判断：{step.label.zh}，现为{value_words(step.before).zh}，与{value_words(step.to).zh}相差{size.zh}",
            f"for a person to judge: {step.label.en}, {value_words(step.before).en}, {size.en} from {value_words(step.to).en}",
        )
    if step.before is not None:
        return Words(f"须由人重新判断：{step.label.zh}", f"for a person to judge anew: {step.label.en}")
    return Words(f"须由人判断：{step.label.zh}", f"for a person to judge: {step.label.en}")


def _provide(step: Step) -> Words:
    needs = step.needs or value_words(step.to)
    kept = (
        Words("（保持现状即可）", " (as it is now)")
        if step.before is not None and step.before == step.to
        else Words("", "")
    )
    return Words(
        f"须提供“{step.label.zh}”：{needs.zh}{kept.zh}", f"to be provided: {step.label.en}: {needs.en}{kept.en}"
    )


def _impossible(step: Step) -> Words:
    why = step.needs or Words("", "")
    return Words(f"{step.label.zh}：{why.zh}", f"{step.label.en}: {why.en}")


_SAY: dict[str, Callable[[Step], Words]] = {
    "change": _change,
    "wait": _wait,
    "obtain": _obtain,
    "judge": _judge,
    "provide": _provide,
    "impossible": _impossible,
}
