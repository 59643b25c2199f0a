"""What people read: text that lines up, Markdown, JSON, and pages that ask nothing of the network."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from diffing_cases import PLAN, clause, compared, document, edited

from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing import Impact, RuleDiff, impact
from zjtx_rules.language import load, load_text
from zjtx_rules.presentation.columns import table, width, wrapped
from zjtx_rules.presentation.diffing import FORMATS, render_comparison, render_diff, render_impact
from zjtx_rules.presentation.diffing.within import marked
from zjtx_rules.profile import EnterpriseProfile


def edit(data: Any) -> None:
    clause(data, "award.little_giant")["pays"] = {"sum": "150万元"}
    clause(data, "pool")["when"]["all"].pop(1)
    clause(data, "award.gazelle")["title"] = "<script>alert(1)</script>|瞪羚"
    document(data)["in_force"]["to"] = "2026-12-31"


@pytest.fixture(scope="module")
def difference() -> RuleDiff:
    return compared(edit)


@pytest.fixture(scope="module")
def gains() -> Impact:
    firm = EnterpriseProfile.model_validate(
        {
            "name": "甲公司",
            "region": "371100",
            "legal_form": "enterprise",
            "awards_received": [],
            "recognitions": [{"title": "little_giant", "level": "national", "kind": "new", "date": "2024-05-01"}],
        }
    )
    return impact([firm], load_text(PLAN, "o.yaml"), load_text(edited(edit), "n.yaml"), date(2024, 6, 1))


class Reader(HTMLParser):
    """Collects what a page would load or run, and that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "col", "br"}:
            self.open.append(tag)
        if tag in {"script", "img", "link", "iframe", "object"}:
            self.asks.append(tag)
        self.asks += [
            f"{name}={value}" for name, value in attrs if name in {"src", "href"} and not str(value).startswith("#")
        ]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_whole_and_loads_nothing(difference: RuleDiff, gains: Impact, language: Any) -> None:
    for page in (
        render_diff(difference, "html", language, impact=gains),
        render_impact(gains, "html", language),
        render_comparison(compare([load("rizhao"), load("jinan")]), "html", language),
    ):
        reader = read(page)
        assert reader.open == []
        assert reader.asks == []
        assert "url(" not in page
        assert "@import" not in page


def test_words_of_a_rule_file_are_never_markup(difference: RuleDiff) -> None:
    assert "<script" not in render_diff(difference, "html")
    assert "<script" not in render_diff(difference, "markdown")


def test_a_page_says_which_language_it_is_in(difference: RuleDiff) -> None:
    assert '<html lang="zh-CN">' in render_diff(difference, "html")


def test_both_sides_are_shown_with_what_differs_marked(difference: RuleDiff) -> None:
    page = render_diff(difference, "html")
    assert '<dd class="hit">最高100万元</dd>' in page
    assert '<dd class="hit">150万元</dd>' in page


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_says_the_amount_in_its_language(difference: RuleDiff, form: Any, language: Any) -> None:
    said = re.sub(r"<[^>]+>", "", render_diff(difference, form, language))
    assert ("150万元" if language == "zh" else "CNY 1,500,000") in said


def test_json_is_the_comparison_and_the_impact(difference: RuleDiff, gains: Impact) -> None:
    data = json.loads(render_diff(difference, "json", impact=gains))
    assert data["format"] == "zjtx-diff-1"
    assert data["counts"]["changes"] == 4
    assert data["impact"]["profiles"][0]["outcome"] == "gains"


def test_colour_is_only_there_when_asked_for(difference: RuleDiff, gains: Impact) -> None:
    assert "\x1b[" not in render_diff(difference, impact=gains)
    coloured = render_diff(difference, colour=True, impact=gains)
    assert re.sub(r"\x1b\[[0-9]*m", "", coloured) == render_diff(difference, impact=gains)


def test_nothing_different_is_said_so() -> None:
    assert "没有含义上的差别" in render_diff(compared(lambda _: None))


def test_the_bars_of_a_markdown_table_are_its_own(difference: RuleDiff) -> None:
    rows = [line for line in render_diff(difference, "markdown").splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_a_chinese_character_takes_two_places() -> None:
    assert width("最高100万元") == 11
    assert {width(line) for line in table([["省级", "a"], ["ab", "b"]], [6, 1])} == {9}


def test_a_line_does_not_begin_with_a_stop_nor_end_with_a_bracket() -> None:
    assert wrapped("一二三四，五六", 8) == ["一二三四，", "五六"]
    assert wrapped("一二三（四五）", 8) == ["一二三", "（四五）"]


def test_only_the_figures_that_differ_are_marked() -> None:
    assert marked("最高100万元", "最高150万元") == ("最高<del>100</del>万元", "最高<ins>150</ins>万元")


def test_texts_with_little_in_common_are_shown_whole() -> None:
    old, new = marked("对新获得认定的独角兽企业", "每年补贴不超过一百万")
    assert "<del>" not in old
    assert "<ins>" not in new
