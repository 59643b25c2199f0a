"""The claims of a population under one document, settled by the reference once for every combination that differs.

What an award comes to hangs on little: which clauses are met, open or for a person, whether money received is known, and,
where a rule asks for them, the years and titles of the recognitions. All of it is packed into a few integers for each
applicant; the reference settles every distinct combination once, and the answers are joined back. So the choice among
competing awards has no second implementation that could differ from the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

import narwhals as nw

from zjtx_rules.conditions.columns import Column
from zjtx_rules.engines.columns.cells import NO, TITLE_IDS, YES, Cell, any_of, whole
from zjtx_rules.engines.columns.frames import MOST_LISTED, ROW, Home, distinct, lookup
from zjtx_rules.engines.columns.members import YEAR_AND_TITLE
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.choices import LegalForm
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.evaluation import reckon
from zjtx_rules.reasoning.program import PreparedClause, Program
from zjtx_rules.reasoning.settlement import Settlement, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET

if TYPE_CHECKING:
    from zjtx_rules.engines.columns.documents import DocumentColumns

AMOUNTS = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")
BY_CLAUSE = "by_clause"
"""The column of what each clause comes to, where the caller asks for it."""
ANSWERS = (*AMOUNTS, "chosen", "suppressed", "deciding", BY_CLAUSE)
SEPARATOR = "; "

_BITS = 60
_SMALL, _BYTE = 2, 6
"""How many bits a number within a byte takes at most, and all of them together."""


@dataclass(frozen=True, slots=True)
class PayingColumn:
    """A clause that pays, as columns."""

    prepared: PreparedClause
    truth: Column
    rests: bool
    """Whether the year or title of its recognition matters."""


@dataclass(slots=True)
class Packed:
    """Small numbers packed side by side into integers."""

    parts: list[tuple[str, Any, int, int]] = field(default_factory=list)
    """Each with its name, its expression, how many bits it takes and by what it is still to be multiplied."""
    fixed: dict[str, int] = field(default_factory=dict)
    """The numbers that are the same for everybody, and take no room."""

    def add(self, name: str, expr: nw.Expr, bits: int) -> None:
        """Add a number; of one that takes at most two bits the expression is an Int8."""
        self.parts.append((name, expr, bits, 1))

    def truth(self, name: str, truth: Column) -> None:
        """Add a verdict."""
        cells, least = _weighed(truth)
        if not cells:
            self.fixed[name] = least
        elif len(cells) == 1 and not least:
            ((cell, weight),) = cells
            self.parts.append((name, cell.expr.cast(nw.Int8), 2, weight))
        else:
            self.add(name, truth_code(truth), 2)

    def yes(self, name: str, cell: Cell) -> None:
        """Add a yes or no."""
        if cell.constant:
            self.fixed[name] = int(cell is YES)
        else:
            self.add(name, cell.expr.cast(nw.Int8), 1)

    def columns(self, prefix: str) -> tuple[list[nw.Expr], list[list[tuple[str, int]]]]:
        """Return the packed columns, and for each the names and bits in it, lowest first."""
        groups: list[list[tuple[str, Any, int, int]]] = [[]]
        used = 0
        for part in self.parts:
            if used + part[2] > _BITS:
                groups.append([])
                used = 0
            groups[-1].append(part)
            used += part[2]
        exprs = [_packed(group).alias(f"{prefix}{number}") for number, group in enumerate(groups)]
        return exprs, [[(name, bits) for name, _, bits, _ in group] for group in groups]


def _packed(group: Sequence[tuple[str, Any, int, int]]) -> nw.Expr:
    """Return one packed column; small numbers are put together within a byte first, which is quicker to move."""
    total, byte = _Sum(nw.Int64), _Sum(nw.Int8)
    shift = begun = 0
    for _, expr, bits, weight in group:
        if bits > _SMALL or shift + bits - begun > _BYTE:
            total.add(byte.expr, 1 << begun)
            byte, begun = _Sum(nw.Int8), shift
        if bits > _SMALL:
            total.add(expr, weight << shift)
            begun = shift + bits
        else:
            byte.add(expr, weight << (shift - begun))
        shift += bits
    total.add(byte.expr, 1 << begun)
    return whole(0) if total.expr is None else total.expr


class _Sum:
    """A sum of weighed expressions, without what adds nothing."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        self.expr: Any = None

    def add(self, expr: Any, weight: int) -> None:
        """Add an expression so many times."""
        if expr is None:
            return
        number = expr.cast(self.dtype)
        weighed = number if weight == 1 else number * nw.lit(weight, self.dtype)
        self.expr = weighed if self.expr is None else self.expr + weighed


