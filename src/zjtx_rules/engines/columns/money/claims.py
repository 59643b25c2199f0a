"""The claims of a population under one document, settled by the reference once for every combination that differs.

What an award comes to hangs on little: which clauses are met, open or for a person, whether money received is known, and,
where a rule asks for them, the years and titles of the recognitions. All of it is packed into a few integers for each
applicant; the reference settles every distinct combination once, and the answers are joined back. So the choice among
competing awards has no second implementation that could differ from the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.conditions.columns import Column
from zjtx_rules.engines.columns.cells import NO, TITLE_IDS, Cell, any_of, whole
from zjtx_rules.engines.columns.frames import MOST_LISTED, ROW, Home, distinct, lookup
from zjtx_rules.engines.columns.money.alike import Apart
from zjtx_rules.engines.columns.money.answers import AMOUNTS, BACK, SEPARATOR, answers_of
from zjtx_rules.engines.columns.money.packed import Packed
from zjtx_rules.engines.columns.translated import translated
from zjtx_rules.engines.columns.written.members import YEAR_AND_TITLE
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.choices import LegalForm
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.claims import Claim, of_its_year
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.settlement import Settlement
from zjtx_rules.reasoning.settling import settle_over
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET

_MOST_KEPT = 10_000
"""Of more combinations than these nothing is kept for the next table."""


@dataclass(frozen=True, slots=True)
class PayingColumn:
    """A clause that pays, as columns."""

    prepared: PreparedClause
    truth: Column
    rests: bool
    """Whether the year or title of its recognition matters."""


@dataclass(frozen=True, slots=True)
class Combined:
    """Everything that money hangs on, packed into a few whole numbers for each applicant."""

    names: tuple[str, ...]
    """The columns of the numbers."""
    exprs: tuple[nw.Expr, ...]
    layout: tuple[tuple[tuple[str, int], ...], ...]
    """What stands in each number, and in how many bits, lowest first."""
    fixed: Mapping[str, int]
    """What is the same for everybody."""

    def unpacked(self, codes: Sequence[int]) -> dict[str, int]:
        """Return what the numbers of an applicant say."""
        values = dict(self.fixed)
        for code, group in zip(codes, self.layout, strict=True):
            rest = code
            for name, bits in group:
                values[name] = rest & ((1 << bits) - 1)
                rest >>= bits
        return values


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """A document made ready as columns."""

    program: Program
    verdicts: dict[str, Column]
    """The verdict on every clause that pays or is wanted, and on every condition that is wanted (`CLAUSE/1`)."""
    paying: tuple[PayingColumn, ...]
    apart: Apart
    """The applicants whose money hangs on more than which clauses are met."""
    combined: Combined
    """What the money of all others hangs on."""
    reasons: tuple[tuple[str, Cell], ...]
    """Why they are settled apart."""


def _rest(each: PayingColumn) -> nw.Expr:
    """Return year and title of the recognition a claim rests on; nothing where there is no claim."""
    code: Any = each.truth.recognition
    return nw.when(each.truth.no.expr).then(whole(0)).otherwise(code % whole(YEAR_AND_TITLE))


def combined(
    document: str,
    paying: Sequence[PayingColumn],
    enterprise: Column,
    ledger_known: Cell,
    apart: Cell,
    *,
    in_memory: bool,
) -> Combined:
    """Return what the money of applicants hangs on under a document; those that are settled apart have zeros.

    `enterprise` is whether the applicant is one, on which the rules of no duplication hang.
    """
    prefix = f"~{document}~"
    packed = Packed()
    for each in paying:
        packed.truth(f"truth {each.prepared.clause.id}", each.truth)
    for each in paying:
        if each.rests and each.truth.recognition is not None:
            packed.add(f"rest {each.prepared.clause.id}", _rest(each), 24)
    packed.truth("enterprise", enterprise)
    packed.yes("ledger", ledger_known)
    paths: dict[str, Cell] = {}
    for each in paying:
        for path, where in each.truth.missing.items():
            paths[path] = any_of((paths[path], where)) if path in paths else where
    for path, where in sorted(paths.items()):
        packed.yes(f"path {path}", where)
    exprs, layout = packed.columns(prefix, narrow=in_memory and apart is NO)
    names = [f"{prefix}{number}" for number in range(len(exprs))]
    if apart is not NO:
        exprs = [nw.when(~apart.expr).then(each).otherwise(whole(0)) for each in exprs]
        exprs = [each.alias(name) for each, name in zip(exprs, names, strict=True)]
    return Combined(tuple(names), tuple(map(translated, exprs)), tuple(map(tuple, layout)), packed.fixed)


def settled(
    frame: nw.LazyFrame[Any], home: Home, document: DocumentColumns, as_of: date, wanted: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Return the frame with the wanted answers on what each applicant gets under a document.

    Those settled apart have their answers already.
    """
    program, paying, apart = document.program, document.paying, document.apart.where
    names, exprs = document.combined.names, document.combined.exprs
    if home.eager:
        # Only the combinations are matched; the rest of the frame need not be moved about.
        narrow = frame.select(ROW, *exprs).collect()
        combinations = distinct(narrow.lazy(), *names)
    else:
        narrow = None
        frame = home.settled(frame.with_columns(*exprs))
        combinations = distinct(frame, *names)
    settle_one = _Settling(program, paying, as_of)
    answers: dict[str, list[Any]] = {name: [] for name in wanted}
    for codes in zip(*(combinations[name] for name in names), strict=True):
        answer = settle_one(document.combined.unpacked(codes))
        for name in wanted:
            answers[name].append(answer[name])
    dtypes = {f"{program.document.id}#{name}": nw.Int64 if name in (*AMOUNTS, *BACK) else nw.String for name in wanted}
    columns = {name: answers[name.partition("#")[2]] for name in dtypes}
    if narrow is not None:
        frame = _gathered(frame, narrow, home, combinations, columns, dtypes)
    else:
        small = home.small(combinations | columns, dict.fromkeys(names, nw.Int64) | dtypes)
        frame = frame.join(small, on=list(names), how="left").drop(*names)
    if apart is NO or f"~{program.document.id}#chosen" not in frame.collect_schema():
        return frame
    answers_of_both = [f"{program.document.id}#{name}" for name in wanted]
    return frame.with_columns(
        nw.when(apart.expr).then(nw.col(f"~{name}")).otherwise(nw.col(name)).alias(name) for name in answers_of_both
    )


