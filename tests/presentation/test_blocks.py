"""A report says the same as text, as Markdown and as a page; nothing is cut, and nothing hostile takes effect."""

from __future__ import annotations

from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjtx_rules as zjtx
from zjtx_rules.analysis.checking import check_texts
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import gaps
from zjtx_rules.files import read
from zjtx_rules.presentation.blocks import (
    Block,
    Facts,
    Fold,
    Heading,
    Item,
    Items,
    Paragraph,
    Report,
    Table,
    report_markdown,
    report_page,
    report_text,
)
from zjtx_rules.presentation.checking import as_markdown, as_page
from zjtx_rules.presentation.columns import fitted, width
from zjtx_rules.presentation.gap_page import gap_page, ladder_page
from zjtx_rules.presentation.matching import matching_page, matching_text

ROOT = Path(__file__).parents[2]
FIRM = zjtx.read_profile(read(str(ROOT / "examples/rizhao-firm.yaml")))
RULES = zjtx.load("rizhao")
DAY = date(2023, 9, 1)
ANSWER = zjtx.evaluate(FIRM, RULES, DAY)
WORDS = st.text(st.sampled_from("甲乙丙丁abc12"), min_size=1, max_size=8)
HOSTILE = ("<script>x</script>", '"><img src=x>', "甲\u202e乙", "a\nb", "[x](javascript:y)", "| a |", "# x", "\x1b[31m")


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not any(name.startswith("on") or (value or "").startswith("javascript") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def every_block(word: str) -> tuple[Block, ...]:
    """Return a block of each kind, every text of which is the word with a number."""
    item = Item(f"{word}1", f"{word}2", f"（{word}3）", "good", "✓", (f"{word}4",))
    return (
        *(Heading(f"{word}5"), Heading(f"{word}6", 3), Paragraph(f"{word}7"), Paragraph(f"{word}8", soft=True)),
        *(Items((item,)), Facts(((f"{word}9", f"{word}10"),))),
        Table((f"{word}11", f"{word}12"), ((f"{word}13", f"{word}14"),)),
        Fold(f"{word}15", (Paragraph(f"{word}16"),)),
    )


@given(WORDS)
def test_every_text_stands_in_every_format(word: str) -> None:
    report = Report(f"{word}0", every_block(word), (f"{word}17",))
    page = Tags(report_page(report, "zh")).words
    for number in range(18):
        said = f"{word}{number}"
        assert said in report_text(report)
        assert said in report_markdown(report)
        assert said in page


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_texts_are_texts(word: str) -> None:
    report = Report(word, every_block(word), (word,))
    tags = Tags(report_page(report, "en")).seen
    assert not {"script", "img"} & set(tags)
    assert tags.count("li") == 1
    for said in (report_text(report), report_markdown(report), report_page(report, "zh")):
        assert "\u202e" not in said
        assert "\x1b" not in said
    assert "<script>" not in report_markdown(report)
    assert "[x](javascript" not in report_markdown(report)


PAGES = {
    "match": lambda language: matching_page(zjtx.match(ANSWER), language, "甲公司"),
    "gap": lambda language: gap_page(gaps(FIRM, RULES, "unicorn", DAY), language, "甲公司"),
    "ladder": lambda language: ladder_page(ladder(ANSWER), language, "甲公司"),
    "check": lambda language: as_page(check_texts({"a.yaml": "documents: []\n"}), language),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_stand_alone_and_fit_a_phone(name: str, language: str) -> None:
    page = PAGES[name](language)
    tags = Tags(page)
    assert not {"script", "link", "img", "iframe"} & set(tags.seen)
    assert 'content="width=device-width, initial-scale=1"' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert tags.seen.count("h1") == 1


def test_the_page_of_a_matching_says_what_the_text_says() -> None:
    page = Tags(matching_page(zjtx.match(ANSWER))).words
    lines = [line for line in matching_text(zjtx.match(ANSWER)).splitlines() if line.startswith("  [")]
    assert len(lines) > 20
    for line in lines:
        words = line.partition("] ")[2].partition("（日政办字")[0]
        assert words in page


def test_the_page_of_a_gap_names_every_step() -> None:
    (found, *_) = gaps(FIRM, RULES, "unicorn", DAY)
    page = Tags(gap_page([found])).words
    assert found.steps
    for step in (*found.steps, *found.judgements):
        assert step.words.zh in page


def test_what_the_checks_find_is_on_the_page_and_in_markdown() -> None:
    report = check_texts({"a.yaml": "documnets: []\n", "b.yaml": "x: [\n"})
    assert len(report.findings) >= 2
    for each in report.findings:
        for said in (as_markdown(report), unescape(as_page(report))):
            assert each.code in said.replace("\\", "")
            assert each.problem.message.zh in said.replace("\\", "")


@given(st.lists(st.text(st.sampled_from("甲乙，。（）“”ab 12万元"), max_size=60), max_size=4), st.integers(30, 60))
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(lines: list[str], places: int) -> None:
    text = "".join(f"  {line.strip()}\n" for line in lines)
    shown = fitted(text, places)
    assert "".join(shown.split()) == "".join(text.split())
    # A closing mark may stand out by its own width; it never begins a line.
    assert all(width(line) <= places + 4 for line in shown.splitlines())
