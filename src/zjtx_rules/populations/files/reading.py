"""A population on disk: a folder with files for each table, or one file of firms in wide form, opened without being loaded.

The files of a table may be CSV, workbooks, Parquet or Arrow, one or several (`recognitions-0001.parquet`); their names are those
of the tables of `evaluate_table`, in English or Chinese (认定.csv). A workbook whose sheets bear these names is like a folder.
What is wrong with any of them is said of all at once, and what is not read is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from zjtx_rules.engines.columns.given.layout import TABLES
from zjtx_rules.populations.files.csv_text import copy_of, look_through
from zjtx_rules.populations.files.plain_table import LINE, PlainTable, plain_table
from zjtx_rules.populations.files.sheet_layout import Vocabulary
from zjtx_rules.populations.files.signatures import Format, format_of
from zjtx_rules.populations.files.table_names import table_words, words_of
from zjtx_rules.populations.files.workbooks import Sheet, sheets_of
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.words import Words

FORMATS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et"), "sheet"),
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".ipc": "arrow",
    ".feather": "arrow",
}
"""The kinds of file by their endings."""

AT = "~at"
"""The column that keeps the place of every row in the input."""
SHEET = "~sheet"
"""The column that names the sheet of every row, where there are several."""
ROW_ID = "~row id"
"""The column that names the applicant of a row in a list that does not: the number of the row."""

_PART = re.compile(r"[-_. ]?(?:part)?[-_]?\d*$")
_SHOWN = 5
_ABOUT = ("population.json", "README.txt", "README.md")
"""What a population says of itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a table, or one sheet of it."""

    path: Path
    format: Format
    header: tuple[str, ...]
    rows: int
    """How many rows it has; of a CSV file at most."""
    readable: Path
    plain: PlainTable | None = None
    """How it was looked through, if it is a text or a sheet."""
    sheet: str = ""
    """The sheet of the workbook."""

    @property
    def is_text(self) -> bool:
        """Whether every cell is a text."""
        return self.plain is not None


@dataclass(frozen=True, slots=True)
class TableFiles:
    """One table and the files that make it up, in the order of their names."""

    name: str
    pieces: tuple[Piece, ...]
    identity: str | None = None
    """The column that says which applicant a row is about."""

    @property
    def header(self) -> tuple[str, ...]:
        """The columns, as the first file has them."""
        return self.pieces[0].header

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(each.rows for each in self.pieces)

    @property
    def title(self) -> tuple[str, ...]:
        """The texts above the headers, and the names of the sheets."""
        texts: list[str] = []
        for each in self.pieces:
            texts += [*(each.plain.title if each.plain is not None else ()), *([each.sheet] if each.sheet else [])]
        return tuple(dict.fromkeys(texts))

    def lazy(self) -> pl.LazyFrame:
        """Return the rows with their places (`~at`), not loaded yet; everything in a text or a sheet is text."""
        several = len({each.sheet for each in self.pieces}) > 1
        frames = [scanned(each, numbered=self.identity == ROW_ID, several=several) for each in self.pieces]
        if several:
            sheets = [pl.lit(each.sheet).alias(SHEET) for each in self.pieces]
            frames = [frame.with_columns(sheet) for frame, sheet in zip(frames, sheets, strict=True)]
        frames = [each.select(frames[0].collect_schema().names()) for each in frames] if len(frames) > 1 else frames
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        frame = frame.with_row_index(AT)
        if self.pieces[0].is_text:
            frame = frame.filter(~pl.all_horizontal(pl.exclude(AT, ROW_ID, SHEET).is_null()))
        if self.identity is not None and frame.collect_schema()[self.identity] == pl.String:
            ids = pl.col(self.identity).str.strip_chars()
            frame = frame.with_columns(pl.when(ids != "").then(ids).alias(self.identity))
        return frame


@dataclass(frozen=True, slots=True)
class Population:
    """A population that has been found, and not been loaded."""

    path: Path
    wide: bool
    """Whether it is one list of firms whose columns unfold into the other tables."""
    tables: dict[str, TableFiles] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What is wrong with single rows of the files; the others can be looked at all the same."""
    notes: tuple[Words, ...] = ()
    """What was not read, or read otherwise than it stands there."""

    @property
    def applicants(self) -> TableFiles:
        """The table of the applicants."""
        return self.tables["applicants"]


