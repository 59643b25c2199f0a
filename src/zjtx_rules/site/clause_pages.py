"""The page of a clause: what it gives, its words, its reading aloud, offices, readings, examples, relations, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zjtx_rules.analysis.testing.examples import Case
from zjtx_rules.presentation.clause import Part
from zjtx_rules.presentation.labels import say_verdict
from zjtx_rules.presentation.page import escaped
from zjtx_rules.site.addresses import HOME, clause_page, document_page, section_anchor
from zjtx_rules.site.compendium import Compendium, Entry, Key, Past, read_end
from zjtx_rules.site.layout import (
    anchor,
    clause_link,
    document_link,
    kind_words,
    path,
    place_name,
    rows,
    shell,
    standing_tag,
    tag,
    validity,
)
from zjtx_rules.words import Language, Words

_APART = frozenset({"source", "words", "sentence", "when", "pays", "values", "readings", "gives", "goals", "force"})
"""Parts that have a place of their own on the page; all others stand in its list of facts."""

_ABOUT_DOCUMENT = ("所在文件", "The document ")
"""How the line of a paragraph begins after which it is the document that speaks for the clause."""

_EXAMPLES = 6
"""How many examples are shown at once."""

_TEXT = {
    "words": Words("原文", "The words of the text"),
    "sentence": Words("条文（由规则写成，与原文对照）", "The clause as the rules have it"),
    "around": Words("文件为本条作的规定：施行期、前置条件、竞合、口径", "what the document says for it"),
    "reading": Words("条件", "Conditions"),
    "readings": Words("涉及的解读", "Readings"),
    "examples": Words("例子", "Examples"),
    "more": Words("另有{}个例子", "{} more examples"),
    "uses": Words("引用的条款", "Rests on"),
    "used_by": Words("被引用于", "Used by"),
    "settled_by": Words("不重复规则", "Against double payment"),
    "past": Words("变化", "Changes"),
    "since": Words("与 {} 相比", "Since {}"),
    "new": Words("新增条款", "a new clause"),
    "validity": Words("施行期", "in force"),
    "file": Words("规则文件", "rule file"),
    "id": Words("编号", "id"),
    "before": Words("上一条", "before"),
    "after": Words("下一条", "after"),
    "chosen": Words("支付", "paid"),
    "suppressed": Words("让位", "gives way"),
}


def clause_pages(book: Compendium) -> Iterator[tuple[str, str]]:
    """Yield the file and the text of every clause's page."""
    for document in dict.fromkeys(key[0] for key in book.entries):
        entries = book.of_document(document)
        for at, entry in enumerate(entries):
            turn = (entries[at - 1] if at else None, entries[at + 1] if at + 1 < len(entries) else None)
            yield entry.page, shell(book, entry.page, _title(entry, book.language), _body(book, entry, turn))


def _title(entry: Entry, language: Language) -> str:
    return f"{entry.clause.words.say(language)}（{entry.clause.cite}）"


def _body(book: Compendium, entry: Entry, turn: tuple[Entry | None, Entry | None]) -> Iterator[str]:
    language, page, document = book.language, entry.page, entry.document
    home = document_page(document.id)
    yield path(
        anchor(page, HOME, place_name(entry.loaded, language)),
        document_link(book, page, document),
        anchor(page, home, entry.clause.cite, section_anchor(entry.clause.cite)),
    )
    force = entry.said("force")
    yield f"<h1>{escaped(entry.clause.words.say(language))}</h1>\n<p>{tag(kind_words(entry.kind, language))}"
    yield f"{tag(force) if force else ''}{standing_tag(book, document)}</p>\n"
    yield _gives(entry)
    quotes = "".join(f"<blockquote>{escaped(each)}</blockquote>" for each in entry.clause.quote)
    yield _card(_say("words", language), quotes)
    yield _card(_say("sentence", language), _sentence(entry, language))
    when = next((part for part in entry.parts if part.key == "when"), None)
    if when is not None:
        yield _card(_say("reading", language), tree(when.lines, single=True))
    yield f'<div class="card"><dl>{"".join(_facts(book, entry))}</dl></div>\n'
    readings = next((part for part in entry.parts if part.key == "readings"), None)
    if readings is not None:
        yield _card(_say("readings", language), tree(readings.lines))
    for key, keys in (("settled_by", entry.settled_by), ("uses", entry.uses), ("used_by", entry.used_by)):
        yield _card(_say(key, language), _links(book, page, keys))
    yield _card(_say("examples", language), _examples(entry, language))
    yield _card(_say("past", language), "".join(_past(each, language) for each in entry.past))
    yield _turn(book, page, turn)


def _say(key: str, language: Language) -> str:
    return _TEXT[key].say(language)


def _card(heading: str, content: str) -> str:
    return f'<section class="card"><h2>{escaped(heading)}</h2>{content}</section>\n' if content else ""


