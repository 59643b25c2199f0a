"""Leaves the tests out that need durable-rules where it is not installed, and says so at the end of the run."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

from zjtx_rules.engines.durable import Workers

LEFT_OUT = "durable-rules is not installed (pip install 'zjtx-rules[durable]')"


@pytest.fixture(scope="session")
def durable_rules() -> None:
    """Skip what needs durable-rules where it cannot be imported."""
    try:
        importlib.import_module("durable.engine")
    except ImportError as error:
        pytest.skip(f"{LEFT_OUT}: {error}")


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Worker processes that are ended with the test."""
    pool = Workers()
    yield pool
    pool.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out; the quiet summary would only show a letter."""
    skipped = [each for each in terminalreporter.stats.get("skipped", ()) if LEFT_OUT in str(each.longrepr)]
    if skipped:
        terminalreporter.write_line(f"left out: {len(skipped)} tests of the second engine, {LEFT_OUT}")
