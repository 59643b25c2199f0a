"""Generated rule files written shorter: with sections for neighbouring clauses, and conditions that stand twice defined once.

The naive evaluator is given the long form, the library the short one, so that whatever agrees agrees about these too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Data = dict[str, Any]
_SHARED = ("quote", "by", "to", "where", "when")


def shortened(rules: Data) -> Data:
    """Return a rule file that means the same, with sections and named conditions wherever there is anything to share."""
    counted = Counter(_spelt(each) for document in rules["documents"] for each in _conditions(document))
    names = {
        spelt: f"said_{at}" for at, spelt in enumerate(sorted(each for each, times in counted.items() if times > 1))
    }
    documents = [{**each, "clauses": _sections(each["clauses"])} for each in rules["documents"]]
    found = {**rules, "documents": [_named(each, names) for each in documents]}
    if names:
        defined = [(name, json.loads(spelt)) for spelt, name in names.items()]
        found["conditions"] = [
            # A definition may rest on others, never on itself.
            {"id": name, "label": f"所称{name}", "when": _parts_named(when, names)}
            for name, when in defined
        ]
    return found


def _spelt(condition: Data) -> str:
    return json.dumps(condition, sort_keys=True, ensure_ascii=False, default=str)


def _conditions(node: Any) -> Iterator[Data]:
    """Yield every condition that stands under `when`, in `all`, `any` or `none`."""
    if isinstance(node, dict):
        for key, each in node.items():
            if key == "when" and isinstance(each, dict):
                yield each
            if key in ("all", "any", "none") and isinstance(each, list):
                yield from (part for part in each if isinstance(part, dict))
            yield from _conditions(each)
    elif isinstance(node, list):
        for each in node:
            yield from _conditions(each)


def _named(node: Any, names: dict[str, str]) -> Any:
    """Return data with the conditions that have a name replaced by it."""
    if isinstance(node, list):
        return [_named(each, names) for each in node]
    if not isinstance(node, dict):
        return node
    found = {}
    for key, each in node.items():
        if key == "when" and isinstance(each, dict):
            found[key] = _use(each, names)
        elif key in ("all", "any", "none") and isinstance(each, list):
            found[key] = [_use(part, names) if isinstance(part, dict) else part for part in each]
        else:
            found[key] = _named(each, names)
    return found


def _use(condition: Data, names: dict[str, str]) -> Data:
    name = names.get(_spelt(condition))
    found: Data = {"meets": name} if name is not None else _named(condition, names)
    return found


def _parts_named(condition: Data, names: dict[str, str]) -> Data:
    found: Data = _named(condition, names)
    return found


def _sections(clauses: list[Data]) -> list[Data]:
    """Return the clauses two by two in sections that say what both say; a clause of another number keeps its own."""
    found: list[Data] = []
    left = list(clauses)
    while left:
        pair = left[:2]
        if len(pair) == 2 and any(key in pair[0] and pair[0][key] == pair[1].get(key) for key in _SHARED):
            found.append(_section(pair))
            left = left[2:]
        else:
            found.append(left.pop(0))
    return found


def _section(clauses: list[Data]) -> Data:
    same: Callable[[str], bool] = lambda key: all(key in each and each[key] == clauses[0].get(key) for each in clauses)  # noqa: E731
    shared = [key for key in _SHARED if same(key)]
    said = {"cite": clauses[0]["cite"], **{key: clauses[0][key] for key in shared}}
    inside = [{key: each for key, each in clause.items() if key not in said or each != said[key]} for clause in clauses]
    return {"section": clauses[0]["cite"], **{key: clauses[0][key] for key in shared}, "clauses": inside}
