"""Makes the population's files once, and ours answers for every firm: what every engine is then held against.

    python prepare.py FOLDER ROWS SEED SINGLE            the workload, every fact known
    python prepare.py FOLDER ROWS SEED --parts PART      only tables, in parts; half of the firms in 济南, 3 % of the facts missing

Run by `run.py`, in the environment of ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

import ours
import population
from workload import Answers, Difference, agree
from zjtx_rules.engines.columns import evaluate_table

MISSING = 0.03


def workload(folder: Path, rows: int, seed: int, single: int) -> None:
    """Write the tables, the flat table, the first firms as documents, and what ours says of all of them."""
    given = population.tables(rows, seed)
    flattened = population.flat(given)
    for name, frame in given.items():
        frame.write_parquet(folder / f"{name}.parquet")
    flattened.write_parquet(folder / "flat.parquet")
    np.savez(folder / "flat.npz", **{name: flattened[name].to_numpy() for name in flattened.columns})
    documents = population.documents(given, single)
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (folder / "flat_rows.json").write_text(json.dumps(population.flat_rows(flattened, single)), encoding="utf-8")
    rules = ours.workload_rules()
    table = evaluate_table(rules=rules, as_of=ours.DAY, clauses=ours.CLAUSES, verdicts="code", **given).table
    answers = ours.answers_of(table)
    reference = Answers.of(ours.answer(ours.profile(each), rules, explain=True) for each in documents)
    agree("evaluate_table", answers.first(single), reference, documents)
    answers.write(folder / "answers.bin")


def parts(folder: Path, rows: int, seed: int, part: int) -> None:
    """Write the tables in parts, one folder for each, so that no more than one part needs room."""
    for number, first in enumerate(range(0, rows, part)):
        given = population.tables(min(part, rows - first), seed, first=first, elsewhere=0.5)
        made = folder / f"{number:05}"
        made.mkdir()
        for name, frame in population.with_missing(given, MISSING, seed + number).items():
            frame.write_parquet(made / f"{name}.parquet")
        if sys.stderr.isatty():
            print(f"\r{min(first + part, rows):,} / {rows:,}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def main() -> None:
    """Make what is asked for."""
    folder, rows, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True)
    if sys.argv[4] == "--parts":
        parts(folder, rows, seed, int(sys.argv[5]))
    else:
        try:
            workload(folder, rows, seed, int(sys.argv[4]))
        except Difference as error:
            raise SystemExit(f"回答不一致 / the answers differ: {error}") from None
    (folder / "complete").touch()


if __name__ == "__main__":
    main()
