"""The pages of rule files: every clause has one, every link is good, and what a page says is what the rule file says."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules.language import load, load_text
from zjtx_rules.site.addresses import HOME, MAP, OFFICES, SCRIPT, SEARCH, clause_page, document_page, section_anchor
from zjtx_rules.site.clause_pages import tree
from zjtx_rules.site.compendium import Compendium, compendium
from zjtx_rules.site.pages import pages

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """What a page links to, loads, can be linked at, and says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.links += [str(given[name]) for name in ("href", "action") if name in given]
        self.loads += [str(given["src"])] if "src" in given else []
        self.places += [str(given["id"])] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


Site = dict[str, Page]


def read(book: Compendium) -> tuple[Site, str]:
    files = dict(pages(book))
    script = files.pop(SCRIPT)
    return {name: Page(text) for name, text in files.items()}, script


@pytest.fixture(scope="module")
def bundled() -> tuple[Compendium, Site, str]:
    book = compendium(load(), date(2023, 9, 1))
    return book, *read(book)


AWKWARD = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: con
  title: 甲办法
  status: issued
  clauses:
  - {id: aux.a, kind: duty, cite: "三 （一）.2", title: 甲, quote: 甲句}
  - {id: index, kind: duty, cite: 第条, title: 乙, quote: 乙句}
  - {id: LONG, kind: duty, cite: 'a"b&c#d%e', title: 丙, quote: 丙句}
  - {id: LONGa, kind: duty, cite: 'a"b&c#d%e', title: 丁, quote: 丁句}
- id: com1
  title: 乙办法
  status: issued
  clauses: [{id: award.a, kind: award, cite: 一, title: 奖, to: enterprise, quote: 给予5万元, pays: {sum: 5万元}}]
