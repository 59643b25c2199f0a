"""The page on paragraphs: its Python runs."""

from __future__ import annotations

import re

from shown_yaml import DOCS

PAGE = (DOCS / "paragraph.md").read_text(encoding="utf-8")


def test_the_python_of_the_page_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(block, "paragraph.md", "exec"), {})  # noqa: S102 - our own page
