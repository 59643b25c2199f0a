"""Terms that reckon their hash and their spelling once: each is a tree, looked up and put in order again and again."""

from __future__ import annotations

from typing import Any, TypeVar

C = TypeVar("C", bound=type)


class Remembering:
    """The base of terms with parts: room for what was reckoned of them. It is no field, so that copies and pickles begin anew."""

    __slots__ = ("_hash", "_repr")


def remembers(cls: C) -> C:
    """Have the instances of a frozen class reckon hash and spelling once."""
    hashed: Any = cls.__hash__
    spelled: Any = cls.__repr__

    def hash_once(self: Any) -> int:
        try:
            made: int = self._hash
        except AttributeError:
            made = hashed(self)
            object.__setattr__(self, "_hash", made)
        return made

    def repr_once(self: Any) -> str:
        try:
            made: str = self._repr
        except AttributeError:
            made = spelled(self)
            object.__setattr__(self, "_repr", made)
        return made

    for name, function in (("__hash__", hash_once), ("__repr__", repr_once)):
        setattr(cls, name, function)
    return cls