Vocabularies = Callable[[str, bool], Vocabulary]
"""The headers that a table can have, by its name, and whether it is a list of firms."""


@dataclass(slots=True)
class _Finding:
    """What is found of a population; lives while it is looked for."""

    copies: Path
    vocabularies: Vocabularies
    fatal: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)


def find(path: Path, copies: Path, vocabularies: Vocabularies) -> Population:
    """Return the population at a path.

    Args:
        path: A folder, or a file of firms in wide form.
        copies: An empty folder for copies of files that cannot be read as they are (in GB 18030, workbooks).
        vocabularies: The headers that its tables can have.

    Raises:
        InputError: With everything that is wrong with the files as such.
    """
    if not path.exists():
        words = Words("没有这一文件或文件夹", "there is no such file or folder")
        names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError([Problem("missing-file", words, Place(str(path)), suggestion=did_you_mean(path.name, names))])
    finding = _Finding(copies, vocabularies)
    wide = False
    found: dict[str, list[Piece]] = {}
    if path.is_dir():
        for name, paths in _in_folder(path, finding).items():
            found[name] = _pieces(name, paths, finding)
    elif _is_data(path, finding.fatal):
        found, wide = _one_file(path, finding)
    tables = {name: _table(name, pieces, finding, wide=wide) for name, pieces in found.items() if pieces}
    if "applicants" in tables and not tables["applicants"].rows and not finding.problems:
        words = Words("表中没有申请主体", "the table has no applicants")
        finding.fatal.append(Problem("no-rows", words, Place(str(tables["applicants"].pieces[0].path))))
    if finding.fatal or "applicants" not in tables:
        raise InputError([*finding.fatal, *finding.problems])
    return Population(path, wide, tables, tuple(finding.problems), tuple(finding.notes))


def _one_file(path: Path, finding: _Finding) -> tuple[dict[str, list[Piece]], bool]:
    """Return the tables in one file, and whether they are one list of firms."""
    kind = _kind_of(path, finding)
    if kind is None:
        return {}, True
    if kind != "sheet":
        piece = _piece("applicants", path, kind, finding, wide=True)
        return ({"applicants": [piece]} if piece is not None else {}), True
    sheets = sheets_of(path)
    if isinstance(sheets, Problem):
        finding.fatal.append(sheets)
        return {}, True
    if not sheets:
        finding.fatal.append(Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path))))
        return {}, True
    known = table_words()
    if len(sheets) > 1 and "applicants" in {known.get(each.name.strip()) for each in sheets}:
        found: dict[str, list[Piece]] = {}
        for each in sheets:
            name = known.get(each.name.strip())
            if name is None:
                finding.notes.append(
                    _not_read(path, each.name, "工作表的名称不是任何一张表", "its name is not that of a table")
                )
            else:
                found.setdefault(name, []).extend(_sheet_pieces(name, path, [each], finding, wide=False))
        return found, False
    return {"applicants": _sheet_pieces("applicants", path, sheets, finding, wide=True)}, True


def _table(name: str, pieces: Sequence[Piece], finding: _Finding, *, wide: bool) -> TableFiles:
    """Return a table with the column that names the applicants."""
    words = finding.vocabularies(name, wide).identities
    header = pieces[0].header
    candidates = [each for each in words if each in header]
    table = TableFiles(name, tuple(pieces), candidates[0] if candidates else None)
    if not wide:
        return table
    table = _named_best(table, candidates, finding)
    called = next((each for each in finding.vocabularies(name, wide).labels if each in header), None)
    if called is not None and called != table.identity:
        finding.notes += _same_names(table, called)
    return table


