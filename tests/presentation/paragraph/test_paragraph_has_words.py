"""Every field of everything that a clause may say has its words: nothing is left out in silence."""

from __future__ import annotations

import pytest
from models_said import EVERY, needs_phrases
from pydantic import BaseModel

from zjtx_rules.language.documents import Document, RuleFile
from zjtx_rules.phrases import Phrase, phrases_of
from zjtx_rules.presentation.paragraph.sentences import unsaid_of

SAID_ELSEWHERE = {
    # What is said of a document for its clauses; the rest names it.
    Document: {"status", "in_force", "settings", "gates", "readings", "clauses"},
    # Facts, judgements and places are said by their names where they are used.
    RuleFile: {"values", "documents"},
}
NAMES_ONLY = {
    Document: {"id", "title", "english", "number", "issuer", "supersedes", "note", "source"},
    # Named conditions are written out where they are used, and what a vocabulary declares is part of the file.
    RuleFile: {"uses", "jurisdiction", "places", "judgements", "facts", "records", "conditions"},
}


@pytest.mark.parametrize("model", [each for each in EVERY if needs_phrases(each)], ids=lambda model: model.__name__)
def test_every_field_is_said_or_named_as_not_meaning(model: type[BaseModel]) -> None:
    said = frozenset[str]().union(*(phrase.names() | phrase.fixed.keys() for phrase in phrases_of(model)))
    assert set(model.model_fields) - said == unsaid_of(model) & set(model.model_fields)


WORDING = {"id", "kind", "cite", "quote", "restated", "title", "english", "note"}
"""What names a part of a rule file or is wording. Nothing else goes unsaid."""


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_only_wording_goes_unsaid(model: type[BaseModel]) -> None:
    assert unsaid_of(model) <= WORDING


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_both_languages_say_the_same_fields(model: type[BaseModel]) -> None:
    for phrase in phrases_of(model):
        assert sorted(phrase.pieces("zh")[1::2]) == sorted(phrase.pieces("en")[1::2])
        assert set(phrase.slots) <= {*model.model_fields, *_shared(phrase)}


def _shared(phrase: Phrase) -> set[str]:
    """Slots that kinds of clause share; a kind need not have all of them."""
    return set(phrase.slots) - phrase.names()


@pytest.mark.parametrize("model", SAID_ELSEWHERE, ids=lambda model: model.__name__)
def test_every_field_of_a_document_is_said_for_its_clauses_or_only_names_it(model: type[BaseModel]) -> None:
    assert set(model.model_fields) == SAID_ELSEWHERE[model] | NAMES_ONLY[model]
