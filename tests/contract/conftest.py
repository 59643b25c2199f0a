"""Running `zjtx` in the same process, and what it said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zjtx_rules.cli import main


@pytest.fixture
def zjtx_said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run
