"""One slip in a file, as somebody makes it: a key left out, an unknown one, a value of another type, another word, another place."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

Data = dict[str, Any]

VALUES: tuple[Any, ...] = (
    *("坏值", "", "0.5", "200万", "50", "2023/9/1", "2023-02-30", "2023-01-01", "30万元", "50%", "0年", "3年", "all"),
    *("enterprise", "年", 7, 0, -1, Decimal("1.5"), True, False, None, [], {}, ["a"], {"a": 1}),
)
KEYS = ("没有的项", "titel", "id", "to", "when", "quote")


def mutant(rnd: Random, data: Data) -> Data:
    """Return a file with one slip in it."""
    found = deepcopy(data)
    some = list(_places(found))
    node, key = rnd.choice(some)
    how = rnd.choice(["left out", "added", "value", "value", "value", "moved", "misspelt"])
    if how == "left out":
        del node[key]
    elif how == "value":
        node[key] = deepcopy(rnd.choice(VALUES))
    elif how == "moved":
        other, where = rnd.choice(some)
        node[key] = deepcopy(other[where])
    elif isinstance(node, list):
        node.insert(key, deepcopy(node[key] if how == "misspelt" else rnd.choice(VALUES)))
    elif how == "misspelt":
        node[f"{key}x"] = node.pop(key)
    else:
        node.setdefault(rnd.choice(KEYS), rnd.choice(["a", 1]))
    return found


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(value, (dict, list)):
            yield from _places(value)
