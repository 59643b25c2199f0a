"""The facts that a rule file may ask for, by name: what each is called, what type it has, how it is read off a profile.

Most are the fields of the profile models. Some are derived: the figures of the last fiscal year, the size class of the
national standard, the registration that lies inside a city. A reader returns the value, or the paths of what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Literal, Self, Union, get_args, get_origin

from zjtx_rules.profile.applicants import APPLICANTS, Applicant, EnterpriseProfile
from zjtx_rules.profile.model import COMPLETE, Closed, Labelled
from zjtx_rules.profile.records import Account, Assessment, Tenant, TraineeGroup
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import (
    Level,
    Money,
    Percentage,
    SizeClass,
    TermError,
    find_industry,
    parse_date,
    possible_size_classes,
)
from zjtx_rules.terms.classification import classes_of
from zjtx_rules.terms.fields import shown
from zjtx_rules.terms.industries import candidate_rows
from zjtx_rules.words import Words

Missing = tuple[str, ...]
Reading = tuple[Any, Missing]
"""A value (None if unknown), and the paths of the missing facts that would tell."""

FactType = Literal["yes_no", "money", "percentage", "count", "number", "choice", "date", "year", "text"]


class Undetermined:
    """A value that the texts leave to a person, with the reason (an industry outside the national standard)."""

    __slots__ = ("why",)

    def __init__(self, why: Words) -> None:
        """Keep the reason."""
        self.why = why


class Possible(frozenset[Any]):
    """The values that a fact may still turn out to have, and how they are said where that is more than their ids."""

    __slots__ = ("said",)

    said: Words | None

    def __new__(cls, values: Iterable[Any], said: Words | None = None) -> Self:
        """Keep the values and their words."""
        made = super().__new__(cls, values)
        made.said = said
        return made


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact under the name that rule files use."""

    name: str
    label: Words
    type: FactType
    read: Callable[[Situation], Reading]
    choices: tuple[tuple[str, str], ...] = ()
    stands: Callable[[Situation], Any] | None = None
    """Where the fact has few values and stands in the profile as it is: gets what stands there."""
    readings: Mapping[Any, Reading] = field(default_factory=dict)
    """What each value that may stand there says, so that a condition can answer for all of them beforehand."""
    compared: Callable[[Situation, Any], Any] | None = None
    """Judges a comparison with it, where it is no fact of the profile but a value that is reckoned."""
    rests: frozenset[str] = frozenset()
    """The readings that a value which is reckoned rests on."""
    reached: Callable[[Situation, Any, bool, date], Any] | None = None
    """The ways in which a comparison with such a value could be turned, for somebody who asks on a given day."""
    of_all: bool = False
    """Whether it is a figure over all applicants, which none of them can change by itself."""
    lies_in: Callable[[str, Collection[Any]], bool | None] | None = None
    """Where values lie in one another (industries): whether a value lies in some, None where that is open."""


SCOPES: Final[dict[str, type[Closed]]] = {
    "tenants": Tenant,
    "trainees": TraineeGroup,
    "assessments": Assessment,
}
"""The collections of an applicant whose members a payment may count, with the model of a member."""

_SIMPLE: dict[Any, FactType] = {
    bool: "yes_no",
    Money: "money",
    Percentage: "percentage",
    int: "count",
    Decimal: "number",
    str: "text",
    date: "date",
}


def _field(name: str, label: Words, annotation: Any, path: str) -> Fact | None:
    kind, choice = _type_of(annotation)
    if kind is None:
        return None
    missing = (path,)
    if kind == "yes_no" or choice is not None:
        return _of_few(name, label, attrgetter(f"subject.{name}"), missing, choice)

    def read(situation: Situation) -> Reading:
        value = getattr(situation.subject, name)
        return (value, ()) if value is not None else (None, missing)

    return Fact(name, label, kind, read, lies_in=industry_in if name == "industry" else None)


def _of_few(
    name: str,
    label: Words,
    stands: Callable[[Situation], Any],
    missing: Missing,
    choice: type[Labelled] | None = None,
) -> Fact:
    """Return a fact that is true or false, or one of the members of a choice, or missing."""
    readings: dict[Any, Reading] = {None: (None, missing), True: (True, ()), False: (False, ())}
    if choice is not None:
        readings = {None: (None, missing)} | {each: (each.value, ()) for each in choice}

    def read(situation: Situation) -> Reading:
        return readings[stands(situation)]

    choices = tuple(choice.labels().items()) if choice is not None else ()
    return Fact(name, label, "yes_no" if choice is None else "choice", read, choices, stands, readings)


