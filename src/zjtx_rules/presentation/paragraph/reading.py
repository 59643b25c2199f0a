"""Reading the paragraph of a clause back into its terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import CLAUSES, ForApplicants
from zjtx_rules.language.documents import Settings
from zjtx_rules.phrases import Phrase
from zjtx_rules.presentation.paragraph.names import Names
from zjtx_rules.presentation.paragraph.pen import LINE_BREAK, Parsed, Pen, Progress
from zjtx_rules.presentation.paragraph.sentences import read_model, read_value, types_in
from zjtx_rules.presentation.paragraph.terms import ClauseTerms, Surroundings, canonical
from zjtx_rules.presentation.paragraph.writing import setting_phrase
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.words import Words

_SHOWN = 24


class ParagraphError(ValueError):
    """Raised where a paragraph cannot be read, or can be read in two ways; `words` says which, and where."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words


def read_paragraph(text: str, side: Side) -> ClauseTerms:
    """Return the terms that a paragraph says, in the names of a document.

    Raises:
        ParagraphError: where it is not a paragraph as `clause_paragraph` writes them, with the place.
    """
    line = LINE_BREAK.sub("", text.strip())
    progress = Progress()
    found: dict[Any, ClauseTerms] = {}
    for scope in _scopes(line):
        pen = Pen(Names(side), scope, text=line, progress=progress)
        for terms in _read(pen, side):
            found.setdefault(canonical(terms, side), terms)
    if not found:
        rest = line[progress.furthest : progress.furthest + _SHOWN]
        zh, en = f"读不懂从“{rest}”起的字句", f"the words from '{rest}' on cannot be read"
        raise ParagraphError(Words(zh, en))
    if len(found) > 1:
        raise ParagraphError(Words("这段话有两种读法", "the paragraph can be read in two ways"))
    return next(iter(found.values()))


def _scopes(text: str) -> list[str]:
    """Return the kinds of applicant whose facts the paragraph may speak of: the first that it names."""
    starts = {text.find(kind.noun.zh): name for name, kind in APPLICANTS.items() if kind.noun.zh in text[:60]}
    return [starts[min(starts)]] if starts else ["enterprise"]


def _read(pen: Pen, side: Side) -> Iterator[ClauseTerms]:
    for clause, middle in read_model(CLAUSES, pen, 0):
        if isinstance(clause, ForApplicants) and scope_of(clause) != pen.scope:
            continue
        for around, end in read_model((Surroundings,), pen, middle):
            for settings, last in _read_settings(pen, end):
                if last == len(pen.text):
                    yield _terms(clause, around, settings, pen, side)


def _terms(clause: Clause, around: Surroundings, settings: dict[str, Any], pen: Pen, side: Side) -> ClauseTerms:
    order = [each.id for each in side.document.readings]
    defaults = {name: pen.progress.defaults[name] for name in order if name in pen.progress.defaults}
    return ClauseTerms(clause, around, settings, defaults)


def _read_settings(pen: Pen, at: int) -> Iterator[tuple[dict[str, Any], int]]:
    found: list[tuple[dict[str, Any], int]] = [({}, at)]
    for name in Settings.model_fields:
        following = []
        for settings, start in found:
            said = list(_read_setting(name, setting_phrase(name), pen, start))
            following += [({**settings, name: value}, end) for value, end in said] or [(settings, start)]
        found = following
    yield from found


def _read_setting(name: str, phrase: Phrase, pen: Pen, at: int) -> Parsed:
    before, _, behind = phrase.zh.partition(f"{{{name}}}")
    slot, kinds = phrase.slot(name), types_in(Settings.model_fields[name].annotation)
    start = pen.literal(before, at)
    if start is None:
        return
    for value, after in read_value(kinds, slot, pen, start):
        end = pen.literal(behind, after)
        if end is not None:
            yield value, end
    none = pen.literal(slot.absent.zh, start) if slot.absent.zh else None
    end = pen.literal(behind, none) if none is not None else None
    if end is not None:
        yield (), end