def truth_code(truth: Column) -> nw.Expr:
    """Return the verdict as an Int8, in the order of the reference: not met 0, review 1, unknown 2, met 3."""
    cells, least = _weighed(truth)
    total = _Sum(nw.Int8)
    if least or not cells:
        total.add(nw.lit(least, nw.Int8), 1)
    for cell, weight in cells:
        total.add(cell.expr, weight)
    made: nw.Expr = total.expr
    return made


def _weighed(truth: Column) -> tuple[list[tuple[Cell, int]], int]:
    """Return the cells that make up the number of a verdict, each with what it counts, and the number without them."""
    cells, least = [(truth.met, 2), (truth.unknown, 1), (truth.no, -1)], 1
    if truth.unknown is NO and truth.no.key == (~truth.met).key:
        cells, least = [(truth.met, 3)], 0
    least += sum(weight for cell, weight in cells if cell is YES)
    return [(cell, weight) for cell, weight in cells if not cell.constant], least


def _rest(each: PayingColumn) -> nw.Expr:
    """Return year and title of the recognition a claim rests on; nothing where there is no claim."""
    code: Any = each.truth.recognition
    return nw.when(each.truth.no.expr).then(whole(0)).otherwise(code % whole(YEAR_AND_TITLE))


def settled(
    frame: nw.LazyFrame[Any], home: Home, document: DocumentColumns, as_of: date, wanted: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Return the frame with the wanted answers on what each applicant gets under a document.

    Those settled apart have their answers already.
    """
    program, paying, apart = document.program, document.paying, document.apart.where
    prefix = f"~{program.document.id}~"
    packed = Packed()
    for each in paying:
        packed.truth(f"truth {each.prepared.clause.id}", each.truth)
    for each in paying:
        if each.rests and each.truth.recognition is not None:
            packed.add(f"rest {each.prepared.clause.id}", _rest(each), 24)
    packed.truth("enterprise", document.enterprise)
    packed.yes("ledger", document.ledger_known)
    paths: dict[str, Cell] = {}
    for each in paying:
        for path, where in each.truth.missing.items():
            paths[path] = any_of((paths[path], where)) if path in paths else where
    for path, where in sorted(paths.items()):
        packed.yes(f"path {path}", where)
    exprs, layout = packed.columns(prefix)
    names = [f"{prefix}{number}" for number in range(len(exprs))]
    if apart is not NO:
        exprs = [nw.when(~apart.expr).then(each).otherwise(whole(0)) for each in exprs]
        exprs = [each.alias(name) for each, name in zip(exprs, names, strict=True)]
    if home.eager:
        # Only the combinations are matched; the rest of the frame need not be moved about.
        narrow = frame.select(ROW, *exprs).collect().lazy()
    else:
        narrow = frame = home.settled(frame.with_columns(*exprs))
    combinations = distinct(narrow, *names)
    settle_one = _Settling(program, paying, as_of)
    answers: dict[str, list[Any]] = {name: [] for name in wanted}
    for codes in zip(*(combinations[name] for name in names), strict=True):
        values = dict(packed.fixed)
        for code, group in zip(codes, layout, strict=True):
            rest = code
            for name, bits in group:
                values[name] = rest & ((1 << bits) - 1)
                rest >>= bits
        answer = settle_one(values)
        for name in wanted:
            answers[name].append(answer[name])
    dtypes = {f"{program.document.id}#{name}": nw.Int64 if name in AMOUNTS else nw.String for name in wanted}
    columns = {name: answers[name.partition("#")[2]] for name in dtypes}
    if home.eager:
        frame = _gathered(frame, narrow, home, combinations, columns, dtypes)
    else:
        small = home.small(combinations | columns, dict.fromkeys(names, nw.Int64) | dtypes)
        frame = frame.join(small, on=names, how="left").drop(*names)
    if apart is NO or f"~{program.document.id}#chosen" not in frame.collect_schema():
        return frame
    answers_of_both = [f"{program.document.id}#{name}" for name in wanted]
    return frame.with_columns(
        nw.when(apart.expr).then(nw.col(f"~{name}")).otherwise(nw.col(name)).alias(name) for name in answers_of_both
    )


def _gathered(
    frame: nw.LazyFrame[Any],
    narrow: nw.LazyFrame[Any],
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
        places = _places(narrow, home, combinations)
        found = nw.concat([whole_table, answers[places]], how="horizontal")
    alike = {name: first[tuple(values)] for name, values in columns.items()}
    more = [
        (nw.col(same) if same in varied else nw.lit(columns[name][0], dtypes[name])).alias(name)
        for name, same in alike.items()
        if name not in varied and columns[name]
    ]
    more += [nw.lit(None, dtypes[name]).alias(name) for name in columns if not columns[name]]
    return found.lazy().with_columns(*more) if more else found.lazy()


def _places(narrow: nw.LazyFrame[Any], home: Home, combinations: dict[str, list[Any]]) -> nw.Series[Any]:
    """Return for each row of a frame in memory at which place its combination stands."""
    names = list(combinations)
    numbers = list(range(len(combinations[names[0]])))
    if len(names) == 1 and max(combinations[names[0]]) < MOST_LISTED:
        listed: list[int | None] = [None] * (max(combinations[names[0]]) + 1)
        for code, number in zip(combinations[names[0]], numbers, strict=True):
            listed[code] = number
        return home.small({"~at": listed}, {"~at": nw.Int64}).collect()["~at"][narrow.collect()[names[0]]]
    if len(names) == 1:
        mapping = dict(zip(combinations[names[0]], numbers, strict=True))
        numbered = lookup(narrow, home, names[0], mapping, "~at", nw.Int64, nw.Int64)
    else:
        each = home.small(combinations | {"~at": numbers}, dict.fromkeys((*names, "~at"), nw.Int64))
        numbered = narrow.join(each, on=names, how="left")
    places = numbered.select(ROW, "~at").collect()
    return (places if places[ROW].is_sorted() else places.sort(ROW))["~at"]


class _Settling:
    """Settles combinations by the reference; lives while one document's are settled."""

    def __init__(self, program: Program, paying: Sequence[PayingColumn], as_of: date) -> None:
        self.program, self.paying, self.as_of = program, paying, as_of
        self.known: dict[Any, dict[str, Any]] = {}

    def __call__(self, values: dict[str, int]) -> dict[str, Any]:
        money = tuple(sorted((name, value) for name, value in values.items() if not name.startswith("path ")))
        if money not in self.known:
            self.known[money] = self._settle(values)
        answer = dict(self.known[money])
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
        settlement, totals, open_groups = reckon(self.program, situation, claims)
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
        for reckoned in clause.payment.reckon(situation, recognition):
            low = reckoned.low if truth == MET else Money.ZERO
            claims.append(Claim(clause, truth, clause.payment.nature, low, reckoned.high, reckoned, reckoned.missing))
        return claims


def answers_of(settlement: Settlement, totals: Totals, open_groups: Sequence[Any]) -> dict[str, Any]:
    """Return what a settlement says, as it stands in a row; `deciding` as the set of its paths."""
    lines = settlement.lines
    deciding = {plain_path(path) for line in lines for path in (*line.claim.missing, *line.taken.missing)}
    if open_groups:
        deciding.add("legal_form")
    return {
        **amounts_of(totals),
        "chosen": SEPARATOR.join(line.claim.key for line in lines if line.chosen),
        "suppressed": SEPARATOR.join(line.claim.key for line in lines if line.claim.truth == MET and not line.chosen),
        "deciding": deciding,
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

    The floor counts what is paid for certain, the ceiling what may be paid; without a limit it is left empty.
    """
    bounds: dict[str, tuple[int, int | None]] = {}
    for line in settlement.lines:
        least = fen(line.pays.floor, up=False) if line.chosen and line.claim.truth == MET else 0
        most = fen(line.pays.ceiling, up=True) if line.possible or line.chosen else 0
        low, high = bounds.get(line.claim.key, (0, 0))
        bounds[line.claim.key] = (low + (least or 0), None if high is None or most is None else high + most)
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
