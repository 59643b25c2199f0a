"""Where something is written: complete or not at all, through links, and into devices and pipes themselves."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from zjtx_rules.populations.files.writing import taking_the_place_of, write_text

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")

    def half() -> None:
        with taking_the_place_of(target) as path:
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
        write_text(text, tmp_path / "link.html")
        assert (tmp_path / "link.html").is_symlink()
        assert (tmp_path / "report.html").read_text(encoding="utf-8") == text


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    write_text("报告", pipe)
    reader.join(10)
    assert found == ["报告"]
    assert pipe.is_fifo()


@posix
def test_a_device_is_written_to_itself() -> None:
    # Nothing is written here: whoever broke this as root would lose the device.
    with taking_the_place_of(Path("/dev/stdout")) as path:
        assert path == Path("/dev/stdout")
