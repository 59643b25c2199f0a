"""Which tables there are, and which columns each may have: read off the models of the profile, so that they cannot differ.

A column may be called by the field's English name, its Chinese name or another Chinese name in use. Of nested facts the
name joins both (`credit.bank`, `信用.银行信用良好`); their own Chinese name alone will do where no other field bears it. A
column of money that holds bare numbers names the unit: `revenue_yuan`, `营业收入（万元）`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zjtx_rules.engines.columns.frames import ID as ID  # noqa: PLC0414 - part of the layout, for those who write tables
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import Kind
from zjtx_rules.problems import Place, Problem
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.model import COMPLETE, Closed
from zjtx_rules.profile.records import (
    Account,
    Assessment,
    AwardReceived,
    Certificate,
    ContractPayment,
    Credit,
    DesignContract,
    Incident,
    Recognition,
    Registration,
    Relocation,
    Tenant,
    TraineeGroup,
)
from zjtx_rules.words import Words

ID_WORDS = ("applicant", "申请主体", "主体编号", "编号", "credit_code", "统一社会信用代码")
"""Under what the column is found that names the applicant of a row, best first."""

_BY_NAME: dict[str, Kind] = {
    **dict.fromkeys(("founded", "date", "since", "until", "entered", "left", "ordered"), kinds.DATE),
    **dict.fromkeys(("expires", "previous_expires"), kinds.EXPIRY),
    **dict.fromkeys(("region", "into", "client_region"), kinds.REGION),
    "payer": kinds.PAYER,
    **dict.fromkeys(
        ("revenue", "main_business_revenue", "total_assets", "rd_expense", "amount", "returned"), kinds.MONEY
    ),
    **dict.fromkeys(("year", "employees", "people", "invention_patents"), kinds.COUNT),
    **dict.fromkeys(("name", "body", "note", "document", "clause", "industry"), kinds.TEXT),
    **dict.fromkeys(("occasion", "given_in"), kinds.OCCASION),
    "net_profit": kinds.PROFIT,
    "title": kinds.TITLE,
    "level": kinds.LEVEL,
    "size_class": kinds.SIZE,
    "credit_code": kinds.CREDIT_CODE,
    "application": kinds.CHOICES["Application"],
    "legal_form": kinds.CHOICES["LegalForm"],
    "productivity_grade": kinds.CHOICES["ProductivityGrade"],
}
_KINDS_OF = {
    Recognition: "RecognitionKind",
    Incident: "IncidentKind",
    Certificate: "CertificateKind",
    TraineeGroup: "TrainingKind",
    AwardReceived: "MoneyKind",
}
_SEPARATE = {
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
    "payments",
    "facts",
    "records",
    "attested",
}
KNOWN = "_known"
"""Ends the column of applicants that says whether a collection is known in full (`recognitions_known`)."""
UNIT = re.compile(r"(.+?)(?:_(yuan|wan|fen)|\s*[(（](元|万元|亿元|分)[)）])")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of dated facts: one row each, with the applicant it belongs to."""

    name: str
    model: type[Closed]
    required: tuple[str, ...] = ()
    parent: str | None = None
    """The collection whose members the rows belong to, where that is not the applicant itself."""
    inside: str = ""
    """The field of the parent's members that the rows make up."""
    keys: tuple[str, ...] = field(default=())


TABLES: dict[str, Table] = {
    each.name: each
    for each in (
        Table("recognitions", Recognition, ("title",)),
        Table("registrations", Registration),
        Table("accounts", Account, ("year",)),
        Table("incidents", Incident),
        Table("certificates", Certificate, ("kind",)),
        Table("awards_received", AwardReceived),
        Table("tenants", Tenant, keys=("tenant",)),
        Table("tenant_recognitions", Recognition, ("title",), "tenants", "recognitions", ("tenant",)),
        Table("contracts", DesignContract, keys=("contract",)),
        Table("contract_payments", ContractPayment, (), "contracts", "payments", ("contract",)),
        Table("trainees", TraineeGroup),
        Table("assessments", Assessment, ("year",)),
    )
}
"""The tables beside that of the applicants, by name."""

REVERSED = {
    "recognitions": ("date", "expires", Words("有效期早于认定日期", "the validity ends before the recognition")),
    "tenant_recognitions": ("date", "expires", Words("有效期早于认定日期", "the validity ends before the recognition")),
    "certificates": ("since", "expires", Words("有效期早于发证日期", "the certificate ends before it begins")),
    "registrations": ("since", "until", Words("迁出日期早于登记日期", "the registration ends before it begins")),
    "tenants": ("entered", "left", Words("迁出日期早于入驻日期", "it left before it entered")),
}
"""Of which members the last day cannot lie before the first: both fields, and what is said of it."""

