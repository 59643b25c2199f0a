"""Which limits over several clauses cross one another, so that it could not be said which comes first."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import combinations

from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.language.documents import Document
from zjtx_rules.language.money_rules import Limit


def crossing_limits(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the place of each limit that crosses an earlier one under some reading, and the id of the earlier."""
    limits = [(index, each) for index, each in enumerate(document.clauses) if isinstance(each, Limit)]
    for (_, one), (index, other) in combinations(limits, 2):
        pairs = [(mine, its) for mine in _ways(document, one) for its in _ways(document, other)]
        if any(mine & its and not (mine <= its or its <= mine) for mine, its in pairs):
            yield index, one.id


def _ways(document: Document, limit: Limit) -> list[frozenset[str]]:
    among = limit.among
    options = among.options.values() if isinstance(among, ByReading) else [among]
    ids = [each.id for each in document.clauses if isinstance(each, (Award, Subsidy))]
    return [
        frozenset(each for each in ids if any(fnmatchcase(each, name) for name in patterns)) for patterns in options
    ]
