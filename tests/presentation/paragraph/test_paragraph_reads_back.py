"""The paragraph of a clause is read back into the same terms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from files_said import BUNDLED, MECHANICS, RARE
from models_said import EVERY, needs_phrases
from pydantic import BaseModel, TypeAdapter

import zjtx_rules
from zjtx_rules.files import parse_yaml
from zjtx_rules.language.clauses import AnyClause, Granting
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.paragraph import ParagraphError, read_paragraph
from zjtx_rules.presentation.paragraph.clause_yaml import clause_yaml
from zjtx_rules.presentation.paragraph.sentences import unsaid_of
from zjtx_rules.presentation.paragraph.terms import canonical, models_within, own_key, terms_of
from zjtx_rules.presentation.paragraph.writing import side_of, write_terms

ANY_CLAUSE: TypeAdapter[AnyClause] = TypeAdapter(AnyClause)


def unlike(rules: RuleSet) -> tuple[int, list[str]]:
    """Return how many granting clauses there are, and the clauses whose paragraph does not come back as their terms."""
    granting, found = 0, []
    for loaded, document, clause in rules.clauses():
        granting += isinstance(clause, Granting)
        side = side_of(loaded, document)
        terms = terms_of(clause, side)
        try:
            back = read_paragraph(write_terms(terms, side), side)
        except ParagraphError as error:
            found.append(f"{clause.id}: {error}")
            continue
        if canonical(back, side) != canonical(terms, side):
            found.append(f"{clause.id}: other terms")
    return granting, found


@pytest.mark.parametrize("name", BUNDLED)
def test_every_clause_of_the_bundled_files_is_read_back(name: str) -> None:
    granting, found = unlike(zjtx_rules.load(name))
    assert granting > 0
    assert found == []


@pytest.mark.parametrize("path", MECHANICS, ids=lambda path: path.stem)
def test_every_way_of_reckoning_money_is_read_back(path: Path) -> None:
    assert unlike(zjtx_rules.load(path))[1] == []


def test_what_is_read_back_is_written_as_a_rule_with_the_same_terms() -> None:
    for name in (*BUNDLED, RARE):
        for loaded, document, clause in zjtx_rules.load(name).clauses():
            side = side_of(loaded, document)
            terms = terms_of(clause, side)
            (data,) = parse_yaml(clause_yaml(terms, clause), "read.yaml").data
            again = ANY_CLAUSE.validate_python(data)
            assert (again.id, again.quote) == (clause.id, clause.quote)
            assert own_key(terms_of(again, side), side) == own_key(terms, side), clause.id


def test_rarely_used_words_are_read_back() -> None:
    assert unlike(zjtx_rules.load(RARE))[1] == []


def defined_by(model: type[BaseModel], name: str) -> str:
    """Return the class in which a field stands: what kinds share is of the one from which they have it."""
    return [each.__name__ for each in model.__mro__ if name in getattr(each, "__pydantic_fields__", {})][-1]


def test_every_field_occurs_in_what_is_read_back() -> None:
    """Of every field that has words there is a clause here that gives it a value of its own."""
    given: set[tuple[str, str]] = set()
    for loaded, document, clause in (
        each for name in (*BUNDLED, RARE, *MECHANICS) for each in zjtx_rules.load(name).clauses()
    ):
        terms = terms_of(clause, side_of(loaded, document))
        for model in models_within((terms.clause, terms.around, document.settings)):
            fields = type(model).model_fields
            given |= {
                (defined_by(type(model), name), name)
                for name, info in fields.items()
                if info.is_required() or getattr(model, name) != info.get_default(call_default_factory=True)
            }
    said = {
        (defined_by(model, name), name)
        for model in EVERY
        if needs_phrases(model)
        for name in set(model.model_fields) - unsaid_of(model)
    }
    assert said - given == set()


def test_what_is_read_is_told_by_its_words_alone() -> None:
    (loaded, document, clause), *_ = [
        each for each in zjtx_rules.load("jinan").clauses() if each[2].id == "award.gazelle"
    ]
    side = side_of(loaded, document)
    text = write_terms(terms_of(clause, side), side)
    back = read_paragraph(text.replace("50万元", "60万元").replace("省级瞪羚", "国家级瞪羚"), side).clause
    assert (str(back.pays.sum), back.when.newly_recognised.level.id) == ("60万元", "national")


def test_a_paragraph_that_is_none_is_refused_with_the_place() -> None:
    (loaded, document, clause), *_ = [
        each for each in zjtx_rules.load("jinan").clauses() if each[2].id == "award.gazelle"
    ]
    side = side_of(loaded, document)
    text = write_terms(terms_of(clause, side), side)
    with pytest.raises(ParagraphError, match="读不懂从“省府级瞪羚") as error:
        read_paragraph(text.replace("省级瞪羚", "省府级瞪羚"), side)
    assert "省府级瞪羚" in error.value.words.en


def test_no_two_clauses_of_a_file_with_other_terms_share_a_paragraph() -> None:
    for name in BUNDLED:
        meanings: dict[str, set[object]] = {}
        for loaded, document, clause in zjtx_rules.load(name).clauses():
            side = side_of(loaded, document)
            terms = terms_of(clause, side)
            meanings.setdefault(write_terms(terms, side), set()).add(canonical(terms, side))
        assert Counter(map(len, meanings.values())).keys() == {1}
