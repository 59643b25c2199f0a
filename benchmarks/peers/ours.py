"""The workload in ours: the rule file of 日照 kept to the clauses that are asked, profiles of firms, tables.

Nothing else is taken out: documents, readings, bounds, the ledger, the second look at unknown facts stay as they are.
"""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import Any

from workload import AS_OF, AWARDS, COUNTED_INCIDENTS, NEW_FIELDS, SIZES, YES_NO, Answers, Difference
from zjtx_rules import EnterpriseProfile, InRow, RuleSet, evaluate, load_text
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import bundled_files
from zjtx_rules.language.expanding import expand

DAY = date(AS_OF // 10_000, AS_OF // 100 % 100, AS_OF % 100)
DOCUMENT = "rizhao-2022"
POOL = "pool.conditions"
CLAUSES = (POOL, *(clause for clause, *_ in AWARDS))
_GATED = "pool_gate"
_PLACE = "place"
_HEADERS = {name: f"attested.{name}" for name in ("good_prospects", "good_benefits", "stable_quality")} | {
    f"{name}_credit": f"credit.{name}" for name in ("bank", "tax", "social")
}
_ATTESTED = ("good_prospects", "good_benefits", "stable_quality")
_LISTS = ("registrations", "accounts", "certificates", "incidents", "recognitions")


@cache
def workload_rules() -> RuleSet:
    """Return 日照's rule file with the conditions of 二2, the seven awards and 就高不就低.

    The reading that would make 二 a gate of the awards goes with the clauses it names; by default it asks nothing. Where a firm was
    registered when it was recognised is not asked: the programs beside do not ask it either.
    """
    source = parse_yaml(bundled_files()["rizhao"].read_text(encoding="utf-8"), "rizhao")
    data = copy.deepcopy(expand(source)[0].data)
    for document in data["documents"]:
        document["clauses"] = [
            each
            for each in document["clauses"]
            if each["id"] in CLAUSES or each["kind"] == "no_duplication" or _pays_others(each)
        ]
        document["readings"] = [each for each in document["readings"] if each["id"] != _GATED]
        next(each for each in document["readings"] if each["id"] == _PLACE)["default"] = "anywhere"
        document.pop("gates")
    return load_text(dump_yaml(data), "rizhao")


def _pays_others(clause: dict[str, Any]) -> bool:
    """Return whether a clause pays others than enterprises; 就高不就低 names them, and for firms they cost nothing."""
    return bool(clause["kind"] in ("award", "subsidy") and clause.get("to") != "enterprise")


def profile(firm: dict[str, Any]) -> EnterpriseProfile:
    """Return the profile of a document of the population."""
    return EnterpriseProfile.model_validate(profile_data(firm))


def profile_data(firm: dict[str, Any]) -> dict[str, Any]:
    """Return a document of the population in the words of a profile."""
    lists = {
        name: [{key: _said(key, value) for key, value in each.items()} for each in firm[name]]
        for name in _LISTS
        if name != "accounts"
    }
    return {
        **lists,
        "region": _said("region", firm["region"]),
        "accounts": [{"year": each["year"], "revenue": _yuan(each["revenue_yuan"])} for each in firm["accounts"]],
        "credit": {name: firm[f"{name}_credit"] for name in ("bank", "tax", "social")},
        "attested": {name: firm[name] for name in _ATTESTED if firm[name] is not None},
        "awards_received": [],
        **{
            name: firm[name]
            for name in (
                "size_class",
                "independent_legal_person",
                "meets_energy_rules",
                "meets_environment_rules",
                "meets_safety_rules",
                "provided_false_information",
            )
        },
    }


def _yuan(amount: int | None) -> str | None:
    return None if amount is None else f"{amount}元"


def _said(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "region":
        return str(value)
    if isinstance(value, int):
        return date(value // 10_000, value // 100 % 100, value % 100)
    return value


def answer(firm: EnterpriseProfile, rules: RuleSet, *, explain: bool) -> tuple[int, int, int]:
    """Ask the reference, and say its answer in the shape in which answers are compared."""
    evaluation = evaluate(firm, rules, DAY, explain=explain)
    found = evaluation.outcomes[0].found
    met = 0
    for bit, award in enumerate(AWARDS):
        if found[award[0]][0] == 3:
            met |= 1 << bit
    return found[POOL][0], met, int(evaluation.awards.payable.total.up_to.floor.yuan)


def check_missing(given: Any, table: Any, rules: RuleSet) -> None:
    """Hold a table of answers over facts that are partly missing against the reference, verdicts and bounds.

    Raises:
        Difference: With the first row that differs.
    """
    rows = {row["applicant"]: row for row in table.head(len(given)).to_dicts()}
    for place, firm in enumerate(given):
        evaluation = evaluate(profile(firm), rules, DAY)
        found = evaluation.outcomes[0].found
        total = evaluation.awards.payable.total.up_to
        expected = {f"{DOCUMENT}:{clause}": found[clause][0] for clause in CLAUSES} | {
            "payable#up_to_floor": int(total.floor.yuan * 100),
            "payable#up_to_ceiling": None if total.ceiling is None else int(total.ceiling.yuan * 100),
        }
        for name, value in expected.items():
            if rows[place][name] != value:
                raise Difference(f"row {place}: {name} is {rows[place][name]}, the reference says {value}\n{firm}")


def flat_firms(flattened: Any) -> Any:
    """Return the flat table in the types that `evaluate_table` takes: days as dates with gaps, the size class as a word."""
    import polars as pl  # noqa: PLC0415 - where Polars is not asked, it need not be there

    def day(name: str) -> Any:
        number = pl.when(pl.col(name) > 0).then(pl.col(name))
        return pl.date(number // 10_000, number // 100 % 100, number % 100).alias(name)

    sizes = pl.col("size").replace_strict(list(range(len(SIZES))), list(SIZES), return_dtype=pl.String)
    return flattened.select(
        "applicant",
        "region",
        sizes.alias("size_class"),
        *(pl.col(name).alias(_HEADERS.get(name, name)) for name in YES_NO),
        "provided_false_information",
        "registered_in",
        pl.col("revenue").alias("revenue_yuan"),
        *map(day, ("registered_since", "certified_since", "certified_until", "last_incident", *NEW_FIELDS)),
    )


def flat_facts() -> dict[str, list[InRow]]:
    """Return what the columns of the flat table are.

    Of a unicorn's level and an incident's kind the flat table says only that they count; one that does is said here.
    """
    return {
        "recognitions": [
            InRow(says={"title": title, "level": levels[-1], "kind": "new"}, columns={"date": name})
            for name, (_, title, levels, _) in zip(NEW_FIELDS, AWARDS, strict=True)
        ],
        "registrations": [InRow(columns={"region": "registered_in", "since": "registered_since"})],
        "accounts": [InRow(says={"year": AS_OF // 10_000 - 1}, columns={"revenue": "revenue_yuan"})],
        "certificates": [
            InRow(
                says={"kind": "quality_management"}, columns={"since": "certified_since", "expires": "certified_until"}
            )
        ],
        "incidents": [InRow(says={"kind": COUNTED_INCIDENTS[0]}, columns={"date": "last_incident"})],
        "awards_received": [],
    }


def answers_of(table: Any) -> Answers:
    """Return what a table of answers says, in the shape in which answers are compared; verdicts as codes."""
    columns = table.to_dict(as_series=False) if hasattr(table, "to_dict") else table.to_pydict()
    order = sorted(range(len(columns["applicant"])), key=columns["applicant"].__getitem__)
    met = [columns[f"{DOCUMENT}:{clause}"] for clause, *_ in AWARDS]
    pool, amount = columns[f"{DOCUMENT}:{POOL}"], columns["payable#up_to_floor"]
    return Answers.of(
        (pool[at], sum(1 << bit for bit, column in enumerate(met) if column[at] == 3), amount[at] // 100)
        for at in order
    )