def _type_of(annotation: Any) -> tuple[FactType | None, type[Labelled] | None]:
    if get_origin(annotation) in (Union, UnionType):
        inner = [each for each in get_args(annotation) if each is not type(None)]
        return _type_of(inner[0]) if len(inner) == 1 else (None, None)
    if get_origin(annotation) is not None and hasattr(annotation, "__metadata__"):
        return _type_of(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Labelled):
        return "choice", annotation
    return _SIMPLE.get(annotation), None


def _fields(model: type[Closed], prefix: str = "") -> dict[str, Fact]:
    found = {}
    for name, about in model.model_fields.items():
        extra = about.json_schema_extra if isinstance(about.json_schema_extra, dict) else {}
        label = Words(about.title or name, str(extra.get("english", name)))
        own = name not in {"kind", "name", "credit_code", "region"} or model is TraineeGroup
        if own and not name.endswith(COMPLETE):
            made = _field(name, label, about.annotation, prefix + name)
            if made:
                found[name] = made
    return found


def _account(situation: Situation, year: int) -> tuple[Account | None, Missing]:
    accounts = situation.subject.accounts
    if accounts is None:
        return None, ("accounts",)
    for account in accounts:
        if account.year == year:
            return account, ()
    return None, (f"accounts.{year}",)


def _last_year(name: str, label: Words, kind: FactType) -> Fact:
    def read(situation: Situation) -> Reading:
        year = situation.as_of.year - 1
        account, missing = _account(situation, year)
        if account is None:
            return None, missing
        value = getattr(account, name)
        return (value, ()) if value is not None else (None, (f"accounts.{year}.{name}",))

    return Fact(f"{name}_last_year", label, kind, read)


def _ratio_last_year(fact: str, label: Words, part: str, whole: str) -> Fact:
    """Derive a share of two sums of the last fiscal year; a whole of zero leaves it unknown."""

    def read(situation: Situation) -> Reading:
        year = situation.as_of.year - 1
        account, missing = _account(situation, year)
        if account is None:
            return None, missing
        above, below = getattr(account, part), getattr(account, whole)
        missing = tuple(f"accounts.{year}.{n}" for n, v in ((part, above), (whole, below)) if v is None)
        if missing or not below.yuan:
            return None, missing or (f"accounts.{year}.{whole}",)
        return Percentage(above.yuan / below.yuan), ()

    return Fact(fact, label, "percentage", _once(read))


def _growth(fact: str, label: Words, name: str) -> Fact:
    """Derive the growth of a sum over the year before the last fiscal year."""

    def read(situation: Situation) -> Reading:
        year = situation.as_of.year - 1
        values: list[Money | None] = []
        missing: list[str] = []
        for each in (year, year - 1):
            account, absent = _account(situation, each)
            value = getattr(account, name) if account else None
            if value is None:
                missing.extend(absent or (f"accounts.{each}.{name}",))
            values.append(value)
        now, before = values
        if now is None or before is None or not before.yuan:
            return None, tuple(missing) or (f"accounts.{year - 1}.{name}",)
        return Percentage((now.yuan - before.yuan) / before.yuan), ()

    return Fact(fact, label, "percentage", _once(read))


_BEYOND = Undetermined(
    Words(
        "行业不在《中小企业划型标准规定》的十六类之内，须由人工判断",
        "the industry is outside the sixteen of the national standard: for a person to judge",
    )
)


def _size(situation: Situation) -> Reading:
    """Derive the size class under 工信部联企业〔2011〕300号 from last year's figures, unless it has been established."""
    subject = situation.subject
    if subject.size_class is not None:
        return subject.size_class.id, ()
    year = situation.as_of.year - 1
    account, absent = _account(situation, year)
    employees, revenue, assets = (
        (account.employees, account.revenue, account.total_assets) if account else (None, None, None)
    )
    finding = possible_size_classes(subject.industry, employees, revenue, assets)
    if finding.undetermined:
        return _BEYOND, ()
    # An industry that is not known may turn out to lie outside the sixteen, where no figure tells the class.
    understood = subject.industry is not None and bool(find_industry(subject.industry).codes)
    if understood and len(finding.classes) == 1:
        return next(iter(finding.classes)).id, ()
    unsettled = finding.missing if understood else ("industry", *finding.missing)
    missing = tuple(
        each if each == "industry" else (absent[0] if absent else f"accounts.{year}.{each}") for each in unsettled
    )
    classes = finding.classes if understood else frozenset(SizeClass)
    return Possible((each.id for each in classes), _said(subject.industry, classes)), tuple(dict.fromkeys(missing))


