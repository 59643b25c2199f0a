"""The site as a browser shows it, from the disk and without a network: the search finds, and no page is wider than a phone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from zjtx_rules.language import load
from zjtx_rules.site import compendium, pages, replace_folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("优盘") / "政策 汇编"
    replace_folder(target, pages(compendium(load(), date(2023, 9, 1))), {})
    return target


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("小巨人 奖励 日照", "rizhao-2022/award.little_giant.html"),
        ("专精特新小巨人企业奖励", "rizhao-2022/award.little_giant.html"),
        ("“小巨人”", "jinan-draft/award.little_giant.html"),
        ("三（二）4", "rizhao-2022/subsidy.design.html"),
        ("三(二)4", "rizhao-2022/subsidy.design.html"),
        ("AWARD.UNICORN", "rizhao-2022/award.unicorn.html"),
        ("工业设计 50%", "rizhao-2022/subsidy.design.html"),
    ],
)
def test_the_search_finds_clauses(browser, site: Path, words: str, page: str) -> None:
    dom = browser.dom(f"{(site / 'search.html').as_uri()}?q={quote(words)}")
    assert page in re.findall(r'<li><a href="([^"]+)">', dom)
    assert re.search(r"找到\d+条", dom)


@pytest.mark.parametrize("words", ["没有这样的词", "<img src=x onerror=alert(1)>", "%"])
def test_what_is_not_there_is_not_found_and_runs_nothing(browser, site: Path, words: str) -> None:
    dom = browser.dom(f"{(site / 'search.html').as_uri()}?q={quote(words)}")
    assert "<img" not in dom
    assert ("没有找到" in dom) is (words != "%")


@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "map.html",
        "offices.html",
        "search.html",
        "rizhao-2022/index.html",
        "rizhao-2022/subsidy.design.html",
    ],
)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_its_window(browser, site: Path, page: str, width: int) -> None:
    assert browser.overflow(site / page, width) <= 0


def test_a_page_that_is_too_wide_would_be_noticed(browser, tmp_path: Path) -> None:
    page = tmp_path / "wide.html"
    page.write_text('<!doctype html><body style="margin:0"><div style="width:500px">宽</div></body>', encoding="utf-8")
    assert browser.overflow(page, 390) == 110
