"""Ways in which policies turn facts into money, each a rule file with worked cases: exact sums, edges, and facts that are missing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table
from zjtx_rules.files import parse_yaml
from zjtx_rules.language import RuleSet, load
from zjtx_rules.terms import Money

FOLDER = Path(__file__).parent


def read(path: Path) -> dict[str, Any]:
    return parse_yaml(path.read_text(encoding="utf-8"), path.name).data  # type: ignore[no-any-return] # a mapping


@cache
def rules_of(name: str) -> RuleSet:
    return load(FOLDER / f"{name}.yaml")


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.cases.yaml")):
        data = read(path)
        name = path.name.removesuffix(".cases.yaml")
        found += [pytest.param(name, data, case, id=f"{case['case']} {name}") for case in data["cases"]]
    return found


def flat(facts: dict[str, Any]) -> dict[str, str]:
    """Facts as the columns of a table: one for each year."""
    found: dict[str, str] = {}
    for key, value in facts.items():
        if isinstance(value, dict):
            found |= {f"{key}@{year}": str(each) for year, each in value.items()}
        elif value != "?":
            found[key] = {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return found


@pytest.mark.parametrize(
    "name", ["01-slab-bands", "08-excess-of-an-increment", "36-points", "38-alternatives-and-exemptions"]
)
def test_a_table_says_the_same_and_counts_what_the_reference_decided(name: str) -> None:
    data = read(FOLDER / f"{name}.cases.yaml")
    rows = [
        {
            "编号": case["case"],
            "region": "海曲市",
            "legal_form": "enterprise",
            **flat({**data["neutral"], **case["facts"]}),
        }
        for case in data["cases"]
    ]
    columns = sorted({key for row in rows for key in row})
    table = pl.DataFrame(
        {key: [row.get(key) for row in rows] for key in columns}, schema=dict.fromkeys(columns, pl.String)
    )
    none = pl.DataFrame(schema={"编号": pl.String, "amount": pl.String})
    answer = evaluate_table(
        table,
        rules=rules_of(name),
        as_of=date.fromisoformat(str(data["as_of"])),
        awards_received=none,
        recognitions=None,
    )
    found = {row["applicant"]: row for row in answer.table.iter_rows(named=True)}
    for case in data["cases"]:
        low, high = case["yuan"] if isinstance(case["yuan"], list) else (case["yuan"], case["yuan"])
        row = found[case["case"]]
        assert (row["payable#fixed_floor"], row["payable#fixed_ceiling"]) == (low * 100, high * 100)
    assert answer.report.referred > 0


@pytest.mark.parametrize(("name", "data", "case"), cases())
def test_the_worked_case_comes_out(name: str, data: dict[str, Any], case: dict[str, Any]) -> None:
    facts = {key: value for key, value in {**data["neutral"], **case.get("facts", {})}.items() if value != "?"}
    received = facts.pop("received", None)
    entry = {"document": "demo", "clause": "award.a", "kind": "award", "amount": received, "date": "2024-05-01"}
    rules = rules_of(name)
    firm = EnterpriseProfile.model_validate(
        {
            "region": "海曲市",
            "legal_form": "enterprise",
            "recognitions": [],
            "awards_received": [entry] if received else [],
            "facts": facts,
            "records": case.get("records", {}),
        },
        context=rules.places,
    )
    answer = evaluate(firm, rules, as_of=date.fromisoformat(str(data["as_of"])))
    total = answer.awards.payable.total.fixed
    low, high = case["yuan"] if isinstance(case["yuan"], list) else (case["yuan"], case["yuan"])
    assert (total.floor, total.ceiling) == (Money(low), Money(high))