def _same_names(table: TableFiles, called: str) -> Iterator[Words]:
    """Yield a note where several firms have one name: they may be one that is listed twice."""
    identity = pl.col(table.identity or ROW_ID).alias("id")
    names = table.lazy().select(pl.col(called).cast(pl.String).str.strip_chars().alias("name"), identity).unique()
    counts = names.filter(pl.col("name") != "").group_by("name").len().filter(pl.col("len") > 1)
    found = counts.sort("name").collect(engine="streaming")
    if found.height:
        some = found["name"].head(_SHOWN).to_list()
        more, others = (
            (f"等{found.height}个", f" and {found.height - _SHOWN} more") if found.height > _SHOWN else ("", "")
        )
        yield Words(
            f"“{called}”有重复：{'、'.join(some)}{more}，各行仍分别计算；是同一家的请只留一行。",
            f"'{called}' has the same name more than once: {', '.join(some)}{others}; every row is a firm of its own. "
            "Keep one row for each firm.",
        )


def _named_best(table: TableFiles, candidates: Sequence[str], finding: _Finding) -> TableFiles:
    """Return a list with the column that names its firms: the best of those that name them all, or the numbers of the rows."""
    if len(candidates) > 1:
        # A column that leaves some without an id names nobody there; the next one may name them all.
        blanks = _blanks(table, candidates)
        best = min(candidates, key=lambda each: (blanks[each] > 0, candidates.index(each)))
        if best != candidates[0]:
            count = blanks[candidates[0]]
            finding.notes.append(
                Words(
                    f"“{candidates[0]}”有{count}行为空，改以“{best}”指明主体。",
                    f"'{candidates[0]}' is empty in {count} row(s): applicants are named by '{best}'.",
                )
            )
        return replace(table, identity=best)
    if not candidates:
        finding.notes.append(
            Words(
                "没有指明主体的列（统一社会信用代码、编号、企业名称），以行号指明主体，如“第3行”。",
                "no column names the applicants (统一社会信用代码, 编号, 企业名称): they are called by their rows, such as '第3行'.",
            )
        )
        return replace(table, identity=ROW_ID)
    return table


def _blanks(table: TableFiles, candidates: Sequence[str]) -> dict[str, int]:
    """Return how many rows leave each of some columns empty."""
    frame = table.lazy().select(pl.col(each).cast(pl.String).str.strip_chars() for each in candidates)
    counts = frame.select((pl.all().is_null() | (pl.all() == "")).sum()).collect(engine="streaming")
    return {each: int(counts[each][0]) for each in candidates}


def _in_folder(folder: Path, finding: _Finding) -> dict[str, list[Path]]:
    known = table_words()
    found: dict[str, list[Path]] = {}
    for each in sorted(folder.iterdir()):
        if each.name.startswith((".", "~")) or each.name in _ABOUT:
            continue
        if each.is_dir() or (each.suffix.lower() not in FORMATS and known.get(each.stem) is None):
            what = ("是文件夹", "it is a folder") if each.is_dir() else ("不是数据文件", "it is no file of data")
            finding.notes.append(_not_read(each, "", *what))
            continue
        name = known.get(each.stem) or known.get(_PART.sub("", each.stem))
        if name is None and each.suffix.lower() == ".txt":
            finding.notes.append(_not_read(each, "", "它的名称不是任何一张表", "its name is not that of a table"))
            continue
        if each.suffix.lower() not in FORMATS:
            _is_data(each, finding.fatal)
        elif name is None:
            words = Words(f"“{each.stem}”不是任何一张表的名称", f"'{each.stem}' is not the name of a table")
            expected = Words("、".join(words_of(table)[0] for table in ("applicants", *TABLES)), ", ".join(TABLES))
            hint = did_you_mean(_PART.sub("", each.stem), known)
            finding.fatal.append(Problem("unknown-table", words, Place(str(each)), expected=expected, suggestion=hint))
        else:
            found.setdefault(name, []).append(each)
    if "applicants" not in found:
        words = Words("文件夹中没有申请主体表", "the folder has no table of applicants")
        expected = Words(
            "企业.csv、申请主体.csv 或 applicants.csv（也可为 .xlsx、.parquet、.arrow）",
            "applicants.csv (or .xlsx, .parquet, .arrow)",
        )
        finding.fatal.append(Problem("missing-file", words, Place(str(folder)), expected=expected))
    return found


