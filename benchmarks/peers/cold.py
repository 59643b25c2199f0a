"""What it takes to get ready: import and load in new processes, the interpreter's own start taken off."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

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


def seconds(python: Path, statement: str, settings: Mapping[str, str]) -> float | None:
    """Return the best time of a statement in a new process; None if it fails."""

    def spent(body: str) -> float | None:
        started = time.perf_counter()
        found = subprocess.run(  # noqa: S603 - our own statements
            [str(python), "-c", body], env=dict(settings), capture_output=True, check=False
        )
        return None if found.returncode else time.perf_counter() - started

    bare = [each for _ in range(_ROUNDS) if (each := spent("pass")) is not None]
    full = [each for _ in range(_ROUNDS) if (each := spent(statement)) is not None]
    return min(full) - min(bare) if full and bare else None
