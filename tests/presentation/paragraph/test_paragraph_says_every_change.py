"""The page of a clause changes whenever its meaning does: every slip that mutation makes shows in the paragraph, in both languages."""

from __future__ import annotations

from functools import cache

import pytest
from files_said import BUNDLED, MECHANICS, RARE
from pydantic import TypeAdapter, ValidationError

import zjtx_rules
from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.testing.mutants import Mutant, apply, mutants
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import AnyClause
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.presentation.paragraph.terms import terms_of
from zjtx_rules.presentation.paragraph.writing import write_terms
from zjtx_rules.quantities.models import NamedValue

ANY_CLAUSE: TypeAdapter[AnyClause] = TypeAdapter(AnyClause)
LANGUAGES = ("zh", "en")


MOST = 700
"""Of no file more slips than these are tried; the tiers of the nation with their points have thousands."""


def paragraph_of(clause: Clause, side: Side) -> tuple[str, ...]:
    """Return the paragraph of a clause in both languages."""
    terms = terms_of(clause, side)
    return tuple(write_terms(terms, side, each) for each in LANGUAGES)


def concerned(loaded: LoadedFile, mutant: Mutant) -> list[tuple[int, int]]:
    """Return the places of the clauses that a mutant may concern: one clause, those of a document, those that use a value."""
    places = [(index, at) for index, each in enumerate(loaded.rules.documents) for at in range(len(each.clauses))]
    if mutant.at[0] == "values":
        value = loaded.rules.values[int(mutant.at[1])].id
        return [place for place in places if value in values_used(loaded, *place)]
    document, number = mutant.at[1], mutant.at[3] if mutant.clause is not None else None
    return [(index, at) for index, at in places if index == document and number in (None, at)]


@cache
def values_used(loaded: LoadedFile, index: int, at: int) -> frozenset[str]:
    """Return the ids of the values that a clause rests on."""
    document = loaded.rules.documents[index]
    return frozenset(each.id for each in terms_of(document.clauses[at], Side(loaded, document, index)).around.values)


def changed(loaded: LoadedFile, mutant: Mutant) -> LoadedFile | None:
    """Return the file of a mutant; None where it is no rule any more."""
    data = apply(loaded.source.data, mutant)
    index = mutant.at[1] if mutant.at[0] == "documents" else 0
    try:
        if mutant.at[0] == "values":
            number = mutant.at[1]
            value = NamedValue.model_validate(data["values"][number])
            values = tuple(value if at == number else each for at, each in enumerate(loaded.rules.values))
            rules = loaded.rules.model_copy(update={"values": values})
        elif mutant.clause is None:
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
    return LoadedFile(loaded.name, rules, loaded.source, loaded.sha256)


def unsaid(loaded: LoadedFile, share: int = 1) -> tuple[int, list[str]]:
    """Return how many mutants there are, and those of which some language of the clause's paragraph says nothing."""
    every = list(mutants(loaded))
    share = max(share, len(every) // MOST)
    count, found = 0, []
    before = cache(lambda index, at: _paragraph_at(loaded, index, at))
    for number, mutant in enumerate(every):
        other = changed(loaded, mutant) if number % share == 0 else None
        if other is None:
            continue
        count += 1
        waiting = set(LANGUAGES)
        for place in concerned(loaded, mutant):
            now = _paragraph_at(other, *place)
            pairs = zip(LANGUAGES, now, before(*place), strict=True)
            waiting -= {language for language, one, another in pairs if one != another}
            if not waiting:
                break
        found += [f"{each} {'.'.join(map(str, mutant.shows))}: {mutant.words.zh}" for each in sorted(waiting)]
    return count, found


def _paragraph_at(loaded: LoadedFile, index: int, at: int) -> tuple[str, ...]:
    document = loaded.rules.documents[index]
    return paragraph_of(document.clauses[at], Side(loaded, document, index))


@pytest.mark.parametrize("name", BUNDLED)
def test_some_slips_show_in_the_paragraph_of_its_clause(name: str) -> None:
    (loaded,) = zjtx_rules.load(name).files
    count, found = unsaid(loaded, 5 if name != "national" else 80)
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
