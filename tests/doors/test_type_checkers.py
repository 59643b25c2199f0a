"""Pyright, strict, accepts the natural way to write it, and refuses a misspelt name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("pyright")


def checked(path: Path) -> subprocess.CompletedProcess[str]:
    found = Path(sys.executable).with_name("pyright")
    command = [str(found if found.exists() else shutil.which("pyright")), "--pythonpath", sys.executable, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "src")  # noqa: S603 - our own file


def test_the_natural_way_is_accepted_strictly(tmp_path: Path) -> None:
    text = (ROOT / "tests/contract/test_typed_use.py").read_text(encoding="utf-8")
    path = tmp_path / "typed.py"
    path.write_text(f"# pyright: strict\n{text}", encoding="utf-8")
    done = checked(path)
    assert done.returncode == 0, done.stdout


def test_a_misspelt_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text("import zjtx_rules as zjtx\n\nzjtx.evalute\n", encoding="utf-8")
    done = checked(path)
    assert done.returncode == 1
    assert '"evalute" is not a known attribute' in done.stdout
