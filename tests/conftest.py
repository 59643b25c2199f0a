"""What all tests share.

No deadlines for single examples, whose time depends on the machine and on what else runs; fewer examples than hypothesis draws
by itself, unless `ZJTX_EXAMPLES=many` asks for all of them, as `make test-long` and the weekly run do for every property. And the tests that need
durable-rules are left out where it is not installed, which is said at the end of the run.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import settings

from examples_drawn import MANY
from zjtx_rules.cli import main

settings.register_profile("few", deadline=None, max_examples=20)
settings.register_profile("many", deadline=None)
settings.load_profile("many" if MANY else "few")

LEFT_OUT = "durable-rules is not installed (pip install 'zjtx-rules[durable]')"


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def zjtx(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run `zjtx` in the same process."""

    def run(*arguments: str) -> Said:
        code = main(arguments)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run


@pytest.fixture(scope="session")
def durable_rules() -> None:
    """Skip what needs durable-rules where it cannot be imported."""
    try:
        importlib.import_module("durable.engine")
    except ImportError as error:
        pytest.skip(f"{LEFT_OUT}: {error}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out; the quiet summary would only show a letter."""
    skipped = [each for each in terminalreporter.stats.get("skipped", ()) if LEFT_OUT in str(each.longrepr)]
    if skipped:
        terminalreporter.write_line(f"left out: {len(skipped)} tests of the second engine, {LEFT_OUT}")
