"""The search: a page, and one script that holds both the index and what looks through it. Without a script the pages can all be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from zjtx_rules.shown import shown
from zjtx_rules.site.addresses import HOME, SCRIPT, SEARCH
from zjtx_rules.site.compendium import Compendium, Entry
from zjtx_rules.site.layout import anchor, kind_words, path, say, shell
from zjtx_rules.words import Language, Words

_TEXT = {
    "without": Words(
        "检索要用脚本；不用脚本时，从汇编的文件目录逐条查看。",
        "The search needs a script; without one, every clause is found from the list of documents.",
    ),
    "found": Words("找到{}条", "{} found"),
    "first": Words("找到{}条，列出前{}条", "{} found, the first {} shown"),
    "none": Words("没有找到，请换一个词", "Nothing found; try another word"),
}

_PROGRAM = """
function fold(text) { return text.toLowerCase().normalize("NFKC").replace(/[“”‘’"'「」『』\\s]/g, ""); }
const words = new URLSearchParams(location.search).get("q") || "";
const terms = words.split(/\\s+/).map(fold).filter(Boolean);
document.querySelectorAll("input[type=search]").forEach(function (field) { field.value = words; });
function score(entry) {
  const title = fold(entry[1]), cite = fold(entry[2]), text = fold(entry.slice(3).join(" "));
  let sum = 0;
  for (const term of terms) {
    const one = (title.includes(term) ? 8 : 0) + (cite === term ? 6 : cite.includes(term) ? 2 : 0) + (text.includes(term) ? 1 : 0);
    if (!one) return 0;
    sum += one;
  }
  return sum;
}
if (terms.length) {
  const found = ENTRIES.map(function (entry, at) { return [score(entry), at]; }).filter(function (pair) { return pair[0]; });
  found.sort(function (one, other) { return other[0] - one[0] || one[1] - other[1]; });
  const list = document.getElementById("results");
  for (const pair of found.slice(0, MOST)) {
    const entry = ENTRIES[pair[1]], item = document.createElement("li"), link = document.createElement("a"), side = document.createElement("div");
    link.href = entry[0]; link.textContent = entry[1];
    side.className = "soft small"; side.textContent = [entry[3], entry[2], entry[4]].filter(Boolean).join(" · ");
    item.append(link, side); list.append(item);
  }
  const said = found.length > MOST ? TEXT.first : found.length ? TEXT.found : TEXT.none;
  document.getElementById("count").textContent = said.replace("{}", found.length).replace("{}", MOST);
}
"""
MOST = 200


def search_page(book: Compendium) -> str:
    """Return the page on which the script shows what it finds."""
    language = book.language
    body = [
        path(anchor(SEARCH, HOME, say("site", language))),
        f"<h1>{say('search', language)}</h1>\n",
        f"<noscript><p>{_TEXT['without'].say(language)}{anchor(SEARCH, HOME, say('site', language))}</p></noscript>\n",
        '<p id="count" class="soft" role="status" aria-live="polite"></p>\n<ul id="results" class="rows"></ul>\n',
    ]
    return shell(book, SEARCH, say("search", language), body, script=SCRIPT)


def search_script(book: Compendium) -> str:
    """Return the script: an entry for every clause, and the program that looks through them."""
    return script_of((_entry(book, each) for each in book.entries.values()), book.language)


def script_of(entries: Iterable[Sequence[str]], language: Language = "zh") -> str:
    """Return the script over entries: address, title, number, where it stands, kind, and all else that it is found by."""
    words = {key: _TEXT[key].say(language) for key in ("found", "first", "none")}
    lines = ",\n".join(_json(each) for each in entries)
    return f"const MOST = {MOST}, TEXT = {_json(words)};\nconst ENTRIES = [\n{lines}\n];\n{_PROGRAM.lstrip()}"


def _entry(book: Compendium, entry: Entry) -> list[str]:
    """Return the page of a clause, its title, number, document and kind, and all that it is found by."""
    gives = [part.text or "" for part in entry.parts if part.key in ("pays", "gives")]
    lines = [text for part in entry.parts if part.key in ("when", "goals") for _, text in part.lines]
    return [
        entry.page,
        shown(entry.clause.words.say(book.language)),
        shown(entry.clause.cite),
        shown(f"{entry.loaded.rules.jurisdiction.name} · {entry.document.words.say(book.language)}"),
        kind_words(entry.kind, book.language),
        shown(" ".join([entry.document.number or "", *entry.clause.by, *gives, *entry.clause.quote, *lines])),
        f"{entry.document.id}:{entry.clause.id}",
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
