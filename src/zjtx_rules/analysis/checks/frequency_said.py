"""`frequency-said`: how often an award is paid, against the words 一次性 and 每年 of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.words import Words

_ONCE = re.compile("一次性|一次奖励|一次补助|一次补贴")
_YEARLY = re.compile("每年|逐年")


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, Award | Subsidy) or clause.pays.nature() in ("no_figure", "not_computed"):
            continue
        quote = "\n".join(clause.quote)
        once, yearly = _ONCE.search(quote), _YEARLY.search(quote)
        declared = _options(clause.frequency)
        where = (*path, "pays" if clause.frequency is None else "frequency")
        if once and not yearly and "once" not in declared:
            yield Found(where, _words(once[0], "once"), key=True)
        elif yearly and not once and "once" in declared:
            yield Found(where, _words(yearly[0], "yearly"), key=True)
        elif declared == {"once"} and not once and not isinstance(clause.pays, SameAs):
            words = Words(
                "写成只发一次（once），但引文没有“一次性”", "said to be paid once, but the quote does not say 一次性"
            )
            yield Found(where, words, key=True)


def _options(frequency: object) -> set[object]:
    if frequency is None:
        return set()
    return set(frequency.options.values()) if isinstance(frequency, ByReading) else {frequency}


def _words(said: str, key: str) -> Words:
    return Words(f"引文写“{said}”，发放次数没有写 {key}", f"the quote says {said}, but the frequency is not '{key}'")


CHECK = Check(
    "frequency-said",
    Severity.WARNING,
    Words("与引文不符的发放次数", "a frequency that differs from the quote"),
    Words(
        "“一次性”写 frequency: once，“每年”写 frequency: yearly；有意为之的，注明理由",
        "write frequency: once for 一次性 and yearly for 每年, or give the reason for another one",
    ),
    _find,
)
