"""The page on a title as text, Markdown and blocks of an HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.analysis.gap.report import Gap
from zjtx_rules.presentation import blocks
from zjtx_rules.presentation.tier_gap import tier_page
from zjtx_rules.shown import in_markdown
from zjtx_rules.words import Language


def tier_text(gap: Gap, language: Language) -> list[str]:
    """Return the page as lines of a terminal."""
    first, *rest = tier_page(gap, language)
    out = [first.heading, *(f"  {each}" for each in first.lines)]
    for block in rest:
        out.append(f"【{block.heading}】")
        out += [f"  {_row(row, block.head, language)}" for row in block.rows]
        out += [f"  {each}" for each in block.lines]
    return out


def _row(row: Sequence[str], head: Sequence[str], language: Language) -> str:
    """Return a row of the points on one line."""
    label, measured, points, most, more = row
    of = f"/{most}" if most else ""
    following = f"；{head[-1]}：{more}" if more else ""
    first = f"{label}：{measured} → {points}{of}" if measured else f"{label}：{points}{of}"
    return first + (following if language == "zh" else following.replace("；", "; ").replace("：", ": "))


def tier_markdown(gap: Gap, language: Language) -> list[str]:
    """Return the page as Markdown."""
    out: list[str] = []
    for at, block in enumerate(tier_page(gap, language)):
        out += [f"{'#' if at == 0 else '##'} {in_markdown(block.heading)}", ""]
        if block.rows:
            out += [f"| {' | '.join(block.head)} |", f"|{' --- |' * len(block.head)}"]
            out += [f"| {' | '.join(in_markdown(each) for each in row)} |" for row in block.rows]
            out.append("")
        if block.lines:
            out += [*(f"- {in_markdown(each)}" for each in block.lines), ""]
    return out


def tier_blocks(gap: Gap, language: Language) -> list[blocks.Block]:
    """Return the page as blocks of a page in HTML."""
    out: list[blocks.Block] = []
    for block in tier_page(gap, language):
        out.append(blocks.Heading(block.heading))
        if block.rows:
            out.append(blocks.Table(block.head, block.rows, texts=len(block.head)))
        if block.lines:
            out.append(blocks.Items(tuple(blocks.Item(each) for each in block.lines)))
    return out


__all__ = ["tier_blocks", "tier_markdown", "tier_text"]
