"""How many examples the slow properties draw: few in the suite, many in `make test-long` and once a week.

What a property costs is set where it stands: `@drawn(few=2, many=5)` in place of `@settings(max_examples=...)`. All other
properties draw as many as the profile says that `conftest.py` loads.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

MANY = os.environ.get("ZJTX_EXAMPLES") == "many"


def examples(few: int, many: int) -> int:
    """Return how many examples to draw in this run."""
    return many if MANY else few


def drawn(few: int, many: int, like: settings | None = None) -> Callable[[Any], Any]:
    """Return what makes a property draw few examples in the suite, and many where it is run at length.

    Args:
        few: In the suite.
        many: In `make test-long`, which runs every property that is marked so.
        like: The other settings.
    """

    def decorate(test: Any) -> Any:
        return pytest.mark.drawn(settings(like or settings(), max_examples=examples(few, many))(test))

    return decorate
