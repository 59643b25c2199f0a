"""Whether money received counts against a claim, whether it surely does, and what would tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Counted(NamedTuple):
    """Whether an entry can count, whether it surely does, and what is missing where it does not surely."""

    can: bool
    surely: bool
    missing: tuple[str, ...] = ()

    def also(self, other: Counted) -> Counted:
        """Return whether it counts where both must hold.

        >>> counts_perhaps("level").also(COUNTS)
        Counted(can=True, surely=False, missing=('level',))
        """
        if not (self.can and other.can):
            return COUNTS_NOT
        return Counted(can=True, surely=self.surely and other.surely, missing=self.missing + other.missing)


COUNTS_NOT = Counted(can=False, surely=False)
COUNTS = Counted(can=True, surely=True)


def counts_perhaps(*missing: str) -> Counted:
    """Return that it may count, and what would tell."""
    return Counted(can=True, surely=False, missing=missing)


def one_of(every: Sequence[Counted], untold: str) -> Counted:
    """Return whether an entry counts that is one of several things; `untold` is what would tell which.

    >>> one_of([COUNTS, COUNTS_NOT], "clause")
    Counted(can=True, surely=False, missing=('clause',))
    """
    can = [each for each in every if each.can]
    if not can:
        return COUNTS_NOT
    missing = tuple(dict.fromkeys(name for each in can for name in each.missing))
    if len(can) == len(every):
        return Counted(can=True, surely=all(each.surely for each in can), missing=missing)
    return counts_perhaps(*missing, untold)


class Part(NamedTuple):
    """What one entry of the ledger is to one claim, under all rules that bind it."""

    can: bool
    """Whether it can count at all."""
    surely: bool
    ends_possibly: bool
    """Whether it can be what ends payments under a rule."""
    ends_certainly: bool
    own_surely: bool
    """Whether it was for certain under the claim's own clause."""
    missing: tuple[str, ...]
    """Paths of what the entry does not say and would have to."""


NO_PART = Part(can=False, surely=False, ends_possibly=False, ends_certainly=False, own_surely=False, missing=())
