"""A report in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_rules.presentation.blocks.models import Block, Facts, Fold, Heading, Items, Paragraph, Report, Table
from zjtx_rules.shown import in_markdown


def report_markdown(report: Report, *, titled: bool = True) -> str:
    """Return a report in Markdown."""
    out: list[str] = []
    if titled:
        out = [f"# {in_markdown(report.title)}", "", *(f"{in_markdown(each)}  " for each in report.about), ""]
    for block in report.blocks:
        out += [*_lines(block), ""]
    return "\n".join(out).strip() + "\n"


def table_markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> list[str]:
    """Return the lines of a table, figures to the right."""
    rule = ["---" if at < texts else "---:" for at in range(len(heads))]
    return ["| " + " | ".join(in_markdown(each) for each in row) + " |" for row in (heads, rule, *rows)]


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {in_markdown(block.text)}"
    elif isinstance(block, Paragraph):
        yield in_markdown(block.text)
    elif isinstance(block, Items):
        for item in block.items:
            tag = f"**{in_markdown(item.tag)}** " if item.tag else ""
            yield f"- {tag}{in_markdown(item.text)}{in_markdown(item.note)}"
            yield from (f"  - {in_markdown(each)}" for each in item.below)
    elif isinstance(block, Facts):
        yield from (f"- {in_markdown(name)}：{in_markdown(value)}" for name, value in block.pairs)
    elif isinstance(block, Table):
        yield from table_markdown(block.heads, block.rows, block.texts)
    elif isinstance(block, Fold):
        yield f"### {in_markdown(block.summary)}"
        for inner in block.blocks:
            yield from ("", *_lines(inner))