""".replace("LONG", "x" * 200)
"""Ids that are names of devices on Windows, the name of a page of ours, or longer than a file name may be; numbers full of marks."""


def broken(site: Site, script: str) -> Iterator[str]:
    """Yield every link that leads nowhere."""
    for name, page in site.items():
        for target in (*page.links, *page.loads):
            parts = urlsplit(target)
            assert not parts.scheme
            assert not parts.netloc
            assert not parts.path.startswith("/")
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            )
            if path == SCRIPT and script:
                continue
            if path not in site or (parts.fragment and unquote(parts.fragment) not in site[path].places):
                yield f"{name}: {target}"


def test_every_link_is_good_and_stays_inside_the_folder(bundled) -> None:
    _, site, script = bundled
    assert list(broken(site, script)) == []


def test_links_are_good_whatever_ids_and_numbers_are_like() -> None:
    book = compendium(load_text(AWKWARD, "甲.yaml"), date(2023, 9, 1))
    site, script = read(book)
    assert list(broken(site, script)) == []
    names = [entry.page for entry in book.entries.values()] + [document_page("con"), document_page("com1")]
    assert len({name.lower() for name in names}) == len(names) == 7
    for part in (part for name in names for part in name.split("/")):
        assert part.split(".")[0] not in ("con", "aux", "com1")
        assert len(part) <= 120


def test_every_clause_is_reached_in_two_clicks(bundled) -> None:
    book, site, _ = bundled
    reached = {HOME}
    for _ in range(2):
        reached |= {
            posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(urlsplit(link).path)))
            for name in reached
            if name in site
            for link in site[name].links
        }
    wanted = {clause_page(document.id, clause.id) for _, document, clause in book.rules.clauses()}
    assert wanted <= reached
    assert len(wanted) == sum(1 for _ in book.rules.clauses()) > 500


def test_nothing_but_the_search_runs_a_script(bundled) -> None:
    _, site, _ = bundled
    assert {name: page.loads for name, page in site.items() if page.loads} == {SEARCH: [SCRIPT]}


def test_a_page_says_all_that_the_rule_file_says_of_a_clause(bundled) -> None:
    book, site, _ = bundled
    for loaded, document, clause in book.rules.clauses():
        said = site[clause_page(document.id, clause.id)].text
        for words in (clause.title, *clause.quote, *clause.by, clause.note, clause.cite, document.title):
            assert words in said, (document.id, clause.id, words)
        assert loaded.source.name in said
        assert document.title in site[HOME].text
        section = site[document_page(document.id)]
        assert section_anchor(clause.cite) in section.places
        assert clause.title in section.text
        assert all(quote in section.text for quote in clause.quote)
        assert all(office in site[OFFICES].text for office in clause.by)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (
            "rizhao-2022/award.little_giant",
            ["最高100万元", "新获得认定：国家级专精特新“小巨人”企业", "就高不就低，不重复奖励"],
        ),
        ("rizhao-2022/subsidy.design", ["实际付款的50%，每年不超过100万元", "补贴算出的金额不足一分的部分如何处理"]),
        ("rizhao-2022/award.little_giant", ["新获认定小巨人最高100万元，且不视为同时具有省级专精特新", "支付"]),
        ("jinan-draft/award.little_giant", ["200万元", "征求意见稿，未施行"]),
    ],
)
def test_a_page_says_what_follows_for_readers(bundled, clause: str, words: list[str]) -> None:
    said = bundled[1][f"{clause}.html"].text
    assert [each for each in words if each not in said] == []


@pytest.mark.parametrize(
    ("day", "standing"), [("2022-03-22", "尚未施行"), ("2022-03-23", "施行中"), ("2026-01-01", "已过施行期")]
)
def test_the_standing_is_that_of_the_day(day: str, standing: str) -> None:
    site, _ = read(compendium(load("rizhao"), date.fromisoformat(day)))
    for name in (HOME, MAP, "rizhao-2022/index.html", "rizhao-2022/award.unicorn.html"):
        assert standing in site[name].text
        assert f"状态按 {day} 计" in site[name].text


def test_the_map_says_who_gives_how_much_for_which_title(bundled) -> None:
    book, _, _ = bundled
    text = dict(pages(book))[MAP]
    (row,) = re.findall(r"<tr><th>国家级专精特新“小巨人”企业</th>(.*?)</tr>", text)[:1]
    for place, amount, target in (
        ("济南市（征求意见稿，未施行）", "200万元", "jinan-draft/award.little_giant.html"),
        ("日照市（施行中）", "最高100万元", "rizhao-2022/award.little_giant.html"),
    ):
        assert re.search(f'data-head="{place}">[^—]*?<a href="{re.escape(target)}">{amount}</a>', row)


def test_the_search_knows_every_clause_by_its_words(bundled) -> None:
    book, _, script = bundled
    entries = json.loads(re.findall(r"const ENTRIES = (\[\n.*?\n\]);", script, re.DOTALL)[0])
    assert {each[0] for each in entries} == {entry.page for entry in book.entries.values()}
    for entry, found in zip(book.entries.values(), entries, strict=True):
        assert all(quote in found[5] for quote in entry.clause.quote)
        assert found[1] == entry.clause.title


def test_places_stand_from_the_widest_to_the_narrowest(bundled) -> None:
    text = dict(pages(bundled[0]))[HOME]
    places = ["山东省", "济南市", "日照市", "本市（模板）"]
    assert sorted(places, key=lambda each: text.index(f"<h2>{each}</h2>")) == places


def test_the_same_files_make_the_same_pages() -> None:
    rules = load("jinan")
    one, other = (list(pages(compendium(rules, date(2024, 1, 1)))) for _ in range(2))
    assert one == other


def test_pages_can_be_had_in_english() -> None:
    site, script = read(compendium(load("rizhao"), date(2023, 9, 1), "en"))
    assert "in force" in site[HOME].text
    assert "Rizhao action plan for specialised SMEs" in site["rizhao-2022/index.html"].text
    assert list(broken(site, script)) == []


def test_what_changed_since_an_earlier_state_stands_with_the_clause() -> None:
    old = AWKWARD.replace("5万元", "3万元").replace(
        "  clauses: [{id: award.a", "  clauses: [{id: award.gone, kind: award, cite: 二, title: 旧奖, to: enterprise, "
        "quote: 给予9万元, pays: {sum: 9万元}, when: {holds: {title: gazelle}}}, {id: award.a"
    )  # fmt: skip
    before = [("2023年版", load_text(old, "甲.yaml"))]
    site, _ = read(compendium(load_text(AWKWARD, "甲.yaml"), date(2023, 9, 1), before=before))
    changed, same = site[clause_page("com1", "award.a")].text, site[clause_page("con", "index")].text
    assert "与 2023年版 相比" in changed
    assert "3万元 → 5万元" in changed
    assert "2023年版" not in same
    assert "旧奖" in site[document_page("com1")].text


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), max_size=8))
def test_indented_lines_become_lists_in_one_another(steps: list[int]) -> None:
    depths: list[int] = []
    for step in steps:  # a line is at most one deeper than the line before
        depths.append(min(step, depths[-1] + 1 if depths else 0))
    found: list[int] = []

    class Lists(HTMLParser):
        depth = -1

        def handle_starttag(self, tag: str, attrs: object) -> None:
            del attrs
            self.depth += tag == "ul"
            if tag == "li":
                found.append(self.depth)

        def handle_endtag(self, tag: str) -> None:
            self.depth -= tag == "ul"

    text = tree([(depth, "行") for depth in depths])
    Lists().feed(text)
    assert found == depths
    Page(text)  # every tag is closed in its order
