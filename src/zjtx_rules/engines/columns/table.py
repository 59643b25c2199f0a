"""`evaluate_table`: what every applicant of a population is eligible for and gets, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

import narwhals as nw

from zjtx_rules.engines.columns.asking import asked_of
from zjtx_rules.engines.columns.cells import NO, YES, Cell, any_of, rows_where
from zjtx_rules.engines.columns.frames import ID, ROW, inside
from zjtx_rules.engines.columns.given.inputs import Inputs, read_tables
from zjtx_rules.engines.columns.given.problems import Counted, Findings
from zjtx_rules.engines.columns.given.profiles import profiles_of
from zjtx_rules.engines.columns.money.alike import settled_alike
from zjtx_rules.engines.columns.money.answers import BACK, NOT_COMPUTED, SEPARATOR, amounts_of, answers_of, fen
from zjtx_rules.engines.columns.money.claims import settled
from zjtx_rules.engines.columns.wanted import PROBLEM, Wanted
from zjtx_rules.engines.columns.written.carrying import carried_out
from zjtx_rules.language import RuleSet
from zjtx_rules.nearest import one_input
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile.situation import Situation, check_day
from zjtx_rules.reasoning.choosing import adopted_region, check_adopted_from, check_choices, check_rules
from zjtx_rules.reasoning.evaluation import PAYABLE, programs_for, run, section_of
from zjtx_rules.reasoning.program import Program, parts_of
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.words import Words

VerdictsAs = Literal["text", "code"]
OnProblem = Literal["raise", "report"]


@dataclass(frozen=True, slots=True)
class TableReport:
    """What happened on the way to a table of answers."""

    problems: tuple[Counted, ...]
    """What was wrong with which rows; empty unless problems are reported rather than raised."""
    by_reference: Mapping[str, int]
    """How many applicants were left to the reference, wholly or for their money, by the reason; one may have several."""
    referred: int
    """How many applicants were left to the reference, each counted once."""
    cases: int
    """How many different cases these were; of applicants that are alike in all that matters the reference decides one."""
    sections: Mapping[str, str]
    """What the money of each document is worth on the day: payable, if_adopted, accrued or not_yet."""


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """The answers for a population, one row for every row of the table of applicants."""

    table: Any
    """The caller's own kind of frame."""
    report: TableReport = field(repr=False)


