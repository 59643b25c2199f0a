"""When an institute must hold its title: at the payment, the order or the application (日照 三（二）4, reading 43)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import answer, applicant, clause, codes, recognition, rules_of, span
from zjtx_rules.reasoning import Evaluation

AS_OF = date(2023, 12, 31)
FROM_2022 = "in_force: {from: 2022-01-01, to: 2025-12-31}\n"


def asked(
    at: str, begun: Any, ends: Any, paid: Any, ordered: Any = None, level: str | None = "provincial"
) -> Evaluation:
    """Ask about half of one payment of 100万元."""
    holding = f"{{title: design_research_institute, level_at_least: provincial, at: {at}}}"
    pays = f"{{share: {{rate: 50%, of: design_payments, at_most: 100万元, holding: {holding}}}}}"
    rules = rules_of(clause("subsidy.one", "subsidy", to="design_institute", pays=pays), around=FROM_2022)
    title = recognition("design_research_institute", begun, expires=ends, level=level)
    contract = {"client_region": "日照市", "ordered": ordered, "payments": [{"date": paid, "amount": "100万元"}]}
    facts = {"recognitions": [title], "contracts": [contract], "awards_received": []}
    return answer(rules, applicant("design_institute", **facts), AS_OF)


def total(found: Evaluation) -> str:
    return span(found.awards.payable.total)[0]


@pytest.mark.parametrize(
    ("at", "begun", "ends", "expected"),
    [
        # Ordered on 2023-03-01, paid on 2023-06-01, asked on 2023-12-31.
        ("payment", "2023-12-01", "2026-11-30", "0元"),
        ("payment", "2020-12-01", "2023-11-30", "50万元"),
        ("payment", "2023-06-01", "2023-06-01", "50万元"),
        ("payment", "2023-06-02", "2026-06-01", "0元"),
        ("payment", "2020-06-01", "2023-05-31", "0元"),
        ("order", "2023-03-01", "2023-03-01", "50万元"),
        ("order", "2023-03-02", "2026-03-01", "0元"),
        ("order", "2020-03-01", "2023-02-28", "0元"),
        ("application", "2023-12-31", "2023-12-31", "50万元"),
        ("application", "2020-12-01", "2023-12-30", "0元"),
        ("application", "2020-12-01", "never", "50万元"),
    ],
)
def test_the_title_is_held_on_its_first_and_its_last_day(at: str, begun: str, ends: str, expected: str) -> None:
    assert total(asked(at, begun, ends, "2023-06-01", "2023-03-01")) == expected


@pytest.mark.parametrize(
    ("at", "facts", "missing"),
    [
        ("payment", {"ends": None}, "recognitions.0.expires"),
        ("payment", {"begun": None}, "recognitions.0.date"),
        ("payment", {"level": None}, "recognitions.0.level"),
        ("payment", {"paid": None}, "contracts.0.payments.0.date"),
        ("order", {"ordered": None}, "contracts.0.ordered"),
        ("application", {"ends": None}, "recognitions.0.expires"),
    ],
)
def test_what_is_missing_leaves_it_open_and_is_named(at: str, facts: dict[str, Any], missing: str) -> None:
    given_ = {"begun": "2020-12-01", "ends": "2026-11-30", "paid": "2023-06-01", "ordered": "2023-03-01"} | facts
    found = asked(at, **given_)
    assert total(found) == "0元 to 50万元"
    assert found.missing == (missing,)


DAYS = st.dates(date(2021, 1, 1), date(2024, 6, 30))


@settings(max_examples=80)
@given(
    at=st.sampled_from(["payment", "order", "application"]), begun=DAYS, lasting=st.integers(0, 900), paid=DAYS,
    before=st.integers(0, 300), left_out=st.sets(st.sampled_from(["begun", "ends", "paid", "ordered"])),
)  # fmt: skip
def test_bounds_hold_what_comes_out_once_everything_is_known(
    at: str, begun: date, lasting: int, paid: date, before: int, left_out: set[str]
) -> None:
    ends, ordered = begun + timedelta(days=lasting), paid - timedelta(days=before)
    facts = {"begun": begun, "ends": ends, "paid": paid, "ordered": ordered}
    whole = asked(at, **{name: day.isoformat() for name, day in facts.items()})
    # By hand: paid inside the validity and by the as-of day, and the title in force on the day that counts.
    counts = {"payment": paid, "order": ordered, "application": AS_OF}[at]
    due = date(2022, 1, 1) <= paid <= AS_OF and begun <= counts <= ends
    assert total(whole) == ("50万元" if due else "0元")
    known = {name: None if name in left_out else day.isoformat() for name, day in facts.items()}
    bounds = asked(at, **known).awards.payable.total.fixed
    exact = whole.awards.payable.total.fixed.floor
    assert bounds.ceiling is not None
    assert bounds.floor <= exact <= bounds.ceiling


def test_a_level_at_which_the_title_does_not_exist_is_refused() -> None:
    pays = "{share: {rate: 50%, of: design_payments, at_most: 100万元, holding: {title: little_giant, level: city}}}"
    assert "no-such-level" in codes(clause("subsidy.one", "subsidy", to="design_institute", pays=pays))
