"""The paragraphs of generated clauses: each is read back into its terms, and clauses of different terms have different paragraphs."""

from __future__ import annotations

from random import Random

import generated_rules
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.testing.mutants import apply, mutants
from zjtx_rules.files import dump_yaml
from zjtx_rules.language import load_text
from zjtx_rules.language.clauses import AnyClause
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.paragraph import read_paragraph
from zjtx_rules.presentation.paragraph.terms import canonical, terms_of
from zjtx_rules.presentation.paragraph.writing import side_of, write_terms

ANY_CLAUSE: TypeAdapter[AnyClause] = TypeAdapter(AnyClause)
seeds = st.integers(0, 2**32)


def drawn(seed: int) -> RuleSet:
    """Return a generated rule file, loaded."""
    return load_text(dump_yaml(generated_rules.rule_file(Random(seed))))  # noqa: S311 - nothing secret


def reads_back(seed: int) -> None:
    for loaded, document, clause in drawn(seed).clauses():
        side = side_of(loaded, document)
        terms = terms_of(clause, side)
        back = read_paragraph(write_terms(terms, side), side)
        assert canonical(back, side) == canonical(terms, side), clause.id


def tells_apart(seed: int) -> None:
    """Ask of clauses and of the same with one slip in them: other terms, other paragraph; and the reverse."""
    (loaded,) = drawn(seed).files
    for mutant in mutants(loaded):
        if mutant.clause is None:
            continue
        index, place = mutant.at[1], mutant.at[3]
        document = loaded.rules.documents[index]
        data = apply(loaded.source.data, mutant)["documents"][index]["clauses"][place]
        side = Side(loaded, document, index)
        before = terms_of(document.clauses[place], side)
        try:
            after = terms_of(ANY_CLAUSE.validate_python(data), side)
            other = canonical(before, side) != canonical(after, side)
        except ValueError:  # it is no rule any more
            continue
        if other:
            assert write_terms(before, side) != write_terms(after, side), mutant.words.zh
            assert write_terms(before, side, "en") != write_terms(after, side, "en"), mutant.words.en


@pytest.mark.parametrize("seed", range(12))
def test_every_generated_clause_is_read_back(seed: int) -> None:
    reads_back(seed)


@pytest.mark.parametrize("seed", range(12, 18))
def test_clauses_of_other_terms_have_other_paragraphs(seed: int) -> None:
    tells_apart(seed)


@pytest.mark.long
@given(seeds)
def test_any_generated_clause_is_read_back(seed: int) -> None:
    reads_back(seed)


@pytest.mark.long
@given(seeds)
def test_any_clauses_of_other_terms_have_other_paragraphs(seed: int) -> None:
    tells_apart(seed)