def _not_read(path: Path, sheet: str, why: str, why_in_english: str) -> Words:
    name = f"{path.name}的工作表“{sheet}”" if sheet else path.name
    english = f"the sheet '{sheet}' of {path.name}" if sheet else path.name
    return Words(f"没有读取{name}：{why}。", f"{english} was not read: {why_in_english}.")


def _is_data(path: Path, problems: list[Problem]) -> bool:
    if path.suffix.lower() in FORMATS:
        return True
    words = Words(f"不能读取“{path.suffix or path.name}”文件", f"a file '{path.suffix or path.name}' cannot be read")
    expected = Words(
        "CSV、XLSX、XLS、ODS、Parquet 或 Arrow 文件，或文件夹",
        "a CSV, XLSX, XLS, ODS, Parquet or Arrow file, or a folder",
    )
    problems.append(Problem("unknown-format", words, Place(str(path)), expected=expected))
    return False


def _pieces(name: str, paths: Iterable[Path], finding: _Finding) -> list[Piece]:
    """Return the files of a table of a folder, all with the same columns."""
    pieces: list[Piece] = []
    for path in paths:
        kind = _kind_of(path, finding)
        if kind is None:
            continue
        if kind == "sheet":
            sheets = sheets_of(path)
            if isinstance(sheets, Problem):
                finding.fatal.append(sheets)
                continue
            mine = _sheet_pieces(name, path, sheets, finding, wide=False)
        else:
            piece = _piece(name, path, kind, finding, wide=False)
            mine = [piece] if piece is not None else []
        for each in mine:
            if pieces and each.is_text != pieces[0].is_text:
                words = Words("同一张表的文件格式不同", "the files of one table are of different kinds")
                expected = Words(f"与 {pieces[0].path.name} 相同", f"the same as {pieces[0].path.name}")
                finding.fatal.append(Problem("mixed-formats", words, Place(str(path)), expected=expected))
            elif pieces and each.header != pieces[0].header:
                words = Words(
                    f"列与 {pieces[0].path.name} 不同", f"the columns differ from those of {pieces[0].path.name}"
                )
                expected = Words("、".join(pieces[0].header), ", ".join(pieces[0].header))
                finding.fatal.append(Problem("other-columns", words, Place(str(path), 1, 1), expected=expected))
            else:
                pieces.append(each)
    return pieces


def _kind_of(path: Path, finding: _Finding) -> Format | None:
    """Return what a file holds; nothing where it cannot be read, which is noted as a problem."""
    found = format_of(path, FORMATS[path.suffix.lower()])
    if isinstance(found, Problem):
        finding.fatal.append(found)
        return None
    kind, note = found
    if note is not None:
        finding.notes.append(note)
    return kind


def _piece(name: str, path: Path, kind: Format, finding: _Finding, *, wide: bool) -> Piece | None:
    if kind != "csv":
        return _binary(path, kind, finding.fatal)
    looked = look_through(path, finding.copies, finding.vocabularies(name, wide))
    if not isinstance(looked, PlainTable):
        finding.fatal += looked
        return None
    return _looked(Piece(path, "csv", looked.header, looked.rows, looked.readable, looked), finding)


def _looked(piece: Piece, finding: _Finding) -> Piece:
    if piece.plain is not None:
        finding.problems += piece.plain.problems
        finding.notes += piece.plain.notes
    return piece


def _hidden_rows(name: str, sheet: Sheet, *, below: int) -> list[Words]:
    """Return the note that rows below the header are hidden, or filtered out, and count all the same."""
    rows = [
        each.line for each in sheet.rows if each.line > below and each.line in sheet.hidden_rows and any(each.cells)
    ]
    if not rows:
        return []
    return [
        Words(
            f"{name}：有{len(rows)}行是隐藏（或筛选掉）的，照样读取，如第{rows[0]}行。",
            f"{name}: {len(rows)} row(s) are hidden or filtered out, and were read all the same, such as line {rows[0]}.",
        )
    ]


