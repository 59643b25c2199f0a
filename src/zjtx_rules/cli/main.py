"""The entry of `zjtx`: finds the command, runs it, and turns every bad input into a message and exit code 2."""

from __future__ import annotations

import _thread
import argparse
import errno
import gc
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from zjtx_rules.cli.command_line import BAD_INPUT, parse
from zjtx_rules.cli.commands import COMMANDS
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words

INTERRUPTED = 130

_NEW_OBJECTS = 50_000
"""After how many objects that were made and not freed the garbage collector looks (Python: 700 or 2,000)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `zjtx` and return its exit code: 0, 1 where the answer of a check is no, 2 for bad input, 130 when interrupted."""
    _open_streams()
    with _collecting_seldom():
        try:
            given = parse(sys.argv[1:] if arguments is None else arguments, COMMANDS, __version__)
        except SystemExit as leaving:
            return int(leaving.code or 0)
        return _run(given)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the garbage collector run seldom: models and rules are read to be kept, and it would go over them again and again."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run(given: argparse.Namespace) -> int:
    try:
        with _ended_like_interrupted():
            code = int(given.run(given))
            sys.stdout.flush()
    except InputError as error:
        return _say(error, given.lang, as_json=_as_json(given))
    except BrokenPipeError:
        # Whoever read our output has closed it (`zjtx … | head`): no more can be said, and none is wanted.
        _say_no_more()
        return 0
    except OSError as error:
        # A full disk, a file that went away while it was read.
        return _say(_unwritable(error), given.lang, as_json=_as_json(given))
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("ZJTX_TRACEBACK"):
            raise
        return _say(_internal(error), given.lang, as_json=_as_json(given))
    return code


def _as_json(given: argparse.Namespace) -> bool:
    return getattr(given, "format", None) in ("json", "sarif")


def _say(error: InputError, language: Language, *, as_json: bool = False) -> int:
    """Report problems once what was written before has gone out, and return the exit code.

    A program that asked for JSON gets the problems as JSON on the standard output; people read them on the other stream.
    """
    try:
        if as_json:
            sys.stdout.write(json.dumps(error.to_dict(), ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()
    except OSError:
        _say_no_more()
    with suppress(OSError):
        sys.stderr.write(error.render(language) + "\n")
    return BAD_INPUT


def _unwritable(error: OSError) -> InputError:
    why = error.strerror or str(error)
    message = Words(f"读写失败：{why}", f"reading or writing failed: {why}")
    hint = None
    if error.errno == errno.ENOSPC:
        hint = Words(
            "腾出磁盘空间；临时文件放在哪里，可由环境变量 TMPDIR 指定",
            "make room on the disk; the environment variable TMPDIR says where temporary files go",
        )
    return InputError([Problem("cannot-write-or-read", message, Place(str(error.filename or "zjtx")), suggestion=hint)])


def _internal(error: Exception) -> InputError:
    """Return the problem for a fault of ours, which no input should be able to bring about."""
    said = f"{type(error).__name__}: {error}"[:300]
    message = Words(f"程序内部出错（{said}）", f"an error inside the program ({said})")
    hint = Words(
        "这是程序的毛病，请报告；设环境变量 ZJTX_TRACEBACK=1 再运行一次，可得到详细的出错位置",
        "this is a fault of the program, please report it; run again with ZJTX_TRACEBACK=1 to see where it arose",
    )
    return InputError([Problem("internal-error", message, Place("zjtx"), suggestion=hint)])


@contextmanager
def _ended_like_interrupted() -> Iterator[None]:
    """Take a request to end (TERM, HUP) as Ctrl-C, so that unfinished files are taken away; a second one waits for that.

    Whatever error comes out after such a request is the interruption: a library may turn it into an error of its own.
    """
    names = [name for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    requested = False

    def ended(*_: Any) -> None:
        nonlocal requested
        requested = True
        for name in before:
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        raise KeyboardInterrupt

    def lost(what: Any) -> None:
        """Ask once more where the request came up inside a callback of a library, from which no exception comes out."""
        if not requested or what.exc_type is not KeyboardInterrupt:
            told(what)
            return
        signal.signal(signal.SIGINT, ended)
        threading.Timer(0.01, _thread.interrupt_main).start()

    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    # What is ignored stays ignored (nohup), and so does what was not set by Python.
    before = {name: handler for name, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    for name in before:
        signal.signal(getattr(signal, name), ended)
    told, sys.unraisablehook = sys.unraisablehook, lost
    try:
        yield
    except Exception as error:
        if requested:
            raise KeyboardInterrupt from error
        raise
    finally:
        sys.unraisablehook = told
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


class _Closed(io.TextIOBase):
    """The standard output of a process that was started without one: writing to it is an error like that of a full disk."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        del text
        raise OSError(errno.EBADF, "标准输出已关闭 / standard output is closed", "stdout")


def _open_streams() -> None:
    """Write UTF-8; where a stream was closed, keep its number from files that are opened later, and say so when it is written to."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(OSError):
            while (held := os.open(os.devnull, os.O_RDWR)) <= 2:
                os.set_inheritable(held, True)  # noqa: FBT003 - as Python has it
            os.close(held)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say_no_more() -> None:
    """Let nothing be written to the output any more, also not when Python closes it."""
    with suppress(OSError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
