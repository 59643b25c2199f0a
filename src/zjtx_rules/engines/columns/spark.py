"""What is different about tables on a Spark cluster: stages are kept on the executors, small tables go to all of them.

Each stage is a table of hundreds of yes-no columns. Spark gives every column of a stored row eight bytes and carries the
whole plan that led to it along; so a stage is stored packed, a yes-no in one or two bits, and its plan ends there.
"""

from __future__ import annotations

from typing import Any

_BITS = 62
_MOST_BROADCAST = 100_000
_SMALLEST = 128
"""One more than the greatest number of a tinyint; added to it, it makes it a natural number."""


def ready(native: Any) -> None:
    """See that what Spark and we exchange tables with is there.

    Raises:
        ImportError: If PyArrow is missing, or PySpark is older than 4.0.
    """
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - only whether it is there
    except ImportError:
        found = False
    else:
        found = hasattr(native, "toArrow")
    if not found:
        raise ImportError(
            "Spark 表需要附加组件（PySpark 4.0 以上和 PyArrow）/ tables on Spark need an extra (PySpark 4.0 or newer and PyArrow): "
            "pip install 'zjtx-rules[spark]'"
        )


def stored(native: Any) -> Any:
    """Return the table worked out and kept: in the checkpoint directory if the session has one, else on the executors.

    Only what is in the checkpoint directory survives the loss of an executor.
    """
    packing, unpacking = _packed(native.schema)
    packed = native.selectExpr(*packing)
    lasting = native.sparkSession.sparkContext.getCheckpointDir() is not None
    return (packed.checkpoint() if lasting else packed.localCheckpoint()).selectExpr(*unpacking)


def spread(table: Any, session: Any) -> Any:
    """Return an Arrow table as one of the session; if it is small, a join sends it to every executor and moves no other.

    The rows of a large one, such as the answers of single applicants, are sent to where the applicants are.
    """
    made = session.createDataFrame(table)
    return made.hint("broadcast") if table.num_rows <= _MOST_BROADCAST else made


def _packed(schema: Any) -> tuple[list[str], list[str]]:
    """Return the columns that hold a table packed, and those that bring it back, as SQL."""
    words: list[list[str]] = []
    used = _BITS
    packing, unpacking = [], []
    for each in schema.fields:
        kind, name = each.dataType.typeName(), _quoted(each.name)
        if kind not in ("boolean", "byte"):
            packing.append(name)
            unpacking.append(name)
            continue
        bits, number, value = _boolean(name) if kind == "boolean" else _byte(name)
        if used + bits > _BITS:
            words.append([])
            used = 0
        word = _quoted(f"~packed{len(words) - 1}")
        words[-1].append(f"shiftleft({number}, {used})")
        unpacking.append(f"{value.format(f'(shiftright({word}, {used}) & {(1 << bits) - 1})')} AS {name}")
        used += bits
    packing += [f"{' | '.join(parts)} AS {_quoted(f'~packed{number}')}" for number, parts in enumerate(words)]
    return packing, unpacking


def _boolean(name: str) -> tuple[int, str, str]:
    """Return how many bits a yes-no takes, how it becomes a number, and how a number becomes it: 0 gap, 2 no, 3 yes."""
    return 2, f"coalesce(CAST({name} AS BIGINT) + 2, 0L)", "CASE {} WHEN 3 THEN true WHEN 2 THEN false END"


def _byte(name: str) -> tuple[int, str, str]:
    """Return the same for a tinyint: 0 is a gap."""
    number = f"coalesce(CAST({name} AS BIGINT) + {_SMALLEST + 1}, 0L)"
    return 9, number, f"CAST(nullif({{}}, 0L) - {_SMALLEST + 1} AS TINYINT)"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
