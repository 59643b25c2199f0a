"""Compares the numbers of a plan, goal by goal."""

from __future__ import annotations

import re
from decimal import Decimal

from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.wording import description, field_words, value_words
from zjtx_rules.language.clauses import Target
from zjtx_rules.language.goals import Goal
from zjtx_rules.terms.exact import plain
from zjtx_rules.words import Words

_FIGURE = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(.*)")
_BOUNDS = {"exactly": "", "at_least": "以上", "about": "左右", "more_than": "超过"}


def compare_goals(pair: Pair, old: Target, new: Target) -> list[Change]:
    """Return what changed; goals are matched by what they count and in which sense, then by what they count."""
    after = list(enumerate(new.goals))
    pairs: list[tuple[int, int]] = []
    left = list(enumerate(old.goals))
    for same in (
        lambda one, other: (one.of, one.sense) == (other.of, other.sense),
        lambda one, other: one.of == other.of,
        lambda one, other: _bare(one.of) == _bare(other.of),
        lambda one, other: key_of(one.model_copy(update={"of": ""})) == key_of(other.model_copy(update={"of": ""})),
    ):
        for at, one in list(left):
            partner = next(((position, each) for position, each in after if same(one, each)), None)
            if partner is not None:
                pairs.append((at, partner[0]))
                left.remove((at, one))
                after.remove(partner)
    changes = [change for at, position in sorted(pairs) for change in _goal(pair, old, new, (at, position))]
    for at, one in left:
        changes.append(
            pair.change("goal-dropped", _label(one), (goal_words(one), None), (("goals", at), None), into=("goals",))
        )
    for position, other in after:
        where = (None, ("goals", position))
        changes.append(pair.change("goal-added", _label(other), (None, goal_words(other)), where, into=("goals",)))
    return changes


def _bare(text: str) -> str:
    """Return a text without quotation marks and other punctuation."""
    return re.sub(r"[\W_]", "", text)


def _label(goal: Goal) -> Words:
    return Words(goal.of, goal.of)


def goal_words(goal: Goal) -> Words:
    """Return a goal in words."""
    figure = f"超过{goal.figure}" if goal.bound == "more_than" else f"{goal.figure}{_BOUNDS[goal.bound]}"
    sense = value_words(goal.sense, description(Goal, "sense"))
    day = f"到{goal.by}" if goal.by else ""
    zh = "，".join(each for each in (day, f"{sense.zh}{figure}") if each)
    bound = "" if goal.bound == "exactly" else goal.bound.replace("_", " ") + " "
    return Words(zh, f"{goal.sense} {bound}{goal.figure}" + (f" by {goal.by}" if goal.by else ""))


def _goal(pair: Pair, old: Target, new: Target, at: tuple[int, int]) -> list[Change]:
    one, other = old.goals[at[0]], new.goals[at[1]]
    changes = []
    for name in Goal.model_fields:
        before, after = getattr(one, name), getattr(other, name)
        if key_of(before) == key_of(after):
            continue
        code, by = "goal-changed", None
        if name == "of":
            changes.append(_words(pair, (before, after), at))
            continue
        if name == "figure":
            code, by = _figures(before, after)
        describe = description(Goal, name)
        field = field_words(Goal, name)
        label = _label(other) if name == "figure" else Words(f"{other.of}·{field.zh}", f"{other.of}, {field.en}")
        sides = (value_words(before, describe), value_words(after, describe))
        paths = (("goals", at[0], name), ("goals", at[1], name))
        changes.append(pair.change(code, label, sides, paths, by=by))
    return changes


def _words(pair: Pair, of: tuple[str, str], at: tuple[int, int]) -> Change:
    """Return that a goal is called otherwise; what it counts is the same."""
    sides = (Words(of[0], of[0]), Words(of[1], of[1]))
    paths = (("goals", at[0], "of"), ("goals", at[1], "of"))
    return pair.change("wording-changed", field_words(Goal, "of"), sides, paths, category="wording")


def _figures(old: str, new: str) -> tuple[str, Words | None]:
    one, other = _FIGURE.fullmatch(old), _FIGURE.fullmatch(new)
    if not one or not other or one[2] != other[2]:
        return "goal-changed", None
    before, after = Decimal(one[1].replace(",", "")), Decimal(other[1].replace(",", ""))
    sign, code = ("+", "goal-raised") if after > before else ("−", "goal-lowered")
    size = f"{sign}{plain(abs(after - before))}{one[2]}"
    return code, Words(size, size)
