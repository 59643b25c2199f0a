"""A caller's tables, read and checked the way profiles are, and brought into their compact form.

Every problem is found before anything is decided: an unknown column, a cell of the wrong kind, an applicant named twice, a
row that belongs to nobody. It says how many rows it concerns and names some of them; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import Cell
from zjtx_rules.engines.columns.frames import ID, ROW, Home, distinct, inside, one_each, ordered, outside
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.declared import declared_columns, declared_elsewhere
from zjtx_rules.engines.columns.given.in_row import (
    Drafts,
    Seen,
    always_there,
    check_slots,
    drafted,
    narrow,
    slots_of,
    unfolded,
)
from zjtx_rules.engines.columns.given.layout import (
    ID_WORDS,
    REVERSED,
    TABLES,
    Named,
    applicant_columns,
    meaning_of,
    missing_column,
    table_columns,
)
from zjtx_rules.engines.columns.given.problems import Findings
from zjtx_rules.engines.columns.given.reading import FIRST_OF_1970, MOST_SAID, Column, Noted, read_column, texts_of
from zjtx_rules.engines.columns.given.recognition_checks import first_day, no_such_level
from zjtx_rules.engines.columns.given.shape import Shape
from zjtx_rules.engines.columns.opening import AS_TEXT, opened
from zjtx_rules.engines.columns.slots import Slot
from zjtx_rules.engines.columns.translated import renamed
from zjtx_rules.language import RuleSet
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile.applicants import APPLICANTS, KIND_ALIASES
from zjtx_rules.reasoning.declared import ambiguous
from zjtx_rules.words import Words


@dataclass(slots=True)
class Inputs:
    """The tables of a population in their compact form."""

    home: Home
    applicants: nw.LazyFrame[Any]
    columns: frozenset[str]
    """The facts that the table of applicants gives."""
    tables: dict[str, nw.LazyFrame[Any]]
    table_columns: dict[str, frozenset[str]]
    kinds: tuple[str, ...]
    findings: Findings = field(repr=False)
    id_dtype: Any = None
    everybody: nw.Series[Any] | None = None
    """The numbers of all applicants, for tables in memory."""
    alone: set[str] = field(default_factory=set)
    """The tables in memory that have at most one row for each applicant."""
    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    """The collections whose members stand in columns of the applicants, and are looked at there."""
    described: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    """Those, and the others that stand there."""

    without_gaps: set[tuple[str, str]] = field(default_factory=set)
    """The columns in memory that have no gap, each by its table and field."""
    always: set[str] = field(default_factory=set)
    """The columns of applicants in memory that say of everybody that a collection is known."""
    empty: set[str] = field(default_factory=set)
    """The tables in memory that have no rows."""
    values: dict[tuple[str, str], frozenset[Any]] = field(default_factory=dict)
    """Of columns in memory with few different values, by table and field: which these are, in compact form."""

    def gives(self, name: str) -> bool:
        """Return whether the members of a collection are given, in a table of their own or not."""
        return name in self.tables or name in self.slots

    @property
    def given(self) -> tuple[str, ...]:
        """The collections whose members are given."""
        return (*self.tables, *self.slots)

    @property
    def shape(self) -> Shape:
        """What is known of the tables before any row is looked at."""
        return Shape(
            in_memory=self.home.eager,
            columns=self.columns,
            tables=frozenset(self.tables),
            fields=frozenset(self.table_columns.items()),
            slots=dict(self.slots),
            slots_told=frozenset((name, tuple(each.told for each in slots)) for name, slots in self.slots.items()),
            alone=frozenset(self.alone),
            without_gaps=frozenset(self.without_gaps),
            always=frozenset(self.always),
            empty=frozenset(self.empty),
            values_told=frozenset(self.values.items()),
        )

    def rows(self, name: str, ids: nw.LazyFrame[Any], also: Mapping[str, Cell] | None = None) -> nw.LazyFrame[Any]:
        """Return the members of some applicants as rows, with some yes-no columns beside their fields."""
        key = self.home.key
        slots = self.slots.get(name) if also else self.described.get(name)
        if slots is not None:
            # Worked out once: SQL would repeat what leads to the applicants for every slot.
            frame = self.applicants.join(ids.select(key), on=key, how="semi").collect().lazy()
            return unfolded(frame, key, name, slots, also or {})
        frame = self.tables[name].join(ids.select(key), on=key, how="semi")
        return frame.with_columns(cell.expr.alias(each) for each, cell in also.items()) if also else frame

    def full(self, table: str, name: str) -> bool:
        """Return whether a column is known to have no gap."""
        return (table, name) in self.without_gaps

    def note(self, table: str, rows: nw.DataFrame[Any], columns: Iterable[str]) -> None:
        """Note of a table in memory what need not be asked of every row of it."""
        for name in columns:
            column = rows.get_column(inside(name))
            if column.null_count():
                continue
            self.without_gaps.add((table, name))
            if name.endswith("_known") and table == "applicants" and column.all():
                self.always.add(name)
        if table in TABLES and not len(rows):
            self.empty.add(table)


def read_tables(applicants: Any, tables: Mapping[str, Any], rules: RuleSet, findings: Findings) -> Inputs:
    """Return a population read and checked; problems are added to the findings.

    Raises:
        InputError: If a frame cannot be read at all, or does not say whose rows its rows are.
    """
    with kinds.reading_with(rules.places):
        return _read_tables(applicants, tables, applicant_columns() | declared_columns(rules), findings)


def _read_tables(applicants: Any, tables: Mapping[str, Any], known: Mapping[str, Named], findings: Findings) -> Inputs:
    frame, home = opened(applicants, "applicants", headers={*ID_WORDS, *known})
    if home.eager:
        frame = frame.collect().with_row_index(ROW).with_columns(nw.col(ROW).cast(nw.Int64)).lazy()
    drafts, tables = drafted(tables, frame.collect_schema(), known, findings)
    frame, columns, noted = _read(frame, home, "applicants", known, findings, drafts=drafts, empty=home.empty)
    dtype = frame.collect_schema()[ID]
    findings.home, findings.id_dtype = home, dtype
    _check_ids(frame.select(ID), findings, noted.rows)
    frame, found = _kinds(frame, columns, findings)
    if home.eager:
        findings.settle()
    rows = ordered(frame) if home.eager else None
    frame = home.settled(frame) if rows is None else rows.lazy()
    inputs = Inputs(home, frame, frozenset(columns), {}, {}, found, findings, dtype)
    inputs.values |= {("applicants", name): codes for name, codes in noted.values.items()}
    if rows is not None:
        inputs.everybody = rows[ROW]
        inputs.note("applicants", rows, [*columns, *(each.field for _, each in drafts.wanted)])
    for name, native in tables.items():
        if native is None:
            continue
        try:
            _read_table(inputs, name, native)
        except InputError as error:
            # What is wrong with the other tables is to be said as well.
            findings.fatal += error.problems
        if home.eager:
            findings.settle()
    seen = _seen(inputs, drafts, rows, noted.as_days)
    for name, given in drafts.of.items():
        slots = slots_of(name, given, seen)
        inputs.slots[name] = inputs.described[name] = slots
        inputs.table_columns[name] = frozenset(each for slot in slots for each in slot.fields)
        if findings.fatal:
            continue
        check_slots(name, slots, inputs.applicants, findings)
        if not home.eager and not home.implementation.is_polars() and not narrow(name, slots):
            # SQL would be asked the same of every slot, in queries that take longer to plan than to answer.
            members = unfolded(inputs.applicants, home.key, name, inputs.slots.pop(name), {})
            inputs.tables[name] = home.settled(members)
    findings.settle()
    return inputs


def _seen(inputs: Inputs, drafts: Drafts, rows: nw.DataFrame[Any] | None, as_days: Collection[str]) -> Seen:
    """Return what was seen of the columns in which members stand."""
    if rows is None:
        return Seen()
    several = always_there((each for given in drafts.of.values() for each in given), rows)
    return Seen(
        lambda column: inputs.full("applicants", column),
        lambda column: FIRST_OF_1970 if column in as_days else 0,
        lambda column: inputs.values.get(("applicants", column)),
        lambda draft: several.get(id(draft)) or Seen().always(draft),
    )


def _read(
    frame: nw.LazyFrame[Any],
    home: Home,
    table: str,
    known: Mapping[str, Named],
    findings: Findings,
    id_dtype: Any = None,
    drafts: Drafts | None = None,
    *,
    empty: bool,
) -> tuple[nw.LazyFrame[Any], list[str], Noted]:
    """Return a frame with its columns under the names of the fields, in compact form, and what was found out of them.

    `empty`: it is in memory and has no rows.
    """
    schema = frame.collect_schema()
    if empty:
        # A frame without rows often does not know the types of its columns.
        frame = frame.select(*(nw.col(name).cast(nw.Int64 if name == ROW else nw.String) for name in schema))
        schema = frame.collect_schema()
    identity = _identity(schema, table, pandas=home.pandas)
    meanings = _meanings(schema, identity, table, known, findings, drafts)
    ids = nw.col(identity)
    wide = schema[identity] in _BEYOND_INT64
    if wide:
        most = nw.lit(_INT64, schema[identity])
        beyond = (ids > most) | (ids < -most) if schema[identity] == nw.Int128 else ids > most
        ids = nw.when(~beyond).then(ids)
    if schema[identity].is_integer():
        ids = ids.cast(nw.Int64)
    if id_dtype is not None and (empty or schema[identity] == nw.Unknown or "Null" in str(schema[identity])):
        ids = ids.cast(id_dtype)
    keep = [ids.alias(ID), *([nw.col(ROW)] if ROW in schema else []), *([beyond.alias(_BEYOND)] if wide else [])]
    sources = {header: f"~{number}" for number, header in enumerate(meanings)}
    more = [(header, f"~slot{number}", each) for number, (header, each) in enumerate(drafts.wanted if drafts else ())]
    raw = [*sources.items(), *((header, source) for header, source, _ in more)]
    given = frame = frame.select(*keep, *(renamed(header, name) for header, name in raw))
    noted = Noted(given.collect() if home.eager else None)
    if noted.rows is not None:
        given = frame = noted.rows.lazy()
    cells = {header: Column(table, header, sources[header], schema[header], each) for header, each in meanings.items()}
    slots = [Column(table, outside(name), source, schema[name], each, in_row=True) for name, source, each in more]
    if wide:
        words = Words("编号超出64位整数", "ids beyond whole numbers of 64 bits")
        findings.check("wrong-cell", words, table, outside(identity), given, nw.col(_BEYOND), AS_TEXT)
    texts = {} if home.eager else texts_of(given, [*cells.values(), *slots])
    must = (*TABLES[table].required, *TABLES[table].keys) if table in TABLES else ()
    for header, meaning in meanings.items():
        if meaning.field in must:
            words = Words("必填项为空", "a required cell is empty")
            findings.check("missing-cell", words, table, header, given, nw.col(sources[header]).is_null())
        frame = read_column(frame, given, home, cells[header], texts, findings, noted)
    for cell in slots:
        frame = read_column(frame, given, home, cell, texts, findings, noted)
    frame = noted.completed(frame)
    names = [meaning.field for meaning in meanings.values()]
    own = [ID, ROW] if ROW in schema else [ID]
    return frame.select(*own, *map(inside, names), *(inside(each.field) for _, _, each in more)), names, noted


_INT64 = 2**63 - 1
_BEYOND_INT64 = (nw.UInt64, nw.Int128, nw.UInt128)
_BEYOND = "~beyond"


def _identity(schema: Mapping[str, Any], table: str, *, pandas: bool = False) -> str:
    """Return the column of the ids.

    Raises:
        InputError: If there is none, or its values cannot be ids.
    """
    plain = {outside(each).strip(): each for each in reversed(list(schema))}
    found = next((plain[word] for word in ID_WORDS if word in plain), None)
    if found is None:
        message = Words("没有指明主体的列", "no column says which applicant a row is about")
        expected = Words("、".join(ID_WORDS), ", ".join(ID_WORDS))
        hint = Words("索引不是列：编号在索引中的，先用 reset_index()", "an index is no column: use reset_index() first")
        raise InputError(
            [Problem("no-id-column", message, Place(table), expected=expected, suggestion=hint if pandas else None)]
        )
    dtype = schema[found]
    if dtype.is_nested() or dtype == nw.Object:
        message = Words(f"列的类型是 {dtype}，不能用作编号", f"a column of {dtype} cannot be ids")
        expected = Words("文本或整数", "texts or whole numbers")
        raise InputError([Problem("wrong-type", message, Place(table), outside(found), expected=expected)])
    return found


def _meanings(
    schema: Iterable[str],
    identity: str,
    table: str,
    known: Mapping[str, Named],
    findings: Findings,
    drafts: Drafts | None,
) -> dict[str, Named]:
    """Return what each header of a table means; one that means nothing, or the same as another, is reported."""
    meanings: dict[str, Named] = {}
    for header in schema:
        if header in (ROW, identity) and not (header == identity and meaning_of(outside(header), known)):
            continue
        meaning = meaning_of(outside(header), known)
        if meaning is None and table == "applicants" and outside(header).strip() in declared_elsewhere():
            continue
        if meaning is None and drafts is not None and header in drafts.headers:
            continue
        if meaning is None:
            message = Words(f"没有名为“{header}”的列", f"there is no column '{header}'")
            findings.add(
                Problem("unknown-column", message, Place(table), header, suggestion=did_you_mean(header, known))
            )
        elif meaning.shared:
            findings.add(ambiguous(header, meaning.shared, Place(table), header))
        elif any(meaning.field == other.field for other in meanings.values()):
            message = Words(f"“{header}”与另一列是同一项，写了两次", f"'{header}' is given by another column already")
            findings.add(Problem("named-twice", message, Place(table), header))
        else:
            meanings[header] = meaning
    return meanings


def _check_ids(ids: nw.LazyFrame[Any], findings: Findings, rows: nw.DataFrame[Any] | None) -> None:
    """Report applicants without an id or with that of another; `rows` are those of a frame in memory."""
    if rows is not None:
        column = rows.get_column(ID)
        if not column.null_count() and _all_differ(column):
            return
    twice = ids.group_by(ID).agg(nw.len().alias("~n")).filter(nw.col("~n") > 1).select(ID)
    words = Words("同一主体有不止一行", "the same applicant has more than one row")
    findings.check("duplicate-id", words, "applicants", ID, twice)
    words = Words("没有写明是哪一主体", "it is not said which applicant this is")
    findings.check("missing-id", words, "applicants", ID, ids, nw.col(ID).is_null())


def _all_differ(column: nw.Series[Any]) -> bool:
    """Return whether no two values of a column are the same; where each is greater than the one before, none are."""
    starts = range(0, len(column), _PIECE)
    # Piece by piece, each with the first value of the next: what is compared is then still at hand.
    pieces = (column[first : first + _PIECE + 1] for first in starts)
    if all((each.head(len(each) - 1) < each.tail(len(each) - 1)).all() for each in pieces):
        return True
    return int(column.n_unique()) == len(column)


_PIECE = 250_000
"""Of so many rows."""


def _kinds(
    frame: nw.LazyFrame[Any], columns: list[str], findings: Findings
) -> tuple[nw.LazyFrame[Any], tuple[str, ...]]:
    """Return the frame with the kind of every applicant, and the kinds that occur."""
    if "kind" not in columns:
        return frame.with_columns(nw.lit("enterprise", nw.String).alias("kind")), ("enterprise",)
    columns.remove("kind")
    words = {name: name for name in APPLICANTS} | KIND_ALIASES
    given = [each for each in distinct(frame, "kind")["kind"] if each is not None]
    wrong = sorted(each for each in given if each not in words)
    for each in wrong[:MOST_SAID]:
        message = Words(f"没有“{each}”这一主体类型", f"there is no kind of applicant '{each}'")
        hint = did_you_mean(each, words)
        findings.check("unknown-kind", message, "applicants", "kind", frame, nw.col("kind") == each, hint)
    if len(wrong) > MOST_SAID:
        message = Words("还有其他不存在的主体类型", "other kinds of applicant that do not exist")
        others = nw.col("kind").is_in(wrong[MOST_SAID:])
        findings.check("unknown-kind", message, "applicants", "kind", frame, others)
    mapped = nw.lit("enterprise", nw.String)
    found = {"enterprise"} if wrong or len(given) < len(distinct(frame, "kind")["kind"]) else set()
    expr: Any = mapped
    for each in given:
        if each in words:
            found.add(words[each])
            expr = nw.when(nw.col("kind") == each).then(nw.lit(words[each], nw.String)).otherwise(expr)
    frame = frame.with_columns(expr.alias("kind"))
    # A table without rows is answered for with a table without rows.
    return frame, tuple(kind for kind in APPLICANTS if kind in found) or ("enterprise",)


def _read_table(inputs: Inputs, name: str, native: Any) -> None:
    """Read a table of dated facts into the inputs."""
    table, findings = TABLES[name], inputs.findings
    frame, home = opened(native, name, inputs.home, {*ID_WORDS, *table_columns(name)})
    if home.implementation is not inputs.home.implementation:
        message = Words("须与主体表为同一种数据表", "must be the same kind of table as that of the applicants")
        raise InputError([Problem("mixed-frames", message, Place(name))])
    frame, columns, noted = _read(
        frame, inputs.home, name, table_columns(name), findings, inputs.id_dtype, empty=home.empty
    )
    dtype = frame.collect_schema()[ID]
    if dtype != inputs.id_dtype:
        message = Words(
            f"主体编号的类型（{dtype}）与主体表（{inputs.id_dtype}）不同",
            f"the ids are of another type ({dtype}) than in the table of applicants ({inputs.id_dtype})",
        )
        raise InputError([Problem("id-type", message, Place(name), ID)])
    frame = home.settled(frame)
    for required in (*table.required, *table.keys):
        if required not in columns:
            raise InputError([missing_column(name, required)])
    if home.eager:
        frame = _owned(inputs, name, frame)
    _check_together(frame, name, columns, findings, alone=name in inputs.alone)
    _check_owners(inputs, name, frame)
    if inputs.home.eager:
        inputs.note(name, frame.collect(), columns)
    inputs.values |= {(name, each): codes for each, codes in noted.values.items()}
    inputs.tables[name] = frame
    inputs.table_columns[name] = frozenset(columns)


def _owned(inputs: Inputs, name: str, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the rows of a table in memory with the number of the applicant that each belongs to; a gap where there is none."""
    rows, owners = frame.collect(), inputs.applicants.select(ID, ROW).collect()
    if len(rows) == len(owners) and not rows[ID].null_count() and (rows[ID] == owners[ID]).all():
        owned = rows.with_columns(owners[ROW])
    else:
        twice = any(each.problem.code == "duplicate-id" for each in inputs.findings.counted)
        numbers = None if twice else _numbered(rows[ID], owners)
        if numbers is not None:
            owned = rows.with_columns(numbers.alias(ROW))
        else:
            owned = rows.lazy().join((owners.unique(ID) if twice else owners).lazy(), on=ID, how="left").collect()
    if one_each(owned[ROW], len(owners)):
        inputs.alone.add(name)
    return owned.lazy()