def _sentence(entry: Entry, language: Language) -> str:
    """Return the paragraph that is written from the clause's terms, what its document says for it folded."""
    part = next(part for part in entry.parts if part.key == "sentence")
    lines = [part.text or "", *(text for _, text in part.lines)]
    end = next((at for at, line in enumerate(lines) if line.startswith(_ABOUT_DOCUMENT)), len(lines))
    own, around = ("<br>".join(map(escaped, each)) for each in (lines[:end], lines[end:]))
    more = (
        f"<details class='paper'><summary>{escaped(_say('around', language))}</summary><p>{around}</p></details>"
        if around
        else ""
    )
    return f"<p>{own}</p>{more}"


def _gives(entry: Entry) -> str:
    """Return what the clause gives, set large where it is a sum, with the values on which the sum rests."""
    out = []
    for part in entry.parts:
        if part.key == "pays":
            out.append(f'<p class="sum">{escaped(part.text or "")}</p>')
        elif part.key == "gives":
            out.append(f"<p>{escaped(part.text or '')}</p>")
        elif part.key in ("values", "goals"):
            out.append(f'<p class="soft small">{escaped(part.label)}</p>{tree(part.lines)}')
    return f'<div class="card">{"".join(out)}</div>\n' if out else ""


def _facts(book: Compendium, entry: Entry) -> Iterator[str]:
    language, document = book.language, entry.document
    for part in entry.parts:
        if part.key not in _APART:
            yield _fact(part)
    yield _row(_say("validity", language), validity(document, read_end(document), language))
    yield _row(_say("id", language), f"{document.id}:{entry.clause.id}")
    yield _row(_say("file", language), entry.place)


def _fact(part: Part) -> str:
    lines = tree(part.lines) if part.lines else ""
    return f"<dt>{escaped(part.label)}</dt><dd>{escaped(part.text or '')}{lines}</dd>"


def _row(label: str, text: str) -> str:
    return f"<dt>{escaped(label)}</dt><dd>{escaped(text)}</dd>"


def tree(lines: Sequence[tuple[int, str]], *, single: bool = False) -> str:
    """Return indented lines as lists in one another; a single line at the top goes without a mark if `single`."""
    out: list[str] = []
    level = -1
    flat = single and sum(depth == 0 for depth, _ in lines) == 1
    for depth, text in lines:
        if depth > level:
            out.append(f'<ul class="tree{" flat" if flat and depth == 0 else ""}">' if level < 0 else "<ul>")
            level += 1
        else:
            out.append("</li>")
            out += ["</ul></li>"] * (level - depth)
            level = depth
        out.append(f"<li>{escaped(text)}")
    return "".join([*out, "</li>", *["</ul></li>"] * level, "</ul>"]) if lines else ""


def _links(book: Compendium, page: str, keys: Iterable[Key]) -> str:
    found = [clause_link(book, page, key) for key in keys]
    return rows(found) if found else ""


def _examples(entry: Entry, language: Language) -> str:
    """Return the examples, those after the first few folded."""
    said = [_example(entry, case, language) for case in entry.examples]
    first, rest = said[:_EXAMPLES], said[_EXAMPLES:]
    if not rest:
        return "".join(first)
    more = _say("more", language).format(len(rest))
    return f"{''.join(first)}<details><summary>{more}</summary>{''.join(rest)}</details>"


def _example(entry: Entry, case: Case, language: Language) -> str:
    """Return what an example says of the clause: its name, and below it why, on which day, and what must come out."""
    expected = case.example.expect
    document, clause = entry.key
    names = {clause, f"{document}:{clause}"}
    verdicts = [say_verdict(verdict, language) for name, verdict in expected.clauses.items() if name in names]
    verdicts += [_say(key, language) for key in ("chosen", "suppressed") if names & set(getattr(expected, key) or ())]
    marks = "".join(map(tag, dict.fromkeys(verdicts)))
    readings = "，".join(f"{name}={option}" for name, option in case.example.readings.items())
    given = "，".join(filter(None, (str(case.as_of), readings)))
    return (
        f"<details><summary>{escaped(case.example.name)} {marks}</summary>"
        f'<p class="small">{escaped(case.example.because)}</p><p class="soft small">{escaped(given)} · '
        f"{escaped(case.place)}</p></details>"
    )


def _past(past: Past, language: Language) -> str:
    heading = _say("since", language).format(past.since)
    lines = [_say("new", language)] if past.new else [each.say(language) for each in past.changes]
    return f"<h3>{escaped(heading)}</h3>{rows(map(escaped, lines))}"


def _turn(book: Compendium, page: str, turn: tuple[Entry | None, Entry | None]) -> str:
    """Return the way to the clauses before and after."""
    out = []
    for css, key, entry in (("", "before", turn[0]), ("next", "after", turn[1])):
        text = ""
        if entry is not None:
            title = f"{_say(key, book.language)}：{entry.clause.words.say(book.language)}"
            text = anchor(page, clause_page(*entry.key), title)
        out.append(f'<span class="{css}">{text}</span>')
    return f'<nav class="turn">{"".join(out)}</nav>\n'


__all__ = ["clause_pages", "tree"]
