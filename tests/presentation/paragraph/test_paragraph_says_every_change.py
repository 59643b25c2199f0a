"""The page of a clause changes whenever its meaning does: every slip that mutation makes shows in the paragraph, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from files_said import BUNDLED, MECHANICS, RARE
from pydantic import TypeAdapter, ValidationError

import zjtx_rules
from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.testing.mutants import Mutant, apply, mutants
from zjtx_rules.language.clauses import AnyClause
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.presentation.paragraph.terms import terms_of
from zjtx_rules.presentation.paragraph.writing import write_terms

ANY_CLAUSE: TypeAdapter[AnyClause] = TypeAdapter(AnyClause)
LANGUAGES = ("zh", "en")


def paragraphs(side: Side, only: str | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the paragraph of every clause of a document, or of one, in both languages."""
    for clause in side.document.clauses:
        if only in (None, clause.id):
            terms = terms_of(clause, side)
            yield clause.id, tuple(write_terms(terms, side, each) for each in LANGUAGES)


def changed(loaded: LoadedFile, mutant: Mutant) -> Side | None:
    """Return the document of a mutant; None where it is no rule any more."""
    data = apply(loaded.source.data, mutant)
    index = mutant.at[1] if mutant.at[0] == "documents" else 0
    try:
        if mutant.clause is None:
            rules = RuleFile.model_validate(data)
        else:
            place = mutant.at[3]
            clause = ANY_CLAUSE.validate_python(data["documents"][index]["clauses"][place])
            document = loaded.rules.documents[index]
            clauses = tuple(clause if at == place else each for at, each in enumerate(document.clauses))
            documents = list(loaded.rules.documents)
            documents[index] = document.model_copy(update={"clauses": clauses})
            rules = loaded.rules.model_copy(update={"documents": tuple(documents)})
    except ValidationError:
        return None
    return Side(LoadedFile(loaded.name, rules, loaded.source, loaded.sha256), rules.documents[index], index)


def unsaid(loaded: LoadedFile, share: int = 1) -> tuple[int, list[str]]:
    """Return how many mutants there are, and those of which some language of the clause's paragraph says nothing."""
    before = [dict(paragraphs(Side(loaded, document, index))) for index, document in enumerate(loaded.rules.documents)]
    count, found = 0, []
    for number, mutant in enumerate(mutants(loaded)):
        side = changed(loaded, mutant) if number % share == 0 else None
        if side is None:
            continue
        count += 1
        waiting = set(LANGUAGES)
        for name, texts in paragraphs(side, mutant.clause):
            waiting -= {
                each for each, *both in zip(LANGUAGES, texts, before[side.index][name], strict=True) if len({*both}) > 1
            }
            if not waiting:
                break
        found += [f"{each} {'.'.join(map(str, mutant.shows))}: {mutant.words.zh}" for each in sorted(waiting)]
    return count, found


@pytest.mark.parametrize("name", BUNDLED)
def test_one_slip_in_five_shows_in_the_paragraph_of_its_clause(name: str) -> None:
    (loaded,) = zjtx_rules.load(name).files
    count, found = unsaid(loaded, 5)
    assert count > 0
    assert found == []


def test_one_slip_in_three_in_rarely_used_words_and_in_reckoned_money_shows() -> None:
    files = [zjtx_rules.load(each).files[0] for each in (RARE, *MECHANICS)]
    assert [found for each in files for found in unsaid(each, 3)[1]] == []


@pytest.mark.long
@pytest.mark.parametrize("name", BUNDLED)
def test_every_slip_shows_in_the_paragraph_of_its_clause(name: str) -> None:
    (loaded,) = zjtx_rules.load(name).files
    count, found = unsaid(loaded)
    assert count > 0
    assert found == []
