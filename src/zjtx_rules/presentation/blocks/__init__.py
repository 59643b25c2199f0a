"""One model of an answer as blocks, and its renderers: text for a terminal, Markdown, and one self-contained HTML page.

A report is a title and its blocks in order. What says the same in every format is written once, where the blocks are made.
"""

from zjtx_rules.presentation.blocks.html import blocks_html, report_page
from zjtx_rules.presentation.blocks.markdown import report_markdown
from zjtx_rules.presentation.blocks.models import Block, Facts, Fold, Heading, Item, Items, Paragraph, Report, Table
from zjtx_rules.presentation.blocks.text import report_text

__all__ = [
    "Block",
    "Facts",
    "Fold",
    "Heading",
    "Item",
    "Items",
    "Paragraph",
    "Report",
    "Table",
    "blocks_html",
    "report_markdown",
    "report_page",
    "report_text",
]
