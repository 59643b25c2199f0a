"""Applicants made of the rows of a population, for those whose case columns leave to the reference.

The members of a collection stand in the order of their dates, those without a date last, and otherwise in the order of
their fields: the order of the rows of a table means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER
from zjtx_rules.engines.columns.frames import ID, ROW, inside, rows_of
from zjtx_rules.engines.columns.given.declared import declared_columns
from zjtx_rules.engines.columns.given.inputs import Inputs, read_tables
from zjtx_rules.engines.columns.given.kinds import restored
from zjtx_rules.engines.columns.given.layout import KNOWN, TABLES, Table, applicant_columns, kind_of
from zjtx_rules.engines.columns.given.problems import Findings
from zjtx_rules.language import RuleSet
from zjtx_rules.profile.applicants import APPLICANTS, Applicant
from zjtx_rules.profile.model import COMPLETE
from zjtx_rules.profile.records import Credit, Relocation
from zjtx_rules.terms import Money, Places

_LAST = NEVER + 1


def profiles_of(
    inputs: Inputs, kind: str, ids: nw.LazyFrame[Any], rules: RuleSet, only: Container[str] = frozenset(TABLES)
) -> Iterator[tuple[Any, int, Applicant]]:
    """Yield the id, the place in the caller's table and the profile of every applicant among the ids.

    Of the long tables only those named are looked into; what stands in the others is left out.
    """
    members = {name: _members(inputs, name, ids, rules.places) for name in inputs.given if name in only}
    key = inputs.home.key
    rows = rows_of(inputs.applicants.join(ids.select(key), on=key, how="semi"))
    kinds_of = {name: each.kind for name, each in (applicant_columns() | declared_columns(rules)).items()}
    model: Any = APPLICANTS[kind]
    for index, identity in enumerate(rows[ID]):
        given = {name: rows[inside(name)][index] for name in inputs.columns}
        known = {
            name: restored(kinds_of[name], value, rules.places)
            for name, value in given.items()
            if value is not None and not name.endswith(KNOWN)
        }
        fields: dict[str, Any] = {"kind": kind, "facts": {}, "attested": {}}
        fields |= {
            name: known.get(name)
            for name in inputs.columns
            if name in model.model_fields and (name != "application" or name in known)
        }
        for name, value in known.items():
            group, _, inner = name.partition(".")
            if group in ("facts", "attested"):
                # As a profile gives it: a declared fact is read when a condition asks for it.
                fields[group][inner] = str(value) if isinstance(value, (Money, date)) else value
        if "credit" in model.model_fields:
            fields["credit"] = _nested(Credit, "credit", known)
            fields["relocation"] = (
                "none" if known.get("relocation") == "none" else _nested(Relocation, "relocation", known)
            )
        for name in TABLES:
            if name in model.model_fields:
                listed = tuple(members[name].get((rows[key][index],), ())) if name in members else ()
                fields |= _listed(model, name, listed, given=name in members, known=given.get(f"{name}{KNOWN}", True))
        row = rows[ROW][index] if ROW in rows else index
        yield identity, row, model.model_construct(**fields)


def profiles_in(frames: Mapping[str, Any], rules: RuleSet, ids: Sequence[Any]) -> Iterator[tuple[Any, Applicant]]:
    """Yield the profiles of some applicants of tables in memory that have been found without problems, with their ids."""
    inputs = read_tables(
        frames["applicants"], {k: v for k, v in frames.items() if k != "applicants"}, rules, Findings(report=True)
    )
    wanted = inputs.applicants.filter(nw.col(ID).is_in(list(ids)))
    for kind in inputs.kinds:
        mine = wanted if len(inputs.kinds) == 1 else wanted.filter(nw.col("kind") == kind)
        for identity, _, applicant in profiles_of(inputs, kind, mine.select(inputs.home.key), rules):
            yield identity, applicant


def _listed(model: Any, name: str, members: tuple[Any, ...], *, given: bool, known: Any) -> dict[str, Any]:
    """Return a collection as a profile says it: known in full, at least these, or not known."""
    if not given or not (known or members):
        return {name: None}
    whole = name + COMPLETE
    return {name: members, whole: False} if not known and whole in model.model_fields else {name: members}


def _nested(model: Any, prefix: str, known: dict[str, Any]) -> Any:
    inner = {name: known[f"{prefix}.{name}"] for name in model.model_fields if f"{prefix}.{name}" in known}
    return model.model_construct(**inner) if inner else None


def _members(inputs: Inputs, name: str, ids: nw.LazyFrame[Any], places: Places) -> dict[tuple[Any, ...], list[Any]]:
    """Return the members of a table by applicant, or by applicant and the member that they belong to."""
    table = TABLES[name]
    key = inputs.home.key
    rows = rows_of(inputs.rows(name, ids))
    fields = [each for each in inputs.table_columns[name] if each in table.model.model_fields]
    below = next((each for each in TABLES.values() if each.parent == name), None)
    inner = _members(inputs, below.name, ids, places) if below is not None and below.name in inputs.tables else None
    found: dict[tuple[Any, ...], list[tuple[Any, Any]]] = defaultdict(list)
    for index, identity in enumerate(rows[key]):
        codes = {each: rows[each][index] for each in fields}
        values = {
            each: restored(kind_of(table.model, each), code, places) for each, code in codes.items() if code is not None
        }
        keys = tuple(rows[key][index] for key in table.keys)
        if below is not None:
            flag = rows.get(f"{below.inside}{KNOWN}")
            mine = () if inner is None else tuple(inner.get((identity, *keys), ()))
            known = flag is None or flag[index]
            values |= _listed(table.model, below.inside, mine, given=inner is not None, known=known)
        owner = (identity, *keys) if table.parent is not None else (identity,)
        found[owner].append((_order(table, codes, keys), table.model.model_construct(**values)))
    return {owner: [each for _, each in sorted(items, key=lambda item: item[0])] for owner, items in found.items()}


def _order(table: Table, codes: dict[str, Any], keys: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return where a member stands: by its day, the end of its validity, its title, and then by everything else."""
    first = tuple(codes[name] if codes.get(name) is not None else _LAST for name in ("date", "title", "expires"))
    rest = tuple(
        str(codes[name]) if codes.get(name) is not None else ""
        for name in sorted(table.model.model_fields)
        if name in codes
    )
    return (*first, keys, rest)
