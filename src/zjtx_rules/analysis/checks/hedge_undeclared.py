"""`hedge-undeclared`: 等, 原则上, 适当, 左右, 符合条件的 in a quote that the clause settles without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses, parts
from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.attested import Attested
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.language.clauses import Granting, Tier
from zjtx_rules.language.force import force_of
from zjtx_rules.words import Words

_HEDGES = re.compile(
    r"符合条件的|有条件的|条件成熟的|原则上|适当(?!时)|适度|酌情|探索"
    r"|[0-9万元家%]左右|等(?:我市|各类)?(?:优质|优势|重点|荣誉)?(?:企业群体|产业领域|荣誉称号|称号|情况|条件|规定|领域|行业|产业)"
)
_DECLARING = (LeftOpen, Attested, ConditionByReading, ByReading, About)
_OPEN = frozenset({"discretionary", "encouraged", "third_party", "government"})
"""Under which nothing is promised that a hedge could take back."""


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, (Granting, Tier)):
            continue
        hedge = _HEDGES.search(re.sub(r"\s+", "", "。".join(clause.quote)))
        if hedge is None or (isinstance(clause, Granting) and force_of(clause) in _OPEN):
            continue
        if any(isinstance(part, _DECLARING) for _, part in parts(clause)):
            continue
        yield Found(
            (*path, "quote"),
            Words(
                f"引文写“{hedge[0]}”，条款没有声明怎么读",
                f"the quote says {hedge[0]}, which the clause settles silently",
            ),
            key=True,
        )


CHECK = Check(
    "hedge-undeclared",
    Severity.WARNING,
    Words("没有声明读法的“等”“原则上”“适当”“左右”“符合条件的”", "words that leave something open and are not declared"),
    Words(
        "写 left_open、attested、about 或 by_reading；不影响结论的，注明理由",
        "write left_open, attested, about or by_reading, or give the reason why it does not matter",
    ),
    _find,
)
