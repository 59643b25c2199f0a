"""`ceiling-said`: written as a stated sum, though the words quoted say 最高 or 不超过."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.amounts import stated_sums
from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import CEILING, segments, sums
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, Award | Subsidy):
            continue
        for where, amount, is_ceiling in stated_sums(clause.pays, (*path, "pays")):
            around = [each for quote in clause.quote for each in segments(quote) if amount in sums(each)]
            words = [found[0] for each in around if (found := CEILING.search(each))]
            if not is_ceiling and around and len(words) == len(around):
                yield Found(
                    where,
                    Words(
                        f"“{amount}”写成了定额，但引文说“{words[0]}”",
                        f"'{amount}' is written as a stated sum, but the quote says {words[0]}",
                    ),
                    key=True,
                )


CHECK = Check(
    "ceiling-said",
    Severity.ERROR,
    Words("引文说是上限的定额", "a stated sum where the quote says it is a ceiling"),
    Words("改用 up_to（按比例的用 at_most）：上限不是承诺", "use up_to (at_most for a share): a ceiling is no promise"),
    _find,
)
