"""The page of a document: what it is, its sections in the order of the text, its readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zjtx_rules.language.documents import Document
from zjtx_rules.presentation.page import escaped
from zjtx_rules.site.addresses import HOME, clause_page, document_page, section_anchor
from zjtx_rules.site.clause_pages import tree
from zjtx_rules.site.compendium import Compendium, Entry, read_end
from zjtx_rules.site.layout import anchor, kind_words, path, place_name, rows, say, shell, standing_tag, tag, validity
from zjtx_rules.words import Words

_TEXT = {
    "number": Words("文号", "number"),
    "issuer": Words("发文机关", "issued by"),
    "validity": Words("施行期", "in force"),
    "note": Words("说明", "note"),
    "source": Words("所据文本", "text"),
    "file": Words("规则文件", "rule file"),
    "clauses": Words("条款", "clauses"),
    "readings": Words("文本未明之处与解读", "What the text leaves open, and how it is read"),
    "default": Words("默认", "default"),
    "gone": Words("已不在的条款", "Clauses that are gone"),
    "since": Words("与 {} 相比", "since {}"),
}


def document_pages(book: Compendium) -> Iterator[tuple[str, str]]:
    """Yield the file and the text of every document's page."""
    for _, document in book.rules.documents():
        page = document_page(document.id)
        yield page, shell(book, page, document.words.say(book.language), _body(book, document, page))


def sections(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Return the clauses by the place of their section, in the order of the text."""
    found: dict[str, list[Entry]] = {}
    for each in entries:
        found.setdefault(section_anchor(each.clause.cite), []).append(each)
    return found


def _body(book: Compendium, document: Document, page: str) -> Iterator[str]:
    language = book.language
    entries = book.of_document(document.id)
    yield path(anchor(page, HOME, say("site", language)), escaped(place_name(entries[0].loaded, language)))
    yield f"<h1>{escaped(document.words.say(language))}</h1>\n<p>{standing_tag(book, document)}</p>\n"
    yield f'<div class="card"><dl>{"".join(_facts(book, document, entries))}</dl></div>\n'
    for place, group in sections(entries).items():
        yield _section(book, page, place, group)
    if document.readings:
        lines = []
        for each in document.readings:
            lines.append((0, each.question + (f"（“{each.text}”）" if each.text else "")))
            lines += [
                (1, label + (f"（{_TEXT['default'].say(language)}）" if name == each.default else ""))
                for name, label in each.options.items()
            ]
        yield f'<section class="card"><h2>{_TEXT["readings"].say(language)}</h2>{tree(lines)}</section>\n'
    yield _gone(book, document)


def _facts(book: Compendium, document: Document, entries: list[Entry]) -> Iterator[str]:
    language = book.language
    counts = Counter(each.kind for each in entries)
    said = {
        "number": document.number,
        "issuer": document.issuer,
        "validity": validity(document, read_end(document), language),
        "clauses": "、".join(f"{kind_words(kind, language)}{count}" for kind, count in counts.items()),
        "note": document.note,
        "source": f"{document.source.file}（SHA-256 {document.source.sha256}）" if document.source else None,
        "file": f"{entries[0].loaded.source.name}（SHA-256 {entries[0].loaded.sha256}）",
    }
    for key, text in said.items():
        if text:
            yield f"<dt>{_TEXT[key].say(language)}</dt><dd>{escaped(text)}</dd>"


def _section(book: Compendium, page: str, place: str, group: list[Entry]) -> str:
    """Return a section: its number, its words, and what is made of them."""
    quotes = dict.fromkeys(quote for each in group for quote in each.clause.quote)
    words = "".join(f"<blockquote>{escaped(each)}</blockquote>" for each in quotes)
    head = f'<a href="#{escaped(place)}">{escaped(group[0].clause.cite)}</a>'
    offices = dict.fromkeys("、".join(each.clause.by) for each in group if each.clause.by)
    who = f'<p class="soft small">{escaped("；".join(offices))}</p>' if offices else ""
    items = rows(_item(book, page, each) for each in group)
    return f'<section class="card" id="{escaped(place)}"><h2>{head}</h2>{who}{words}{items}</section>\n'


def _item(book: Compendium, page: str, entry: Entry) -> str:
    title = anchor(page, clause_page(*entry.key), entry.clause.words.say(book.language))
    force, pays = entry.said("force"), entry.said("pays")
    money = f' <span class="side">{escaped(pays)}</span>' if pays else ""
    return f"{tag(kind_words(entry.kind, book.language))}{tag(force) if force else ''}{title}{money}"


def _gone(book: Compendium, document: Document) -> str:
    found = [
        f'{escaped(clause.view.title.say(book.language))}<span class="side">{escaped(clause.view.cite)}，'
        f"{escaped(_TEXT['since'].say(book.language).format(since))}</span>"
        for since, name, clause in book.gone
        if name == document.id
    ]
    heading = _TEXT["gone"].say(book.language)
    return f'<section class="card"><h2>{heading}</h2>{rows(found)}</section>\n' if found else ""
