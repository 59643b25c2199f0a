"""How long `zjtx simulate` takes over a synthetic population, and how much memory at most: time and memory by size.

    python benchmarks/simulate.py [FIRMS ...] [--rules NAME ...] [--chunk N] [--out]

Every size runs in a process of its own, so that its peak memory is its own. The population is made first, and not timed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from zjtx_rules import load
from zjtx_rules.cli import main
from zjtx_rules.populations.simulation.running import CHUNK, simulate

AS_OF = date(2023, 9, 1)


def one(folder: Path, rules: list[str], chunk: int, out: Path | None) -> dict[str, float]:
    """Return what one run took: seconds, seconds of both cores, peak memory in MB."""
    start = time.perf_counter()
    found = simulate(folder, load(*rules), AS_OF, chunk=chunk, out=out)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "by_reference": found.by_reference,
    }


def measured() -> None:
    """Measure what is asked for on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("firms", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--rules", action="append", default=[])
    parser.add_argument("--chunk", type=int, default=CHUNK)
    parser.add_argument("--out", action="store_true", help="also write the answer for every applicant")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.folder:
        folder = Path(given.folder)
        out = folder.parent / "answers.parquet" if given.out else None
        print(json.dumps(one(folder, given.rules, given.chunk, out)))
        return
    print(f"{'applicants':>12} {'seconds':>9} {'cpu s':>9} {'per second':>11} {'peak MB':>9} {'by reference':>13}")
    for firms in given.firms:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "population"
            with contextlib.redirect_stdout(sys.stderr):
                main(["population", "--n", str(firms), "--seed", "1", "--out", str(folder)])
            again = [sys.executable, __file__, "--folder", str(folder), "--chunk", str(given.chunk)]
            again += [each for rules in given.rules for each in ("--rules", rules)] + ["--out"] * given.out
            said = subprocess.run(again, check=True, capture_output=True, text=True)  # noqa: S603 - this very file
            row = json.loads(said.stdout)
        print(
            f"{firms:>12,} {row['seconds']:>9.1f} {row['cpu']:>9.1f} {firms / row['seconds']:>11,.0f} "
            f"{row['peak_mb']:>9,.0f} {row['by_reference']:>13,}",
            flush=True,
        )


if __name__ == "__main__":
    measured()
