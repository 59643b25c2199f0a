"""The columns of the answer: which there are, of what type, and how a verdict stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.claims import AMOUNTS, ANSWERS
from zjtx_rules.engines.columns.frames import ROW, inside
from zjtx_rules.engines.columns.layout import ID
from zjtx_rules.language import RuleSet
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, VERDICTS

PROBLEM = "problem"
"""The column of the codes of a row's problems."""


class Wanted:
    """What a caller wants to know of every applicant; the same columns whatever applicants there are."""

    def __init__(self, rules: RuleSet, patterns: Iterable[str] | None, verdicts: str, *, report: bool) -> None:
        self.text = verdicts == "text"
        self.report = report
        asked = None if patterns is None else tuple(patterns)
        self.clauses = [
            (document.id, clause.id)
            for _, document, clause in rules.clauses()
            if isinstance(clause, ForApplicants)
            and (
                asked is None
                or any(
                    fnmatchcase(clause.id, each) or fnmatchcase(f"{document.id}:{clause.id}", each) for each in asked
                )
            )
        ]
        self.documents = [document.id for _, document in rules.documents()]
        self.dtypes: dict[str, Any] = {f"{document}:{clause}": nw.Int8 for document, clause in self.clauses}
        for document in self.documents:
            self.dtypes |= {f"{document}#{name}": nw.Int64 if name in AMOUNTS else nw.String for name in ANSWERS}
        self.dtypes |= {f"payable#{name}": nw.Int64 for name in AMOUNTS}

    def select(self, frame: nw.LazyFrame[Any], columns: Mapping[str, Any]) -> nw.LazyFrame[Any]:
        """Return the answer's columns; one that is not given is empty."""
        schema = frame.collect_schema()
        chosen = [nw.col(ID), *([nw.col(ROW)] if ROW in schema else [])]
        if self.report:
            chosen.append((nw.col(PROBLEM) if PROBLEM in schema else nw.lit(None, nw.String)).alias(PROBLEM))
        for name, dtype in self.dtypes.items():
            chosen.append(columns.get(name, nw.lit(None, dtype)).alias(inside(name)))
        return frame.select(*chosen)

    def empty(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows of applicants with problems, without answers."""
        return self.select(frame, {})

    def said(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the answer with its verdicts as the caller wants them; until here they are codes, which cost less to move."""
        if not self.text:
            return frame
        texts = [nw.lit(each.value, nw.String) for each in VERDICTS]
        exprs = []
        for document, clause in self.clauses:
            code = nw.col(inside(f"{document}:{clause}"))
            said: Any = nw.when(code == nw.lit(MET, nw.Int8)).then(texts[MET])
            for truth in (UNKNOWN, REVIEW):
                said = nw.when(code == nw.lit(truth, nw.Int8)).then(texts[truth]).otherwise(said)
            said = nw.when(code == nw.lit(NOT_MET, nw.Int8)).then(texts[NOT_MET]).otherwise(said)
            exprs.append(said.alias(inside(f"{document}:{clause}")))
        return frame.with_columns(*exprs)
