"""A fact of the core: how it is said, and how it is read from a profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from zjtx_rules.profile.facts import Missing
from zjtx_rules.profile.situation import Situation
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact of the core: how it is said, and how it is read from a profile."""

    label: Words
    type: str
    read: Callable[[Situation], tuple[Fraction | None, Missing]]
