"""Where something is written: complete or not at all, through links, and into devices and pipes themselves."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest

from zjtx_rules.files.replacing import check_targets, replace_text, replacing
from zjtx_rules.problems import InputError
from zjtx_rules.words import Words

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")

    def half() -> None:
        with replacing(target) as path:
            path.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "report.html")
    for text in ("first", "second"):
        replace_text(tmp_path / "link.html", text)
        assert (tmp_path / "link.html").is_symlink()
        assert (tmp_path / "report.html").read_text(encoding="utf-8") == text


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    replace_text(pipe, "报告")
    reader.join(10)
    assert found == ["报告"]
    assert pipe.is_fifo()


@posix
def test_a_device_is_written_to_itself() -> None:
    # Nothing is written here: whoever broke this as root would lose the device.
    with replacing(Path("/dev/stdout")) as path:
        assert path == Path("/dev/stdout")


@posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o640])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "rules.yaml"
    target.write_text("old", encoding="utf-8")
    target.chmod(mode)
    replace_text(target, "new")
    assert target.stat().st_mode & 0o777 == mode


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    replace_text(tmp_path / "ours", "text")
    (tmp_path / "theirs").write_text("text", encoding="utf-8")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("名" * 85)  # 255 bytes
    for text in ("first", "second"):
        replace_text(target, text)
    assert target.read_text(encoding="utf-8") == "second"
    assert list(tmp_path.iterdir()) == [target]


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    replace_text(tmp_path / "a", "\ufeff甲\r\n乙\n")
    assert (tmp_path / "a").read_bytes() == "\ufeff甲\r\n乙\n".encode()


WRITER = """
import itertools, sys
from pathlib import Path
from zjtx_rules.files.replacing import replace_text
sys.stdout.write("ready\\n"); sys.stdout.flush()
for letter in itertools.cycle("ab"):
    replace_text(Path(sys.argv[1]), letter * 3_000_000)
"""


@posix
@pytest.mark.long
def test_whoever_is_killed_while_writing_leaves_a_whole_file(tmp_path: Path) -> None:
    """Two dozen kills at random moments of a program that does nothing but write."""
    random, seen = Random(1), set[str]()  # noqa: S311 - moments, not secrets
    target = tmp_path / "file"
    target.write_text("b" * 3_000_000, encoding="utf-8")
    for _ in range(24):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE)  # noqa: S603 - our own program
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.random() * 0.03)
        writer.kill()
        writer.communicate()
        text = target.read_text(encoding="utf-8")
        seen |= set(text)
        assert text in ("a" * 3_000_000, "b" * 3_000_000)
    assert seen == {"a", "b"}


LIMITED = """
import resource, sys
from pathlib import Path
from zjtx_rules.files.replacing import replace_text
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    replace_text(Path(sys.argv[1]), "b" * 100_000)
except OSError as error:
    sys.exit(7)
"""


@posix
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("a" * 50_000, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LIMITED, str(target)], check=False)  # noqa: S603 - likewise
    assert done.returncode == 7
    assert target.read_text(encoding="utf-8") == "a" * 50_000
    assert list(tmp_path.iterdir()) == [target]


def named(path: Path, option: str = "--out") -> tuple[str, Words, Path]:
    return option, Words("结果", "result"), path


@posix
@pytest.mark.parametrize("other", ["itself", "a link", "a hard link", "another way", "a folder that holds it"])
def test_a_target_that_is_an_input_is_refused_under_whatever_name(tmp_path: Path, other: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text("x", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.csv").symlink_to(source)
    os.link(source, tmp_path / "hard.csv")
    target = {
        "itself": source,
        "a link": tmp_path / "link.csv",
        "a hard link": tmp_path / "hard.csv",
        "another way": tmp_path / "sub" / ".." / "in.csv",
        "a folder that holds it": source,
    }[other]
    given = tmp_path if other == "a folder that holds it" else source
    with pytest.raises(InputError) as caught:
        check_targets([named(target)], [named(given, "POPULATION")])
    assert [each.code for each in caught.value.problems] == ["target-is-input"]


def test_two_targets_of_one_name_are_refused_before_either_exists(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check_targets([named(tmp_path / "a"), named(tmp_path / "b" / ".." / "a", "--report")])
    assert "--report" in caught.value.problems[0].message.zh


def test_other_files_are_no_business_of_ours(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("x", encoding="utf-8")
    check_targets([named(tmp_path / "new"), named(tmp_path / "newer")], [named(tmp_path / "in.csv")])
    check_targets([named(tmp_path / "new")], [named(tmp_path)])  # a new file in the folder of the population


@posix
def test_the_output_of_the_terminal_may_be_named_twice() -> None:
    check_targets([named(Path("/dev/null")), named(Path("/dev/null"), "--report")])
