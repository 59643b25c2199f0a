"""A synthetic population on disk: a folder with one file for each table, or several, and what it says of itself.

The folder appears under its name when it is complete, not before: it is written beside it and renamed at the end.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from zjtx_rules import __version__
from zjtx_rules.populations.files.writing import storage_faults, without_formulas
from zjtx_rules.populations.synthetic.drawing import Frames, draw, schemas
from zjtx_rules.populations.synthetic.question import Question
from zjtx_rules.populations.synthetic.shares import SHARES
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

Format = Literal["parquet", "csv"]
Progress = Callable[[int, int], None]

PART = 500_000
"""How many applicants stand in one file at most."""
CHUNK = 250_000
"""How many are drawn at a time; it makes no difference to what is written."""
MANIFEST = "population.json"
NOTICE = Words(
    "合成数据：全部由程序按假设的比例抽取，不对应任何真实主体，不能用来推断任何地方的情况。",
    "Synthetic data: drawn by a program from assumed shares. No applicant exists; nothing follows from it for any place.",
)
_ROW_GROUP = 100_000


@dataclass(frozen=True, slots=True)
class Written:
    """A population that was written."""

    folder: Path
    rows: Mapping[str, int]
    """How many rows each table has."""
    kinds: Mapping[str, int]
    """How many applicants of each kind there are."""


def write(
    question: Question,
    folder: Path,
    rules: str,
    *,
    form: Format = "parquet",
    force: bool = False,
    progress: Progress | None = None,
    part: int = PART,
    chunk: int = CHUNK,
) -> Written:
    """Draw a population and write it into a folder.

    Args:
        question: What population.
        folder: Where to; it must not exist, or be empty.
        rules: The content hash of the rule files whose declared facts are among the columns.
        form: `parquet` or `csv`.
        force: Replace a synthetic population that stands there already.
        progress: Told how many applicants of how many are done.
        part: How many applicants stand in one file at most.
        chunk: How many are drawn at a time.

    Raises:
        InputError: If something stands where the folder should be that must not be replaced, or nothing can be written there.
    """
    replaced = _may_stand(folder, force=force)
    making = folder.with_name(f".{folder.name}.unfinished-{os.getpid()}")
    try:
        with storage_faults(folder):
            making.mkdir(parents=True)
            rows, kinds, files = _tables(question, making, form, progress, part, chunk)
            _say(question, making, rules, form, rows, kinds, files)
            _take_place(making, folder, replaced=replaced)
    except OSError as error:
        message = Words(f"写不进去：{error.strerror or error}", f"it cannot be written: {error.strerror or error}")
        raise InputError([Problem("cannot-write", message, Place(str(folder)))]) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Written(folder, rows, kinds)


def _take_place(making: Path, folder: Path, *, replaced: bool) -> None:
    """Give a finished folder its name; what stood there is put back if that fails, and deleted if not."""
    if not replaced:
        making.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.replaced-{os.getpid()}")
    try:
        folder.rename(old)
        making.rename(folder)
    except BaseException:
        if not folder.exists():
            old.rename(folder)
        raise
    finally:
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)


def _may_stand(folder: Path, *, force: bool) -> bool:
    """Return whether there is something to replace.

    Raises:
        InputError: If something stands there that must not be replaced.
    """
    if not folder.exists():
        return False
    if folder.is_dir() and not any(folder.iterdir()):
        return True
    if folder.is_dir() and _synthetic(folder):
        if force:
            return True
        hint = Words("要覆盖请加 --force，或另选 --out", "add --force to replace it, or choose another --out")
        message = Words("已有一个合成总体", "a synthetic population is there already")
    else:
        # Even by force: what somebody else has put there is not ours to delete.
        hint = Words("另选 --out", "choose another --out")
        message = Words(
            "不是空文件夹，也不是合成总体，不覆盖", "neither empty nor a synthetic population; it stays as it is"
        )
    raise InputError([Problem("folder-not-empty", message, Place(str(folder)), suggestion=hint)])


def _synthetic(folder: Path) -> bool:
    """Return whether a folder holds a synthetic population and nothing else."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {MANIFEST, "README.txt", *(each for table in said["tables"].values() for each in table["files"])}
        return said["synthetic"] is True and {each.name for each in folder.iterdir()} <= files
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _tables(
    question: Question, folder: Path, form: Format, progress: Progress | None, part: int, chunk: int
) -> tuple[dict[str, int], dict[str, int], dict[str, list[str]]]:
    """Write every table; return how many rows each has, how many applicants there are of each kind, and the files."""
    names = list(schemas(question))
    rows, kinds = dict.fromkeys(names, 0), dict.fromkeys(question.kinds, 0)
    files: dict[str, list[str]] = {name: [] for name in names}
    for number, start in enumerate(range(0, question.n, part), start=1):
        stop = min(start + part, question.n)
        drawn: list[Frames] = []
        for at in range(start, stop, chunk):
            if progress:
                progress(at, question.n)
            drawn.append(draw(question, at, min(at + chunk, stop)))
        for name in names:
            # The chunks are forgotten: the file must not depend on them.
            frame = pl.concat([each.pop(name) for each in drawn], rechunk=True)
            rows[name] += len(frame)
            if name == "applicants":
                for kind, count in frame["kind"].value_counts().iter_rows():
                    kinds[kind] += count
            stem = name if question.n <= part else f"{name}-{number:04}"
            files[name].append(f"{stem}.{form}")
            with storage_faults(folder, writing=True):
                _file(frame, folder / files[name][-1], question, form)
    if progress:
        progress(question.n, question.n)
    return rows, kinds, files


def _file(frame: pl.DataFrame, path: Path, question: Question, form: Format) -> None:
    if form == "csv":
        without_formulas(frame).write_csv(path)
        return
    metadata = {
        "synthetic": "true",
        "notice": str(NOTICE.say("zh")),
        "notice_en": NOTICE.say("en"),
        "seed": str(question.seed),
        "n": str(question.n),
        "made_by": f"zjtx-rules {__version__}",
    }
    frame.write_parquet(path, compression="zstd", compression_level=3, row_group_size=_ROW_GROUP, metadata=metadata)


def _say(
    question: Question,
    folder: Path,
    rules: str,
    form: Format,
    rows: Mapping[str, int],
    kinds: Mapping[str, int],
    files: Mapping[str, list[str]],
) -> None:
    """Write what the population says of itself: for machines and for people."""
    said: dict[str, Any] = {
        "synthetic": True,
        "notice": {"zh": NOTICE.zh, "en": NOTICE.en},
        "made_by": f"zjtx-rules {__version__}",
        "n": question.n,
        "seed": question.seed,
        "format": form,
        "kinds": dict(kinds),
        "regions": dict(question.regions),
        "missing": {name: rate / 10_000 for name, rate in question.missing.items()},
        "rules": rules,
        "tables": {name: {"rows": count, "files": files[name]} for name, count in rows.items()},
        "assumed": SHARES,
    }
    text = json.dumps(said, ensure_ascii=False, indent=2, default=str)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
    lines = [
        NOTICE.zh,
        NOTICE.en,
        "",
        f"zjtx population --n {question.n} --seed {question.seed}（zjtx-rules {__version__}）",
        "比例、缺失率和全部假设见 population.json / shares, rates and all assumptions: population.json",
        "",
        *(f"{name}: {count}" for name, count in rows.items()),
    ]
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
