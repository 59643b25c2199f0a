"""What is asked of tables of one shape: the clauses written as columns, once, and kept with the rule set.

To write the clauses of a city takes longer than to answer for thousands of firms. Nothing of it hangs on the rows, so the next
table of the same shape is asked the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import whole
from zjtx_rules.engines.columns.documents import written
from zjtx_rules.engines.columns.frames import ID, ROW
from zjtx_rules.engines.columns.given.shape import Shape
from zjtx_rules.engines.columns.money.answers import AMOUNTS, BACK
from zjtx_rules.engines.columns.money.claims import DocumentColumns
from zjtx_rules.engines.columns.money.packed import truth_code
from zjtx_rules.engines.columns.translated import translated
from zjtx_rules.engines.columns.wanted import Wanted
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.language import RuleSet
from zjtx_rules.language.kept import kept
from zjtx_rules.reasoning.evaluation import PAYABLE, section_of
from zjtx_rules.reasoning.program import Program

_MOST_KEPT = 16
"""How many shapes are kept for a rule set."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one kind of applicant."""

    plan: Plan
    documents: tuple[DocumentColumns, ...]
    answer: tuple[nw.Expr, ...]
    """The columns of the answer, once every document has been settled."""


def asked_of(
    shape: Shape, kind: str, programs: Sequence[Program], as_of: date, wanted: Wanted, rules: RuleSet
) -> Asked:
    """Return what is asked of tables of a shape; it is not to be changed, as others may be asking the same."""
    # The programs stay alive with what is kept, so that no other can take their identity.
    key = (shape, kind, tuple(map(id, programs)), as_of, wanted.told)
    return kept(rules, "tables", _MOST_KEPT).get(key, lambda: _asked(shape, kind, programs, as_of, wanted))


def _asked(shape: Shape, kind: str, programs: Sequence[Program], as_of: date, wanted: Wanted) -> Asked:
    plan = Plan(shape, kind, as_of)
    documents = tuple(written(program, plan, wanted) for program in programs)
    plan.close()
    own = (ID, ROW) if shape.in_memory else (ID,)
    answer = wanted.selected(_columns(documents, as_of, wanted), own)
    return Asked(plan, documents, tuple(map(translated, answer)))


def _columns(documents: Sequence[DocumentColumns], as_of: date, wanted: Wanted) -> dict[str, Any]:
    """Return the columns of the answer by their names."""
    columns: dict[str, Any] = {}
    payable: list[str] = []
    for each in documents:
        name = each.program.document.id
        for answer in wanted.answers:
            nothing = whole(0) if answer in (*AMOUNTS, *BACK) else nw.lit("", nw.String)
            columns[f"{name}#{answer}"] = nw.col(f"{name}#{answer}") if each.paying else nothing
        if section_of(each.program, each.program.document.standing(as_of, each.program.read_end)) == PAYABLE:
            payable.append(name)
        columns |= {
            f"{name}:{clause}": truth_code(truth)
            for clause, truth in each.verdicts.items()
            if f"{name}:{clause}" in wanted.dtypes
        }
    for answer in AMOUNTS:
        each_document = [columns[f"{name}#{answer}"] for name in payable]
        columns[f"payable#{answer}"] = sum(each_document[1:], start=each_document[0]) if payable else whole(0)
    return columns
