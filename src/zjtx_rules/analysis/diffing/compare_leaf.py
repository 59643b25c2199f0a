"""Compares two single conditions about the same thing: bounds, accepted values, titles and levels, periods."""

from __future__ import annotations

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.effects import EITHER_WAY, NARROWER, NEUTRAL, WIDER, Effect
from zjtx_rules.analysis.diffing.fields import compare_field, compare_fields, difference
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.normal_form import Node
from zjtx_rules.analysis.diffing.normalize_leaf import Bound, Range, Titles, Values, not_below, region_of, which_of
from zjtx_rules.analysis.diffing.same_values import same_quantity
from zjtx_rules.analysis.diffing.wording import alias, field_words, joined, value_words
from zjtx_rules.conditions.located_in import HERE
from zjtx_rules.conditions.recognitions import TitleAndLevel, Which
from zjtx_rules.files import Path
from zjtx_rules.terms import TITLES, lies_within
from zjtx_rules.words import Words


def compare_single(pair: Pair, old: Node, new: Node) -> list[Change] | None:
    """Return what changed; None where the one can only be called replaced by the other."""
    one, other = old.essence, new.essence
    if isinstance(one, Range) and isinstance(other, Range):
        return _ranges(pair, one, other, (old.path, new.path))
    if isinstance(one, Values) and isinstance(other, Values):
        return _values(pair, old, new)
    if type(old.condition) is not type(new.condition) or old.condition is None or new.condition is None:
        return None
    if isinstance(one, Titles) and isinstance(other, Titles):
        return _recognitions(pair, old, new)
    return _fields(pair, old, new)


def _ranges(pair: Pair, old: Range, new: Range, paths: tuple[Path, Path]) -> list[Change]:
    label = fact_words(pair, new.fact)
    # A bound moved together with what it bounds says nothing about who gets through.
    alike = same_quantity(pair, new.fact)
    changes = []
    for end in ("low", "high"):
        one: Bound | None = getattr(old, end)
        other: Bound | None = getattr(new, end)
        if one == other:
            continue
        # A lower bound that rises, and an upper one that falls, let fewer through.
        stricter = not_below(other, one) if end == "low" else not_below(one, other, high=True)
        if one is None or other is None:
            code = "threshold-added" if one is None else "threshold-dropped"
        else:
            up = (other.value, other.strict == (end == "low")) > (one.value, one.strict == (end == "low"))
            code = "threshold-raised" if up else "threshold-lowered"
        keys = (dict(old.keys).get(end), dict(new.keys).get(end))
        at = tuple(None if key is None else (*path, key) for path, key in zip(paths, keys, strict=True))
        by = None if one is None or other is None else difference(one.value, other.value)
        changes.append(
            pair.change(
                code,
                label,
                (_bound_words(one, end), _bound_words(other, end)),
                (at[0], at[1]),
                EITHER_WAY if not alike else NARROWER if stricter else WIDER,
                by=by,
                into=paths[1] if at[1] is None else paths[0],
            )
        )
    return changes


def _bound_words(bound: Bound | None, end: str) -> Words | None:
    if bound is None:
        return None
    value = value_words(bound.value)
    heads = {
        ("low", False): Words("不低于", "at least"),
        ("low", True): Words("超过", "more than"),
        ("high", False): Words("不高于", "at most"),
        ("high", True): Words("低于", "less than"),
    }
    head = heads[end, bound.strict]
    return Words(f"{head.zh}{value.zh}", f"{head.en} {value.en}")


def fact_words(pair: Pair, name: str) -> Words:
    """Return what a fact is called."""
    for side in (pair.new, pair.old):
        fact = side.facts(pair.scope).get(name)
        if fact is not None:
            return fact.label
    return Words(name, name)


def _values(pair: Pair, old: Node, new: Node) -> list[Change]:
    one, other = old.essence, new.essence
    fact = pair.new.facts(pair.scope).get(other.fact)
    labels = {} if fact is None else dict(fact.choices)
    code, effect = _sets("values", one.accepted, other.accepted)

    def words(values: Values) -> Words:
        every = sorted(
            values.accepted, key=lambda each: (list(labels).index(each) if each in labels else 99, str(each))
        )
        said = [value_words(each) for each in every]
        return joined(Words(labels.get(str(each), word.zh), word.en) for each, word in zip(every, said, strict=True))

    return [pair.change(code, fact_words(pair, other.fact), (words(one), words(other)), (old.path, new.path), effect)]


def _sets(noun: str, old: frozenset[object], new: frozenset[object]) -> tuple[str, Effect]:
    if old < new:
        return f"{noun}-widened", WIDER
    if new < old:
        return f"{noun}-narrowed", NARROWER
    return f"{noun}-changed", EITHER_WAY