def _gathered(
    frame: nw.LazyFrame[Any],
    narrow: nw.DataFrame[Any],
    home: Home,
    combinations: dict[str, list[Any]],
    columns: dict[str, list[Any]],
    dtypes: dict[str, Any],
) -> nw.LazyFrame[Any]:
    """Return a frame in memory with the answers to the combination of each row; the order of the rows is kept."""
    whole_table = frame.collect()
    # What is the same for all, or the same as another column, need not be looked up row by row.
    first: dict[tuple[Any, ...], str] = {}
    for name, values in columns.items():
        first.setdefault(tuple(values), name)
    varied = {name: columns[name] for values, name in first.items() if len(set(values)) > 1}
    answers = home.small(varied, {name: dtypes[name] for name in varied}).collect() if varied else None
    found = whole_table
    if answers is not None:
        found = nw.concat([whole_table, _of_each_row(answers, narrow, home, combinations)], how="horizontal")
    alike = {name: first[tuple(values)] for name, values in columns.items()}
    more = [
        (nw.col(same) if same in varied else nw.lit(columns[name][0], dtypes[name])).alias(name)
        for name, same in alike.items()
        if name not in varied and columns[name]
    ]
    more += [nw.lit(None, dtypes[name]).alias(name) for name in columns if not columns[name]]
    return found.lazy().with_columns(*more) if more else found.lazy()


