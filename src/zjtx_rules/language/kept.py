"""What is made of a rule set and used again: programs, networks, columns. Bounded, outside the rule set, safe between threads.

What is kept belongs to one rule set object, which never changes, and goes when it goes. So no name of a file or a
document can stand for two contents.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from zjtx_rules.language.ruleset import RuleSet

T = TypeVar("T")


class Kept:
    """A least-recently-used cache."""

    def __init__(self, most: int) -> None:
        """Keep at most so many entries."""
        self.most = most
        self._entries: OrderedDict[Hashable, object] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made now if it is new; of two threads that make it at once, both get the first."""
        lock = _Lock.held
        with lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]  # type: ignore[return-value]  # what `make` returned for this key
        made = make()
        with lock:
            found = self._entries.setdefault(key, made)
            self._entries.move_to_end(key)
            while len(self._entries) > self.most:
                self._entries.popitem(last=False)
        return found  # type: ignore[return-value]  # likewise


class _Lock:
    """The lock of all caches, held for no longer than a look-up takes; a forked process begins with a new one."""

    held = threading.Lock()

    @classmethod
    def renew(cls) -> None:
        cls.held = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Lock.renew)

_CACHES: WeakKeyDictionary[RuleSet, dict[str, Kept]] = WeakKeyDictionary()


def kept(rules: RuleSet, what: str, most: int) -> Kept:
    """Return the cache of a rule set for one purpose.

    Args:
        rules: The rule set; its caches go when it goes, so nothing kept may refer to it.
        what: The purpose, such as `programs`.
        most: How many entries are kept.
    """
    caches = _CACHES.get(rules)
    if caches is None:
        with _Lock.held:
            caches = _CACHES.setdefault(rules, {})
    cache = caches.get(what)
    return cache if cache is not None else caches.setdefault(what, Kept(most))
