"""A population on disk: a folder with files for each table, or one file of firms in wide form, opened without being loaded.

The files of a table may be CSV, Parquet or Arrow, one or several (`recognitions-0001.parquet`); their names are those of the
tables of `evaluate_table`, in English or Chinese (认定.csv). What is wrong with any of them is said of all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl

from zjtx_rules.engines.columns.given.layout import ID_WORDS, TABLES
from zjtx_rules.populations.files.csv_text import CsvText, look_through
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.model import Closed
from zjtx_rules.words import Words

Format = Literal["csv", "parquet", "arrow"]
FORMATS: dict[str, Format] = {
    ".csv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".ipc": "arrow",
    ".feather": "arrow",
}
"""The kinds of file by their endings."""

AT = "~at"
"""The column that keeps the place of every row in the input."""

_PART = re.compile(r"[-_. ]?(?:part)?[-_]?\d*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a table."""

    path: Path
    format: Format
    header: tuple[str, ...]
    rows: int
    """How many rows it has; of a CSV file at most."""
    readable: Path


@dataclass(frozen=True, slots=True)
class TableFiles:
    """One table and the files that make it up, in the order of their names."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns, as the first file has them."""
        return self.pieces[0].header

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(each.rows for each in self.pieces)

    @property
    def identity(self) -> str | None:
        """The column that says which applicant a row is about."""
        return next((word for word in ID_WORDS if word in self.header), None)

    def lazy(self) -> pl.LazyFrame:
        """Return the rows with their places (`~at`), not loaded yet; everything in a CSV file is text."""
        frames = [_scanned(each) for each in self.pieces]
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        frame = frame.with_row_index(AT)
        if self.pieces[0].format == "csv":
            frame = frame.filter(~pl.all_horizontal(pl.col(*self.header).is_null()))
        return frame


@dataclass(frozen=True, slots=True)
class Population:
    """A population that has been found, and not been loaded."""

    path: Path
    wide: bool
    """Whether it is one file of firms whose columns unfold into the other tables."""
    tables: dict[str, TableFiles] = field(default_factory=dict)

    @property
    def applicants(self) -> TableFiles:
        """The table of the applicants."""
        return self.tables["applicants"]


def find(path: Path, copies: Path) -> Population:
    """Return the population at a path.

    Args:
        path: A folder, or a file of firms in wide form.
        copies: An empty folder for copies of files that cannot be read as they are (in GB 18030).

    Raises:
        InputError: With everything that is wrong with the files as such.
    """
    if not path.exists():
        words = Words("没有这一文件或文件夹", "there is no such file or folder")
        names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError([Problem("missing-file", words, Place(str(path)), suggestion=did_you_mean(path.name, names))])
    problems: list[Problem] = []
    found: dict[str, list[Path]] = {}
    if path.is_dir():
        found = _in_folder(path, problems)
    elif _is_data(path, problems):
        found = {"applicants": [path]}
    tables = {}
    for name, paths in found.items():
        pieces = _pieces(paths, copies, problems)
        if pieces:
            tables[name] = TableFiles(name, tuple(pieces))
    if "applicants" in tables and not tables["applicants"].rows:
        words = Words("表中没有申请主体", "the table has no applicants")
        problems.append(Problem("no-rows", words, Place(str(tables["applicants"].pieces[0].path))))
    if problems:
        raise InputError(problems)
    return Population(path, wide=not path.is_dir(), tables=tables)


@cache
def table_words() -> dict[str, str]:
    """Return the tables by every name that a file may have."""
    words = {"applicants": "applicants"} | dict.fromkeys(("申请主体", "主体", "企业", "申报主体"), "applicants")
    for name, table in TABLES.items():
        words[name] = name
        if table.parent is None:
            words |= dict.fromkeys(_titles(name, APPLICANTS.values()), name)
        else:
            inner = _titles(table.inside, [TABLES[table.parent].model])
            outer = _titles(table.parent, APPLICANTS.values())
            words |= {before + after: name for before in outer for after in inner}
    return words


def words_of(name: str) -> list[str]:
    """Return the Chinese names of a table, best first."""
    return [word for word, table in table_words().items() if table == name and not word.isascii()]


def _titles(field_name: str, models: Iterable[type[Closed]]) -> list[str]:
    """Return the Chinese names of a field, the first that a model has."""
    for model in models:
        inner = model.model_fields.get(field_name)
        if inner is not None:
            extra = inner.json_schema_extra if isinstance(inner.json_schema_extra, dict) else {}
            aliases = extra.get("aliases", [])
            names = [inner.title, *(aliases if isinstance(aliases, list) else [])]
            return [each for each in names if isinstance(each, str)]
    return []


