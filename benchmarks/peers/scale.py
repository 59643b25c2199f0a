"""One run over a population against all bundled rule sets, every clause, in a process of its own: time and peak memory.

    python scale.py FOLDER whole|parts

`whole` reads every part of the folder and asks once; `parts` asks for one part after another and keeps only the sums, as a
budget does. Three in a hundred facts are missing. The last line of the output is JSON. Run by `run.py`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

import ours
import population
from zjtx_rules import load
from zjtx_rules.engines.columns import evaluate_table


def peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main() -> None:
    """Ask, and print what it took."""
    folder, way = Path(sys.argv[1]), sys.argv[2]
    rules = load()
    before = peak()
    parts = sorted(each for each in folder.iterdir() if each.is_dir())
    groups = [parts] if way == "whole" else [[each] for each in parts]
    reading = asking = computing = 0.0
    rows = referred = floor = open_ = 0
    reasons: Counter[str] = Counter()
    for group in groups:
        begun = time.perf_counter()
        frames: dict[str, Any] = {
            name: pl.concat([pl.read_parquet(each / f"{name}.parquet") for each in group]) for name in population.NAMES
        }
        reading += time.perf_counter() - begun
        begun, before_it = time.perf_counter(), time.process_time()
        answer = evaluate_table(rules=rules, as_of=ours.DAY, verdicts="code", **frames)
        asking += time.perf_counter() - begun
        computing += time.process_time() - before_it
        rows += answer.table.height
        referred += answer.report.referred
        reasons.update(answer.report.by_reference)
        floor += answer.table["payable#up_to_floor"].sum()
        open_ += (answer.table["payable#up_to_floor"] != answer.table["payable#up_to_ceiling"]).sum()
        del frames, answer
    found = {
        "rows": rows,
        "way": way,
        "clauses": sum(1 for _ in rules.clauses()),
        "reading": reading,
        "seconds": asking,
        "cpu": computing,
        "before": before,
        "peak": peak(),
        "referred": referred,
        "reasons": dict(reasons),
        "floor_yuan": floor // 100,
        "open": open_,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
