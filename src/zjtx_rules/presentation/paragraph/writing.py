"""Writing the paragraph of a clause: its own sentence, then what its document says for it."""

from __future__ import annotations

from typing import Any

from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.documents import Document, Settings
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.phrases import Phrase
from zjtx_rules.presentation.paragraph.names import Names
from zjtx_rules.presentation.paragraph.pen import Pen
from zjtx_rules.presentation.paragraph.sentences import absent, write_model, write_value
from zjtx_rules.presentation.paragraph.terms import ClauseTerms, terms_of
from zjtx_rules.words import Language


def side_of(loaded: LoadedFile, document: Document) -> Side:
    """Return a document as it stands in its file."""
    return Side(loaded, document, loaded.rules.documents.index(document))


def clause_paragraph(loaded: LoadedFile, document: Document, clause: Clause, language: Language = "zh") -> str:
    """Return a clause as a paragraph; the items of lists of conditions and payments stand on lines of their own."""
    side = side_of(loaded, document)
    return write_terms(terms_of(clause, side), side, language)


def paragraph_lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph."""
    return paragraph.split("\n")


def write_terms(terms: ClauseTerms, side: Side, language: Language = "zh") -> str:
    """Return terms as a paragraph."""
    pen = Pen(Names(side), scope_of(terms.clause), language)
    settings = "".join("\n" + _setting(name, value, pen) for name, value in terms.settings.items())
    return write_model(terms.clause, pen) + write_model(terms.around, pen) + settings


def setting_phrase(name: str) -> Phrase:
    """Return the sentence of a setting of a document."""
    return next(each for each in Settings.PHRASES if name in each.names())


def _setting(name: str, value: Any, pen: Pen) -> str:
    phrase = setting_phrase(name)
    slot = phrase.slot(name)
    said = pen.say(slot.absent) if absent(value) else write_value(value, slot, pen)
    return phrase.template(pen.language).strip().replace(f"{{{name}}}", said)