@one_input()
def evaluate_table(  # noqa: PLR0913 - one table for each collection of a profile
    applicants: Any,
    *,
    rules: RuleSet,
    as_of: date,
    recognitions: Any = None,
    registrations: Any = None,
    accounts: Any = None,
    incidents: Any = None,
    certificates: Any = None,
    awards_received: Any = None,
    tenants: Any = None,
    tenant_recognitions: Any = None,
    contracts: Any = None,
    contract_payments: Any = None,
    trainees: Any = None,
    assessments: Any = None,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    clauses: Iterable[str] | None = None,
    conditions: Iterable[str] = (),
    by_clause: bool = False,
    verdicts: VerdictsAs = "text",
    on_problem: OnProblem = "raise",
) -> TableAnswer:
    """Answer for a whole population what each applicant is eligible for and gets; the same meaning as `evaluate`.

    All tables are of one kind: Polars (in memory or lazy), pandas, PyArrow, DuckDB or PySpark. `applicants` has one row
    each, with columns named as the fields of a profile in English or Chinese (nested ones as `credit.bank`), declared
    facts as `facts.ID` or by their label, and the applicant's id as `applicant` (编号, 统一社会信用代码). The other tables
    have one row for each dated fact and the same id. A table that is not given is unknown for everybody; one that is
    given is complete, except for applicants of whom `recognitions_complete` (or `recognitions_known`, and so on) says no:
    these have at least the rows there are. An empty cell is unknown.

    Instead of a table, the first six collections may be lists of `InRow`, one for each member whose facts stand in columns
    of the applicants' own table; a list is as complete as a table, and an empty one says that nobody has any.

    The table of answers has, in this order: the id (`applicant`); with `on_problem="report"` the codes of the row's
    problems (`problem`); for each document and clause the verdict (`DOCUMENT:CLAUSE`), empty where the clause does not
    address the kind of applicant, and the verdicts on its conditions one by one where they are wanted (`DOCUMENT:CLAUSE/1`,
    `/2`, …, see `condition_columns`); for each document `DOCUMENT#fixed_floor`, `fixed_ceiling`, `up_to_floor`, `up_to_ceiling`
    in whole 分 (an empty ceiling: no limit), `chosen`, `suppressed` and `deciding` (clause ids and the paths of missing
    facts, joined by "; "), and `not_computed` (clause ids) where a rule file says that something cannot be said; and `payable#…`, the sums over the documents in force.

    Args:
        applicants: One row for each applicant.
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        recognitions: Titles given, with `title`, `level`, `kind`, `date`, `expires`.
        registrations: Where enterprises were registered, from when to when.
        accounts: The figures of fiscal years; money with its unit, in the cell or in the header (`revenue_wan`).
        incidents: Accidents and penalties.
        certificates: Certified management systems.
        awards_received: Money received before.
        tenants: Enterprises in startup bases, each with its name or number as `tenant`.
        tenant_recognitions: Their titles, by `applicant` and `tenant`.
        contracts: Design contracts, each with its name or number as `contract`.
        contract_payments: What was paid under them, by `applicant` and `contract`.
        trainees: People trained.
        assessments: Annual assessments of districts.
        readings: Other readings than the defaults, as `{"upgrade": "nothing"}`.
        adopting: The region a template is bound to, by name or code (GB/T 2260).
        adopted_from: The first day on which drafts and templates are taken to be in force; without it any recognition counts.
        clauses: Patterns of the clauses whose verdicts are wanted (`award.*`, `rizhao-2022:award.*`), or one such pattern; all
            without it, none for an empty list.
        conditions: Patterns of the clauses for which the verdict on each single condition is wanted too.
        by_clause: Whether `DOCUMENT#by_clause` says what each clause comes to (`CLAUSE=FLOOR..CEILING` in 分, by "; "), and what
            clauses for the same titles come to together (`CLAUSE+CLAUSE=…`).
        verdicts: `text` (met, not_met, unknown, review) or `code` (3, 0, 2, 1), which takes less room.
        on_problem: `raise` refuses a table with problems; `report` answers for the others and says what was wrong.

    Returns:
        The table of answers, and a report of problems and of the rows that the reference decided one by one.

    Raises:
        InputError: With everything that is wrong with the tables, the readings, the region or the patterns of clauses.
        TypeError: If the rules are none that were loaded, the readings no mapping, or `as_of` or `adopted_from` is no day.
        ValueError: If `verdicts` or `on_problem` is another word.
    """
    check_rules(rules)
    check_day(as_of)
    for name, said, words in (("verdicts", verdicts, VerdictsAs), ("on_problem", on_problem, OnProblem)):
        if said not in get_args(words):
            message = f"{name} is {' or '.join(map(repr, get_args(words)))}, not {said!r}"
            raise ValueError(message)
    given = readings or {}
    check_choices(rules, given)
    region = adopted_region(adopting, rules.places) if adopting is not None else None
    check_adopted_from(adopted_from)
    _check_documents(rules)
    findings = Findings(report=on_problem == "report")
    tables = {
        "recognitions": recognitions,
        "registrations": registrations,
        "accounts": accounts,
        "incidents": incidents,
        "certificates": certificates,
        "awards_received": awards_received,
        "tenants": tenants,
        "tenant_recognitions": tenant_recognitions,
        "contracts": contracts,
        "contract_payments": contract_payments,
        "trainees": trainees,
        "assessments": assessments,
    }
    inputs = read_tables(applicants, tables, rules, findings)
    findings.raise_if_any()
    wanted = Wanted(rules, clauses, conditions, verdicts, given, region, report=findings.report, by_clause=by_clause)
    reasons: dict[str, int] = {}
    parts, referred, cases = [], 0, 0
    sections: dict[str, str] = {}
    healthy, broken = _apart(inputs)
    for kind in inputs.kinds:
        programs = programs_for(rules, kind, given, region, adopted_from)
        sections |= {
            each.document.id: section_of(each, each.document.standing(as_of, each.read_end)) for each in programs
        }
        mine = healthy if len(inputs.kinds) == 1 else healthy.filter(nw.col("kind") == kind)
        done = _of_kind(inputs, mine, kind, programs, as_of, wanted, rules)
        parts += done.frames
        referred += done.referred
        cases += done.cases
        for why, count in done.reasons.items():
            reasons[why] = reasons.get(why, 0) + count
    parts += [wanted.empty(each) for each in broken]
    frame = nw.concat(parts, how="vertical") if len(parts) > 1 else parts[0]
    table = inputs.home.give_back(frame, wanted.said)
    return TableAnswer(table, TableReport(tuple(findings.counted), reasons, referred, cases, sections))


