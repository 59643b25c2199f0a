"""No figure is cut, on a terminal as little as in a pipe: the tables hold every sum as it is said."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from small_rules import clause, rules_of
from zjtx_rules import RuleSet, load
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.presentation.columns import width, wrapped
from zjtx_rules.presentation.simulation.blocks import blocks
from zjtx_rules.presentation.simulation.text import simulation_text
from zjtx_rules.words import Language

FIRMS = Path(__file__).parents[3] / "examples" / "firms.csv"
LONG = "对新获得认定的各级各类优质中小企业给予一次性奖励，其中国家级最高1234567.89万元、省级987654.32万元"


def sums_and_ceilings() -> RuleSet:
    """Return rules that pay both, under long names that hold figures."""
    held = "{newly_recognised: {title: [little_giant, gazelle, zjtx_sme]}}"
    return rules_of(
        clause("award.a", when=held, pays="{sum: 1234567.89万元}").replace("标题", LONG),
        clause("award.b", when="{newly_recognised: {title: gazelle}}", pays="{up_to: 987654.32万元}"),
        clause("tier.a", "tier", when="{fact: revenue_last_year, at_least: 1234567.89万元}").replace("标题", LONG),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rules", [load("rizhao"), sums_and_ceilings()], ids=["rizhao", "sums and ceilings"])
def test_every_figure_of_a_table_stands_whole_on_its_line(rules: RuleSet, language: Language) -> None:
    found = simulate(FIRMS, rules, date(2023, 9, 1))
    text = simulation_text(found, language)
    assert "…" not in text.replace(" … ", "").replace("“最高…”", "")
    lines = text.splitlines()
    tables = [block.table for block in blocks(found, language) if block.table is not None]
    assert any(table.rows for table in tables)
    for table in tables:
        for row in table.rows:
            for cell in row[table.texts :]:
                assert any(cell in line for line in lines), cell
            for cell in row[: table.texts]:
                for figure in re.findall(r"[\d.,]+(?:万元|亿元|元|%)?", cell):
                    assert any(figure in line for line in lines), figure


@pytest.mark.parametrize("places", range(8, 60))
def test_a_figure_goes_to_the_next_line_whole_with_its_unit(places: int) -> None:
    lines = wrapped(LONG, places)
    assert "".join(lines) == LONG
    for figure in ("1234567.89万元", "987654.32万元"):
        assert width(figure) > places or any(figure in line for line in lines), lines
