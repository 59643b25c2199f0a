"""All pages of a compendium, by file."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.site.addresses import HOME, MAP, OFFICES, SCRIPT, SEARCH
from zjtx_rules.site.clause_pages import clause_pages
from zjtx_rules.site.compendium import Compendium
from zjtx_rules.site.document_pages import document_pages
from zjtx_rules.site.map_page import map_page
from zjtx_rules.site.overview_pages import home_page, offices_page
from zjtx_rules.site.search_page import search_page, search_script


def pages(book: Compendium) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file, the same for the same rule files, day and language."""
    yield HOME, home_page(book)
    yield MAP, map_page(book)
    yield OFFICES, offices_page(book)
    yield SEARCH, search_page(book)
    yield SCRIPT, search_script(book)
    yield from document_pages(book)
    yield from clause_pages(book)