def _check_documents(rules: RuleSet) -> None:
    seen: set[str] = set()
    for loaded, document in rules.documents():
        if document.id in seen:
            message = Words(f"文件编号“{document.id}”不止一份", f"two documents are called '{document.id}'")
            hint = Words("分别计算后再比较", "evaluate them apart and compare")
            raise InputError([Problem("duplicate-id", message, Place(loaded.name), suggestion=hint)])
        seen.add(document.id)


def _apart(inputs: Inputs) -> tuple[nw.LazyFrame[Any], list[nw.LazyFrame[Any]]]:
    """Return the applicants without problems, and those with some, whose codes stand in a column."""
    found = {key: codes for key, codes in inputs.findings.by_applicant.items() if key is not None}
    if not inputs.findings.by_applicant:
        return inputs.applicants, []
    nameless = inputs.applicants.filter(nw.col(ID).is_null())
    broken = [nameless.with_columns(nw.lit("missing-id", nw.String).alias(PROBLEM))]
    healthy = inputs.applicants.filter(~nw.col(ID).is_null())
    if found:
        columns = {ID: list(found), PROBLEM: [SEPARATOR.join(sorted(codes)) for codes in found.values()]}
        wrong = inputs.home.small(columns, {ID: inputs.id_dtype, PROBLEM: nw.String})
        broken.append(healthy.join(wrong, on=ID, how="inner"))
        healthy = healthy.join(wrong, on=ID, how="anti")
    return healthy, broken


@dataclass(frozen=True, slots=True)
class _Done:
    frames: list[nw.LazyFrame[Any]]
    referred: int
    cases: int
    reasons: dict[str, int]


def _of_kind(
    inputs: Inputs,
    applicants: nw.LazyFrame[Any],
    kind: str,
    programs: Sequence[Program],
    as_of: date,
    wanted: Wanted,
    rules: RuleSet,
) -> _Done:
    """Answer for the applicants of one kind."""
    asked = asked_of(inputs.shape, kind, programs, as_of, wanted, rules)
    plan, documents = asked.plan, asked.documents
    frame = inputs.home.settled(carried_out(plan, inputs, applicants))
    beyond = any_of(cell for cell, _ in plan.referred)
    apart: dict[str, Cell] = {}
    for reason, cell in (each for document in documents for each in document.reasons):
        apart[reason] = apart.get(reason, NO) | cell
    why = [*plan.referred, *((~beyond & cell, reason) for reason, cell in apart.items())]
    reasons, count = _counted(frame, why)
    frames: list[nw.LazyFrame[Any]] = []
    cases = 0
    if beyond is not NO and any(reasons.get(reason) for _, reason in plan.referred):
        hard = rows_where(frame, beyond)
        hard = inputs.home.settled(hard.select(*([ID, ROW] if inputs.home.eager else [ID])))
        frames.append(_by_reference(inputs, hard, kind, programs, as_of, wanted, rules))
        if beyond is YES:
            return _Done(frames, count, count, reasons)
        frame = frame.filter(~beyond.expr)
        cases = int(hard.select(nw.len().alias("~n")).collect()["~n"][0])
    if count > cases:
        frame, more = settled_alike(inputs, frame, kind, [each.apart for each in documents], as_of, rules)
        cases += more
    for each in documents:
        if each.paying:
            frame = settled(frame, inputs.home, each, as_of, wanted.answers)
    frames.append(frame.select(*asked.answer))
    return _Done(frames, count, cases, reasons)


