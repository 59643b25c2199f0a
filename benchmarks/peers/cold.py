"""What it takes to get ready: import and load in new processes, the interpreter's own start taken off."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from timing import Spent

STATEMENTS: Final = (
    ("import zjtx_rules", "ours", "import zjtx_rules"),
    ("import zjtx_rules; load('rizhao')", "ours", "import zjtx_rules; zjtx_rules.load('rizhao')"),
    ("import zjtx_rules; load()  # 全部规则 / all rule sets", "ours", "import zjtx_rules; zjtx_rules.load()"),
    ("import polars", "ours", "import polars"),
    ("OpenFisca：import，建工作量的规则 / the workload's rules", "openfisca", "import peer_openfisca as p; p.system()"),
    (
        "ZEN：import，建工作量的决策图 / the workload's graph",
        "zen",
        "import peer_zen as p; p.zen.ZenEngine().create_decision(p.graph(*p._nested()))",
    ),
    (
        "durable-rules：import，建工作量的规则 / the workload's rules",
        "durable",
        "import peer_durable as p; p.declare(); p.assert_fact(p._NAME, {'id': 1, 'firm': True})",
    ),
)
"""Label, environment, statement."""
_ROUNDS = 7


def spent(python: Path, statement: str, settings: Mapping[str, str]) -> Spent | None:
    """Return the best that a statement takes in a new process, on the clock and of the processor; None if it fails."""
    bare, full = _best(python, "pass", settings), _best(python, statement, settings)
    return Spent(full.wall - bare.wall, full.cpu - bare.cpu) if bare and full else None


def _best(python: Path, statement: str, settings: Mapping[str, str]) -> Spent | None:
    found = []
    for _ in range(_ROUNDS):
        before, started = os.times(), time.perf_counter()
        ended = subprocess.run(  # noqa: S603 - our own statements
            [str(python), "-c", statement], env=dict(settings), capture_output=True, check=False
        )
        wall, after = time.perf_counter() - started, os.times()
        if ended.returncode:
            return None
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        found.append(Spent(wall, cpu))
    return Spent(min(each.wall for each in found), min(each.cpu for each in found))