def _in_folder(folder: Path, problems: list[Problem]) -> dict[str, list[Path]]:
    known = table_words()
    found: dict[str, list[Path]] = {}
    for each in sorted(folder.iterdir()):
        if each.suffix.lower() not in FORMATS or each.name.startswith((".", "~")) or not each.is_file():
            continue
        name = known.get(each.stem) or known.get(_PART.sub("", each.stem))
        if name is None:
            words = Words(f"“{each.stem}”不是任何一张表的名称", f"'{each.stem}' is not the name of a table")
            expected = Words("、".join(words_of(table)[0] for table in ("applicants", *TABLES)), ", ".join(TABLES))
            hint = did_you_mean(_PART.sub("", each.stem), known)
            problems.append(Problem("unknown-table", words, Place(str(each)), expected=expected, suggestion=hint))
        else:
            found.setdefault(name, []).append(each)
    if "applicants" not in found:
        words = Words("文件夹中没有申请主体表", "the folder has no table of applicants")
        expected = Words(
            "企业.csv、申请主体.csv 或 applicants.csv（也可为 .parquet、.arrow）",
            "applicants.csv (or .parquet, .arrow)",
        )
        problems.append(Problem("missing-file", words, Place(str(folder)), expected=expected))
    return found


def _is_data(path: Path, problems: list[Problem]) -> bool:
    if path.suffix.lower() in FORMATS:
        return True
    words = Words(f"不能读取“{path.suffix or path.name}”文件", f"a file '{path.suffix or path.name}' cannot be read")
    expected = Words("CSV、Parquet 或 Arrow 文件，或文件夹", "a CSV, Parquet or Arrow file, or a folder")
    hint = None
    if path.suffix.lower() in (".xls", ".xlsx", ".et"):
        hint = Words("在表格软件中另存为“CSV UTF-8（逗号分隔）”", "save it as 'CSV UTF-8 (comma delimited)' first")
    problems.append(Problem("unknown-format", words, Place(str(path)), expected=expected, suggestion=hint))
    return False


def _pieces(paths: Iterable[Path], copies: Path, problems: list[Problem]) -> list[Piece]:
    pieces: list[Piece] = []
    for path in paths:
        kind = FORMATS[path.suffix.lower()]
        piece = _csv(path, copies, problems) if kind == "csv" else _binary(path, kind, problems)
        if piece is None:
            continue
        if pieces and piece.format != pieces[0].format:
            words = Words("同一张表的文件格式不同", "the files of one table are of different kinds")
            expected = Words(f"与 {pieces[0].path.name} 相同", f"the same as {pieces[0].path.name}")
            problems.append(Problem("mixed-formats", words, Place(str(path)), expected=expected))
        elif pieces and piece.header != pieces[0].header:
            words = Words(f"列与 {pieces[0].path.name} 不同", f"the columns differ from those of {pieces[0].path.name}")
            expected = Words("、".join(pieces[0].header), ", ".join(pieces[0].header))
            problems.append(Problem("other-columns", words, Place(str(path), 1, 1), expected=expected))
        else:
            pieces.append(piece)
    return pieces


def _csv(path: Path, copies: Path, problems: list[Problem]) -> Piece | None:
    looked = look_through(path, copies)
    if isinstance(looked, CsvText):
        return Piece(path, "csv", looked.header, looked.lines, looked.path)
    problems += looked
    return None


def _binary(path: Path, kind: Format, problems: list[Problem]) -> Piece | None:
    if not path.stat().st_size:
        problems.append(Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path))))
        return None
    try:
        frame = pl.scan_parquet(path) if kind == "parquet" else pl.scan_ipc(path)
        header = tuple(frame.collect_schema())
        rows = int(frame.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        words = Words(f"不是完整的 {kind} 文件（{error}）", f"this is not a whole {kind} file ({error})")
        problems.append(Problem("broken-file", words, Place(str(path))))
        return None
    return Piece(path, kind, header, rows, path)


def _scanned(piece: Piece) -> pl.LazyFrame:
    if piece.format == "csv":
        return pl.scan_csv(piece.readable, infer_schema=False, glob=False)
    if piece.format == "parquet":
        return pl.scan_parquet(piece.readable, glob=False)
    return pl.scan_ipc(piece.readable, glob=False)
