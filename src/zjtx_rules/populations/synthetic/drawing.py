"""A stretch of a synthetic population, drawn as the tables that `evaluate_table` reads.

Applicants are numbered from 1; who is asked for by which numbers makes no difference to what each of them is.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given.layout import TABLES, belongs
from zjtx_rules.populations.synthetic.bodies import bodies
from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.enterprises import enterprises
from zjtx_rules.populations.synthetic.places import placed
from zjtx_rules.populations.synthetic.question import Question
from zjtx_rules.populations.synthetic.shares import SHARES
from zjtx_rules.profile.applicants import APPLICANTS

Frames = dict[str, pl.DataFrame]

PREFIX = "SYN-"
"""What every id begins with: nobody can take it for a 统一社会信用代码."""

_APPLICANT: dict[str, pl.DataType | type[pl.DataType]] = {
    "name": pl.String,
    "region": pl.String,
    "legal_form": pl.String,
    "founded": pl.Date,
    "industry": pl.String,
    "size_class": pl.String,
    "independent_legal_person": pl.Boolean,
    "provided_false_information": pl.Boolean,
    "meets_energy_rules": pl.Boolean,
    "meets_environment_rules": pl.Boolean,
    "meets_safety_rules": pl.Boolean,
    "credit.bank": pl.Boolean,
    "credit.tax": pl.Boolean,
    "credit.social": pl.Boolean,
    "credit.low_risk": pl.Boolean,
    "invention_patents": pl.Int64,
    "productivity_grade": pl.String,
    "relocation": pl.String,
    "relocation.into": pl.String,
    "relocation.date": pl.Date,
    "relocation.whole": pl.Boolean,
    "relocation.operating_normally": pl.Boolean,
    "recognitions_known": pl.Boolean,
    "registrations_known": pl.Boolean,
    "accounts_known": pl.Boolean,
    "incidents_known": pl.Boolean,
    "certificates_known": pl.Boolean,
    "awards_received_known": pl.Boolean,
    "tenants_known": pl.Boolean,
    "contracts_known": pl.Boolean,
    "trainees_known": pl.Boolean,
    "assessments_known": pl.Boolean,
}
_TITLE = {
    "title": pl.String,
    "level": pl.String,
    "kind": pl.String,
    "date": pl.Date,
    "expires": pl.Date,
    "previous_expires": pl.Date,
    "body_is_ministry": pl.Boolean,
}
_LONG: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    "recognitions": {**_TITLE},
    "registrations": {"region": pl.String, "since": pl.Date, "until": pl.Date},
    "accounts": {
        "year": pl.Int64,
        "employees": pl.Int64,
        "revenue_yuan": pl.Int64,
        "main_business_revenue_yuan": pl.Int64,
        "net_profit_yuan": pl.Int64,
        "total_assets_yuan": pl.Int64,
        "rd_expense_yuan": pl.Int64,
    },
    "incidents": {"kind": pl.String, "date": pl.Date, "penalty": pl.Boolean},
    "certificates": {"kind": pl.String, "since": pl.Date, "expires": pl.Date},
    "awards_received": {
        "title": pl.String,
        "level": pl.String,
        "kind": pl.String,
        "amount_yuan": pl.Int64,
        "date": pl.Date,
        "payer": pl.String,
    },
    "tenants": {
        "tenant": pl.String,
        "name": pl.String,
        "entered": pl.Date,
        "left": pl.Date,
        "recognitions_known": pl.Boolean,
    },
    "tenant_recognitions": {"tenant": pl.String, **_TITLE},
    "contracts": {
        "contract": pl.String,
        "name": pl.String,
        "client_region": pl.String,
        "industrial_design": pl.Boolean,
        "payments_known": pl.Boolean,
    },
    "contract_payments": {"contract": pl.String, "date": pl.Date, "amount_yuan": pl.Int64},
    "trainees": {"kind": pl.String, "people": pl.Int64, "of_zjtx_sme": pl.Boolean, "date": pl.Date},
    "assessments": {"year": pl.Int64, "base_target_met": pl.Boolean},
}


def schemas(question: Question) -> dict[str, dict[str, pl.DataType | type[pl.DataType]]]:
    """Return the tables of a population with their columns: those that the kinds asked for have."""
    models = [APPLICANTS[kind] for kind in question.kinds]
    mine = {name: kind for name, kind in _APPLICANT.items() if any(belongs(name, model) for model in models)}
    declared = [f"facts.{each}" for each in question.facts] + [f"attested.{each}" for each in question.judgements]
    found = {"applicants": {ID: pl.String, "kind": pl.String, **mine, **dict.fromkeys(declared, pl.Boolean)}}
    for name, table in TABLES.items():
        if any((table.parent or name) in model.model_fields for model in models):
            found[name] = {ID: pl.String, **_LONG[name]}
    return found


def draw(question: Question, start: int = 0, stop: int | None = None) -> Frames:
    """Return the applicants numbered from `start` + 1 to `stop`, and everything that belongs to them, by table."""
    stop = question.n if stop is None else min(stop, question.n)
    luck = Draws.of(question.seed, start, stop)
    numbers = pl.int_range(start + 1, stop + 1, dtype=pl.Int64, eager=True)
    kinds = list(question.kinds)
    chosen = luck.pick("applicant", list(question.kinds.values()))
    place = placed(luck, question)
    applicants, pieces = [], {name: list[pl.DataFrame]() for name in _LONG}
    for at, kind in enumerate(kinds):
        rows = (chosen == at).arg_true()
        if rows.is_empty():
            continue
        mine = luck.at(rows), place.gather(rows), question
        drawn = enterprises(*mine) if kind == "enterprise" else bodies(kind, *mine)
        applicants.append(drawn.applicants.hstack([rows.alias("~at")]))
        for name, frame in drawn.tables.items():
            pieces[name].append(frame.with_columns(rows.gather(frame["~at"]).alias("~at")))
    rates = question.missing
    noun = pl.Series([APPLICANTS[kind].noun.zh for kind in kinds]).gather(chosen)
    ids = _numbered(numbers)
    outside = {
        ID: PREFIX + ids,
        "kind": pl.Series(kinds).gather(chosen),
        "name": "合成" + noun + ids,
        **{f"facts.{each}": _declared(luck, f"facts.{each}", rates["facts"]) for each in question.facts},
        **{f"attested.{each}": _declared(luck, f"attested.{each}", rates["attested"]) for each in question.judgements},
    }
    inside = pl.concat(applicants, how="diagonal").sort("~at").drop("~at")
    wanted = schemas(question)
    found = {"applicants": _fitted(inside.with_columns(**outside), wanted["applicants"])}
    for name, schema in wanted.items():
        if name in pieces:
            found[name] = _fitted(_together(pieces[name], outside[ID], schema), schema)
    return found


def _together(
    pieces: list[pl.DataFrame], ids: pl.Series, schema: dict[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """Return the rows of a table over all kinds of applicant, in the order of the applicants."""
    if not pieces:
        return pl.DataFrame(schema=schema)
    frame = pl.concat(pieces).sort("~at", maintain_order=True) if len(pieces) > 1 else pieces[0]
    return frame.with_columns(ids.gather(frame["~at"]).alias(ID))


def _fitted(frame: pl.DataFrame, schema: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """Return a frame with exactly the columns of a table; what its kinds of applicant do not have is empty."""
    columns = []
    for name, kind in schema.items():
        if name not in frame.columns:
            columns.append(pl.repeat(None, len(frame), dtype=kind, eager=True).alias(name))
        elif kind == pl.Date and frame.schema[name] != pl.Date:
            columns.append(frame[name].cast(pl.Int32).cast(pl.Date))
        else:
            columns.append(frame[name].cast(kind))
    return pl.DataFrame(columns)


def _declared(luck: Draws, name: str, rate: int) -> pl.Series:
    return luck.judged(name, SHARES[name.partition(".")[0]], rate)


@cache
def _four_digits() -> pl.Series:
    return pl.Series([f"{number:04}" for number in range(10_000)])


def _numbered(numbers: pl.Series) -> pl.Series:
    """Return numbers with eight digits."""
    return _four_digits().gather(numbers // 10_000) + _four_digits().gather(numbers % 10_000)