def _of_each_row(
    answers: nw.DataFrame[Any], narrow: nw.DataFrame[Any], home: Home, combinations: dict[str, list[Any]]
) -> nw.DataFrame[Any]:
    """Return for each row of a frame in memory the answers to its combination; `answers` has them in the order of these."""
    names = list(combinations)
    numbers = list(range(len(combinations[names[0]])))
    if len(names) == 1 and max(combinations[names[0]]) < MOST_LISTED:
        listed = [0] * (max(combinations[names[0]]) + 1)
        for code, number in zip(combinations[names[0]], numbers, strict=True):
            listed[code] = number
        by_code = answers[home.small({"~at": listed}, {"~at": nw.UInt32}).collect()["~at"]]
        codes = narrow[names[0]]
        return by_code[codes if codes.dtype == nw.UInt32 else codes.cast(nw.UInt32)]
    if len(names) == 1:
        mapping = dict(zip(combinations[names[0]], numbers, strict=True))
        numbered = lookup(narrow.lazy(), home, names[0], mapping, "~at", nw.Int64, nw.Int64)
    else:
        each = home.small(combinations | {"~at": numbers}, dict.fromkeys((*names, "~at"), nw.Int64))
        numbered = narrow.lazy().join(each, on=names, how="left")
    places = numbered.select(ROW, "~at").collect()
    return answers[(places if places[ROW].is_sorted() else places.sort(ROW))["~at"]]


class _Settling:
    """Settles combinations by the reference, each once."""

    def __init__(self, program: Program, paying: Sequence[PayingColumn], as_of: date) -> None:
        self.program, self.paying, self.as_of = program, paying, as_of
        if len(program.settled) > _MOST_KEPT:
            program.settled.clear()

    def __call__(self, values: dict[str, int]) -> dict[str, Any]:
        money = tuple(sorted((name, value) for name, value in values.items() if not name.startswith("path ")))
        kept = self.program.settled
        found = kept.get((self.as_of, money))
        if found is None:
            found = kept[self.as_of, money] = self._settle(values)
        answer = dict(found)
        paths = {name.removeprefix("path ") for name, value in values.items() if name.startswith("path ") and value}
        answer["deciding"] = SEPARATOR.join(sorted(paths | answer["deciding"]))
        return answer

    def _settle(self, values: dict[str, int]) -> dict[str, Any]:
        # The only thing about the applicant itself that a rule asks is whether it is an enterprise.
        form = {MET: LegalForm.ENTERPRISE, NOT_MET: LegalForm.SOCIAL_ORGANISATION}.get(values["enterprise"])
        model: Any = APPLICANTS[self._kind()]
        applicant = model.model_construct(
            kind=self._kind(), legal_form=form, awards_received=() if values["ledger"] else None
        )
        situation = Situation.of(applicant, self.as_of)
        claims = [claim for each in self.paying for claim in self._claims(each, values, situation)]
        if not claims:
            return answers_of(Settlement(), Totals(), ())
        # What is open for reasons that exclude each other is left to the reference (`documents.py`).
        settlement, totals, _, open_groups = settle_over(self.program, situation, claims)
        return answers_of(settlement, totals, open_groups)

    def _kind(self) -> str:
        return self.paying[0].prepared.clause.to[0] if self.paying else "enterprise"

    def _claims(self, each: PayingColumn, values: dict[str, int], situation: Situation) -> list[Claim]:
        clause, name = each.prepared, each.prepared.clause.id
        truth = values[f"truth {name}"]
        if truth == NOT_MET or clause.payment is None:
            return []
        recognition = None
        code = values.get(f"rest {name}", 0)
        if code:
            year, title = divmod(code, 1000)
            day = date(year, 1, 1) if year else None
            recognition = Recognition.model_construct(title=TITLE_IDS[title], date=day)
        claims = []
        start = self.program.window[0]
        for reckoned in of_its_year(clause, clause.payment.reckon(situation, recognition), situation, start):
            low = reckoned.low if truth == MET else Money.ZERO
            claims.append(Claim(clause, truth, clause.payment.nature, low, reckoned.high, reckoned, reckoned.missing))
        return claims
