"""How conditions, payments and settings read where no applicant is at hand: in full, with every option of a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.diffing.normalize_leaf import which_of
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.files import Path
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.model import Labelled
from zjtx_rules.terms import TITLES, ApplicationWindow, Duration, Level, Money, Percentage
from zjtx_rules.words import Words

Row = tuple[int, Path, Words]
"""One line of a condition: how deep it stands, its path, what it says."""


def rows_of(condition: Condition, path: Path, side: Side, scope: str, depth: int = 0) -> list[Row]:
    """Return a condition line by line, in the order in which its author wrote it."""
    if isinstance(condition, (AllOf, AnyOf, NoneOf)):
        word, said = _HEADS[type(condition)]
        parts = getattr(condition, word)
        if len(parts) == 1 and not isinstance(condition, NoneOf):
            return rows_of(parts[0], (*path, word, 0), side, scope, depth)
        rows: list[Row] = [(depth, path, said)]
        for at, each in enumerate(parts):
            rows += rows_of(each, (*path, word, at), side, scope, depth + 1)
        return rows
    if isinstance(condition, AtLeastOf):
        count = condition.at_least_of.count
        rows = [(depth, path, Words(f"至少满足{count}项：", f"at least {count} of:"))]
        for at, each in enumerate(condition.at_least_of.of):
            rows += rows_of(each, (*path, "at_least_of", "of", at), side, scope, depth + 1)
        return rows
    if isinstance(condition, LeftOpen):
        because = condition.because
        head = Words(
            f"文本未定（{because}），须人工判断：", f"left open by the text ({because}), for a person to judge:"
        )
        return [(depth, path, head), *rows_of(condition.left_open, (*path, "left_open"), side, scope, depth + 1)]
    if isinstance(condition, ConditionByReading):
        rows = [(depth, path, _reading_words(condition.by_reading, side))]
        for name, each in condition.options.items():
            where = (*path, "options", name)
            inner = rows_of(each, where, side, scope, depth + 2)
            head = option_words(condition.by_reading, name, side)
            if len(inner) == 1:
                said = Words(f"{head.zh}：{inner[0][2].zh}", f"{head.en}: {inner[0][2].en}")
                rows.append((depth + 1, where, said))
            else:
                rows += [(depth + 1, where, Words(f"{head.zh}：", f"{head.en}:")), *inner]
        return rows
    return [(depth, path, _single(condition, side, scope))]


_HEADS: dict[type[Condition], tuple[str, Words]] = {
    AllOf: ("all", Words("同时满足：", "all of:")),
    AnyOf: ("any", Words("满足其一：", "any of:")),
    NoneOf: ("none", Words("均不存在：", "none of:")),
}


def condition_words(condition: Condition | None, side: Side, scope: str, *, negated: bool = False) -> Words:
    """Return a condition on one line."""
    if condition is None:
        return Words("不设条件", "no condition")
    said = _nested(rows_of(condition, (), side, scope), 0)[0]
    return Words(f"不得有：{said.zh}", f"not: {said.en}") if negated else said


def _nested(rows: list[Row], at: int) -> tuple[Words, int]:
    """Return the line at a position with everything below it, and the position after it."""
    depth, _, head = rows[at]
    at += 1
    parts: list[Words] = []
    while at < len(rows) and rows[at][0] > depth:
        part, at = _nested(rows, at)
        parts.append(part)
    if not parts:
        return head, at
    return Words(
        head.zh + "；".join(each.zh for each in parts), f"{head.en} {'; '.join(each.en for each in parts)}"
    ), at


def _single(condition: Condition, side: Side, scope: str) -> Words:
    if isinstance(condition, ClauseHolds):
        return clause_words(condition.clause, side)
    try:
        said = condition.prepare(side.context(scope)).say
    except (KeyError, ValueError, TypeError):  # a name that only the other side knows
        return Words(type(condition).__name__, type(condition).__name__)
    which = which_of(condition)
    year = side.by_default(which.in_) if isinstance(which, Which) and which.in_ is not None else None
    if which is not None and year in _YEARS:
        return joined([said, _YEARS[year]], "，", ", ")
    return said


_YEARS = {
    "calendar_year": Words("评估当年认定", "recognised in the calendar year"),
    "prior_calendar_year": Words("上年度认定", "recognised in the calendar year before"),
}


def clause_words(name: str, side: Side) -> Words:
    """Name another clause by its title and id."""
    clause = side.clause(name)
    if clause is None:
        return Words(f"符合条款 {name}", f"clause {name} holds")
    return Words(f"符合条款 {name}（{clause.words.zh}）", f"clause {name} holds ({clause.words.en})")


def _reading_words(reading: str, side: Side) -> Words:
    found = next((each for each in side.document.readings if each.id == reading), None)
    question = f"（{found.question}）" if found else ""
    return Words(f"依解读 {reading}{question}：", f"by reading {reading}:")


def option_words(reading: str, option: str, side: Side) -> Words:
    """Name an option of a reading, and whether it is the default."""
    found = next((each for each in side.document.readings if each.id == reading), None)
    label = found.options.get(option, "") if found else ""
    default = found is not None and found.default == option
    zh = f"{label or option}（{option}{'，默认' if default else ''}）"
    return Words(zh, f"{option} (default)" if default else option)


def setting_words(setting: Any, side: Side, describe: str = "") -> Words:
    """Return a setting in words, with every option where it hangs on a reading."""
    if not isinstance(setting, ByReading):
        return value_words(setting, describe)
    said = {name: value_words(each, describe) for name, each in setting.options.items()}
    zh = "；".join(f"{option_words(setting.by_reading, name, side).zh}：{each.zh}" for name, each in said.items())
    en = "; ".join(f"{option_words(setting.by_reading, name, side).en}: {each.en}" for name, each in said.items())
    return Words(f"依解读 {setting.by_reading}：{zh}", f"by reading {setting.by_reading}: {en}")


def value_words(value: Any, describe: str = "") -> Words:
    """Return a plain value in words; `describe` is the field's description, which says what its choices mean."""
    if isinstance(value, (Mapping, BaseModel, tuple, list, frozenset)):
        return _several_words(value, describe)
    if value is None:
        return Words("未写", "not stated")
    if isinstance(value, bool):
        named = _named("true" if value else "false", describe)
        return Words(named or ("是" if value else "否"), "yes" if value else "no")
    if isinstance(value, (Money, Percentage, Duration)):
        return Words(str(value), value.english())
    if isinstance(value, ApplicationWindow):
        return value.words
    if isinstance(value, Level):
        return Words(value.label, value.english)
    if isinstance(value, Labelled):
        return Words(value.label, str(value.value).replace("_", " "))
    if isinstance(value, Enum):
        return Words(str(value.value), str(value.value))
    if isinstance(value, str):
        return _text_words(value, describe)
    return Words(str(value), str(value))


