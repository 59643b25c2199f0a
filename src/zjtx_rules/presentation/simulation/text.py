"""A report on a population as plain text for a terminal, and as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from zjtx_rules.populations.models import Simulation
from zjtx_rules.presentation.simulation.blocks import Block, Table, blocks
from zjtx_rules.presentation.simulation.sayings import TITLE, caveats, count_said, rules_said
from zjtx_rules.words import Language, Words

_WIDEST = 44
"""Longer texts in a table are cut in a terminal; Markdown and HTML have them whole."""


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
    lines = [f"# {_escaped(first)}", ""]
    lines += [f"{_escaped(each)}  " for each in rest]
    lines += ["", *(f"> {_escaped(each)}\n>" for each in caveats(simulation, language))]
    for block in blocks(simulation, language):
        lines += ["", f"{'#' * block.level} {_escaped(block.heading)}", ""]
        lines += [f"{_escaped(each)}\n" for each in block.lines]
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
    shown = [table.heads, *(tuple(_cut(each) for each in row) for row in table.rows)]
    widths = [max(_width(row[at]) for row in shown) for at in range(len(table.heads))]
    last = len(table.heads) - 1
    for number, row in enumerate(shown):
        cells = [
            each + " " * (widths[at] - _width(each))
            if at < table.texts
            else each
            if at == last
            else " " * (widths[at] - _width(each)) + each
            for at, each in enumerate(row)
        ]
        yield "  ".join(cells).rstrip()
        if not number:
            yield "─" * (sum(widths) + 2 * last)


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    kept = ""
    for each in text:
        if _width(kept + each) > _WIDEST - 2:
            break
        kept += each
    return f"{kept}…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _markdown(block: Block) -> list[str]:
    if block.table is None or not block.table.rows:
        return []
    rule = ["---" if at < block.table.texts else "---:" for at in range(len(block.table.heads))]
    rows = [block.table.heads, tuple(rule), *block.table.rows]
    return ["| " + " | ".join(_escaped(each) for each in row) + " |" for row in rows]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
