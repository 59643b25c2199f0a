"""The workload in SQL by hand, on DuckDB: over the long tables, and over a table already flat.

SQL is three-valued, but a missing fact ends in the ELSE of a CASE like a "no". No bounds, no suppressed award, no citation.
"""

from __future__ import annotations

from typing import Any

from workload import (
    AS_OF,
    AWARDS,
    CITY,
    COUNTED_INCIDENTS,
    IN_FORCE,
    LAST_DAY,
    MET,
    NEW_FIELDS,
    NOT_MET,
    REVENUE,
    REVIEW,
    TWO_YEARS_AGO,
    YES_NO,
)

_INSIDE = {
    "good_prospects": "attested.good_prospects",
    "good_benefits": "attested.good_benefits",
    "stable_quality": "attested.stable_quality",
    "bank_credit": "credit.bank",
    "tax_credit": "credit.tax",
    "social_credit": "credit.social",
}


def _day(number: int) -> str:
    text = str(number)
    return f"DATE '{text[:4]}-{text[4:6]}-{text[6:]}'"


def _texts(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{each}'" for each in values)


def _paid() -> str:
    sums = (f'CASE WHEN "{clause}" THEN {amount} ELSE 0 END' for clause, _, _, amount in AWARDS)
    return f"greatest({', '.join(sums)})::BIGINT AS amount"


def _verdict(met: str) -> str:
    return f"(CASE WHEN {met} THEN CASE WHEN revenue = {REVENUE} THEN {MET} ELSE {REVIEW} END ELSE {NOT_MET} END)::TINYINT AS pool"


def long_query() -> str:
    """Return the query over the long tables."""
    held = ", ".join(
        f"coalesce(bool_or(title = '{title}' AND level IN ({_texts(levels)})), false) AS \"{clause}\""
        for clause, title, levels, _ in AWARDS
    )
    within = f"region LIKE '{CITY}%'"
    met = " AND ".join(
        [
            f"a.{within}",
            *(f'"{_INSIDE.get(name, name)}"' for name in YES_NO),
            "size_class <> 'large'",
            "NOT provided_false_information",
            "registered IS NOT NULL",
            "certified IS NOT NULL",
            "incident IS NULL",
        ]
    )
    clauses = ", ".join(f'coalesce("{clause}", false) AND a.{within} AS "{clause}"' for clause, *_ in AWARDS)
    return f"""
        WITH registered AS (
            SELECT DISTINCT applicant, true AS registered FROM registrations
            WHERE {within} AND since <= {_day(TWO_YEARS_AGO)}),
        certified AS (
            SELECT DISTINCT applicant, true AS certified FROM certificates
            WHERE kind = 'quality_management' AND since <= {_day(AS_OF)} AND expires >= {_day(AS_OF)}),
        incident AS (
            SELECT DISTINCT applicant, true AS incident FROM incidents
            WHERE kind IN ({_texts(COUNTED_INCIDENTS)}) AND date > {_day(TWO_YEARS_AGO)} AND date <= {_day(AS_OF)}),
        revenue AS (
            SELECT applicant, revenue_yuan AS revenue FROM accounts WHERE year = {AS_OF // 10_000 - 1}),
        held AS (
            SELECT applicant, {held} FROM recognitions
            WHERE kind = 'new' AND date BETWEEN {_day(IN_FORCE[0])} AND {_day(LAST_DAY)} GROUP BY applicant),
        decided AS (
            SELECT a.applicant, {_verdict(met)}, {clauses}
            FROM applicants a
            LEFT JOIN registered USING (applicant) LEFT JOIN certified USING (applicant)
            LEFT JOIN incident USING (applicant) LEFT JOIN revenue USING (applicant) LEFT JOIN held USING (applicant))
        SELECT *, {_paid()} FROM decided
    """  # noqa: S608 - every part is written here


def flat_query() -> str:
    """Return the query over the flat table."""
    within = f"region // 100 = {CITY}"
    met = " AND ".join(
        [
            within,
            *YES_NO,
            "size <> 3",
            "NOT provided_false_information",
            f"registered_in // 100 = {CITY}",
            f"registered_since <= {TWO_YEARS_AGO}",
            f"certified_since <= {AS_OF}",
            f"certified_until >= {AS_OF}",
            f"last_incident <= {TWO_YEARS_AGO}",
        ]
    )
    clauses = ", ".join(
        f'{field} BETWEEN {IN_FORCE[0]} AND {LAST_DAY} AND {within} AS "{award[0]}"'
        for field, award in zip(NEW_FIELDS, AWARDS, strict=True)
    )
    return f"WITH decided AS (SELECT applicant, {_verdict(met)}, {clauses} FROM flat) SELECT *, {_paid()} FROM decided"  # noqa: S608 - likewise


def connection(given: dict[str, Any], flattened: Any) -> Any:
    """Return a database in memory with the tables of the population in DuckDB's own storage."""
    import duckdb  # noqa: PLC0415 - where it is installed

    made = duckdb.connect()
    for name, frame in (given | {"flat": flattened}).items():
        made.register("given", frame.to_arrow())
        made.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - a name written here
        made.unregister("given")
    return made