def _check_owners(inputs: Inputs, name: str, frame: nw.LazyFrame[Any]) -> None:
    """Report the rows of a table that belong to nobody."""
    findings = inputs.findings
    words = Words("主体表中没有这一主体", "the table of applicants has no such applicant")
    if inputs.home.eager:
        orphan = nw.col(ROW).is_null() & ~nw.col(ID).is_null()
        findings.check("orphan", words, name, ID, frame, orphan, orphan=True)
    else:
        owners = inputs.applicants.select(ID)
        orphans = frame.filter(~nw.col(ID).is_null()).join(owners, on=ID, how="anti").select(ID)
        findings.check("orphan", words, name, ID, orphans, orphan=True)
    words = Words("没有写明是哪一主体", "it is not said whose row this is")
    findings.check("orphan", words, name, ID, frame, nw.col(ID).is_null(), orphan=True)


def _numbered(ids: nw.Series[Any], owners: nw.DataFrame[Any]) -> nw.Series[Any] | None:
    """Return whose each row is, where applicants are numbered without a break and every row has an owner; else nothing."""
    own = owners[ID]
    if own.dtype != nw.Int64 or not len(own) or not len(ids) or own.null_count() or ids.null_count():
        return None
    first, last = int(own.min()), int(own.max())
    if last - first + 1 != len(own) or int(ids.min()) < first or int(ids.max()) > last:
        return None
    if not (own - first == owners[ROW]).all():
        return owners[ROW].scatter(own - first, owners[ROW])[ids - first]
    return ids - first