def _counted(frame: nw.LazyFrame[Any], referred: Sequence[tuple[Cell, str]]) -> tuple[dict[str, int], int]:
    """Return how many applicants are left to the reference, by reason and each once."""
    beyond = any_of(cell for cell, _ in referred)
    if beyond is NO:
        return {}, 0
    referred = [each for each in referred if each[0] is not NO]
    cells = [*(cell for cell, _ in referred), beyond]
    everybody = nw.len().cast(nw.Int64)
    sums = [everybody if cell is YES else cell.expr.cast(nw.Int64).sum() for cell in cells]
    counts = frame.select(*(each.alias(f"~{at}") for at, each in enumerate(sums))).collect().to_dict(as_series=False)
    found = [int(counts[f"~{at}"][0] or 0) for at in range(len(cells))]
    reasons: dict[str, int] = {}
    for (_, why), count in zip(referred, found, strict=False):
        if count:
            reasons[why] = reasons.get(why, 0) + count
    return reasons, found[-1]


def _by_reference(
    inputs: Inputs,
    ids: nw.LazyFrame[Any],
    kind: str,
    programs: Sequence[Program],
    as_of: date,
    wanted: Wanted,
    rules: RuleSet,
) -> nw.LazyFrame[Any]:
    """Return the answers of the reference for some applicants, in the same columns."""
    rows: dict[str, list[Any]] = {ID: [], **({ROW: []} if inputs.home.eager else {})}
    if wanted.report:
        rows[PROBLEM] = []
    rows |= {name: [] for name in wanted.dtypes}
    for identity, place, applicant in profiles_of(inputs, kind, ids, rules):
        row: dict[str, Any] = dict.fromkeys(rows) | {ID: identity, ROW: place}
        payable = Totals()
        situation = Situation.of(applicant, as_of)
        for program in programs:
            outcome = run(program, situation, explain=False)
            name = program.document.id
            answers = answers_of(outcome.settlement, outcome.totals, outcome.open_groups)
            answers["deciding"] = SEPARATOR.join(sorted(answers["deciding"]))
            back = outcome.back.total
            answers |= zip(BACK, (fen(back.floor, up=False), fen(back.ceiling, up=True)), strict=True)
            answers[NOT_COMPUTED] = SEPARATOR.join(
                each.clause.id for each in program.clauses if each.clause.id in outcome.not_computed
            )
            row |= {f"{name}#{answer}": value for answer, value in answers.items()}
            row |= {f"{name}:{clause}": found[0] for clause, found in outcome.found.items()}
            for prepared in program.clauses:
                names = wanted.conditions_of(name, prepared.clause.id)
                if names:
                    row |= zip(names, (each.decide(situation) for each in parts_of(prepared)), strict=False)
            if outcome.section == PAYABLE:
                payable = payable.plus(outcome.totals)
        row |= {f"payable#{name}": value for name, value in amounts_of(payable).items()}
        for column, values in rows.items():
            values.append(row.get(column))
    dtypes = {ID: inputs.id_dtype, ROW: nw.Int64, PROBLEM: nw.String} | wanted.dtypes
    return inputs.home.small(
        {inside(name): values for name, values in rows.items()}, {inside(name): dtypes[name] for name in rows}
    )
