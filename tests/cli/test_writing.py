"""What commands write: whole or not at all, never over what they read, in the form that the file had."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zjtx_rules.analysis.editing.formatting import format_text, stored_like
from zjtx_rules.cli.commands import Command
from zjtx_rules.cli.main import main
from zjtx_rules.files import parse_yaml
from zjtx_rules.language import bundled_files
from zjtx_rules.problems import InputError

Zjtx = Callable[..., tuple[int, str, str]]
posix = pytest.mark.skipif(os.name != "posix", reason="links, signals and limits of POSIX")

LIST = "编号,所在地\nA1,日照市\n"
RULES = """\
documents:
- clauses:
  - {id: award.a, kind: award, cite: 一, quote: 给予10万元, title: 甲奖, to: enterprise, when: {newly_recognised: {title: little_giant}}, pays: {sum: 10万元}}
  id: demo
  title: 测试办法
  status: issued
jurisdiction: {name: 日照市, code: "371100"}
"""
DAY = ("--as-of", "2023-09-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(LIST, encoding="utf-8")
    Path("rules.yaml").write_text(RULES, encoding="utf-8")
    Path("people").mkdir()
    Path("people/applicants.csv").write_text("applicant,region\nA1,日照市\n", encoding="utf-8")
    if os.name == "posix":
        Path("link.csv").symlink_to("in.csv")
        os.link("in.csv", "hard.csv")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ["in.csv", "--out", "in.csv"],
        ["in.csv", "--out", "./in.csv"],
        ["in.csv", "--out", "link.csv"],
        ["link.csv", "--out", "in.csv"],
        ["in.csv", "--out", "hard.csv"],
        ["in.csv", "--report", "in.csv"],
        ["people", "--out", "people/applicants.csv"],
        ["in.csv", "--out", "s.csv", "--report", "s.csv"],
        ["in.csv", "--out", "s.csv", "--report", "people/../s.csv"],
        ["in.csv", "--rules", "rules.yaml", "--report", "rules.yaml"],
        ["in.csv", "--rules", "rules.yaml", "--against", "rules.yaml", "--report", "rules.yaml"],
        ["in.csv", "--rules", "rizhao", "--report", str(bundled_files()["rizhao"])],
    ],
    ids=" ".join,
)
def test_a_command_does_not_write_over_what_it_reads_or_writes(zjtx: Zjtx, folder: Path, arguments: list[str]) -> None:
    before = contents(folder)
    code, out, err = zjtx("simulate", *arguments, *DAY)
    assert (code, out) == (2, "")
    assert "错误[target-is-input]" in err
    assert contents(folder) == before


def test_other_targets_are_written(zjtx: Zjtx, folder: Path) -> None:
    assert zjtx("simulate", "in.csv", "--rules", "rizhao", *DAY, "--out", "o.csv", "--report", "r.txt")[0] == 0
    assert Path("o.csv").is_file()
    assert Path("r.txt").is_file()
    assert not [each for each in folder.iterdir() if "partial" in each.name]


MARKS = st.sampled_from(["", "\ufeff"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(MARKS, ENDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_formatting_keeps_the_byte_order_mark_and_the_line_ends(zjtx: Zjtx, folder: Path, mark: str, end: str) -> None:
    path = folder / "own.yaml"
    path.write_bytes((mark + RULES.replace("\n", end)).encode())
    assert zjtx("fmt", str(path))[0] == 0
    text = path.read_bytes().decode()
    assert text == mark + format_text(RULES).replace("\n", end)
    assert zjtx("fmt", "--check", str(path))[0] == 0
    assert parse_yaml(text, "own").data == parse_yaml(RULES, "own").data


@given(st.text(st.sampled_from("甲\r\n"), max_size=12), MARKS)
def test_the_most_frequent_line_end_is_taken(text: str, mark: str) -> None:
    found = stored_like("一\n二\n", mark + text)
    assert found.startswith(mark)
    ends = {end: len(text.replace("\r\n", "w").split(end)) - 1 for end in ("\n", "\r")} | {"\r\n": text.count("\r\n")}
    if max(ends.values()) > 0 and list(ends.values()).count(max(ends.values())) == 1:
        assert found == mark + "一二".replace("一", "一" + max(ends, key=lambda end: ends[end])) + max(
            ends, key=lambda end: ends[end]
        )


def run(code: str, *arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, **more)  # type: ignore[call-overload,no-any-return]  # noqa: S603 - our own program


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, check=False)  # noqa: S603 - our own command


MAIN = "import sys; from zjtx_rules.cli import main; sys.exit(main())"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); " + MAIN


@posix
def test_formatting_on_a_full_disk_leaves_the_file_and_says_so(folder: Path) -> None:
    text = RULES + "".join(f"# 注{number}\n" for number in range(2_000))
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    done = run(LIMITED, "fmt", "own.yaml", cwd=folder)
    assert done.returncode == 2
    assert "错误[cannot-write-or-read]" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert (folder / "own.yaml").read_text(encoding="utf-8") == text
    assert not [each for each in folder.iterdir() if "partial" in each.name]


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ["simulate", "many.csv", "--rules", "rizhao", *DAY, "--out", "out.parquet"],
        pytest.param(["simulate", "many.csv", "--rules", "rizhao", *DAY, "--out", "out.csv"], marks=pytest.mark.long),
        pytest.param(["simulate", "many.csv", "--rules", "rizhao", *DAY, "--chunk", "500"], marks=pytest.mark.long),
        ["simulate", "in.csv", "--rules", "rizhao", *DAY, "--format", "html", "--report", "out.html"],
        ["population", "--n", "3000", "--seed", "1", "--out", "made"],
        pytest.param(
            ["population", "--n", "3000", "--seed", "1", "--out", "made", "--format", "csv"], marks=pytest.mark.long
        ),
    ],
    ids=" ".join,
)
def test_a_full_disk_or_temporary_folder_is_said_without_a_traceback(folder: Path, arguments: list[str]) -> None:
    rows = "".join(f"A{number},日照市\n" for number in range(3_000))
    (folder / "many.csv").write_text("编号,所在地\n" + rows, encoding="utf-8")
    before = set(contents(folder))
    done = run(LIMITED, *arguments, cwd=folder)
    assert done.returncode == 2
    assert "错误[cannot-write" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert set(contents(folder)) == before


@posix
@pytest.mark.parametrize(
    "ask",
    [
        signal.SIGTERM,
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
    ],
)
def test_a_population_that_is_ended_leaves_nothing(folder: Path, ask: signal.Signals) -> None:
    before = set(folder.iterdir())
    with drawing(folder, signal.SIG_DFL) as made:
        made.send_signal(ask)
        _, err = made.communicate(timeout=60)
    assert (made.returncode, b"Traceback" in err) == (130, False), err.decode()
    assert set(folder.iterdir()) == before


@posix
def test_a_population_that_was_told_to_go_on_without_its_terminal_does(folder: Path) -> None:
    """Under `nohup` the request to hang up is ignored; the request to end is not."""
    before = set(folder.iterdir())
    with drawing(folder, signal.SIG_IGN) as made:
        made.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert made.poll() is None
        made.send_signal(signal.SIGTERM)
        _, err = made.communicate(timeout=60)
    assert made.returncode == 130, err.decode()
    assert set(folder.iterdir()) == before


@contextmanager
def drawing(folder: Path, hang_up: signal.Handlers) -> Iterator[subprocess.Popen[bytes]]:
    """Run a population of millions, whose folder has just been made.

    Args:
        folder: Where.
        hang_up: How it takes SIGHUP at its start, whatever the tests themselves were told (`nohup make test`).
    """
    before = set(folder.iterdir())
    code = f"import signal; signal.signal(signal.SIGHUP, signal.Handlers({int(hang_up)})); {MAIN}"
    arguments = [sys.executable, "-c", code, "population", "--n", "3000000", "--seed", "1", "--out", "made"]
    with subprocess.Popen(arguments, cwd=folder, stderr=subprocess.PIPE) as made:  # noqa: S603 - our own program
        deadline = time.monotonic() + 60
        while set(folder.iterdir()) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        yield made


@posix
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ValueError, InputError([])], ids=repr)
def test_what_a_library_makes_of_the_request_to_end_is_the_interruption(
    error: BaseException | type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: object) -> int:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        except KeyboardInterrupt:
            raise error from None
        return 0

    module = SimpleNamespace(arguments=lambda parser: None, run=run)  # noqa: ARG005 - no arguments of its own
    monkeypatch.setattr(sys.modules[main.__module__], "COMMANDS", [Command("rules", "规则 / rules", module)])
    assert main(["rules"]) == 130
    assert "错误" not in capsys.readouterr().err


def test_a_request_to_end_that_comes_up_inside_a_callback_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Callback:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)  # Python writes what is raised in here, and goes on
            sum(range(1000))

    def run(_: object) -> int:
        callback = Callback()
        del callback
        for _ in range(1000):
            time.sleep(0.01)
        return 0

    module = SimpleNamespace(arguments=lambda parser: None, run=run)  # noqa: ARG005 - no arguments of its own
    monkeypatch.setattr(sys.modules[main.__module__], "COMMANDS", [Command("rules", "规则 / rules", module)])
    assert main(["rules"]) == 130
    assert "Exception ignored" not in capsys.readouterr().err


KILLED = {
    "fmt": ("own.yaml", ["fmt", "own.yaml"]),
    "csv": ("out.csv", ["simulate", "in.csv", "--rules", "rizhao", *DAY, "--out", "out.csv"]),
    "parquet": ("out.parquet", ["simulate", "in.csv", "--rules", "rizhao", *DAY, "--out", "out.parquet"]),
}


@posix
@pytest.mark.long
@pytest.mark.parametrize("what", KILLED)
def test_whoever_is_killed_at_any_moment_leaves_the_old_file_or_the_new_one(folder: Path, what: str) -> None:
    """Every second kill comes while the file is written, the others at any moment of the run; every second is a TERM."""
    name, arguments = KILLED[what]
    random, target = Random(1), folder / name  # noqa: S311 - moments, not secrets
    old = (RULES + "# 注\n" * 3_000).encode()
    target.write_bytes(old)
    begun = time.monotonic()
    run(MAIN, *arguments, cwd=folder)
    whole, new = time.monotonic() - begun, target.read_bytes()
    assert new != old
    for number in range(12):
        target.write_bytes(old)
        writer = subprocess.Popen([sys.executable, "-c", MAIN, *arguments], cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        while number % 4 < 2 and writer.poll() is None and not list(folder.glob(".zjtx-*")):
            time.sleep(0.0002)
        time.sleep(random.random() * (0.005 if number % 4 < 2 else whole))
        writer.send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
        writer.communicate()
        assert target.read_bytes() in (old, new)
        left = list(folder.glob(".zjtx-*"))
        assert number % 2 or not left  # who is asked to end takes away what is not finished
        for unfinished in left:
            unfinished.unlink()


@posix
def test_a_population_takes_the_place_of_another_or_leaves_it(folder: Path) -> None:
    """Where the second one cannot be written, the first is as it was."""
    assert run(MAIN, "population", "--n", "5", "--seed", "1", "--out", "made", cwd=folder).returncode == 0
    before = contents(folder)
    done = run(LIMITED, "population", "--n", "3000", "--seed", "2", "--out", "made", "--force", cwd=folder)
    assert done.returncode == 2
    assert contents(folder) == before
    assert run(MAIN, "population", "--n", "6", "--seed", "1", "--out", "made", "--force", cwd=folder).returncode == 0
    assert contents(folder) != before


@posix
@pytest.mark.parametrize(
    ("closed", "code", "said"),
    [
        (">&-", 2, "标准输出已关闭"),
        ("2>&-", 0, ""),
        (">&- 2>&-", 2, ""),
        ("<&-", 0, ""),
        ("<&- >&- 2>&-", 2, ""),
        ("> /dev/full", 2, "No space left on device"),
    ],
)
def test_streams_may_be_closed(folder: Path, closed: str, code: int, said: str) -> None:
    command = f'"{sys.executable}" -c "{MAIN}" rules {closed}'
    done = in_shell(command, folder)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@posix
def test_a_profile_is_not_read_from_a_closed_input(folder: Path) -> None:
    command = f'"{sys.executable}" -c "{MAIN}" evaluate - --rules rizhao <&-'
    done = in_shell(command, folder)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@posix
def test_a_file_that_is_written_is_no_place_for_what_else_is_said(folder: Path) -> None:
    """With the output closed its number is free: no file that is opened later may get it."""
    command = f'"{sys.executable}" -c "{MAIN}" simulate in.csv --rules rizhao --as-of 2023-09-01 --out o.csv --report r.txt >&-'
    done = in_shell(command, folder)
    assert done.returncode == 0
    assert (folder / "o.csv").read_text(encoding="utf-8-sig").count("\n") == 2


def test_fmt_rewrites_the_keywords_of_a_rule_file_and_back(zjtx: Zjtx, tmp_path: Path) -> None:
    path = tmp_path / "linyi.yaml"
    original = (Path(__file__).parents[2] / "docs/tutorial/linyi.yaml").read_text(encoding="utf-8")
    path.write_text(original, encoding="utf-8")
    assert zjtx("fmt", "--keywords", "zh", str(path))[0] == 0
    assert path.read_text(encoding="utf-8").startswith("行政区域: ")
    assert zjtx("fmt", "--check", str(path))[0] == 0  # as good a layout as the other
    assert zjtx("fmt", "--keywords", "en", str(path))[0] == 0
    assert path.read_text(encoding="utf-8") == original
