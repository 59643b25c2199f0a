"""The answers written to a file: in the order of the input, and complete or not there at all.

Chunks arrive in the order of the buckets. Each is kept in a temporary file until all are there; then they are merged, a
block of rows at a time, into a file beside the target, which takes the target's name only when it is whole.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from polars import selectors

from zjtx_rules.files.replacing import replacing
from zjtx_rules.populations.files.reading import AT, FORMATS
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

_BLOCK = 100_000


def check_target(path: Path) -> None:
    """Refuse a file that could not be written, before anything is computed.

    Raises:
        InputError: If the ending names no format, or there is no such folder.
    """
    if FORMATS.get(path.suffix.lower()) not in ("parquet", "csv"):
        words = Words(
            f"不能写“{path.suffix or path.name}”文件", f"a file '{path.suffix or path.name}' cannot be written"
        )
        expected = Words("以 .parquet 或 .csv 结尾的文件名", "a name that ends in .parquet or .csv")
        raise InputError([Problem("unknown-format", words, Place(str(path)), expected=expected)])
    check_folder(path)


def check_folder(path: Path) -> None:
    """Refuse a file whose folder is not there.

    Raises:
        InputError: If there is no such folder.
    """
    if not path.absolute().parent.is_dir():
        words = Words("没有这一文件夹", "there is no such folder")
        raise InputError([Problem("missing-folder", words, Place(str(path.parent)))])


class Answers:
    """The answers of the chunks so far, on disk; lives while one population is gone through."""

    def __init__(self, folder: Path) -> None:
        """Keep the answers in a temporary folder."""
        self.folder = folder
        self.pieces: list[Path] = []
        self.rows = 0

    def add(self, answers: pl.DataFrame) -> None:
        """Keep the answers for a chunk, whose rows carry their places in the input."""
        path = self.folder / f"answers-{len(self.pieces):05}.parquet"
        with storage_faults(self.folder, writing=True):
            answers.sort(AT).write_parquet(path, compression="lz4", row_group_size=16_384)
        self.pieces.append(path)
        self.rows += answers.height

    def write(self, target: Path) -> None:
        """Write everything to its target at once, in the order of the input."""
        with replacing(target) as path, storage_faults(target, writing=True):
            if FORMATS[target.suffix.lower()] == "csv":
                self._csv(path)
            else:
                self._parquet(path)

    def _blocks(self) -> list[pl.LazyFrame]:
        everything = pl.scan_parquet(self.pieces, glob=False)
        if len(self.pieces) == 1:
            return [everything.drop(AT)]
        last = int(everything.select(pl.col(AT).max()).collect().item())
        return [
            everything.filter(pl.col(AT).is_between(first, first + _BLOCK, closed="left")).sort(AT).drop(AT)
            for first in range(0, last + 1, _BLOCK)
        ]

    def _csv(self, path: Path) -> None:
        with path.open("wb") as file:
            for number, block in enumerate(self._blocks()):
                rows = without_formulas(block.collect())
                rows.columns = without_formulas(pl.DataFrame({"header": rows.columns}))["header"].to_list()
                rows.write_csv(file, include_header=not number, include_bom=not number)

    def _parquet(self, path: Path) -> None:
        blocks = self._blocks()
        if len(blocks) == 1:
            blocks[0].collect().write_parquet(path)
            return
        sorted_ = []
        for number, block in enumerate(blocks):
            piece = self.folder / f"block-{number:05}.parquet"
            block.collect().write_parquet(piece, compression="lz4")
            sorted_.append(piece)
        pl.scan_parquet(sorted_, glob=False).sink_parquet(path, maintain_order=True, engine="streaming")


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table whose texts no spreadsheet takes for formulas.

    An apostrophe stands before = + - @ (in full width too), a tab or a line end, as OWASP recommends against CSV injection.
    Numbers are left as they are.
    """
    text = selectors.by_dtype(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(r"^[=+\-@＝＋－＠\t\r\n]")).then("'" + text).otherwise(text).name.keep()
    )


@contextmanager
def storage_faults(where: Path, *, writing: bool = False) -> Iterator[None]:
    """Raise what Polars says of a disk (full, gone, not to be written) as the `OSError` that it is.

    Args:
        where: The file or folder that it is said of.
        writing: Whether nothing but writing is done here, so that every fault is one of the disk, in whatever words.
    """
    try:
        yield
    except pl.exceptions.PolarsError as error:
        number = re.search(r"\(os error ([0-9]+)\)", str(error))
        if number is not None:
            raise OSError(int(number[1]), os.strerror(int(number[1])), str(where)) from error
        if writing:
            raise OSError(errno.EIO, f"{os.strerror(errno.EIO)} ({error})", str(where)) from error
        raise
    except OSError as error:
        # Polars raises some of its own, with neither a number nor a file.
        if error.errno is None:
            found = re.search(r"\(os error ([0-9]+)\)", str(error))
            number_ = int(found[1]) if found else errno.EIO
            raise OSError(number_, os.strerror(number_), str(where)) from error
        raise