def _several_words(value: Any, describe: str) -> Words:
    if isinstance(value, Mapping):
        parts = [(str(name), value_words(each, describe)) for name, each in value.items()]
        return Words("；".join(f"{n}：{w.zh}" for n, w in parts), "; ".join(f"{n}: {w.en}" for n, w in parts))
    if isinstance(value, BaseModel):
        return value_words({name: getattr(value, name) for name in type(value).model_fields})
    return joined(value_words(each, describe) for each in value)


def _text_words(value: str, describe: str) -> Words:
    if value in TITLES:
        return Words(TITLES[value].label, TITLES[value].english)
    if value in APPLICANTS:
        return APPLICANTS[value].noun
    named = _named(value, describe)
    return Words(named, value.replace("_", " ")) if named else Words(value, value)


def _named(value: str, describe: str) -> str:
    """Return what a description says of one choice: `多长时间内竞合：lifetime 不限年度；calendar_year 同一公历年`."""
    found = re.search(rf"(?:^|[；：，])\s*{re.escape(value)} ([^；]+)", describe)
    return found[1] if found else ""


def joined(words: Iterable[Words], zh: str = "、", en: str = ", ") -> Words:
    """Return several words as one."""
    every = list(words)
    if not every:
        return Words("无", "none")
    return Words(zh.join(each.zh for each in every), en.join(each.en for each in every))


def fact_label(side: Side, scope: str, name: str) -> Words:
    """Return what a fact is called."""
    fact = side.facts(scope).get(name)
    return fact.label if fact is not None else Words(name, name)


def field_words(model: type[BaseModel], name: str) -> Words:
    """Return what a field of a rule file is called."""
    return Words(model.model_fields[name].title or name, name.strip("_").replace("_", " "))


def description(model: type[BaseModel], name: str) -> str:
    """Return what the language says of a field."""
    return model.model_fields[name].description or ""


def alias(model: type[BaseModel], name: str) -> str:
    """Return the key under which a file writes a field."""
    return model.model_fields[name].alias or name
