"""`meets`: a condition that the file defines once, under `conditions`, and uses by its name.

It is replaced by its definition when a file is loaded (`language.expanding`), so that nothing else knows it.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import Condition


class Meets(Condition):
    """A named condition, as a rule file writes it."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"meets"})

    meets: str = Field(title="符合", description="conditions 中一项定义的编号")