KEY_WORDS = {"tenant": ("tenant", "入驻企业"), "contract": ("contract", "合同")}


@dataclass(frozen=True, slots=True)
class Named:
    """What the header of a column means."""

    field: str
    kind: Kind
    unit: str | None = None
    shared: tuple[str, ...] = ()
    """The names of what rule files declare under this one id, where they are different things: it may not be used."""


def kind_of(model: type[Closed], name: str) -> Kind:
    """Return the kind of value of a field."""
    if name == "kind" and model in _KINDS_OF:
        return kinds.CHOICES[_KINDS_OF[model]]
    return _BY_NAME.get(name, kinds.YES_NO)


@cache  # the models
def fields_of(model: type[Closed]) -> dict[str, str]:
    """Return the plain fields of a model under every word for them."""
    plain = [
        name
        for name in model.model_fields
        if name not in _SEPARATE | {"credit", "relocation"} and not name.endswith(COMPLETE)
    ]
    words = {name: name for name in plain}
    words |= {word: name for word, name in model.chinese_names.items() if name in words}
    return words


@cache
def applicant_columns() -> dict[str, Named]:
    """Return what each header of the table of applicants means, over all kinds of applicant."""
    found: dict[str, Named] = {"kind": Named("kind", kinds.TEXT), "主体类型": Named("kind", kinds.TEXT)}
    for model in APPLICANTS.values():
        for word, name in fields_of(model).items():
            if name != "kind":
                found[word] = Named(name, kind_of(model, name))
    nested: tuple[tuple[str, tuple[str, str], type[Closed]], ...] = (
        ("credit", ("credit", "信用"), Credit),
        ("relocation", ("relocation", "迁入情况"), Relocation),
    )
    for name, words, part in nested:
        for word, inner in fields_of(part).items():
            meaning = Named(f"{name}.{inner}", kind_of(part, inner))
            for outer in words:
                found[f"{outer}.{word}"] = meaning
            if not word.isascii():
                found.setdefault(word, meaning)
    found |= dict.fromkeys(("relocation", "迁入情况"), Named("relocation", kinds.NEVER_MOVED))
    for table in TABLES.values():
        if table.parent is None:
            found |= _whole(table.name, _chinese(table.name))
    return found


def _whole(name: str, label: str) -> dict[str, Named]:
    """Return the headers that say whether all members of a collection are listed: without "yes" there may be more."""
    words = (name + KNOWN, name + COMPLETE, f"{label}已知", f"{label}齐全")
    return dict.fromkeys(words, Named(name + KNOWN, kinds.YES_NO))


def _chinese(name: str) -> str:
    for model in APPLICANTS.values():
        if name in model.model_fields:
            return model.model_fields[name].title or name
    return name


@cache  # the tables
def table_columns(name: str) -> dict[str, Named]:
    """Return what each header of a table of dated facts means."""
    table = TABLES[name]
    found = {word: Named(inner, kind_of(table.model, inner)) for word, inner in fields_of(table.model).items()}
    for key in table.keys:
        found |= dict.fromkeys(KEY_WORDS[key], Named(key, kinds.TEXT))
    for other in TABLES.values():
        if other.parent == name:
            found |= _whole(other.inside, table.model.model_fields[other.inside].title or other.inside)
    return found


def missing_column(name: str, field_name: str) -> Problem:
    """Return the problem of a column that a table of dated facts must have, with the headers that it may have."""
    headers = [word for word, each in table_columns(name).items() if each.field == field_name and not word.isascii()]
    chinese = headers[0] if headers else field_name
    message = Words(f"缺少“{chinese}”列", f"the column '{field_name}' is missing")
    hint = Words(f"列名写作“{chinese}”或“{field_name}”", f"name it {field_name} or {chinese}")
    return Problem("missing-column", message, Place(name), field_name, suggestion=hint)


@cache  # the tables
def kinds_in(name: str) -> Mapping[str, Kind]:
    """Return the kind of value of each field of a table of dated facts."""
    return {each.field: each.kind for each in table_columns(name).values()}


def meaning_of(header: str, known: Mapping[str, Named]) -> Named | None:
    """Return what a header means, with the unit that it names; None where it means nothing."""
    plain = header.strip()
    if plain in known:
        return known[plain]
    parts = UNIT.fullmatch(plain)
    if parts and parts[1] in known and known[parts[1]].kind in kinds.MONIES:
        return Named(known[parts[1]].field, known[parts[1]].kind, parts[2] or parts[3])
    return None


def belongs(field_name: str, model: type[Any]) -> bool:
    """Return whether applicants of a kind have the field, or the collection, of a column."""
    return field_name.removesuffix(KNOWN).partition(".")[0] in model.model_fields
