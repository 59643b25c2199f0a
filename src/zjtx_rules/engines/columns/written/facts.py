"""The facts that rule files ask for, as columns: fields as they are, the figures of last year, shares and growth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals as nw

from zjtx_rules.conditions.columns import Column
from zjtx_rules.conditions.threshold import COMPARISONS
from zjtx_rules.engines.columns.cells import NO, YES, Absent, Cell, FieldCell, _key, all_of, any_of, day_code, whole
from zjtx_rules.engines.columns.written import sizes
from zjtx_rules.engines.columns.written.slot_members import members_of
from zjtx_rules.profile.choices import Application, LegalForm
from zjtx_rules.profile.facts import PARSERS, Fact, facts_of, in_section
from zjtx_rules.terms import Money, Percentage, SizeClass
from zjtx_rules.terms.industries import INDICATORS
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from zjtx_rules.engines.columns.written.builder import Builder
    from zjtx_rules.engines.columns.written.members import Members
    from zjtx_rules.engines.columns.written.plan import Plan

_LAST_YEAR = {
    f"{name}_last_year": name
    for name in ("revenue", "main_business_revenue", "net_profit", "total_assets", "rd_expense", "employees")
}
_SHARES = {
    "rd_share_last_year": ("rd_expense", "revenue"),
    "main_business_share_last_year": ("main_business_revenue", "revenue"),
}
_GROWTH = {"main_business_growth": "main_business_revenue", "revenue_growth": "revenue"}
_CREDIT = {
    "bank_credit_good": "credit.bank",
    "tax_credit_good": "credit.tax",
    "social_credit_good": "credit.social",
    "low_credit_risk": "credit.low_risk",
}
YES_NO = frozenset({True})
_MOST_PARTS = 900
"""The greatest numerator and denominator of a rate whose product with a sum is still exact."""

Missing = Mapping[str, Cell]


def declared(plan: Plan, group: str, name: str, label: str, kind: str) -> FieldCell:
    """Return what is given under the id of a declared fact or judgement, or else under its Chinese words."""
    fields = [plan.column(f"{group}.{word}") for word in dict.fromkeys((name, label))]
    given = [each for each in fields if not isinstance(each, Absent)]
    if not given:
        return Absent(kind)
    if len(given) == 1:
        return FieldCell(given[0].expr, given[0].key, kind, full=given[0].full, values=given[0].values)
    one, other = given
    if one.full:
        return FieldCell(one.expr, one.key, kind, full=True, values=one.values)
    either = nw.when(~one.expr.is_null()).then(one.expr).otherwise(other.expr)
    return FieldCell(either, _key("either", one.key, other.key), kind, full=other.full)


def fact_in(builder: Builder, fact: Fact, wanted: frozenset[Any]) -> Column:
    """Return whether a fact has one of the values."""
    plan = builder.plan
    own = fact.name in facts_of(plan.kind)
    if own and fact.name == "sme_size":
        return _size_in(builder, wanted)
    if own and fact.name == "in_manufacturing":
        return _looked_up(builder, "industry", "industry", fact, lambda text: in_section(text, "C"), wanted)
    if own and fact.lies_in is not None:
        lies_in = fact.lies_in
        return _looked_up(builder, fact.name, fact.name, fact, lambda text: lies_in(text, wanted), wanted, YES_NO)
    if own and fact.name == "legal_form" and plan.kind == "enterprise" and "legal_form" not in plan.shape.columns:
        return builder.constant(MET if LegalForm.ENTERPRISE.value in wanted else NOT_MET)
    if own and fact.name == "application":
        return _application_in(builder, wanted)
    field, path = _plain(builder, fact, own=own)
    codes = {each: number for number, (each, _) in enumerate(fact.choices, start=1)} if own else {}
    values = [codes.get(each, each) for each in sorted(wanted, key=str)]
    if fact.type == "yes_no":
        values = [each for each in values if isinstance(each, bool)]
    met = any_of(field.is_(each) for each in values)
    return builder.of(met, field.absent, {path: field.absent})


def _application_in(builder: Builder, wanted: frozenset[Any]) -> Column:
    """Return whether the kind of application is among some; an empty cell is a new application."""
    plan = builder.plan
    new = Application.NEW.value in wanted
    if "application" not in plan.shape.columns:
        return builder.constant(MET if new else NOT_MET)
    field = plan.column("application")
    codes = {each.value: number for number, each in enumerate(Application, start=1)}
    met = any_of(field.is_(codes[each]) for each in sorted(wanted))
    return builder.of(met | field.absent if new else met, NO, {})


def _plain(builder: Builder, fact: Fact, *, own: bool) -> tuple[FieldCell, str]:
    """Return the column of a fact that stands as such in the table of applicants, and its path."""
    if own:
        path = _CREDIT.get(fact.name, fact.name)
        return builder.plan.column(path), path
    return declared(builder.plan, "facts", fact.name, fact.label.zh, fact.type), f"facts.{fact.name}"


def _looked_up(
    builder: Builder,
    source: str,
    path: str,
    fact: Fact,
    test: Callable[[str], Any],
    wanted: frozenset[Any],
    met: frozenset[Any] | None = None,
) -> Column:
    """Return whether a function of a text gives one of the values, asked once for every text that occurs.

    None of the function leaves it unknown, as a gap does. `met`: what it gives where the condition is met, if that is
    not the values wanted themselves.
    """
    field = builder.plan.column(source)
    if isinstance(field, Absent):
        return builder.constant(UNKNOWN, path)

    def truth(text: str) -> int:
        value = test(text)
        return UNKNOWN if value is None else MET if value in (wanted if met is None else met) else NOT_MET

    key = f"{fact.name}:{sorted(wanted, key=str)}"
    target = builder.plan.look_up(source, key, truth)
    said = FieldCell(nw.col(target), _key(source, key), "truth", full=field.full)
    open_ = field.absent | said.is_(UNKNOWN)
    return builder.of(said.is_(MET), open_, {path: open_})


def _size_in(builder: Builder, wanted: frozenset[Any]) -> Column:
    plan = builder.plan
    established = plan.column("size_class")
    if established.full:
        return builder.of(established.is_in(each for each in SizeClass if each.id in wanted), None, {})
    plan.needs_size = True
    year = builder.as_of.year - 1
    accounts = members_of(plan, "accounts")
    in_year = accounts["year"].is_(year)
    for indicator in INDICATORS:
        accounts.figure(indicator, in_year)
    code = FieldCell(nw.col("~size"), "~size", "size", full=True)
    sets = range(1, sizes.UNDETERMINED)
    some = sum(1 << (each - 1) for each in SizeClass if each.id in wanted)
    classes = FieldCell(nw.col("~size") % whole(sizes.MISSING), "~size%", "size", full=True)
    met = classes.is_in([each for each in sets if each & ~some == 0])
    unknown = classes.is_in([each for each in sets if each & some and each & ~some])
    no = classes.is_in([each for each in sets if not each & some])
    missing: dict[str, Cell] = {}
    if builder.tracking:
        bits = [Cell(code.expr // whole(sizes.MISSING << at) % whole(2) == whole(1), f"~size{at}") for at in range(4)]
        missing["industry"] = unknown & bits[0]
        known, there = _any_known(accounts), accounts.any(in_year)
        for name, bit in zip(INDICATORS, bits[1:], strict=True):
            missing[f"accounts.{year}.{name}"] = unknown & bit & known & there
        any_figure = unknown & any_of(bits[1:])
        missing["accounts"] = any_figure & ~known
        missing[f"accounts.{year}"] = any_figure & known & ~there
    return Column(met, unknown, no, missing)


# ------------------------------------------------------------------------------------------------------ quantities


def compare(builder: Builder, fact: Fact, bounds: Sequence[tuple[str, Any]]) -> Column:
    """Return whether a quantity keeps every bound."""
    name = fact.name
    own = name in facts_of(builder.plan.kind)
    if own and name in _SHARES:
        part, of = _SHARES[name]
        year = builder.as_of.year - 1
        (above, missing_above), (below, missing_below) = (_figure(builder, each, year) for each in (part, of))
        zero = f"accounts.{year}.{of}"
        return _ratio(builder, (above.expr, below), _both(missing_above, missing_below), zero, bounds)
    if own and name in _GROWTH:
        year = builder.as_of.year - 1
        (now, missing_now), (then, missing_then) = (_figure(builder, _GROWTH[name], each) for each in (year, year - 1))
        zero = f"accounts.{year - 1}.{_GROWTH[name]}"
        return _ratio(builder, (now.expr - then.expr, then), _both(missing_now, missing_then), zero, bounds)
    if own and name in _LAST_YEAR:
        field, missing = _figure(builder, _LAST_YEAR[name], builder.as_of.year - 1)
        return builder.of(_keeps(field, bounds), field.absent, missing)
    field, path = _plain(builder, fact, own=own)
    if fact.type in ("percentage", "number"):
        return _texts(builder, fact, path, bounds)
    return builder.of(_keeps(field, bounds), field.absent, {path: field.absent})


def _figure(builder: Builder, name: str, year: int) -> tuple[FieldCell, Missing]:
    """Return a figure of a fiscal year, and where what is missing for it."""
    accounts = members_of(builder.plan, "accounts")
    if not accounts.given:
        return Absent("money"), {"accounts": YES}
    in_year = accounts["year"].is_(year)
    field = accounts.least(name, in_year)
    # Where the figure is never missing, there is an account just where there is the figure.
    there = ~field.absent if accounts[name].full else accounts.any(in_year)
    known = _any_known(accounts)
    return field, {
        "accounts": ~known,
        f"accounts.{year}": known & ~there,
        f"accounts.{year}.{name}": known & (there & field.absent),
    }


def _any_known(accounts: Members) -> Cell:
    """Return of whom any account is known; of every year that is not listed nothing is known in any case."""
    return YES if accounts.known is YES else accounts.known | accounts.some


def _both(one: Missing, other: Missing) -> dict[str, Cell]:
    return {path: one.get(path, NO) | other.get(path, NO) for path in (*one, *other)}


def _ratio(
    builder: Builder,
    of: tuple[nw.Expr, FieldCell],
    missing: dict[str, Cell],
    zero: str,
    bounds: Sequence[tuple[str, Any]],
) -> Column:
    """Compare a quotient by multiplying out: exact, and a whole of zero leaves it unknown."""
    above, below = of
    absent = any_of(missing.values())
    if absent is YES:
        return Column(NO, YES, NO, missing)
    unknown = absent | below.is_(0)
    tests = []
    for how, bound in bounds:
        rate = Fraction(bound.ratio)
        if rate.denominator > _MOST_PARTS or rate.numerator > _MOST_PARTS:
            builder.refer(YES, "a rate too fine for exact products in columns")
            return builder.constant(UNKNOWN, zero)
        compared: Any = COMPARISONS[how][0](above * whole(rate.denominator), below.expr * whole(rate.numerator))
        tests.append(Cell(compared.fill_null(value=False), _key(how, rate, below.key, zero, *missing)))
    missing[zero] = missing.get(zero, NO) | (~absent & below.is_(0))
    return builder.of(all_of(tests) & ~unknown, unknown, missing)


def _keeps(field: FieldCell, bounds: Sequence[tuple[str, Any]]) -> Cell:
    """Return where a whole number keeps every bound; a bound between two whole numbers is taken to the right one."""
    keeps: dict[str, Callable[[int, int], Cell]] = {
        "at_least": lambda up, _: field.after(up - 1),
        "more_than": lambda _, down: field.after(down),
        "at_most": lambda _, down: field.before(down + 1),
        "less_than": lambda up, _: field.before(up),
    }
    tests = []
    for how, given in bounds:
        bound = _number(given)
        up, down = int(bound.to_integral_value(ROUND_CEILING)), int(bound.to_integral_value(ROUND_FLOOR))
        tests.append(keeps[how](up, down))
    return all_of(tests)


def _number(bound: Any) -> Decimal:
    """Return a bound in the unit of the column."""
    if isinstance(bound, Money):
        return bound.yuan.scaleb(2)
    if isinstance(bound, (int, Decimal)):
        return Decimal(bound)
    return Decimal(day_code(bound))


def _texts(builder: Builder, fact: Fact, path: str, bounds: Sequence[tuple[str, Any]]) -> Column:
    """Compare a declared fact that stands in the table as a text, asked once for every text that occurs."""
    parse = PARSERS[fact.type]

    def keeps(text: str) -> bool:
        value: Any = parse(Decimal(text) if fact.type == "number" else text)
        return all(COMPARISONS[how][0](value, bound) for how, bound in bounds)

    names = [f"facts.{word}" for word in dict.fromkeys((fact.name, fact.label.zh))]
    given = [each for each in names if each in builder.plan.shape.columns]
    if not given:
        return builder.constant(UNKNOWN, path)
    if len(given) > 1:
        builder.refer(YES, "a fact given under two names")
        return builder.constant(UNKNOWN, path)
    said = f"{fact.name} {[(how, str(bound)) for how, bound in bounds]}"
    field = builder.plan.column(given[0])
    target = builder.plan.look_up(given[0], said, lambda text: MET if keeps(text) else NOT_MET)
    truth = FieldCell(nw.col(target), _key(given[0], said), "truth", full=field.full)
    return builder.of(truth.is_(MET), field.absent, {path: field.absent})


__all__ = ["Percentage", "compare", "declared", "fact_in"]
