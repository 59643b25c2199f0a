"""Populations as tables: drawn applicants written into long tables, and what the reference says of each of them."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from strategies import Data, profile_of
from zjtx_rules.language import RuleSet
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning import Outcome, evaluate
from zjtx_rules.reasoning.program import parts_of
from zjtx_rules.terms import TITLES
from zjtx_rules.terms.money import Money
from zjtx_rules.terms.truth import VERDICTS

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_LONG = {
    "recognitions",
    "registrations",
    "accounts",
    "incidents",
    "certificates",
    "awards_received",
    "tenants",
    "contracts",
    "trainees",
    "assessments",
}
_INSIDE = {
    "tenants": ("recognitions", "tenant_recognitions", "tenant"),
    "contracts": ("payments", "contract_payments", "contract"),
}
AMOUNTS = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")


def tables_of(population: Sequence[Data]) -> Tables:
    """Return the table of applicants and every long table that at least one of them needs; ids are A0, A1 and so on."""
    tables: Tables = {"applicants": []}
    kinds = {data["kind"] for data in population}
    for name, (_, inner, _) in _INSIDE.items():
        tables |= {name: [], inner: []} if any(name in APPLICANTS[kind].model_fields for kind in kinds) else {}
    for number, data in enumerate(population):
        identity = f"A{number}"
        row: Row = {"applicant": identity, "kind": data["kind"]}
        model = APPLICANTS[data["kind"]]
        for name, value in data.items():
            if name in _LONG or name.endswith("_complete"):
                continue
            if name == "credit":
                row |= {f"credit.{inner}": each for inner, each in (value or {}).items()}
            elif name == "relocation":
                row |= _relocation(value)
            elif name in ("facts", "attested"):
                row |= {f"{name}.{inner}": each for inner, each in (value or {}).items()}
            elif name != "kind":
                row[name] = value
        for name in sorted(_LONG):
            if name in model.model_fields:
                row[f"{name}_known"] = _known_in_full(data, name)
                _long(tables, name, identity, data.get(name) or ())
        tables["applicants"].append(row)
    return tables


def _known_in_full(data: Data, name: str) -> bool:
    return data.get(name) is not None and data.get(f"{name}_complete") is not False


def _relocation(value: Any) -> Row:
    if isinstance(value, dict):
        return {f"relocation.{inner}": each for inner, each in value.items()}
    return {"relocation": value}


def _long(tables: Tables, name: str, identity: str, members: Sequence[Data]) -> None:
    rows = tables.setdefault(name, [])
    for position, member in enumerate(members):
        row = {"applicant": identity, **member}
        if name in _INSIDE:
            field, table, key = _INSIDE[name]
            row[f"{field}_known"] = _known_in_full(row, field)
            row.pop(f"{field}_complete", None)
            inner = row.pop(field, None)
            row[key] = f"{name}{position}"
            below = tables.setdefault(table, [])
            below.extend({"applicant": identity, key: row[key], **each} for each in inner or ())
        rows.append(row)


def in_order(data: Data) -> Data:
    """Return the data with recognitions in the order in which a table is read: by day, by title, by end."""
    data = copy.deepcopy(data)
    if isinstance(data.get("relocation"), dict) and all(each is None for each in data["relocation"].values()):
        data["relocation"] = None
    for holder in (data, *(data.get("tenants") or ())):
        if holder.get("recognitions"):
            holder["recognitions"] = sorted(holder["recognitions"], key=_place)
    return data


def _place(recognition: Data) -> tuple[Any, ...]:
    ends = {"never": "9999-99-99", None: "~"}
    expires = recognition.get("expires")
    return recognition.get("date") or "~", list(TITLES).index(recognition["title"]), ends.get(expires, expires)


def columns_of(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Return rows as columns; what a row leaves out is a gap, and a table without rows keeps the columns it must have."""
    must = () if rows else ("applicant", "title", "year", "tenant", "contract", "kind")
    names = dict.fromkeys((*must, *(name for row in rows for name in row)))
    return {name: [row.get(name) for row in rows] for name in names}


def expected(
    population: Sequence[Data],
    rules: RuleSet,
    as_of: date,
    *,
    conditions: bool = False,
    by_clause: bool = False,
    **question: Any,
) -> dict[str, Row]:
    """Return what the reference says of each applicant, under the names of the answer's columns."""
    return {
        f"A{number}": _answer(data, rules, as_of, question, conditions=conditions, by_clause=by_clause)
        for number, data in enumerate(population)
    }


def _answer(
    data: Data, rules: RuleSet, as_of: date, question: Mapping[str, Any], *, conditions: bool, by_clause: bool
) -> Row:
    evaluation = evaluate(profile_of(data), rules, as_of, **question)
    situation = Situation.of(evaluation.applicant, as_of)
    row: Row = {}
    for outcome in evaluation.outcomes:
        document = outcome.program.document.id
        for prepared in outcome.program.clauses if conditions else ():
            for number, each in enumerate(parts_of(prepared), start=1):
                row[f"{document}:{prepared.clause.id}/{number}"] = VERDICTS[each.judge(situation)[0]].value
        row |= {f"{document}:{clause}": outcome.verdict(clause).value for clause in outcome.found}
        for nature in ("fixed", "up_to"):
            bounds = getattr(outcome.totals, nature)
            row[f"{document}#{nature}_floor"] = math.floor(bounds.floor.yuan * 100)
            row[f"{document}#{nature}_ceiling"] = _ceiling(bounds.ceiling)
        lines = outcome.settlement.lines
        row[f"{document}#chosen"] = [line.claim.key for line in lines if line.chosen]
        row[f"{document}#suppressed"] = [line.claim.key for line in lines if line.gives_way]
        if by_clause:
            row[f"{document}#by_clause"] = _by_clause(outcome)
        missing = {path for line in lines for path in (*line.claim.missing, *line.taken.missing)}
        missing |= {"legal_form"} if outcome.open_groups else set()
        row[f"{document}#deciding"] = sorted({_without_places(path) for path in missing})
    total = evaluation.awards.payable.total
    for nature in ("fixed", "up_to"):
        bounds = getattr(total, nature)
        row[f"payable#{nature}_floor"] = math.floor(bounds.floor.yuan * 100)
        row[f"payable#{nature}_ceiling"] = _ceiling(bounds.ceiling)
    return row


def _by_clause(outcome: Outcome) -> list[str]:
    found = []
    together = {"+".join(keys): each for keys, each in outcome.settlement.by_titles.items()}
    for clause, each in (outcome.settlement.by_clause | together).items():
        floor, ceiling = math.floor(each.bounds.floor.yuan * 100), _ceiling(each.bounds.ceiling)
        if (floor, ceiling) != (0, 0):
            found.append(f"{clause}={floor}..{'' if ceiling is None else ceiling}")
    return found


def _ceiling(money: Money | None) -> int | None:
    return None if money is None else math.ceil(money.yuan * 100)


def _without_places(path: str) -> str:
    steps = path.split(".")
    return path if steps[0] == "accounts" else ".".join(step for step in steps if not step.isdigit())


def said(row: Row, names: Sequence[str]) -> Row:
    """Return what a row of the answer says, its lists taken apart."""
    lists = ("#chosen", "#suppressed", "#deciding", "#by_clause")
    return {
        name: [each for each in (row[name] or "").split("; ") if each] if name.endswith(lists) else row[name]
        for name in names
    }


Maker = Callable[[dict[str, list[Any]]], Any]