def _sheet_pieces(name: str, path: Path, sheets: Sequence[Sheet], finding: _Finding, *, wide: bool) -> list[Piece]:
    """Return the sheets of a workbook that make up a table; what is not read is noted."""
    vocabulary = finding.vocabularies(name, wide)
    found: list[Piece] = []
    sheets = _shown_sheets(path, sheets, finding)
    for each in sheets:
        called = f"{path.name}“{each.name}”" if len(sheets) > 1 else path.name
        target = copy_of(path, finding.copies)
        plain = plain_table(each.rows, vocabulary, path, target, name=called, ragged=False)
        if isinstance(plain, PlainTable):
            plain.notes += _hidden_rows(called, each, below=plain.header_line)
            found.append(Piece(path, "sheet", plain.header, plain.rows, plain.readable, plain, each.name))
    if len(found) > 1:
        found = _sheets_alike(path, found, vocabulary, finding)
    return [_looked(piece, finding) for piece in found]


def _shown_sheets(path: Path, sheets: Sequence[Sheet], finding: _Finding) -> list[Sheet]:
    """Return the sheets that are not hidden, or all where all are; what is left out is noted."""
    shown = [sheet for sheet in sheets if not sheet.hidden]
    if not shown:
        return list(sheets)
    for sheet in sheets:
        if sheet.hidden:
            finding.notes.append(_not_read(path, sheet.name, "它是隐藏的", "it is hidden"))
    return shown


def _sheets_alike(path: Path, found: Sequence[Piece], vocabulary: Vocabulary, finding: _Finding) -> list[Piece]:
    """Return the sheets whose columns are those of the one best understood; the others are noted, and so is that several are read."""
    best = max(found, key=lambda piece: (sum(map(vocabulary.knows, piece.header)), piece.rows > 0))
    same = [piece for piece in found if set(piece.header) == set(best.header) and (piece.rows or piece is best)]
    for piece in found:
        if any(piece is each for each in same):
            continue
        why = ("没有申请主体", "it has no applicants")
        if piece.rows:
            why = (f"列与工作表“{best.sheet}”不同", f"its columns differ from those of the sheet '{best.sheet}'")
        finding.notes.append(_not_read(path, piece.sheet, *why))
    if len(same) > 1:
        names = [piece.sheet for piece in same]
        finding.notes.append(
            Words(
                f"{path.name}：一并读取了{len(names)}张工作表：{'、'.join(names)}。",
                f"{path.name}: {len(names)} sheets were read together: {', '.join(names)}.",
            )
        )
    return same


def _binary(path: Path, kind: Format, problems: list[Problem]) -> Piece | None:
    if not path.stat().st_size:
        problems.append(Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path))))
        return None
    try:
        frame = pl.scan_parquet(path, glob=False) if kind == "parquet" else pl.scan_ipc(path, glob=False)
        header = tuple(frame.collect_schema())
        rows = int(frame.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        words = Words(f"不是完整的 {kind} 文件（{error}）", f"this is not a whole {kind} file ({error})")
        problems.append(Problem("broken-file", words, Place(str(path))))
        return None
    plain = tuple(each.strip().replace("~", "～") for each in header)
    return Piece(path, kind, plain if len(set(plain)) == len(plain) else header, rows, path)


def scanned(piece: Piece, *, numbered: bool, several: bool) -> pl.LazyFrame:
    """Return the rows of a file under their headers, with the names of the rows where they are to be the ids."""
    if piece.plain is None:
        frame = (
            pl.scan_parquet(piece.readable, glob=False)
            if piece.format == "parquet"
            else pl.scan_ipc(piece.readable, glob=False)
        )
        names = frame.collect_schema().names()
        frame = frame.rename({old: new for old, new in zip(names, piece.header, strict=True) if old != new})
        line = pl.int_range(1, pl.len() + 1).cast(pl.String)
        return frame.with_columns(("第" + line + "行").alias(ROW_ID)) if numbered else frame
    names = [*piece.header, LINE] if piece.plain.copied else list(piece.header)
    frame = pl.scan_csv(piece.readable, infer_schema=False, glob=False, new_columns=names)
    if numbered:
        sheet = piece.sheet if several else ""
        frame = frame.with_columns(pl.concat_str(pl.lit(f"{sheet}第"), pl.col(LINE), pl.lit("行")).alias(ROW_ID))
    return frame.drop(LINE, strict=False)
