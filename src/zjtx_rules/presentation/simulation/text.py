"""A report on a population as plain text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.populations.models import Simulation
from zjtx_rules.presentation.diffing.columns import padded, width, wrapped
from zjtx_rules.presentation.simulation.blocks import Block, Table, blocks
from zjtx_rules.presentation.simulation.sayings import TITLE, caveats, count_said, rules_said
from zjtx_rules.shown import in_markdown
from zjtx_rules.words import Language, Words

_WIDEST = 44
"""Longer texts in a table run over several lines in a terminal."""


def simulation_text(simulation: Simulation, language: Language) -> str:
    """Return the report for a terminal."""
    lines = [*head_lines(simulation, language), ""]
    lines += [f"※ {each}" for each in caveats(simulation, language)]
    for block in blocks(simulation, language):
        lines += ["", f"【{block.heading}】" if block.level == 2 else f"  〔{block.heading}〕"]
        lines += [f"  {each}" for each in block.lines]
        if block.table is not None and block.table.rows:
            lines += [f"  {each}" for each in _laid_out(block.table)]
    return "\n".join(lines) + "\n"


def simulation_markdown(simulation: Simulation, language: Language) -> str:
    """Return the report in Markdown."""
    first, *rest = head_lines(simulation, language)
    lines = [f"# {in_markdown(first)}", ""]
    lines += [f"{in_markdown(each)}  " for each in rest]
    lines += ["", *(f"> {in_markdown(each)}\n>" for each in caveats(simulation, language))]
    for block in blocks(simulation, language):
        lines += ["", f"{'#' * block.level} {in_markdown(block.heading)}", ""]
        lines += [f"{in_markdown(each)}\n" for each in block.lines]
        lines += _markdown(block)
    return "\n".join(lines) + "\n"


def head_lines(simulation: Simulation, language: Language) -> list[str]:
    """Return what the report is about: the title, and the question."""
    rules = rules_said(simulation.rules, simulation.rules_hash, language)
    said = [
        Words(
            f"评估日 {simulation.as_of}　规则 {rules}",
            f"as of {simulation.as_of}, rules {rules}",
        ),
        Words(
            f"申请主体 {count_said(simulation.applicants)}个　数据 {simulation.population}"
            f"　其中{count_said(simulation.by_reference)}个由参照引擎计算",
            f"{count_said(simulation.applicants)} applicants from {simulation.population}, "
            f"{count_said(simulation.by_reference)} of them worked out by the reference engine",
        ),
    ]
    if simulation.readings:
        chosen = "、".join(f"{name}={option}" for name, option in sorted(simulation.readings.items()))
        said.append(Words(f"解读 {chosen}", f"readings {chosen}"))
    if simulation.adopting:
        said.append(Words(f"模板适用于 {simulation.adopting}", f"the template bound to {simulation.adopting}"))
    if simulation.adopted_from:
        words = Words(
            f"征求意见稿和模板按自 {simulation.adopted_from} 起施行计",
            f"drafts and templates as if in force from {simulation.adopted_from}",
        )
        said.append(words)
    places = simulation.places
    title = Words(f"{TITLE.zh}：{'、'.join(places)}", f"{TITLE.en}: {', '.join(places)}")
    return [title.say(language), *(each.say(language) for each in said)]


def _laid_out(table: Table) -> Iterator[str]:
    """Yield the lines of a table: long texts run on below themselves, figures stand whole on the first line of their row."""
    count, last = len(table.heads), len(table.heads) - 1
    rows = [table.heads, *table.rows]
    widths = [max(width(row[at]) for row in rows) for at in range(count)]
    widths = [min(places, _WIDEST) if at < table.texts else places for at, places in enumerate(widths)]
    for number, row in enumerate(rows):
        texts = [wrapped(each, places) for each, places in zip(row[: table.texts], widths, strict=False)]
        for line in range(max((len(each) for each in texts), default=1)):
            cells = [
                padded(each[line] if line < len(each) else "", places)
                for each, places in zip(texts, widths, strict=False)
            ]
            if not line:
                figures = enumerate(row[table.texts :], start=table.texts)
                cells += [each if at == last else " " * (widths[at] - width(each)) + each for at, each in figures]
            yield "  ".join(cells).rstrip()
        if not number:
            yield "─" * (sum(widths) + 2 * last)


def _markdown(block: Block) -> list[str]:
    if block.table is None or not block.table.rows:
        return []
    rule = ["---" if at < block.table.texts else "---:" for at in range(len(block.table.heads))]
    rows = [block.table.heads, tuple(rule), *block.table.rows]
    return ["| " + " | ".join(in_markdown(each) for each in row) + " |" for row in rows]
