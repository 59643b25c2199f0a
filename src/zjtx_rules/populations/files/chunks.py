"""A population brought into chunks that fit into memory: all rows of an applicant, from every table, in one of them.

The tables are written once into temporary buckets by a hash of the applicant's id, streaming; then bucket after bucket is
loaded. Rows that name an applicant twice, or an applicant who is not there, so meet in one bucket and are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.layout import Named, meaning_of
from zjtx_rules.populations.files.reading import AT, Population, TableFiles

_MOST_BUCKETS = 256
"""More would need more open files than some systems allow."""

_BUCKET = "~bucket"

Tables = dict[str, pl.DataFrame]
"""The rows of some applicants by table, as they were read; those of the applicants with their places."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chunks:
    """How a population comes apart."""

    population: Population
    folder: Path
    count: int

    def __iter__(self) -> Iterator[Tables]:
        """Yield chunk after chunk, loaded."""
        if self.count == 1:
            yield {name: _loaded(table, table.lazy()) for name, table in self.population.tables.items()}
            return
        for number in range(self.count):
            chunk = {}
            for name, table in self.population.tables.items():
                pieces = sorted((self.folder / name).glob(f"{_BUCKET}={number}/*.parquet"))
                if pieces:
                    chunk[name] = _loaded(table, pl.scan_parquet(pieces, glob=False))
                else:
                    chunk[name] = _loaded(table, table.lazy().head(0))
            yield chunk


def in_chunks(population: Population, size: int, folder: Path, step: Step = lambda _: None) -> Chunks:
    """Return a population in chunks of about so many applicants.

    Args:
        population: The population as it was found.
        size: How many applicants a chunk has at most, about.
        folder: Where the buckets are written, if there is more than one.
        step: Is told the table that is being written.
    """
    count = min(-(-population.applicants.rows // size), _MOST_BUCKETS) or 1
    if count > 1:
        for name, table in population.tables.items():
            step(name)
            identity = pl.col(table.identity or table.header[0])
            bucket = identity.cast(pl.String).hash(seed=0).fill_null(0) % count
            target = pl.PartitionBy(folder / name, key=bucket.alias(_BUCKET), include_key=False)
            table.lazy().sink_parquet(target, compression="lz4", statistics=False, mkdir=True, engine="streaming")
    return Chunks(population, folder, count)


def _loaded(table: TableFiles, frame: pl.LazyFrame) -> pl.DataFrame:
    """Return rows in the order of the input."""
    loaded = frame.collect(engine="streaming").sort(AT)
    return loaded if table.name == "applicants" else loaded.drop(AT)


def as_numbers(frame: pl.DataFrame, known: dict[str, Named]) -> pl.DataFrame:
    """Return a table with texts that are whole numbers throughout as such, which are read many times faster."""
    wanted = []
    for header, dtype in frame.schema.items():
        meaning = meaning_of(header, known) if dtype == pl.String else None
        if meaning is None or not (
            meaning.kind is kinds.COUNT or (meaning.kind is kinds.MONEY and meaning.unit is not None)
        ):
            continue
        digits = frame[header].str.strip_chars()
        digits = digits.set(digits == "", None)
        # One odd cell leaves the column to the reader of texts, which says what is wrong with it.
        if digits.str.contains(r"^[0-9]{1,15}$").all():
            wanted.append(digits.cast(pl.Int64).alias(header))
    return frame.with_columns(wanted)
