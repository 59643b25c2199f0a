"""A report as one self-contained page: readable on a phone and on paper, light and dark, without script."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.presentation.blocks.models import Block, Facts, Fold, Heading, Item, Items, Paragraph, Report, Table
from zjtx_rules.presentation.page import escaped, page
from zjtx_rules.words import Language

_STYLE = """
main.report, body.tall main { max-width: 860px; }
ul.items { list-style: none; margin: 0 0 12px; padding: 0; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
ul.items li { padding: 8px 16px; break-inside: avoid; border-left: 4px solid transparent; } ul.items li + li { border-top: 1px solid var(--rule); }
ul.items li.good { border-left-color: var(--good); } ul.items li.bad { border-left-color: var(--bad); } ul.items li.mixed { border-left-color: var(--mixed); }
ul.items li.off { color: var(--soft); } ul.items .tag { margin: 0 8px 0 0; }
ul.items .note, ul.items .below { display: block; font-size: 13px; color: var(--soft); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; margin: 0 0 12px; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 10px 16px; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; }
h3 { margin: 18px 0 8px; break-after: avoid; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
details { margin: 16px 0; } details > summary { cursor: pointer; font-weight: 600; padding: 6px 0; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
@media screen and (max-width: 640px) { main { padding: 18px 14px 48px; } dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: 6px; } .scroll { overflow-x: auto; } }
@media print { ul.items, dl.facts { border-radius: 0; } ul.items li { padding: 4px 10px; } }
"""


def report_page(report: Report, language: Language) -> str:
    """Return a report as a page."""
    about = "".join(f'<p class="soft">{escaped(each)}</p>' for each in report.about)
    body = f"<h1>{escaped(report.title)}</h1>{about}\n{blocks_html(report.blocks)}"
    return page(" ".join((report.title, *report.about[:1])), body, language, style=_STYLE)


def blocks_html(blocks: Sequence[Block]) -> str:
    """Return blocks as they stand on a page."""
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escaped(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p{' class=soft' if block.soft else ''}>{escaped(block.text)}</p>"
    if isinstance(block, Items):
        return f'<ul class="items">{"".join(map(_item, block.items))}</ul>'
    if isinstance(block, Facts):
        pairs = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in block.pairs)
        return f'<dl class="facts">{pairs}</dl>'
    if isinstance(block, Table):
        return _table(block)
    assert isinstance(block, Fold)  # noqa: S101 - the last kind of block
    return f"<details><summary>{escaped(block.summary)}</summary>{blocks_html(block.blocks)}</details>"


def _item(item: Item) -> str:
    tag = f'<span class="tag">{escaped(item.tag)}</span>' if item.tag else ""
    note = f'<span class="note">{escaped(_bare(item.note))}</span>' if item.note else ""
    below = "".join(f'<span class="below">{escaped(each)}</span>' for each in item.below)
    css = f' class="{item.tone}"' if item.tone else ""
    return f"<li{css}>{tag}{escaped(item.text)}{note}{below}</li>"


def _bare(note: str) -> str:
    """Return a note without the brackets that set it apart in a line."""
    return note[1:-1] if note[:1] == "（" and note[-1:] == "）" else note.strip()


def _table(table: Table) -> str:
    css = ["" if at < table.texts else " class=n" for at in range(len(table.heads))]
    heads = "".join(f"<th{name}>{escaped(each)}</th>" for name, each in zip(css, table.heads, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{name}>{escaped(each)}</td>" for name, each in zip(css, row, strict=True)) + "</tr>"
        for row in table.rows
    )
    return f"<div class='panel scroll'><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
