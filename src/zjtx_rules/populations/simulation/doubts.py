"""Notes on the cells of a population: what can be read and is hardly right, once for each kind and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from zjtx_rules.engines.columns import Counted
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import CellError, money_in
from zjtx_rules.engines.columns.given.layout import (
    ID_WORDS,
    TABLES,
    Named,
    applicant_columns,
    meaning_of,
    table_columns,
)
from zjtx_rules.populations.files.reading import AT, ROW_ID
from zjtx_rules.problems import Place, Problem
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.profile.model import Closed
from zjtx_rules.profile.plausibility import TEXTS, Doubt, value_doubt
from zjtx_rules.words import Words

_NAMED = 3
_QUANTITIES = (*kinds.MONIES, kinds.COUNT)
_LONG = r"\d{7,}|\d.{0,12}亿"
"""Of quantities, only long ones can be too large; there may be as many different ones as rows."""


@dataclass(slots=True)
class _Kind:
    """The notes of one kind on one column: how many rows, and the first and the last value, however they are chunked."""

    first: tuple[str, Doubt]
    last: str
    rows: int = 0
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Doubted:
    """The notes found so far; lives while one population is gone through."""

    as_of: date
    kinds: dict[tuple[str, str, str], _Kind] = field(default_factory=dict)
    """By table, column and code."""

    def add(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Look through the cells of a chunk."""
        for name, frame in tables.items():
            known = applicant_columns() if name == "applicants" else table_columns(name)
            identity = next((word for word in (*ID_WORDS, ROW_ID) if word in frame.columns), None)
            for header in frame.columns:
                meaning = None if header == AT else meaning_of(header, known)
                if meaning is not None and identity is not None and _may_be_doubted(meaning):
                    self._column(name, frame.select(ID=identity, cell=header), header, meaning)

    def _column(self, name: str, cells: pl.DataFrame, header: str, meaning: Named) -> None:
        texts = cells["cell"].cast(pl.String).str.strip_chars()
        values = texts.drop_nulls().unique()
        if meaning.kind in _QUANTITIES:
            values = values.filter(values.str.contains(_LONG))
        doubts: dict[str, list[tuple[str, Doubt]]] = {}
        for text in values.sort().to_list():
            doubt = doubt_of_cell(name, meaning, text, self.as_of)
            if doubt is not None:
                doubts.setdefault(doubt.code, []).append((text, doubt))
        for code, several in doubts.items():
            ids = cells["ID"].cast(pl.String).filter(texts.is_in([text for text, _ in several]))
            kind = self.kinds.setdefault((name, header, code), _Kind(several[0], several[-1][0]))
            kind.first = min(kind.first, several[0], key=lambda each: each[0])
            kind.last = max(kind.last, several[-1][0])
            kind.rows += ids.len()
            kind.ids = tuple(sorted((*kind.ids, *ids.drop_nulls().sort().head(_NAMED)))[:_NAMED])

    def counted(self) -> list[Counted]:
        """Return the notes, in the order of the tables' names and of their columns."""
        found = []
        for (name, header, code), kind in self.kinds.items():
            words = _said(kind.first[1], more=kind.last != kind.first[0])
            found.append(Counted(Problem(code, words, Place(name), header), kind.rows, words, kind.ids))
        return found


def _may_be_doubted(meaning: Named) -> bool:
    return meaning.kind in (kinds.DATE, kinds.EXPIRY, *_QUANTITIES) or meaning.field in TEXTS


def doubt_of_cell(name: str, meaning: Named, text: str, as_of: date) -> Doubt | None:
    """Return what is to be said of a cell of a table; nothing of one that is empty or cannot be read."""
    kind = meaning.kind
    if not text:
        return None
    try:
        value: Any = kind.restore((kind.read if meaning.unit is None else money_in(meaning.unit, kind))(text))
    except CellError:
        return None
    model: type[Closed] = EnterpriseProfile if name == "applicants" else TABLES[name].model
    return value_doubt(model, meaning.field.rpartition(".")[2], value, as_of)


def _said(doubt: Doubt, *, more: bool) -> Words:
    _, first, hint = doubt
    zh, en = (first.zh, first.en) if hint is None else (f"{first.zh}；{hint.zh}", f"{first.en}; {hint.en}")
    return Words(f"{zh}（及同类内容）", f"{en} (and others like it)") if more else Words(zh, en)
