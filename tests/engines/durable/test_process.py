"""A crash or a hang of the engine does not take the caller down."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest

from zjtx_rules.engines.durable import EngineFault, Workers
from zjtx_rules.engines.durable.network import Plan
from zjtx_rules.engines.durable.process import MACHINE
from zjtx_rules.problems import InputError

PLAN = Plan((((3, (1, 2)), (4, (3,))),))
OTHER = Plan((((5, (1,)),),))

needs_engine = pytest.mark.usefixtures("durable_rules")

WAIT = "import sys, time; sys.stdin.readline(); time.sleep(60)"
DIE = "import os, sys; sys.stdin.readline(); os.abort()"
BABBLE = "import sys; sys.stdin.readline(); print('no answer at all', flush=True); sys.stdin.readline()"
# A hang inside the engine's C code does not let the interpreter run; neither does this.
SPIN = "import sys, re; sys.stdin.readline(); re.match(r'(a+)+$', 'a' * 60 + 'b')"
# The fault as it was measured: a fact that no rule waits for, then its state deleted.
CRASH = """
import sys
from durable.engine import Ruleset
sys.stdin.readline()
rules = Ruleset("rules", None, {"rule": {"all": [{"m": {"a": True}}], "run": lambda c: None}})
try:
    rules.assert_fact({"id": 1, "sid": "1", "b": True})
except Exception:
    pass
rules.delete_state("1")
sys.exit(3)  # in case it survives, it must not pass for an answer
"""

Make = Callable[..., Workers]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Make workers of which the first one misbehaves, and all others too unless they are to recover."""
    pools: list[Workers] = []

    def made(misbehave: str, *, recovers: bool = True, timeout: float = 20) -> Workers:
        script, marker = tmp_path / "worker.py", tmp_path / "first"
        text = f"""
            import pathlib, runpy
            marker = pathlib.Path({str(marker)!r})
            if marker.exists() and {recovers}:
                runpy.run_path({str(MACHINE)!r}, run_name="__main__")
            else:
                marker.touch()
                exec({misbehave!r})
            """
        script.write_text(dedent(text), encoding="utf-8")
        pools.append(Workers([sys.executable, str(script)], timeout=timeout))
        return pools[-1]

    yield made
    for each in pools:
        each.close()


@needs_engine
def test_a_worker_derives_what_follows(workers: Workers) -> None:
    assert workers.derive([(PLAN, {1, 2}), (OTHER, {1}), (PLAN, {1})]) == [{1, 2, 3, 4}, {1, 5}, {1}]


@needs_engine
def test_a_worker_is_kept_for_the_next_question(workers: Workers) -> None:
    workers.derive([(PLAN, {1})])
    [first] = workers._idle  # noqa: SLF001 - the same process, not only the same answer
    workers.derive([(PLAN, {1, 2})])
    assert workers._idle == [first]  # noqa: SLF001 - likewise


@needs_engine
@pytest.mark.parametrize("misbehave", [DIE, CRASH, BABBLE], ids=["dies", "measured crash", "babbles"])
def test_a_crash_is_survived(make: Make, misbehave: str) -> None:
    assert make(misbehave).derive([(PLAN, {1, 2})]) == [{1, 2, 3, 4}]


@needs_engine
@pytest.mark.parametrize("misbehave", [WAIT, SPIN], ids=["waits", "spins"])
def test_a_hang_is_survived(make: Make, misbehave: str) -> None:
    assert make(misbehave, timeout=2).derive([(PLAN, {1, 2})]) == [{1, 2, 3, 4}]


def test_a_crash_again_is_an_error_that_says_so(make: Make) -> None:
    with pytest.raises(EngineFault, match="崩溃"):
        make(DIE, recovers=False).derive([(PLAN, {1, 2})])


def test_a_hang_again_is_an_error_that_says_so(make: Make) -> None:
    begun = time.monotonic()
    with pytest.raises(EngineFault, match=r"0\.3秒内没有回答"):
        make(WAIT, recovers=False, timeout=0.3).derive([(PLAN, {1, 2})])
    assert time.monotonic() - begun < 10


@needs_engine
def test_a_worker_that_died_between_two_questions_is_replaced(workers: Workers) -> None:
    workers.derive([(PLAN, {1})])
    workers._idle[0]._process.kill()  # noqa: SLF001 - as the system would when memory runs out
    workers._idle[0]._process.wait()  # noqa: SLF001 - likewise
    assert workers.derive([(PLAN, {1, 2})]) == [{1, 2, 3, 4}]


@needs_engine
def test_a_set_that_is_not_safe_is_an_error_and_not_a_hang(workers: Workers) -> None:
    unsafe = Plan((tuple((100 + at, (1,)) for at in range(100)),))
    with pytest.raises(EngineFault, match="not safe"):
        workers.derive([(unsafe, {1})])


@needs_engine
def test_a_worker_may_forget_rules_that_were_long_unused(workers: Workers) -> None:
    plans = [Plan((((at + 10, (1,)),),)) for at in range(70)]
    workers.derive([(each, {1}) for each in plans])
    assert workers.derive([(plans[0], {1})]) == [{1, 10}]


@needs_engine
def test_many_threads_may_ask_at_once(workers: Workers) -> None:
    def ask(at: int) -> bool:
        known = {1, 2} if at % 2 else {1}
        return workers.derive([(PLAN, known)]) == [known | {3, 4} if at % 2 else known]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


@needs_engine
def test_no_more_workers_are_kept_than_asked_for() -> None:
    workers = Workers(keep=1)
    barrier = threading.Barrier(4)

    def ask(_: int) -> None:
        barrier.wait()
        workers.derive([(PLAN, {1})])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert len(workers._idle) <= 1  # noqa: SLF001 - processes, which nothing else shows
    workers.close()


def test_where_it_cannot_be_imported_the_remedy_is_named(tmp_path: Path) -> None:
    script = tmp_path / "without.py"
    script.write_text(
        f"import runpy, sys\nsys.modules['durable'] = None\nrunpy.run_path({str(MACHINE)!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    workers = Workers([sys.executable, str(script)])
    with pytest.raises(InputError) as caught:
        workers.derive([(PLAN, {1})])
    [problem] = caught.value.problems
    assert problem.code == "engine-missing"
    assert problem.suggestion is not None
    assert "zjtx-rules[durable]" in problem.suggestion.zh
    assert "PyObject_CallObject" in problem.suggestion.en
