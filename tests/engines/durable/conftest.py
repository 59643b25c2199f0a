"""Worker processes for the tests of the second engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zjtx_rules.engines.durable import Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Worker processes that are ended with the test."""
    pool = Workers()
    yield pool
    pool.close()
