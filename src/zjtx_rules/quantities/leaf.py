"""A fact of the core: how it is said, and how it is read from a profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.profile.facts import Fact, Missing
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.yearly import Yearly
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact of the core: how it is said, and how it is read from a profile."""

    label: Words
    type: str
    read: Callable[[Situation], tuple[Fraction | None, Missing]]
    fact: Fact | None = None
    """The fact of the profile, where it is one."""
    year: tuple[Yearly, int] | None = None
    """The figure of a year, where it is one."""
    condition: Prepared | None = None
    """The condition, where it is a yes or no that is judged."""
