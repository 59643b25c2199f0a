"""Applicants as plain data, near the edges of a rule file.

Complete ones, what somebody may know of them, and other ways in which what is unknown could turn out.

Every value that may be missing is drawn by `value`, by the record and the field it belongs to: for a new profile and for a
completion alike.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any

import pools
from hints import Hints
from pools import Data, chance

from zjtx_rules.profile.choices import CertificateKind, IncidentKind, LegalForm, TrainingKind
from zjtx_rules.terms import TITLES

YES_NO = [True, True, False]


def profile(rnd: Random, hints: Hints, kind: str | None = None) -> Data:
    """Return an applicant of which everything is known."""
    if kind is None:
        kind = rnd.choice(hints.kinds) if hints.kinds and not chance(rnd, 20) else rnd.choice(pools.KINDS)
    found: Data = {"kind": kind}
    for name in ["region", "legal_form", "application", "recognitions", "awards_received", *_OWN[kind]]:
        found[name] = value(rnd, hints, kind, name, found)
    found["facts"] = {name: value(rnd, hints, "facts", name, {}) for name in pools.DECLARED}
    found["records"] = {"machines": value(rnd, hints, "records", "machines", {})}
    found["attested"] = {name: rnd.choice(YES_NO) for name in pools.JUDGEMENTS}
    return found


_OWN = {
    "enterprise": [
        "founded",
        "registrations",
        "relocation",
        "industry",
        "size_class",
        "accounts",
        "certificates",
        "credit",
        "incidents",
        "independent_legal_person",
        "provided_false_information",
        "meets_energy_rules",
        "meets_environment_rules",
        "meets_safety_rules",
        "invention_patents",
        "productivity_grade",
    ],
    "startup_base": ["tenants"],
    "design_institute": ["contracts"],
    "training_body": ["trainees"],
    "district": ["assessments"],
    "service_platform": [],
    "cluster": [],
    "park": [],
}

# ------------------------------------------------------------------------------------------------------ values by field


def value(rnd: Random, hints: Hints, record: str, name: str, holder: Data) -> Any:
    """Return a value for a field of a record; `holder` is what is known of the record so far."""
    maker = _MAKERS.get(f"{record}.{name}") or _MAKERS.get(name)
    return maker(rnd, hints, holder) if maker else rnd.choice(YES_NO)


def day(rnd: Random, hints: Hints) -> str:
    """Return a day on which something turns, one beside it, or any other."""
    if chance(rnd, 4):
        return (hints.as_of - timedelta(days=rnd.randrange(1500))).isoformat()
    return pools.day(rnd, hints.days)


def _past(rnd: Random, hints: Hints, years: int = 4) -> str:
    return (hints.as_of - timedelta(days=rnd.randrange(365 * years))).isoformat()


def _near(rnd: Random, hints: Hints, fact: str, pool: list[str]) -> str:
    """Return a sum: of those the rules name, now and then a 分 more or less."""
    named = [each for each in hints.figures.get(fact, ()) if isinstance(each, str) and each.endswith("元")]
    return _shifted(rnd.choice(named or pool), rnd.choice([0, 0, -1, 1]))


def _sum(fact: str, rnd: Random, hints: Hints, holder: Data) -> str:  # noqa: ARG001 - one form for all fields
    if fact == "net_profit_last_year" and chance(rnd, 4):
        return rnd.choice(["-50万元", "-0.01元"])
    return _near(rnd, hints, fact, pools.MONEY)


def _shifted(money: str, fen: int) -> str:
    if not fen:
        return money
    amount = max(0, fen_of(money) + fen)
    return f"{amount // 100}.{amount % 100:02}元"


def fen_of(money: str) -> int:
    """Return a sum in 分."""
    number = money.removesuffix("元")
    unit = {"万": 10**6, "亿": 10**10}.get(number[-1], 100)
    whole, _, part = number.rstrip("万亿").partition(".")
    return int(whole) * unit + (int(part) * unit // 10 ** len(part) if part else 0)


def _figure(fact: str, pool: list[Any]) -> Callable[[Random, Hints, Data], Any]:
    def make(rnd: Random, hints: Hints, holder: Data) -> Any:  # noqa: ARG001 - one form for all fields
        named = [each for each in hints.figures.get(fact, ()) if isinstance(each, int)]
        return max(0, rnd.choice(named or pool) + rnd.choice([0, 0, -1, 1]))

    return make


def _choice(items: list[Any]) -> Callable[[Random, Hints, Data], Any]:
    return lambda rnd, hints, holder: rnd.choice(items)  # noqa: ARG005 - one form for all fields


def _titles(rnd: Random, hints: Hints, kind: str) -> str:
    named = hints.titles.get(kind)
    every = pools.CARRIER_TITLES.get(kind) or pools.ENTERPRISE_TITLES
    return rnd.choice(named) if named and not chance(rnd, 10) else rnd.choice(every)


def _recognition(rnd: Random, hints: Hints, title: str) -> Data:
    found: Data = {"title": title}
    for name in ("level", "kind", "date", "expires", "body_is_ministry"):
        found[name] = value(rnd, hints, "recognition", name, found)
    if found["kind"] != "new":
        found["previous_expires"] = value(rnd, hints, "recognition", "previous_expires", found)
    return found


def _recognitions(kind: str, most: int = 4) -> Callable[[Random, Hints, Data], list[Data]]:
    def make(rnd: Random, hints: Hints, holder: Data) -> list[Data]:  # noqa: ARG001 - one form for all fields
        found = [
            _recognition(rnd, hints, _titles(rnd, hints, kind)) for _ in range(rnd.choice([0, 1, 1, 2, 2, 3, most]))
        ]
        for each in list(found):
            if each["kind"] != "new" and chance(rnd, 2):
                end = each.get("previous_expires")
                if isinstance(end, str) and end != "never":
                    begun = (date.fromisoformat(end) - timedelta(days=1095)).isoformat()
                    found.append({**each, "kind": "new", "date": begun, "expires": end})
                    del found[-1]["previous_expires"]
                    if chance(rnd, 2):
                        del each["previous_expires"]  # it follows from the earlier one
        return found

    return make


def _expires(rnd: Random, hints: Hints, holder: Data) -> str:
    begun = holder.get("date")
    least = begun or hints.as_of.isoformat()
    later = [each for each in (*hints.days, hints.as_of.isoformat()) if each >= least] or [least]
    return rnd.choice(["never", max(least, pools.day(rnd, later)), pools.shifted(least, 1095), least])


def _previous(rnd: Random, hints: Hints, holder: Data) -> str:
    begun = holder.get("date")
    if begun is None:
        return day(rnd, hints)
    return rnd.choice([pools.shifted(begun, rnd.choice([-1, 0, 1, -400])), "never"])


def _level(rnd: Random, hints: Hints, holder: Data) -> str:  # noqa: ARG001 - one form for all fields
    return rnd.choice([each.id for each in TITLES[holder["title"]].levels])


def _ledger(rnd: Random, hints: Hints, holder: Data) -> list[Data]:
    return [_entry(rnd, hints, holder["kind"]) for _ in range(rnd.choice([0, 0, 0, 1, 1, 2]))]


def _entry(rnd: Random, hints: Hints, kind: str) -> Data:
    found: Data = {}
    if hints.clauses and chance(rnd, 2):
        found |= _reference(rnd, hints)
    else:
        found["title"] = _titles(rnd, hints, kind)
        found["level"] = _level(rnd, hints, found)
        if hints.documents and chance(rnd, 4):
            found["document"] = rnd.choice([*hints.documents, "鲁财企〔2023〕1号"])
    if chance(rnd, 2):
        begun = date.fromisoformat(day(rnd, hints))
        found["occasion"] = rnd.choice([f"{begun:%Y}", f"{begun:%Y}", f"{begun:%Y-%m}", begun.isoformat()])
    for name in ("kind", "amount", "date", "payer"):
        found[name] = value(rnd, hints, "entry", name, found)
    if chance(rnd, 8):
        found["returned"] = rnd.choice(["1元", "5000元"])
    return found


def _place(rnd: Random, hints: Hints, holder: Data) -> str:  # noqa: ARG001 - one form for all fields
    """Return a place under one of its names; often one that the rule file declares, where it does."""
    if hints.places and chance(rnd, 2):
        return str(rnd.choice(hints.places))
    return str(rnd.choice(pools.REGION_NAMES if chance(rnd, 5) else pools.REGIONS))


def _reference(rnd: Random, hints: Hints) -> Data:
    """Return a document and a clause as an entry of the ledger names them: ids, 文号 in any brackets, numbers, other documents."""
    kind = rnd.choice(["id", "id", "id", "cite", "elsewhere", "slip"])
    if kind == "cite":
        number, cite = rnd.choice(hints.cites)
        shapes = rnd.choice(
            [number, number.replace("〔", "[").replace("〕", "]"), number.replace("〔", "（").replace("〕", "）")]
        )
        return {"document": shapes, "clause": cite}
    if kind == "elsewhere":
        return {"clause": f"old-plan:{rnd.choice(hints.clauses).rpartition(':')[2]}"}
    if kind == "slip":
        return {"clause": f"{rnd.choice(hints.documents)}:award.nowhere"}
    return {"clause": rnd.choice(hints.clauses)}


def _registrations(rnd: Random, hints: Hints, holder: Data) -> list[Data]:
    """Draw where an enterprise was registered: half of them stayed in the place, the others moved between places."""
    if chance(rnd, 2):
        return settled(rnd, hints, holder)
    since = day(rnd, hints) if chance(rnd, 2) else pools.shifted(hints.as_of.isoformat(), -rnd.randrange(300, 4000))
    found: list[Data] = []
    for last in range(rnd.choice([0, 1, 1, 1, 2, 3])):
        if last:
            found[-1]["until"] = pools.shifted(since, rnd.choice([0, 100, 365, 731]))
            since = pools.shifted(found[-1]["until"], rnd.choice([1, 1, 2, 0]))
        found.append({"region": _place(rnd, hints, {}), "since": since})
    if found and chance(rnd, 8):
        found[-1]["until"] = max(found[-1]["since"], pools.day(rnd, [hints.as_of.isoformat()]))
    return found


def settled(rnd: Random, hints: Hints, holder: Data) -> list[Data]:
    """Draw registrations without a gap inside the place, from before the first recognition."""
    days = [each["date"] for each in holder.get("recognitions") or () if each.get("date")]
    since = min([day(rnd, hints), *days])
    found = [{"region": rnd.choice(_INSIDE), "since": since}]
    if chance(rnd, 3):
        found[0]["until"] = pools.shifted(since, rnd.choice([0, 100, 365]))
        found.append({"region": rnd.choice(_INSIDE), "since": pools.shifted(found[0]["until"], 1)})
    return found


_INSIDE = [each for each in pools.REGIONS if each.startswith(pools.HERE[:4])]


def always_here(holder: Data) -> bool:
    """Return whether it is certain that an enterprise never was elsewhere, so that saying nothing of places is the same."""
    stays, held = holder.get("registrations") or [], holder.get("recognitions")
    if holder.get("relocation") not in (None, "none"):
        return False
    if not stays:
        return True
    days = [stays[0]["since"], *[each["date"] for each in held or ()]]
    known = held is not None and None not in days and all(each["region"] and each["since"] for each in stays)
    if not known or stays[-1].get("until") or any(each["region"] not in _INSIDE for each in stays):
        return False
    return min(days) == stays[0]["since"] and all(
        pools.shifted(one["until"], 1) >= two["since"] for one, two in pairwise(stays)
    )


def _relocation(rnd: Random, hints: Hints, holder: Data) -> Any:  # noqa: ARG001 - one form for all fields
    if chance(rnd, 3):
        return "none"
    names = ("into", "date", "whole", "operating_normally")
    return {name: value(rnd, hints, "relocation", name, {}) for name in names}


def _accounts(rnd: Random, hints: Hints, holder: Data) -> list[Data]:  # noqa: ARG001 - one form for all fields
    years = range(hints.as_of.year - 3, hints.as_of.year + 1)
    names = ("revenue", "main_business_revenue", "net_profit", "total_assets", "rd_expense", "employees")
    return [{"year": year} | {name: value(rnd, hints, "account", name, {}) for name in names} for year in years]


def _rd_expense(rnd: Random, hints: Hints, holder: Data) -> str:  # noqa: ARG001 - one form for all fields
    """Return a share of a round revenue on the edge of what the rules ask for."""
    shares = [each for each in hints.figures.get("rd_share_last_year", ()) if each.endswith("%")] or ["3%"]
    permille = int(Decimal(rnd.choice(shares).removesuffix("%")) * 10)
    revenue = rnd.choice(pools.MONEY)
    return _shifted(f"{fen_of(revenue) * permille // 100_000}.00元", rnd.choice([0, -1, 1]))


def _list(make: Callable[[Random, Hints], Data], counts: list[int]) -> Callable[[Random, Hints, Data], list[Data]]:
    return lambda rnd, hints, holder: [make(rnd, hints) for _ in range(rnd.choice(counts))]  # noqa: ARG005 - one form


def _record(record: str, *names: str) -> Callable[[Random, Hints], Data]:
    def make(rnd: Random, hints: Hints) -> Data:
        found: Data = {}
        for name in names:
            found[name] = value(rnd, hints, record, name, found)
        return found

    return make


def _tenant(rnd: Random, hints: Hints) -> Data:
    found: Data = {"entered": value(rnd, hints, "tenant", "entered", {})}
    if not chance(rnd, 3):
        found["name"] = rnd.choice(["甲公司", "乙公司", "丙公司"])
    if chance(rnd, 4):
        found["left"] = max(found["entered"], day(rnd, hints))
    return found | {"recognitions": value(rnd, hints, "tenant", "recognitions", found)}


def _assessments(rnd: Random, hints: Hints, holder: Data) -> list[Data]:  # noqa: ARG001 - one form for all fields
    years = rnd.sample(range(hints.as_of.year - 3, hints.as_of.year + 2), rnd.randrange(4))
    return [{"year": year, "base_target_met": rnd.choice(YES_NO)} for year in years]


def _dated(last: str | None) -> str | None:
    return None if last == "never" else last


def _percentage(rnd: Random, hints: Hints, holder: Data) -> str:  # noqa: ARG001 - one form for all fields
    return str(rnd.choice([*(hints.figures.get("export_share") or pools.PERCENTAGES), "3.01%", "2.99%"]))


_MONEY_FIELDS = {
    "revenue": "revenue_last_year",
    "main_business_revenue": "main_business_revenue_last_year",
    "net_profit": "net_profit_last_year",
    "total_assets": "total_assets_last_year",
}

_MAKERS: dict[str, Callable[[Random, Hints, Data], Any]] = {
    "region": _place,
    "legal_form": _choice([LegalForm.ENTERPRISE.value] * 4 + [each.value for each in LegalForm][1:]),
    "application": _choice(["new", "new", "review"]),
    "recognitions": lambda rnd, hints, holder: _recognitions(holder["kind"])(rnd, hints, holder),
    "awards_received": _ledger,
    "founded": lambda rnd, hints, _: day(rnd, hints),
    "registrations": _registrations,
    "relocation": _relocation,
    "industry": _choice(pools.INDUSTRIES),
    "size_class": _choice([None, None, "micro", "small", "medium", "large"]),
    "accounts": _accounts,
    "certificates": _list(_record("certificate", "kind", "since", "expires"), [0, 1, 2]),
    "credit": lambda rnd, *_: {name: rnd.choice(YES_NO) for name in ("bank", "tax", "social", "low_risk")},
    "incidents": _list(_record("incident", "kind", "date", "penalty"), [0, 0, 1, 2]),
    "invention_patents": _figure("invention_patents", pools.COUNTS),
    "productivity_grade": _choice(["A", "B", "C", "D"]),
    "recognition.level": _level,
    "recognition.kind": _choice(["new", "new", "new", "renewal", "re_recognition"]),
    "recognition.date": lambda rnd, hints, _: day(rnd, hints),
    "recognition.expires": _expires,
    "recognition.previous_expires": _previous,
    "entry.level": _level,
    "entry.title": lambda rnd, hints, _: _titles(rnd, hints, "enterprise"),
    "entry.kind": _choice(["award", "award", "subsidy"]),
    "entry.amount": lambda rnd, hints, _: _shifted(rnd.choice(hints.sums), rnd.choice([0, -1, 1])),
    "entry.date": lambda rnd, hints, _: day(rnd, hints),
    "entry.payer": _place,
    "registration.region": _place,
    "registration.since": lambda rnd, hints, holder: min(holder.get("until") or "9999", day(rnd, hints)),
    "relocation.into": _place,
    "relocation.date": lambda rnd, hints, _: day(rnd, hints),
    "account.employees": _figure("employees_last_year", [5, 19, 20, 299, 300, 1000]),
    "account.rd_expense": _rd_expense,
    "certificate.kind": _choice([each.value for each in CertificateKind][:3]),
    "certificate.since": lambda rnd, hints, holder: min(_dated(holder.get("expires")) or "9999", day(rnd, hints)),
    "certificate.expires": lambda rnd, hints, holder: max(_expires(rnd, hints, holder), holder.get("since") or ""),
    "incident.kind": _choice([each.value for each in IncidentKind]),
    "incident.date": lambda rnd, hints, _: day(rnd, hints),
    "tenants": _list(_tenant, [0, 1, 2, 3]),
    "tenant.entered": lambda rnd, hints, holder: min(holder.get("left") or "9999", day(rnd, hints)),
    "tenant.recognitions": _recognitions("startup_base_tenant", 2),
    "contracts": _list(_record("contract", "client_region", "industrial_design", "ordered", "payments"), [0, 1, 2]),
    "contract.client_region": _place,
    "contract.ordered": lambda rnd, hints, _: day(rnd, hints),
    "contract.payments": _list(_record("payment", "date", "amount"), [0, 1, 2, 3]),
    "payment.date": lambda rnd, hints, _: day(rnd, hints),
    "payment.amount": lambda rnd, hints, _: _shifted(
        rnd.choice([*hints.sums, "199.99万元", "0.03元", "100万元"]), rnd.choice([0, -1, 1])
    ),
    "trainees": _list(_record("group", "kind", "people", "of_zjtx_sme", "date"), [0, 1, 2, 3]),
    "group.kind": _choice([each.value for each in TrainingKind]),
    "group.people": _figure("people", [0, 1, 2, 3]),
    "group.date": lambda rnd, hints, _: day(rnd, hints),
    "assessments": _assessments,
    "records.machines": _list(_record("machine", "price", "bought", "imported", "use"), [0, 1, 2, 3]),
    "machine.price": lambda rnd, hints, _: _near(rnd, hints, "price", pools.MONEY),
    "machine.bought": lambda rnd, hints, _: day(rnd, hints),
    "machine.use": _choice(["生产", "研发", "检测"]),
    "facts.loan": lambda rnd, hints, _: _near(rnd, hints, "loan", pools.MONEY),
    "facts.export_share": _percentage,
    "facts.licences": _figure("licences", pools.COUNTS),
    "facts.index": lambda rnd, hints, _: str(rnd.choice([*hints.figures.get("index", ()), 1, "1.5", "0.99"])),
    "facts.opened": lambda rnd, hints, _: day(rnd, hints),
    "facts.zone": _choice(pools.ZONES),
} | {f"account.{name}": partial(_sum, fact) for name, fact in _MONEY_FIELDS.items()}
