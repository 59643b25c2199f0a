"""A question in which two answers differ, made as small as it can be while they still do."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from pools import Data
from questions import Question

Path = tuple[str | int, ...]
Fails = Callable[[Question], bool]


def reduced(question: Question, fails: Fails, seconds: float = 60) -> Question:
    """Return a smaller question that fails likewise; what it takes is bounded by time.

    Args:
        question: A question that fails; about one applicant, if it is not several together of whom it fails.
        fails: Whether a question fails in the same way; a question that cannot be put must not.
        seconds: After how long to be content with what has been reached.
    """
    until = time.monotonic() + seconds
    smaller = True
    while smaller:
        smaller = False
        for attempt in (
            _fewer_applicants,
            _without_documents,
            _without_rules,
            _plainer_rules,
            _without_facts,
            _plainer_question,
        ):
            at = 0
            while True:
                # What was tried before the last success is tried again in the next round only.
                for tried, candidate in enumerate(islice(attempt(question), at, None)):
                    if time.monotonic() >= until:
                        return question
                    if fails(candidate):
                        question, smaller, at = candidate, True, at + tried
                        break
                else:
                    break
    return question


def _fewer_applicants(question: Question) -> Iterator[Question]:
    """Leave out applicants, many at a time at first."""
    count = len(question.profiles)
    size = count // 2
    while size:
        for first in range(0, count, size):
            yield question.only(*(place for place in range(count) if not first <= place < first + size))
        size //= 2


def _without_documents(question: Question) -> Iterator[Question]:
    documents = question.rules["documents"]
    for at in range(len(documents)):
        if len(documents) > 1:
            yield _with_rules(question, {**question.rules, "documents": documents[:at] + documents[at + 1 :]})


def _without_rules(question: Question) -> Iterator[Question]:
    """Leave out one thing of the rule file, the largest first."""
    for path in sorted(_paths(question.rules), key=len):
        rules = copy.deepcopy(question.rules)
        _delete(rules, path)
        yield _with_rules(question, rules)


def _plainer_rules(question: Question) -> Iterator[Question]:
    """Put a part in the place of a compound, and one option in the place of all."""
    for path in sorted(_paths(question.rules), key=len):
        node = _at(question.rules, path)
        if not isinstance(node, dict):
            continue
        parts = [each for key in ("all", "any", "none") if isinstance(node.get(key), list) for each in node[key]]
        parts += node["at_least_of"]["of"] if "at_least_of" in node else []
        parts += [node["left_open"]] if "left_open" in node else []
        parts += list(node["options"].values()) if "by_reading" in node else []
        parts += node.get("total_of", [])
        for part in parts:
            rules = copy.deepcopy(question.rules)
            _put(rules, path, copy.deepcopy(part))
            yield _with_rules(question, rules)


def _without_facts(question: Question) -> Iterator[Question]:
    """Leave out one fact, of what is known and of what is the case alike; or let what is the case be what is known."""
    if len(question.profiles) != 1:
        return
    (profile,) = question.profiles
    for path in sorted(_paths(profile), key=len):
        if path == ("kind",):
            continue
        changed = [copy.deepcopy(each) for each in (profile, *question.complete)]
        for each in changed:
            _delete(each, path)
        yield _about(question, changed)
    if question.complete:
        for path in sorted(_paths(question.complete[0]), key=len):
            known, whole = _at(profile, path), _at(question.complete[0], path)
            if known is not _ABSENT and known != whole and known is not None:
                nearer = copy.deepcopy(question.complete[0])
                _put(nearer, path, copy.deepcopy(known))
                yield _about(question, [copy.deepcopy(profile), nearer])
            if known is None and whole is not _ABSENT and path[-1:] != ("kind",):
                closer = copy.deepcopy(profile)
                _put(closer, path, copy.deepcopy(whole))
                yield _about(question, [closer, copy.deepcopy(question.complete[0])])


def _plainer_question(question: Question) -> Iterator[Question]:
    for name in question.readings:
        yield replace(question, readings={key: value for key, value in question.readings.items() if key != name})
    if question.adopting:
        yield replace(question, adopting=None)
    if question.adopted_from:
        yield replace(question, adopted_from=None)


def _about(question: Question, changed: list[Data]) -> Question:
    return question.of(profiles=(changed[0],), complete=tuple(changed[1:]))


def _with_rules(question: Question, rules: Data) -> Question:
    return replace(question, rules=rules)


# --------------------------------------------------------------------------------------------------------------- paths

_ABSENT = object()


def _paths(node: Any, path: Path = ()) -> Iterator[Path]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from _paths(each, (*path, key))


def _at(node: Any, path: Path) -> Any:
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return _ABSENT
    return node


def _delete(node: Any, path: Path) -> None:
    holder = _at(node, path[:-1])
    if _at(node, path) is not _ABSENT:
        del holder[path[-1]]


def _put(node: Any, path: Path, value: Any) -> None:
    holder = _at(node, path[:-1])
    if holder is not _ABSENT:
        holder[path[-1]] = value
