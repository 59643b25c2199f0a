"""Which clauses of a rule set say the same sentence: city and province often do, word for word.

It is a matter of the texts alone, so it is found once for a rule set and not for every applicant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.language.kept import kept
from zjtx_rules.language.ruleset import RuleSet

ClauseKey = tuple[str, str]
"""A document and one of its clauses, by id."""

LEAST = 12
"""Shorter words may be the same in two texts by chance."""

_PUNCTUATION = re.compile(r"[\s“”‘’\"',，、.。；;：:（）()]")


def same_sentences(rules: RuleSet) -> Mapping[ClauseKey, frozenset[ClauseKey]]:
    """Return for each clause those of other documents of which one quotes a sentence that the other quotes too, or contains.

    Clauses that share their words with none are left out.
    """
    return kept(rules, "same sentences", 1).get("all", lambda: _found(rules))


def _found(rules: RuleSet) -> dict[ClauseKey, frozenset[ClauseKey]]:
    said = [
        ((document.id, clause.id), text)
        for _, document in rules.documents()
        for clause in document.clauses
        if isinstance(clause, ForApplicants)
        for each in clause.quote
        if len(text := _letters(each)) >= LEAST
    ]
    # Whatever contains a sentence contains its beginning.
    beginning: dict[str, list[tuple[ClauseKey, str]]] = {}
    for key, text in said:
        beginning.setdefault(text[:LEAST], []).append((key, text))
    found: dict[ClauseKey, set[ClauseKey]] = {}
    for key, text in said:
        for at in range(len(text) - LEAST + 1):
            for other, inner in beginning.get(text[at : at + LEAST], ()):
                if other[0] != key[0] and text.startswith(inner, at):
                    found.setdefault(key, set()).add(other)
                    found.setdefault(other, set()).add(key)
    return {key: frozenset(others) for key, others in found.items()}


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return _PUNCTUATION.sub("", text)
