"""The page on paragraphs: its command prints what it shows, its Python runs."""

from __future__ import annotations

import contextlib
import io
import re

from shown_yaml import DOCS

from zjtx_rules.cli import main

PAGE = (DOCS / "paragraph.md").read_text(encoding="utf-8")


def test_the_command_prints_what_the_page_shows() -> None:
    ((command, printed),) = re.findall(r"```console\n\$ zjtx (.*?)\n(.*?)```", PAGE, re.DOTALL)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(command.split()) == 0
    assert out.getvalue() == printed


def test_the_python_of_the_page_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(block, "paragraph.md", "exec"), {})  # noqa: S102 - our own page