def _said(industry: str | None, classes: frozenset[SizeClass]) -> Words:
    """Return the classes that are open, with the rows of the standard between which a short code leaves them open."""
    rows, beyond = candidate_rows(industry)
    ordered = sorted(classes)
    *some, last = ordered
    zh = "、".join(each.label for each in some) + ("或" if some else "") + last.label
    en = " or ".join(each.english for each in ordered)
    if industry is not None and find_industry(industry).codes and (len(rows) > 1 or beyond):
        named = "、".join(row.label for row in rows) + ("及十六类之外" if beyond else "")
        english = ", ".join(row.english for row in rows) + (" and what lies beyond the sixteen" if beyond else "")
        zh += f"：行业“{shown(industry)}”跨{named}，写到中类或小类才能确定"
        en += f": the industry '{shown(industry)}' spans {english}; give its group or class"
    return Words(zh, en)


def _once(read: Callable[[Situation], Reading]) -> Callable[[Situation], Reading]:
    """Return a reader that keeps what it read in the situation's memo, for what takes some reckoning."""

    def once(situation: Situation) -> Reading:
        found: Reading | None = situation.memo.get(read)
        if found is None:
            found = situation.memo[read] = read(situation)
        return found

    return once


def _credit(name: str, fact: str, label: Words) -> Fact:
    def stands(situation: Situation) -> Any:
        credit = situation.subject.credit
        return getattr(credit, name) if credit is not None else None

    return _of_few(fact, label, stands, (f"credit.{name}",))


def _industry_section(section: str, fact: str, label: Words) -> Fact:
    def read(situation: Situation) -> Reading:
        value = in_section(situation.subject.industry, section)
        return value, (() if value is not None else ("industry",))

    return Fact(fact, label, "yes_no", read)


def industry_in(industry: str, wanted: Collection[str]) -> bool | None:
    """Return whether an industry as written lies in some codes or names of GB/T 4754-2017 taken together.

    None where that is open: it was not understood, is wider than they are, or may be one code inside and one outside.

    >>> industry_in("3451", ["C"]), industry_in("制造业", ["3451"]), industry_in("C9999", ["C"])
    (True, None, None)
    """
    own = {each for code in find_industry(industry).codes for each in classes_of(code)}
    inside = {each for text in wanted for code in find_industry(text).codes for each in classes_of(code)}
    if not own:
        return None
    return True if own <= inside else None if own & inside else False


def in_section(industry: str | None, section: str) -> bool | None:
    """Return whether an industry as written lies in a section of GB/T 4754-2017.

    None where that is open: it is not given, was not understood, or may be one code inside and one outside.
    """
    sections = find_industry(industry).sections if industry is not None else frozenset()
    if sections and section not in sections:
        return False
    return True if sections == {section} else None


def section_of(industry: str) -> str:
    """Return the section letter of an industry as written, or an empty string where it cannot be told."""
    sections = find_industry(industry).sections
    return next(iter(sections)) if len(sections) == 1 else ""


