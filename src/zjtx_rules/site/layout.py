"""What all pages share: the shell with its way around, small pieces of markup, the words of headings."""

from __future__ import annotations

from collections.abc import Iterable

from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.presentation.labels import KIND
from zjtx_rules.presentation.page import escaped
from zjtx_rules.site.addresses import HOME, MAP, OFFICES, SEARCH, clause_page, document_page, link
from zjtx_rules.site.compendium import Compendium, Key
from zjtx_rules.site.style import STYLE
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words

TEXT = {
    "site": Words("政策汇编", "Compendium"),
    "map": Words("政策地图", "Policy map"),
    "offices": Words("责任单位", "Offices"),
    "search": Words("检索", "Search"),
    "skip": Words("跳到正文", "Skip to the text"),
    "made": Words(
        "状态按 {} 计；由 zjtx-rules {} 生成，以原文为准", "As of {}; made by zjtx-rules {}; the text itself prevails"
    ),
    "place": Words("关键词，如 小巨人 奖励", "words, such as 小巨人"),
    "not_stated": Words("未写明", "not stated"),
}
TONES = {
    Standing.IN_FORCE: "good",
    Standing.NOT_YET: "soon",
    Standing.ENDED: "",
    Standing.DRAFT: "open",
    Standing.TEMPLATE: "open",
}


def say(key: str, language: Language) -> str:
    """Return a heading."""
    return TEXT[key].say(language)


def shell(book: Compendium, page: str, title: str, body: Iterable[str], *, script: str | None = None) -> str:
    """Return a whole page; the policy in its head forbids it to load or run anything but the script of the search."""
    language = book.language
    code = "zh-CN" if language == "zh" else "en"
    name = say("site", language)
    ways = " ".join(anchor(page, target, say(key, language)) for key, target in (("map", MAP), ("offices", OFFICES)))
    runs = "; script-src 'self' file:" if script else ""
    made = TEXT["made"].say(language).format(book.as_of, __version__)
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{runs}\">\n"
        f"<title>{escaped(title)}{'' if title == name else ' · ' + name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{say("skip", language)}</a>\n'
        f'<header class="top"><div><strong>{anchor(page, HOME, name)}</strong>{ways}{search_form(page, language)}</div></header>\n'
        f'<main id="main">\n{"".join(filter(None, body))}</main>\n<footer>{escaped(made)}</footer>\n'
        + (f'<script src="{link(page, script)}"></script>\n' if script else "")
        + "</body>\n</html>\n"
    )


def search_form(page: str, language: Language) -> str:
    """Return the field that leads to the search."""
    label = say("search", language)
    return (
        f'<form role="search" action="{link(page, SEARCH)}"><input type="search" name="q" aria-label="{label}" '
        f'placeholder="{say("place", language)}"><button>{label}</button></form>'
    )


def anchor(page: str, target: str, text: str, place: str = "") -> str:
    """Return a link to another page."""
    return f'<a href="{link(page, target, place)}">{escaped(text)}</a>'


def tag(text: str, tone: str = "") -> str:
    """Return a small label."""
    return f'<span class="tag {tone}">{escaped(text)}</span>' if tone else f'<span class="tag">{escaped(text)}</span>'


def standing_tag(book: Compendium, document: Document) -> str:
    """Return where a document stands, as a label."""
    standing = book.standing(document)
    return tag(standing.words.say(book.language), TONES[standing])


def kind_words(kind: str, language: Language) -> str:
    """Return the name of a kind of clause."""
    return KIND[kind].say(language)


def document_link(book: Compendium, page: str, document: Document) -> str:
    """Return a link to a document by its title."""
    return anchor(page, document_page(document.id), document.words.say(book.language))


def clause_link(book: Compendium, page: str, key: Key) -> str:
    """Return a link to a clause by its title, with its number."""
    entry = book.entries[key]
    text = anchor(page, clause_page(*key), entry.clause.words.say(book.language))
    return f'{text}<span class="side">{escaped(entry.clause.cite)}</span>'


def rows(items: Iterable[str]) -> str:
    """Return lines of a list, each markup of its own."""
    return f'<ul class="rows">{"".join(f"<li>{each}</li>" for each in items)}</ul>'


def path(*steps: str) -> str:
    """Return where a page stands: the pages above it, each markup of its own."""
    return f'<p class="path">{" › ".join(steps)}</p>'


def place_name(loaded: LoadedFile, language: Language) -> str:
    """Return the place of a rule file; a template belongs to none."""
    place = loaded.rules.jurisdiction
    return place.name if place.code else Words(f"{place.name}（模板）", f"{place.name} (template)").say(language)


def validity(document: Document, end: object, language: Language) -> str:
    """Return the validity of a document in words."""
    start, unknown = document.in_force.from_, say("not_stated", language)
    if start is None and document.in_force.to is None and end is None:
        return unknown
    last = document.in_force.to or end
    return Words(f"{start or unknown} 至 {last or unknown}", f"{start or unknown} to {last or unknown}").say(language)
