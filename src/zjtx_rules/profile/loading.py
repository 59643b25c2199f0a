"""Turns a profile's text into a typed applicant, or into every problem of it at once."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from zjtx_rules.files import Source, read_file
from zjtx_rules.files.errors import problems_of, written_path
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.profile import records
from zjtx_rules.profile.any_applicant import no_such_kind
from zjtx_rules.profile.applicants import APPLICANTS, KIND_ALIASES, Applicant
from zjtx_rules.profile.model import Closed
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.terms import NO_PLACES, Places
from zjtx_rules.words import Words

KIND_KEYS = ("kind", "主体类型")


def read_profile(source: Source | str | Path, places: Places = NO_PLACES) -> Applicant:
    """Return the applicant that a file describes; without `kind` (主体类型), an enterprise.

    Args:
        source: The path of the file, YAML or JSON, or its text once it is read.
        places: The places that the rule files declare, which the profile may name.

    Raises:
        InputError: With every problem, each with its place, the path of the field and a suggestion.
    """
    if not isinstance(source, Source):
        source = read_file(Path(source))
    data = source.data
    if not isinstance(data, dict):
        message = Words(
            "申报资料应为键值对（键: 值），不是列表或单个值", "a profile is a mapping, not a list or a value"
        )
        raise InputError([source.problem("profile-form", (), message)])
    model = APPLICANTS[_kind(source, data)]
    values = {key: value for key, value in data.items() if key not in KIND_KEYS}
    values["kind"] = model.model_fields["kind"].annotation.__args__[0]  # type: ignore[union-attr]
    found: dict[Problem, None] = {}  # what is read once more may be wrong as before
    while True:
        try:
            applicant = model.model_validate(values, context=places)
        except ValidationError as error:
            found |= dict.fromkeys(map(_hinted, problems_of(error, source, model, _aliases())))
            # A mapping that gives a field twice is not read any further: without the second one it is.
            once = _named_once(values, error)
            if once == values:
                raise InputError(tuple(found)) from None
            values = once
        else:
            if found:
                raise InputError(tuple(found))
            return applicant


def read_applicant(data: Mapping[str, Any], places: Places = NO_PLACES, name: str = "profile") -> Applicant:
    """Return the applicant that plain data describe, under Chinese or English names, with or without `kind` (主体类型).

    >>> from zjtx_rules import read_applicant
    >>> read_applicant({"主体类型": "园区", "所在地": "济南市"}).region
    '370100'

    Args:
        data: What `json.loads` or a web framework makes of a profile.
        places: The places that the rule files declare (`RuleSet.places`), which the profile may name.
        name: What the data are called in problems.

    Raises:
        InputError: With every problem, each with the path of the field and a suggestion.
    """
    return read_profile(Source(name, "", dict(data)), places)


def _hinted(problem: Problem) -> Problem:
    """Return the problem of a key of the profile that nothing is like, with where facts go that rule files declare."""
    if problem.code != "unknown-key" or problem.suggestion is not None or "." in problem.path:
        return problem
    hint = Words(
        f"规则文件自定的事实写在“其他事实”下：其他事实: {{{shown(problem.path)}: …}}",
        f"a fact that a rule file declares goes below 'facts': facts: {{{shown(problem.path)}: …}}",
    )
    return replace(problem, suggestion=hint)


def _named_once(values: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """Return a profile without the fields that are given a second time."""
    twice = [each for each in error.errors(include_url=False) if each["type"] == "named-twice"]
    if not twice:
        return values
    values = copy.deepcopy(values)
    for each in twice:
        mapping: Any = values
        for step in written_path(each["loc"], values, _aliases()):
            mapping = mapping[step]
        for one in each["ctx"]["every"]:
            mapping.pop(one["at"][0], None)
    return values


def _kind(source: Source, data: dict[str, Any]) -> str:
    key = next((each for each in KIND_KEYS if each in data), None)
    if key is None:
        return "enterprise"
    kind = data[key]
    if isinstance(kind, str) and kind in APPLICANTS:
        return kind
    if isinstance(kind, str) and kind in KIND_ALIASES:
        return KIND_ALIASES[kind]
    error = no_such_kind(kind)
    expected = Words(
        "、".join(f"{model.noun.zh}（{name}）" for name, model in APPLICANTS.items()), ", ".join(APPLICANTS)
    )
    raise InputError([source.problem(error.code, (key,), error.words, expected=expected, suggestion=error.suggestion)])


def placed(problems: Iterable[Problem], source: Source) -> tuple[Problem, ...]:
    """Return problems of fields, by the paths of the model, with their places in the text that the profile was read from."""
    found = []
    for each in problems:
        path = _written(each.path.split("."), source.data)
        there = source.problem(each.code, path, each.message, suggestion=each.suggestion)
        found.append(replace(there, path=each.path))
    return tuple(found)


@contextmanager
def placing(source: Source) -> Iterator[None]:
    """Give the problems of an `InputError` raised within their places in the text that the profile was read from."""
    try:
        yield
    except InputError as error:
        raise InputError(placed(error.problems, source)) from None


def _written(steps: list[str], node: Any) -> tuple[str | int, ...]:
    """Return a path as the text writes it: under the names that are used there, accounts by their place."""
    path: list[str | int] = []
    for step in steps:
        key: str | int | None = None
        if isinstance(node, dict):
            key = next((each for each in (step, *sorted(_aliases().get(step, ()))) if each in node), None)
        elif isinstance(node, list):
            years = [each.get("year", each.get("年度")) if isinstance(each, dict) else None for each in node]
            key = years.index(int(step)) if int(step) in years else int(step) if int(step) < len(node) else None
        if key is None:
            break
        path.append(key)
        node = node[key]
    return tuple(path)


@cache
def _aliases() -> dict[str, frozenset[str]]:
    """Return the words under which a field may be written, by the field's name, over all models of a profile."""
    models: list[type[BaseModel]] = [*APPLICANTS.values()]
    models += [each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Closed)]
    found: dict[str, set[str]] = {}
    for model in models:
        for word, name in getattr(model, "chinese_names", {}).items():
            found.setdefault(name, set()).add(word)
    return {name: frozenset(words) for name, words in found.items()}