_DERIVED: dict[str, tuple[Fact, ...]] = {
    "enterprise": (
        _last_year("revenue", Words("上年度营业收入", "revenue of last year"), "money"),
        _last_year("main_business_revenue", Words("上年度主营业务收入", "main business revenue of last year"), "money"),
        _last_year("net_profit", Words("上年度净利润", "net profit of last year"), "money"),
        _last_year("total_assets", Words("上年末资产总额", "total assets at the end of last year"), "money"),
        _last_year("rd_expense", Words("上年度研发经费支出", "R&D spending of last year"), "money"),
        _last_year("employees", Words("上年末从业人员", "employees at the end of last year"), "count"),
        _ratio_last_year(
            "rd_share_last_year",
            Words("上年度研发经费占比", "R&D share of revenue, last year"),
            "rd_expense",
            "revenue",
        ),
        _ratio_last_year(
            "main_business_share_last_year",
            Words("上年度主营业务收入占比", "main business share of revenue, last year"),
            "main_business_revenue",
            "revenue",
        ),
        _growth("main_business_growth", Words("主营业务收入增长率", "growth of main revenue"), "main_business_revenue"),
        _growth("revenue_growth", Words("营业收入增长率", "growth of revenue"), "revenue"),
        Fact(
            "sme_size",
            Words("企业规模（国家划型标准）", "size class of the national standard"),
            "choice",
            _once(_size),
            tuple((each.name.lower(), each.label) for each in SizeClass),
        ),
        _credit("bank", "bank_credit_good", Words("银行信用良好", "good standing with banks")),
        _credit("tax", "tax_credit_good", Words("纳税信用良好", "good standing with the tax office")),
        _credit("social", "social_credit_good", Words("社会信用良好", "good public credit standing")),
        _credit("low_risk", "low_credit_risk", Words("信用风险低", "low credit risk")),
        _industry_section("C", "in_manufacturing", Words("属于制造业", "in manufacturing")),
    ),
}


@cache  # the kinds of applicant and of their members
def facts_of(scope: str) -> dict[str, Fact]:
    """Return the facts of a kind of applicant, or of a member of one of its collections, by name."""
    if scope == "design_payments":
        return _design_payment_facts()
    model: type[Closed] = APPLICANTS.get(scope) or SCOPES[scope]
    return _fields(model) | {each.name: each for each in _DERIVED.get(scope, ())}


def _design_payment_facts() -> dict[str, Fact]:
    label = Words("属于工业设计服务外包", "is outsourced industrial design")

    def read(situation: Situation) -> Reading:
        value = situation.subject.industrial_design
        return (value, ()) if value is not None else (None, ("industrial_design",))

    return {"industrial_design": Fact("industrial_design", label, "yes_no", read)}


def declared_fact(name: str, label: Words, kind: FactType, *, of_all: bool = False) -> Fact:
    """Return a fact that a rule file declares; the profile gives it under `facts` by its id or its Chinese label."""
    missing = (f"facts.{name}",)
    parse = PARSERS.get(kind)

    def stands(situation: Situation) -> Any:
        given = situation.applicant.facts
        if not given:
            return None
        value: Any = given.get(name)
        if value is None:
            value = given.get(label.zh)
        if isinstance(value, dict):
            return None
        if parse is None or value is None:
            return value
        try:
            return parse(value)
        except TermError:
            return None  # a value of another file's fact of this name: here it says nothing

    if kind == "yes_no":
        return _of_few(name, label, stands, missing)

    def read(situation: Situation) -> Reading:
        value = stands(situation)
        return (value, ()) if value is not None else (None, missing)

    return Fact(name, label, kind, read, of_all=of_all)


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise WrongValueError(Words(f"“{value}”不是整数", f"'{value}' is not a whole number"))


def _year(value: Any) -> int:
    if isinstance(value, str) and (found := re.fullmatch(r"([0-9]{4})年?度?", value)):
        value = int(found[1])
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2999:
        return value
    raise WrongValueError(Words(f"“{value}”不是年度，写作 2024", f"'{value}' is no year: write 2024"))


_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def _number(value: Any) -> Any:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise WrongValueError(Words(f"“{value}”不是数", f"'{value}' is not a number"))


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("是", "否"):
        return bool(value == "是")
    raise WrongValueError(Words(f"“{value}”不是“是”或“否”", f"'{value}' is neither yes nor no"))


class WrongValueError(TermError):
    """Raised when a fact that a rule file declares is given a value of another type."""

    code = "wrong-value"


PARSERS: Final[dict[str, Callable[[Any], Any]]] = {
    "yes_no": _truth,
    "money": Money.parse,
    "percentage": Percentage.parse,
    "date": parse_date,
    "count": _whole,
    "number": _number,
    "year": _year,
}
"""How a value given for a declared fact is read, by the type declared; each raises `TermError` where it cannot be."""


__all__ = [
    "SCOPES",
    "Applicant",
    "EnterpriseProfile",
    "Fact",
    "FactType",
    "Level",
    "Missing",
    "Possible",
    "Reading",
    "Undetermined",
    "declared_fact",
    "facts_of",
    "in_section",
    "section_of",
]