def _check_together(
    frame: nw.LazyFrame[Any], name: str, columns: list[str], findings: Findings, *, alone: bool
) -> None:
    """Report what cannot be true together within a row, or within the rows of one applicant."""
    if name in REVERSED:
        first, last, words = REVERSED[name]
        if {first, last} <= set(columns):
            findings.check("dates-reversed", words, name, last, frame, nw.col(last) < nw.col(first))
        if {"given_in", last} <= set(columns):
            findings.check("dates-reversed", words, name, last, frame, nw.col(last) < first_day(nw.col("given_in")))
    if "level" in columns and "recognitions" in name:
        words = Words("该称号没有这一级别", "the title does not exist at this level")
        findings.check("no-such-level", words, name, "level", frame, no_such_level())
    if name == "accounts" and not alone and not _years_differ(frame):
        twice = frame.group_by(ID, "year").agg(nw.len().alias("~n")).filter(nw.col("~n") > 1).select(ID)
        findings.check("year-twice", Words("同一年度写了两次", "a year is given twice"), name, "year", twice)
    if "year" in columns:
        words = Words("年度应在1949至2200之间", "a year lies between 1949 and 2200")
        wild = (nw.col("year") < 1949) | (nw.col("year") > 2200)
        findings.check("wrong-year", words, name, "year", frame, wild)


def _years_differ(frame: nw.LazyFrame[Any]) -> bool:
    """Return whether it is seen at a glance that nobody has a year twice, for a table in memory."""
    if ROW not in frame.collect_schema():
        return False
    numbers = frame.select((nw.col(ROW) * 10_000 + nw.col("year")).alias(ROW)).collect()[ROW]
    return one_each(numbers, len(numbers))


__all__ = ["Inputs", "kinds", "read_tables"]
