"""What the site of the documentation (`make docs`) has besides the pages: their links as the site needs them, and a search.

mkdocs calls the functions that begin with `on_`. The search is that of `zjtx site`: one script that holds the index, finds any part
of a word, in Chinese as in English, and works from the disk too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zjtx_rules.site.search_page import script_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r'<h([12]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_SEARCH = """# 检索

<form action="search.html"><input type="search" name="q" aria-label="检索" placeholder="关键词，如 已领奖补"> <button>检索</button></form>

<p id="count" role="status" aria-live="polite"></p>
<ul id="results"></ul>
<script src="search.js"></script>
"""
_FOUND: list[list[str]] = []


def on_files(files: Any, config: Any) -> Any:
    """Add the page of the search."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - only `make docs` has it

    _FOUND.clear()
    files.append(File.generated(config, "search.md", content=_SEARCH))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Return a page as the site takes it."""
    return links_kept(markdown, DOCS / page.file.src_uri)


def on_page_content(content: str, page: Any, **_: Any) -> str:
    """Note what a page says, for the search."""
    if page.file.src_uri != "search.md":
        _FOUND.extend(sections(page.url, str(page.title), content))
    return content


def on_post_build(config: Any) -> None:
    """Write the script of the search."""
    (Path(config.site_dir) / "search.js").write_text(script_of(_FOUND), encoding="utf-8")


def links_kept(markdown: str, page: Path) -> str:
    """Return a page with its links to pages of the site; of links to anything else that exists the words alone are left."""

    def kept(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        path, mark, anchor = target.partition("#")
        if "://" in target or target.startswith(("#", "mailto:")):
            return found[0]
        there = (page.parent / path).resolve()
        if there.is_dir() and (there / "README.md").is_file() and there.is_relative_to(DOCS):
            return f"[{words}]({path.rstrip('/')}/README.md{mark}{anchor})"
        outside = there.exists() and (there.is_dir() or not there.is_relative_to(DOCS))
        return words if outside else found[0]

    return _LINK.sub(kept, markdown)


def sections(url: str, title: str, content: str) -> Iterator[list[str]]:
    """Yield an entry of the search for every section of a page: address, heading, page, and its words."""
    pieces = _HEADING.split(content)
    for level, place, heading, text in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
        address = url if level == "1" else f"{url}#{place}"
        yield [address, _words(heading), "", title, "", _words(text)]


def _words(markup: str) -> str:
    """Return what a piece of a page says, without its markup and the marks of its anchors."""
    bare = re.sub(r'<a class="headerlink".*?</a>', "", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", bare)).split())
