"""The least and the most that sums can turn out to be: stated sums and ceilings (最高), side by side."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_rules.terms import Money

_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a sum can turn out to be, in exact yuan."""

    floor: Money = _ZERO
    ceiling: Money | None = _ZERO
    """None: the missing facts leave no upper limit."""

    def __str__(self) -> str:
        """Return the sum, or both ends."""
        if self.certain:
            return str(self.floor)
        return f"{self.floor}–{'?' if self.ceiling is None else self.ceiling}"

    @property
    def certain(self) -> bool:
        """Whether floor and ceiling agree."""
        return self.floor == self.ceiling

    def around(self, other: Bounds) -> Bounds:
        """Return the bounds that contain both."""
        floor = min(self.floor, other.floor)
        if self.ceiling is None or other.ceiling is None:
            return Bounds(floor, None)
        return Bounds(floor, max(self.ceiling, other.ceiling))

    def plus(self, other: Bounds) -> Bounds:
        """Return the bounds of the sum."""
        if self.ceiling is None or other.ceiling is None:
            return Bounds(self.floor + other.floor, None)
        return Bounds(self.floor + other.floor, self.ceiling + other.ceiling)


@dataclass(frozen=True, slots=True)
class Totals:
    """Stated sums and ceilings, side by side; they are never added to one another."""

    fixed: Bounds = Bounds()
    up_to: Bounds = Bounds()

    def around(self, other: Totals) -> Totals:
        """Return the totals that contain both."""
        return Totals(self.fixed.around(other.fixed), self.up_to.around(other.up_to))

    def plus(self, other: Totals) -> Totals:
        """Return the totals added together, each nature for itself."""
        return Totals(self.fixed.plus(other.fixed), self.up_to.plus(other.up_to))

    @property
    def certain(self) -> bool:
        """Whether nothing is open."""
        return self.fixed.certain and self.up_to.certain
