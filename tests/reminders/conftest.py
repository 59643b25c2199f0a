"""Running `zjtx` in the same process, and what it said."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from zjtx_rules.cli import main


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def zjtx(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def run(*arguments: str) -> Said:
        code = main(arguments)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
