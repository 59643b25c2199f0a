"""The pages at the top: all documents, and all offices with what each is in charge of."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.presentation.page import escaped
from zjtx_rules.site.addresses import HOME, OFFICES, clause_page
from zjtx_rules.site.compendium import Compendium, Entry, read_end
from zjtx_rules.site.layout import (
    anchor,
    document_link,
    kind_words,
    path,
    place_name,
    rows,
    say,
    shell,
    standing_tag,
    validity,
)
from zjtx_rules.words import Words

_TEXT = {
    "clauses": Words("{}条", "{} clauses"),
    "lead": Words(
        "每份文件、每一条款各有一页：原文、条件、给付、责任单位、解读和例子。",
        "A page for every document and every clause: its words, conditions, payments, offices, readings and examples.",
    ),
    "validity": Words("施行期", "in force: "),
    "of_offices": Words("各部门负责的条款", "Clauses by the office in charge"),
    "no_office": Words("文本未写责任单位", "no office named"),
}


def home_page(book: Compendium) -> str:
    """Return the first page: the documents by place."""
    language = book.language
    body = [f"<h1>{say('site', language)}</h1>\n<p>{_TEXT['lead'].say(language)}</p>\n"]
    for place, items in _by_place(book).items():
        body.append(f'<section class="card"><h2>{escaped(place)}</h2>{rows(items)}</section>\n')
    return shell(book, HOME, say("site", language), body)


def _by_place(book: Compendium) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for loaded, document in sorted(book.rules.documents(), key=lambda each: _rank(each[0])):
        said = [
            document.number,
            _TEXT["validity"].say(book.language) + validity(document, read_end(document), book.language),
        ]
        said.append(_TEXT["clauses"].say(book.language).format(len(document.clauses)))
        item = (
            f"{standing_tag(book, document)}{document_link(book, HOME, document)}"
            f'<div class="soft small">{escaped(" · ".join(filter(None, said)))}</div>'
        )
        found.setdefault(place_name(loaded, book.language), []).append(item)
    return found


def _rank(loaded: LoadedFile) -> tuple[bool, int, str]:
    """Return where a place stands among others: the nation, provinces, cities, districts; templates last."""
    code = loaded.rules.jurisdiction.code or ""
    return not code, len(code.rstrip("0")), code


def offices_page(book: Compendium) -> str:
    """Return all offices by place, each with the clauses that it is in charge of."""
    language = book.language
    body = [path(anchor(OFFICES, HOME, say("site", language)))]
    body.append(f"<h1>{say('offices', language)}</h1>\n<p>{_TEXT['of_offices'].say(language)}</p>\n")
    for place, offices in _offices(book).items():
        inner = "".join(_office(book, name, entries) for name, entries in offices.items())
        body.append(f'<section class="card"><h2>{escaped(place)}</h2>{inner}</section>\n')
    return shell(book, OFFICES, say("offices", language), body)


def _offices(book: Compendium) -> dict[str, dict[str, list[Entry]]]:
    """Return the clauses by place and office, the offices with most clauses first, those without an office last."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in sorted(book.entries.values(), key=lambda each: _rank(each.loaded)):
        offices = found.setdefault(place_name(entry.loaded, book.language), {})
        for name in dict.fromkeys(entry.clause.by) or ("",):
            offices.setdefault(name, []).append(entry)
    return {
        place: dict(sorted(offices.items(), key=lambda item: (not item[0], -len(item[1]))))
        for place, offices in found.items()
    }


def _office(book: Compendium, name: str, entries: list[Entry]) -> str:
    label = name or _TEXT["no_office"].say(book.language)
    return f"<details><summary>{escaped(label)}（{len(entries)}）</summary>{rows(_items(book, entries))}</details>"


def _items(book: Compendium, entries: list[Entry]) -> Iterator[str]:
    for each in entries:
        title = anchor(OFFICES, clause_page(*each.key), each.clause.words.say(book.language))
        where = f"{kind_words(each.kind, book.language)} · {each.document.number or each.document.words.say(book.language)} {each.clause.cite}"
        yield f'{title}<span class="side">{escaped(where)}</span>'
