"""The pages of answers and of the form fit a phone and a screen, whatever stands on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import zjtx_rules as zjtx
from zjtx_rules.analysis.asking import Interview
from zjtx_rules.analysis.checking import check_texts
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import gaps
from zjtx_rules.files import read
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.checking import as_page
from zjtx_rules.presentation.diffing import render_comparison, render_diff
from zjtx_rules.presentation.form_html import Filled, question_page, start_page
from zjtx_rules.presentation.gap_page import gap_page, ladder_page
from zjtx_rules.presentation.matching import matching_page

ROOT = Path(__file__).parents[2]
FIRM = zjtx.read_profile(read(str(ROOT / "examples/rizhao-firm.yaml")))
RULES, DAY = zjtx.load("rizhao"), date(2023, 9, 1)


def _question() -> str:
    begun = Interview.begin(zjtx.EnterpriseProfile(name="甲" * 60, region="371100"), RULES, DAY)
    return question_page(begun, "{}", ["最高0元至最高300万元之间"], Filled(), "zh")


PAGES: dict[str, Callable[[], str]] = {
    "form": lambda: start_page(Filled(), ["rizhao"], "2023-09-01", "zh"),
    "question": _question,
    "evaluate": lambda: answer_page(zjtx.evaluate(FIRM, RULES, DAY)),
    "match": lambda: matching_page(zjtx.match(zjtx.evaluate(FIRM, RULES, DAY))),
    "gap": lambda: gap_page(gaps(FIRM, RULES, "unicorn", DAY)),
    "ladder": lambda: ladder_page(ladder(zjtx.evaluate(FIRM, RULES, DAY))),
    "check": lambda: as_page(check_texts({"a.yaml": f"documnets: []\n{'x' * 300}: 1\n"})),
    "diff": lambda: render_diff(zjtx.diff(RULES, zjtx.load("jinan")), "html"),
    "compare": lambda: render_comparison(zjtx.compare([RULES, zjtx.load("jinan")]), "html"),
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_an_answer_is_wider_than_its_window(browser: Any, name: str, width: int, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGES[name](), encoding="utf-8")
    assert browser.overflow(page, width) <= 0
