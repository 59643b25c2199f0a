"""The page on a population: self-contained, safe to open, complete, and with bars as long as their figures."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from zjtx_rules import load
from zjtx_rules.populations.models import Simulation, Span, Sums
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.presentation.simulation import FORMATS, render_simulation
from zjtx_rules.presentation.simulation.sayings import share_said, span_said, sums_said

EXAMPLE = Path(__file__).parents[3] / "examples" / "firms.csv"
WAN = 1_000_000


@pytest.fixture(scope="module")
def found() -> Simulation:
    return simulate(EXAMPLE, load("rizhao"), date(2023, 9, 1), against=load("jinan"))


class Tags(HTMLParser):
    """Collects the tags of a page, and whether each that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "col", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_whole_and_asks_nothing_of_the_network(found: Simulation, language: str) -> None:
    text = render_simulation(found, "html", language)  # type: ignore[arg-type]
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags.seen}
    assert not re.search(r"https?://|url\(|@import", text)


def test_the_plots_are_there(found: Simulation) -> None:
    text = render_simulation(found, "html")
    for caption in (
        "各条款的预算 · 上限类",
        "每个主体确定得到多少 · 上限类",
        "改用另一规则，每个主体增减多少 · 上限类",
    ):
        assert caption in text


def test_bars_are_as_long_as_their_figures(found: Simulation) -> None:
    text = render_simulation(found, "html")
    figure = text[text.index("各条款的预算") :].partition("</figure>")[0]
    widths = [float(each) for each in re.findall(r"class='possible'[^>]* width='([0-9.]+)%'", figure)]
    money = [each.money.ceiling or 0 for each in found.clauses if each.nature == "up_to" and each.money.any]
    assert widths == [pytest.approx(each * 100 / max(money), abs=0.06) for each in money]


def test_what_the_population_says_is_shown_and_never_run(found: Simulation) -> None:
    hostile = found.model_copy(update={"population": "<script>alert(1)</script>|x"})
    assert "<script" not in render_simulation(hostile, "html")
    assert "\\|x" in render_simulation(hostile, "markdown")


def test_a_synthetic_population_is_called_so_before_any_figure(found: Simulation) -> None:
    made_up = found.model_copy(update={"synthetic": True})
    for form in FORMATS:
        text = render_simulation(made_up, form)
        mark = '"synthetic": true' if form == "json" else "合成数据"
        assert mark in text
        assert form == "json" or text.index("合成数据") < text.index("现在可得")


def test_stated_sums_and_ceilings_are_never_one_figure() -> None:
    both = Sums(fixed=Span(floor=10 * WAN, ceiling=10 * WAN), up_to=Span(floor=5 * WAN, ceiling=8 * WAN))
    assert sums_said(both, "zh") == "定额10万元；另有上限类最高5万元至最高8万元之间（两类不相加）"


def test_without_a_limit_it_is_said_for_how_many() -> None:
    open_ = Span.of(5 * WAN, 8 * WAN, 3)
    assert span_said(open_, "up_to", "zh") == "最高5万元至最高8万元之间，另有3个主体上限未知"


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 3, "33.3%"), (1, 2000, "0.1%"), (0, 0, "—"), (7, 7, "100.0%")])
def test_shares_are_rounded_half_up(part: int, whole: int, said: str) -> None:
    assert share_said(part, whole) == said


def test_markdown_tables_have_as_many_cells_in_every_row(found: Simulation) -> None:
    width = 0
    for line in render_simulation(found, "markdown").splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line))
        assert width in (0, cells)
        width = cells
