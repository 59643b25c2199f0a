"""Clauses that say the same sentence are found by their words: equal, contained, long enough, in different documents."""

from itertools import permutations

from zjtx_rules.language import load
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.reasoning.same_sentence import LEAST, _letters, same_sentences


def test_every_pair_is_found_and_no_other() -> None:
    rules = load()
    said = [
        ((document.id, clause.id), [_letters(each) for each in clause.quote])
        for _, document in rules.documents()
        for clause in document.clauses
        if isinstance(clause, ForApplicants)
    ]
    expected = {
        (one, other)
        for (one, left), (other, right) in permutations(said, 2)
        if one[0] != other[0]
        if any(min(len(a), len(b)) >= LEAST and (a in b or b in a) for a in left for b in right)
    }
    assert len(expected) > 10
    assert {(one, other) for one, others in same_sentences(rules).items() for other in others} == expected
