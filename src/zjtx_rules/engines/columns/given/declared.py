"""The columns for what rule files declare: facts (`facts.ID` or the Chinese label) and what persons attest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import CellError, Kind
from zjtx_rules.engines.columns.given.layout import Named, applicant_columns
from zjtx_rules.language import RuleSet, load
from zjtx_rules.profile.facts import PARSERS
from zjtx_rules.reasoning.declared import shared_ids
from zjtx_rules.terms import TermError

_KINDS: dict[str, Kind] = {
    "yes_no": kinds.YES_NO,
    "money": kinds.MONEY,
    "count": kinds.COUNT,
    "year": kinds.COUNT,
    "date": kinds.DATE,
    "text": kinds.TEXT,
    "choice": kinds.TEXT,
}
"""How the values of a declared type stand in a column; the others, which need more than an integer, stay texts."""


YEARS = range(2000, 2061)
"""The years of which a table may have figures: a column 产值@2024 for each."""


def _checked(kind: str) -> Kind:
    parse = PARSERS[kind]

    def read(text: str) -> str:
        try:
            parse(_number(text) if kind == "number" else text)
        except TermError as error:
            raise CellError(error.words, error.suggestion) from None
        return text

    return Kind(kind, nw.String, read, _number if kind == "number" else str, numeric=kind == "number")


def _number(text: str) -> Any:
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415 - beside its only use

    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def declared_columns(rules: RuleSet) -> dict[str, Named]:
    """Return what the headers of declared facts and judgements mean: by id, by label, with and without the prefix."""
    taken, shared = applicant_columns(), shared_ids(rules)
    found: dict[str, Named] = {}
    for loaded in rules.files:
        for fact in loaded.rules.facts:
            kind = _KINDS.get(fact.type) or _checked(fact.type)
            if fact.by == "year":
                for year in YEARS:
                    _name(found, taken, ("facts", "其他事实"), (f"{fact.id}@{year}", f"{fact.label}@{year}"), kind)
                continue
            _name(found, taken, ("facts", "其他事实"), (fact.id, fact.label), kind)
        for each in loaded.rules.judgements:
            _name(found, taken, ("attested", "人工认定"), (each.id, each.label), kinds.YES_NO)
    return {header: _told_apart(named, shared) for header, named in found.items()}


def _told_apart(named: Named, shared: Mapping[tuple[str, str], tuple[str, ...]]) -> Named:
    group, _, name = named.field.partition(".")
    labels = shared.get((group, name.partition("@")[0]))
    return named if labels is None else replace(named, shared=labels)


@cache
def declared_elsewhere() -> frozenset[str]:
    """Return the headers of all that bundled rule files declare.

    A table that was laid out for several places may be asked about one of them: what the others declare is passed over,
    as in a profile. Only a header that no rule file knows is taken for a slip.
    """
    return frozenset(declared_columns(load()))


def _name(
    found: dict[str, Named], taken: dict[str, Named], prefixes: tuple[str, str], words: tuple[str, str], kind: Kind
) -> None:
    for word in words:
        meaning = Named(f"{prefixes[0]}.{word}", kind)
        for prefix in prefixes:
            found[f"{prefix}.{word}"] = meaning
        if word not in taken:
            found.setdefault(word, meaning)
