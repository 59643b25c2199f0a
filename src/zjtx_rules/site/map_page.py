"""The policy map: what each place gives for which title, how much, and whether it is in force; as a grid, for no map data are free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from zjtx_rules.analysis.diffing.matrix import BASIS_WORDS, Cell, Row
from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.presentation.diffing.compare_text import NATURES, OPEN
from zjtx_rules.presentation.page import escaped
from zjtx_rules.site.addresses import HOME, MAP, clause_page
from zjtx_rules.site.compendium import Compendium
from zjtx_rules.site.layout import anchor, document_link, kind_words, path, say, shell, standing_tag, tag
from zjtx_rules.words import Words

_TEXT = {
    "lead": Words(
        "各地为哪个称号给多少。未施行的文件给的，现在都拿不到；点金额看条款。",
        "What each place gives for which title. Of what is not in force nothing can be had now; an amount leads to its clause.",
    ),
    "counts": Words("各地给什么", "What each place gives"),
    "document": Words("文件", "document"),
    "standing": Words("状态", "standing"),
    "none": Words("没有文件写明给钱。", "No document gives money."),
}
_KINDS = ("award", "subsidy", "right", "service", "tier", "duty")


def map_page(book: Compendium) -> str:
    """Return the policy map."""
    return shell(book, MAP, say("map", book.language), _body(book))


def _body(book: Compendium) -> Iterator[str]:
    language, matrix = book.language, book.matrix
    documents = [document for _, document in book.rules.documents()]
    places = [loaded.rules.jurisdiction.name for loaded, _ in book.rules.documents()]
    used = [at for at in range(len(documents)) if any(row.cells[at] for row in matrix.rows)]
    yield path(anchor(MAP, HOME, say("site", language)))
    yield f"<h1>{say('map', language)}</h1>\n<p>{_TEXT['lead'].say(language)}</p>\n"
    if not used:
        yield f"<p>{_TEXT['none'].say(language)}</p>\n"
    for (applicants, basis), rows in groupby(matrix.rows, key=lambda row: (row.applicants, row.basis)):
        heading = f"{applicants.say(language)} · {BASIS_WORDS[basis].say(language)}"
        yield _grid(book, heading, list(rows), [(at, places[at], documents[at]) for at in used])
    yield _counts(book, list(zip(places, documents, strict=True)))


def _grid(book: Compendium, heading: str, rows: Sequence[Row], columns: Sequence[tuple[int, str, Document]]) -> str:
    # A document that gives nothing to anybody of this table would be an empty column.
    columns = [each for each in columns if any(row.cells[each[0]] for row in rows)]
    heads = "".join(
        f"<th>{escaped(place)} {standing_tag(book, document)}<div class='small'>{document_link(book, MAP, document)}</div></th>"
        for _, place, document in columns
    )
    body = []
    for row in rows:
        cells = "".join(_cell(book, row.cells[at], place, document) for at, place, document in columns)
        body.append(f"<tr><th>{escaped(row.label.say(book.language))}</th>{cells}</tr>")
    return (
        f'<h2>{escaped(heading)}</h2>\n<div class="card scroll"><table class="grid"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>\n"
    )


def _cell(book: Compendium, cells: Sequence[Cell], place: str, document: Document) -> str:
    standing = book.standing(document)
    head = f"{place}（{standing.words.say(book.language)}）"
    if not cells:
        return f'<td class="none" data-head="{escaped(head)}">—</td>'
    css = "" if standing is Standing.IN_FORCE else "off"
    given = "".join(_give(book, document, each) for each in cells)
    return f'<td class="{css}" data-head="{escaped(head)}">{given}</td>'


def _give(book: Compendium, document: Document, cell: Cell) -> str:
    language = book.language
    money = (
        f'<span class="amount">{anchor(MAP, clause_page(document.id, cell.clause), cell.pays.say(language))}</span> '
    )
    marks = [NATURES[cell.nature].say(language)]
    marks += [cell.force.say(language)] if cell.force is not None else []
    marks += [OPEN.say(language)] if cell.open else []
    title = (
        ""
        if cell.row_says and cell.nature != "no_figure"
        else f'<span class="soft">{escaped(cell.title.say(language))}</span>'
    )
    return f'<div class="give">{money}{"".join(map(tag, marks))}{title}<span class="soft">{escaped(cell.cite)}</span></div>'


def _counts(book: Compendium, documents: Sequence[tuple[str, Document]]) -> str:
    language = book.language
    heads = "".join(f"<th>{kind_words(kind, language)}</th>" for kind in _KINDS)
    body = []
    for place, document in documents:
        counts = Counter(str(each.kind) for each in document.clauses)
        cells = "".join(
            f'<td class="n" data-head="{kind_words(kind, language)}">{counts[kind]}</td>'
            if counts[kind]
            else f'<td class="none" data-head="{kind_words(kind, language)}">—</td>'
            for kind in _KINDS
        )
        standing = _TEXT["standing"].say(language)
        body.append(
            f"<tr><th>{escaped(place)}<div class='small'>{document_link(book, MAP, document)}</div></th>"
            f'<td data-head="{standing}">{standing_tag(book, document)}</td>{cells}</tr>'
        )
    return (
        f'<h2>{_TEXT["counts"].say(language)}</h2>\n<div class="card scroll"><table class="grid"><thead><tr><th>{_TEXT["document"].say(language)}</th>'
        f"<th>{_TEXT['standing'].say(language)}</th>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>\n"
    )
