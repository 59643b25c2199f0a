"""durable-rules in processes of its own, so that a crash or a hang of the engine never reaches the caller.

A worker is kept alive between questions, belongs to one caller at a time, and is ended and replaced as soon as it dies, does
not answer in time or reports that the engine failed. A question is put to a fresh worker once more before it is given up.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zjtx_rules.engines.durable.faults import EngineFault, engine_missing
from zjtx_rules.engines.durable.network import Plan
from zjtx_rules.words import Words

Question = tuple[Plan, set[int]]
"""Rules, and the signals that are given."""

MACHINE = Path(__file__).with_name("machine.py")
_ATTEMPTS = 2


class Workers:
    """Worker processes, as many as are asked at the same time; safe to share between threads."""

    def __init__(self, command: Sequence[str] = (), timeout: float = 20, keep: int = 4) -> None:
        """Start nothing yet.

        Args:
            command: What runs the machine; by default this Python.
            timeout: Seconds after which a worker counts as hanging.
            keep: How many idle workers are kept alive.
        """
        self._command = tuple(command)
        self._timeout = timeout
        self._keep = keep
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def derive(self, questions: Sequence[Question]) -> list[set[int]]:
        """Return every signal that holds, for each question.

        Raises:
            InputError: If durable-rules cannot be imported; says how to install it.
            EngineFault: If the engine crashed, hung or failed twice.
        """
        reason = Words("", "")
        for _ in range(_ATTEMPTS):
            worker = self._take()
            reply: dict[str, Any] = {}
            try:
                reply = worker.ask(questions)
            except _LostError as error:
                reason = error.words
            finally:
                # Also where the caller was interrupted: an answer still under way must not reach the next question.
                if "derived" in reply:
                    self._put_back(worker)
                else:
                    worker.end()
            if "missing" in reply:
                raise engine_missing(reply["missing"])
            if "derived" in reply:
                return [set(each) for each in reply["derived"]]
            if "fault" in reply:
                reason = Words(f"引擎出错（{reply['fault']}）", f"the engine failed ({reply['fault']})")
        raise EngineFault(reason)

    def close(self) -> None:
        """End all idle workers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for each in idle:
            each.end()

    def _take(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        if not self._command and not sys.executable:
            raise EngineFault(Words("找不到 Python 解释器以启动工作进程", "there is no Python to start a worker with"))
        return _Worker(self._command or (sys.executable, "-P", str(MACHINE)), self._timeout)

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            if len(self._idle) < self._keep:
                self._idle.append(worker)
                return
        worker.end()

    def _forget(self) -> None:
        """Leave the workers of the parent alone after a fork; two processes must not talk to one worker."""
        self._idle = []
        self._lock = threading.Lock()


class _LostError(Exception):
    """Raised when a worker died or had to be ended."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class _Worker:
    """One process."""

    def __init__(self, command: Sequence[str], timeout: float) -> None:
        self._timeout = timeout
        self._known: set[str] = set()
        self._process = subprocess.Popen(  # noqa: S603 - our own file, run by this Python
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, questions: Sequence[Question]) -> dict[str, Any]:
        """Return the worker's reply; rules that it does not know yet are sent along."""
        reply = self._ask(questions, {plan.name: plan.sets for plan, _ in questions if plan.name not in self._known})
        if "unknown" in reply:
            reply = self._ask(questions, {plan.name: plan.sets for plan, _ in questions})
        self._known.update(plan.name for plan, _ in questions)
        return reply

    def _ask(self, questions: Sequence[Question], plans: dict[str, Any]) -> dict[str, Any]:
        asked = [[plan.name, sorted(known)] for plan, known in questions]
        request = json.dumps({"plans": plans, "questions": asked, "limit": self._timeout}).encode()
        overdue = threading.Event()

        def give_up() -> None:
            overdue.set()
            self._process.kill()

        watch = threading.Timer(self._timeout, give_up)
        watch.daemon = True
        watch.start()
        try:
            stdin, stdout = self._process.stdin, self._process.stdout
            assert stdin is not None and stdout is not None  # noqa: S101, PT018 - both are pipes
            stdin.write(request + b"\n")
            stdin.flush()
            reply: dict[str, Any] = json.loads(stdout.readline())
        except (OSError, ValueError):
            watch.cancel()
            if overdue.is_set():
                seconds = f"{self._timeout:g}"
                raise _LostError(
                    Words(f"引擎{seconds}秒内没有回答", f"the engine did not answer within {seconds} seconds")
                ) from None
            code = self.end(patience=1)
            raise _LostError(Words(f"引擎崩溃（退出码{code}）", f"the engine crashed (exit code {code})")) from None
        watch.cancel()
        return reply

    def end(self, patience: float = 0) -> int:
        """End the process, after some seconds of patience, and return its exit code."""
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be written has nowhere to go
                    pipe.close()
        return code