def _recognitions(pair: Pair, old: Node, new: Node) -> list[Change]:
    assert old.condition is not None  # noqa: S101 - the caller has looked
    assert new.condition is not None  # noqa: S101 - the caller has looked
    one, other = which_of(old.condition), which_of(new.condition)
    if one is None or other is None:
        return []
    key = next(name for name in type(new.condition).model_fields if getattr(new.condition, name) is other)
    subject = field_words(type(new.condition), key)
    key = alias(type(new.condition), key)
    paths = ((*old.path, key), (*new.path, key))
    changes = []
    before, after = frozenset(one.titles), frozenset(other.titles)
    if before != after:
        code, effect = _sets("titles", before, after)
        at = ((*paths[0], "title"), (*paths[1], "title"))
        changes.append(pair.change(code, subject, (_titles(one), _titles(other)), at, effect))
    shared = before & after or after
    levels = [frozenset((title, each) for title in shared for each in which.levels(title)) for which in (one, other)]
    if (one.level, one.level_at_least) != (other.level, other.level_at_least) and (
        levels[0] != levels[1] or not before & after
    ):
        code, effect = _sets("levels", levels[0], levels[1]) if levels[0] != levels[1] else ("levels-changed", NEUTRAL)
        label = Words(f"{subject.zh}·{_titles(other).zh}", f"{subject.en}, {_titles(other).en}")
        changes.append(
            pair.change(
                code,
                label,
                (_level(one), _level(other)),
                (_level_path(one, paths[0]), _level_path(other, paths[1])),
                effect,
            )
        )
    for name in type(other).model_fields:
        if name not in {"title", "level", "level_at_least", "in_"}:
            changes += compare_field(pair, one, other, paths, subject, name)
    if not isinstance(one, Which) or not isinstance(other, Which):
        return changes
    return changes + _years(pair, one, other, paths, subject)


def _years(pair: Pair, old: Which, new: Which, paths: tuple[Path, Path], subject: Words) -> list[Change]:
    """Compare the years that count; where a condition names none, the document's own setting applies."""
    given = old.model_copy(update={"in_": pair.old.document.settings.recognition_year}) if old.in_ is None else old
    wanted = new.model_copy(update={"in_": pair.new.document.settings.recognition_year}) if new.in_ is None else new
    if old.in_ is None and new.in_ is None:
        return []
    return compare_field(pair, given, wanted, paths, subject, "in_")


def _titles(which: TitleAndLevel) -> Words:
    names = [TITLES[each] for each in which.titles]
    return joined(Words(each.label, each.english) for each in names)


def _level(which: TitleAndLevel) -> Words:
    if which.level is not None:
        return Words(which.level.label, which.level.english)
    if which.level_at_least is not None:
        return Words(f"{which.level_at_least.label}及以上", f"{which.level_at_least.english} or above")
    return Words("不限级别", "any level")


def _level_path(which: TitleAndLevel, path: Path) -> Path:
    if which.level is not None:
        return (*path, "level")
    return (*path, "level_at_least") if which.level_at_least is not None else path


def _fields(pair: Pair, old: Node, new: Node) -> list[Change]:
    """Compare any other kind of condition by its fields, and by the fields of what stands inside them."""
    assert old.condition is not None  # noqa: S101 - the caller has looked
    assert new.condition is not None  # noqa: S101 - the caller has looked
    changes: list[Change] = []
    model = type(new.condition)
    for name in model.model_fields:
        one, other = getattr(old.condition, name), getattr(new.condition, name)
        key = alias(model, name)
        paths = ((*old.path, key), (*new.path, key))
        if isinstance(one, BaseModel) and isinstance(other, BaseModel) and type(one) is type(other):
            regions = [each for each in ("in_", "into") if each in type(other).model_fields]
            for each in regions:
                inner = alias(type(other), each)
                at = ((*paths[0], inner), (*paths[1], inner))
                changes += compare_regions(
                    pair, (getattr(one, each), getattr(other, each)), at, field_words(model, name)
                )
            changes += compare_fields(pair, one, other, paths, field_words(model, name), skip=regions)
        elif name == "located_in":
            changes += compare_regions(pair, (one, other), paths, field_words(model, name))
        else:
            changes += compare_field(pair, old.condition, new.condition, (old.path, new.path), Words("", ""), name)
    return changes


def compare_regions(pair: Pair, words: tuple[str, str], paths: tuple[Path, Path], subject: Words) -> list[Change]:
    """Compare two regions; the wider one lets more in."""
    old, new = region_of(words[0], pair.old), region_of(words[1], pair.new)
    if old == new:
        return []  # 本市 stays 本市, whichever city it is; that the city changed is said once, of the file
    effect = EITHER_WAY
    old = (pair.old.loaded.rules.jurisdiction.code or old) if old == HERE else old
    new = (pair.new.loaded.rules.jurisdiction.code or new) if new == HERE else new
    if HERE not in (old, new):
        effect = WIDER if lies_within(old, new) else NARROWER if lies_within(new, old) else EITHER_WAY
    code = {"wider": "area-widened", "narrower": "area-narrowed"}.get(effect.access, "area-changed")
    return [pair.change(code, subject, (Words(words[0], words[0]), Words(words[1], words[1])), paths, effect)]
