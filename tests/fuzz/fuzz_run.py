"""The long run: many generated rule files, each with a table of generated applicants, through every engine, until a difference.

    python tests/fuzz/fuzz_run.py --cases 1000000 --jobs 2

A case is one applicant asked about under one rule file, on one day, under one choice of readings. Hypothesis draws the rule
files; every process has a seed of its own, so that the same seed asks the same questions again. The first difference ends
the run: the smallest question that shows it is written to a file, with what both sides say.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import sys
import time
import warnings
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

_TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_TESTS), str(_TESTS / "fuzz"), str(_TESTS / "engines" / "columns")]

from agreement import Counts  # noqa: E402 - the folders of the tests have to be known first

EVERY = {
    "columns on polars": 1,
    "durable-rules": 1,
    "columns on polars lazy": 8,
    "columns on pandas": 8,
    "columns on pyarrow": 8,
    "columns on duckdb": 64,
    "columns on polars in parts": 8,
    "columns on polars in row": 4,
    "columns on pyarrow in row": 32,
    "columns on polars lazy in row": 32,
}
"""Every how many rule files an engine is asked besides the reference, the compiled path and the naive evaluator.

DuckDB plans each query for seconds; the question is the same whatever the number of applicants.
"""
FILES = 10
"""Rule files that a process is given at a time."""
FEW = 15
"""Applicants of each rule file that durable-rules is asked about."""
MANY = 100
"""Applicants of each rule file that are asked about in more than one way: in other orders, with more known."""


def main() -> int:
    """Run until there are enough cases, or a difference; return 0, 1 where two answers differ, 2 if it was broken off."""
    given = _arguments()
    counts, started = Counts(), time.monotonic()
    found: dict[str, str] | None = None
    shard, enough = 0, False
    context = multiprocessing.get_context("spawn")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    broken_off = False
    with ProcessPoolExecutor(given.jobs, mp_context=context, max_tasks_per_child=40) as pool:
        running: set[Future[Any]] = set()
        try:
            while not found and (running or not enough):
                while not enough and len(running) < given.jobs + 1:
                    running.add(pool.submit(shard_of, given.seed + shard, shard * FILES, given.applicants))
                    shard += 1
                    enough = shard * FILES * given.applicants >= given.cases
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    more, difference = each.result()
                    counts.cases.update(more.cases)
                    found = found or difference
                late = given.minutes is not None and time.monotonic() - started > given.minutes * 60
                enough = enough or late
                _progress(counts, started, given.cases)
        except (KeyboardInterrupt, BrokenProcessPool):
            broken_off = True
        if found:
            # Kept before the others are waited for, which may be broken off.
            given.out.mkdir(parents=True, exist_ok=True)
            path = given.out / found["name"]
            path.write_text(found["text"], encoding="utf-8")
            sys.stdout.write(f"{found['engine']} differs from the reference: {path}\n")
            sys.stdout.flush()
        pool.shutdown(wait=not broken_off, cancel_futures=True)
    _report(counts, time.monotonic() - started, shard, given.seed)
    if broken_off:
        sys.stdout.write(f"broken off: up to {len(running)} of these seeds were not finished\n")
        return 2
    return 1 if found else 0


def _arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases to ask about")
    parser.add_argument("--applicants", type=int, default=400, help="applicants for each rule file")
    parser.add_argument("--jobs", type=int, default=max(1, multiprocessing.cpu_count()), help="processes")
    parser.add_argument("--seed", type=int, default=1, help="the same seed asks the same questions")
    parser.add_argument("--minutes", type=float, help="begin nothing new after so many minutes")
    parser.add_argument("--out", type=Path, default=Path("fuzz-found"), help="where a difference is written")
    return parser.parse_args()


def shard_of(seed: int, first: int, applicants: int) -> tuple[Counts, dict[str, str] | None]:
    """Put some questions, as Hypothesis draws them from a seed, to the engines; return the first difference as a file."""
    warnings.simplefilter("ignore")
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415 - only where it is used
    from hypothesis import seed as seeded  # noqa: PLC0415 - likewise
    from hypothesis import strategies as st  # noqa: PLC0415 - likewise
    from questions import Question, question  # noqa: PLC0415 - likewise

    counts = Counts()
    asked: list[Question] = []
    result: dict[str, str] | None = None

    @seeded(seed)
    @settings(
        max_examples=FILES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False), st.integers(0, 2**32 - 1))
    def draw(rnd: Any, drawn: int) -> None:
        asked.append(question(rnd, drawn, applicants))

    draw()
    for place, each in enumerate(asked):
        result = _asked(each, seed, first + place, counts)
        if result:
            break
    return counts, result


def _asked(question: Any, seed: int, number: int, counts: Counts) -> dict[str, str] | None:
    from random import Random  # noqa: PLC0415 - only where it is used

    from checking import checked, derived, smallest  # noqa: PLC0415 - likewise

    names = [name for name, every in EVERY.items() if number % every == every // 2 and name != "durable-rules"]
    few = question.only(*range(FEW))
    whole: list[tuple[Any, Any]] = [
        (question, ("compiled", "law: more knowledge", *names)),
        (few, ("durable-rules",)),
        *derived(question, Random(seed), MANY),  # noqa: S311 - nothing secret hangs on it
    ]
    for at, (each, checks) in enumerate(whole):
        mine = counts if at == 0 else Counts()
        found = checked(each, checks, mine)
        if at:
            counts.cases.update({name: count for name, count in mine.cases.items() if name != "reference"})
        if found:
            least, difference = smallest(each, found)
            text = least.as_yaml(difference=difference.said())
            name = "".join(letter if letter.isalnum() else "-" for letter in difference.engine)
            return {"engine": difference.engine, "name": f"{name}-{seed}-{number}.yaml", "text": text}
    return None


def _progress(counts: Counts, started: float, cases: int) -> None:
    if sys.stderr.isatty():
        seconds = time.monotonic() - started
        sys.stderr.write(f"\r{counts.cases['reference']:,} of {cases:,} cases, {seconds:,.0f} s\x1b[K")
        sys.stderr.flush()


def _report(counts: Counts, seconds: float, shards: int, seed: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    sys.stdout.write(f"seeds {seed} to {seed + shards - 1}, {seconds:,.0f} s\n")
    for name, count in sorted(counts.cases.items(), key=lambda each: (-each[1], each[0])):
        sys.stdout.write(f"{count:>12,}  {name}\n")


if __name__ == "__main__":
    raise SystemExit(main())
