"""Ways in which policies turn facts into money, each a rule file with worked cases: exact sums, edges, and facts that are missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
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


def ledger_of(facts: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Money received before; each entry is under the clause of the example unless it says otherwise."""
    entry = {"document": "demo", "clause": "award.a", "kind": "award", "date": "2024-05-01", "payer": "海曲市"}
    ledger = facts.pop("ledger", [])
    if ledger == "?":
        return None
    received = facts.pop("received", None)
    return [entry | each for each in (*ledger, *([{"amount": received}] if received else ()))]


def ends(stated: Any) -> tuple[Any, Any]:
    return tuple(stated) if isinstance(stated, list) else (stated, stated)


@pytest.mark.parametrize(("name", "data", "case"), cases())
def test_the_worked_case_comes_out(name: str, data: dict[str, Any], case: dict[str, Any]) -> None:
    facts = {**data["neutral"], **case.get("facts", {})}
    ledger = ledger_of(facts)
    rules = rules_of(name)
    firm = EnterpriseProfile.model_validate(
        {
            "region": "海曲市",
            "legal_form": "enterprise",
            "recognitions": case.get("recognitions", []),
            **case.get("profile", {}),
            **({} if ledger is None else {"awards_received": ledger}),
            "facts": {key: value for key, value in facts.items() if value != "?"},
            "records": {**data.get("records", {}), **case.get("records", {})},
            "attested": case.get("attested", {}),
        },
        context=rules.places,
    )
    answer = evaluate(firm, rules, as_of=date.fromisoformat(str(case.get("as_of", data["as_of"]))))
    total = answer.awards.payable.total.fixed
    assert (total.floor, total.ceiling) == tuple(map(Money, ends(case["yuan"])))
    back = answer.awards.payable.back
    assert (back.floor, back.ceiling) == tuple(map(Money, ends(case.get("back", 0))))
    shares = {each.payee.to: each.each or each.whole for one in answer.outcomes for each in one.others}
    wanted = {payee: tuple(map(Fraction, ends(stated))) for payee, stated in case.get("others", {}).items()}
    assert shares == wanted
