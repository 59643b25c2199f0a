"""A report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_rules.presentation.blocks.models import Block, Facts, Fold, Heading, Items, Paragraph, Report, Table
from zjtx_rules.presentation.columns import padded, width, wrapped
from zjtx_rules.shown import page

_WIDEST = 44
"""Longer texts in a table run over several lines."""


def report_text(report: Report, *, titled: bool = True) -> str:
    """Return a report as text; without its title where the terminal has just been asked for it."""
    out: list[str] = [report.title, *report.about, ""] if titled else []
    for number, block in enumerate(report.blocks):
        if isinstance(block, Heading) and block.level == 2 and number:
            out.append("")
        out += block_lines(block)
    return page(out)


def block_lines(block: Block) -> Iterator[str]:
    """Yield the lines of one block."""
    if isinstance(block, Heading):
        yield f"【{block.text}】" if block.level == 2 else block.text
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Items):
        for item in block.items:
            tag = f"[{item.tag}] " if item.tag else ""
            mark = f"{item.mark} " if item.mark else ""
            yield f"  {mark}{tag}{item.text}{item.note}"
            yield from (f"      {each}" for each in item.below)
    elif isinstance(block, Facts):
        widest = max((width(name) for name, _ in block.pairs), default=0)
        yield from (f"  {padded(name, widest)}  {value}" for name, value in block.pairs)
    elif isinstance(block, Table):
        yield from (f"  {each}" for each in table_lines(block.heads, block.rows, block.texts))
    elif isinstance(block, Fold):
        yield from ("", f"〔{block.summary}〕")
        for inner in block.blocks:
            yield from block_lines(inner)


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int) -> Iterator[str]:
    """Yield the lines of a table: long texts run on below themselves, figures stand whole on the first line of their row."""
    count, last = len(heads), len(heads) - 1
    every = [heads, *rows]
    widths = [max(width(row[at]) for row in every) for at in range(count)]
    widths = [min(places, _WIDEST) if at < text_columns else places for at, places in enumerate(widths)]
    for number, row in enumerate(every):
        texts = [wrapped(each, places) for each, places in zip(row[:text_columns], widths, strict=False)]
        for line in range(max((len(each) for each in texts), default=1)):
            cells = [
                padded(each[line] if line < len(each) else "", places)
                for each, places in zip(texts, widths, strict=False)
            ]
            if not line:
                figures = enumerate(row[text_columns:], start=text_columns)
                cells += [each if at == last else " " * (widths[at] - width(each)) + each for at, each in figures]
            yield "  ".join(cells).rstrip()
        if not number:
            yield "─" * (sum(widths) + 2 * last)
