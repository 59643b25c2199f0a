"""What is answered about money: the columns of each document, and what a settlement says in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from zjtx_rules.reasoning.settlement import Settlement
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.terms import Money

AMOUNTS = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")
BY_CLAUSE = "by_clause"
"""The column of what each clause comes to, where the caller asks for it."""
BACK = ("back_floor", "back_ceiling")
"""The columns of what is to be paid back, in whole 分, where a rule file has clauses that take money back."""
NOT_COMPUTED = "not_computed"
"""The column of the clauses that are not computed, where a rule file says that something cannot be said."""
ANSWERS = (*AMOUNTS, *BACK, "chosen", "suppressed", "deciding", NOT_COMPUTED, BY_CLAUSE)
SEPARATOR = "; "
TOGETHER = "+"
"""Stands between clauses that pay for the same titles, where it is said what they come to together."""


def answers_of(settlement: Settlement, totals: Totals, open_groups: Sequence[Any]) -> dict[str, Any]:
    """Return what a settlement says, as it stands in a row; `deciding` as the set of its paths."""
    lines = settlement.lines
    deciding = {plain_path(path) for line in lines for path in (*line.claim.missing, *line.taken.missing)}
    deciding |= {plain_path(path) for limited in settlement.limited for path in limited.missing}
    if open_groups:
        deciding.add("legal_form")
    return {
        **amounts_of(totals),
        **dict.fromkeys(BACK, 0),
        "chosen": SEPARATOR.join(line.claim.key for line in lines if line.chosen),
        "suppressed": SEPARATOR.join(line.claim.key for line in lines if line.gives_way),
        "deciding": deciding,
        NOT_COMPUTED: "",
        BY_CLAUSE: SEPARATOR.join(_by_clause(settlement)),
    }


def amounts_of(totals: Totals) -> dict[str, int | None]:
    """Return the bounds of totals in whole 分; what is added up is added up before, in exact money."""
    return {
        "fixed_floor": fen(totals.fixed.floor, up=False),
        "fixed_ceiling": fen(totals.fixed.ceiling, up=True),
        "up_to_floor": fen(totals.up_to.floor, up=False),
        "up_to_ceiling": fen(totals.up_to.ceiling, up=True),
    }


def _by_clause(settlement: Settlement) -> list[str]:
    """Return what each clause comes to as `CLAUSE=FLOOR..CEILING` in whole 分; one that comes to nothing is left out.

    The least and the most over every way in which what is open could turn out; without a limit the most is left empty.
    """
    sums = settlement.by_clause | {TOGETHER.join(keys): each for keys, each in settlement.by_titles.items()}
    bounds = {
        clause: (fen(each.bounds.floor, up=False) or 0, fen(each.bounds.ceiling, up=True))
        for clause, each in sums.items()
    }
    return [
        f"{clause}={low}..{'' if high is None else high}"
        for clause, (low, high) in bounds.items()
        if (low, high) != (0, 0)
    ]


def fen(money: Money | None, *, up: bool) -> int | None:
    """Return a bound in whole 分; a fraction of a 分 widens it."""
    if money is None:
        return None
    amount: Decimal = money.yuan.scaleb(2)
    return int(amount.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))


def plain_path(path: str) -> str:
    """Return the path of a missing fact without the place of a member: in a table it has none."""
    steps = path.split(".")
    if steps[0] == "accounts":
        return path
    return ".".join(step for step in steps if not step.isdigit())
