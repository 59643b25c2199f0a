"""The last day of the title that a recognition follows upon, for all recognitions at once.

The same rule as `conditions.recognitions.previous_expiry`: what the row says itself; or else the end of the latest earlier
recognition of the same title and level, unless one that may be of that level, or has no date, could be the latest.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER, TITLE_CODES, whole
from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.terms import TITLES

ONE_LEVEL = [code for name, code in TITLE_CODES.items() if len(TITLES[name].levels) == 1]
_KEYS = [ID, "title", "~level", "~day"]
END = 10**9
"""One more than the end of a validity (eight digits) and whether it is known (one digit) put together."""


def with_previous_last_day(rows: nw.LazyFrame[Any], columns: AbstractSet[str]) -> nw.LazyFrame[Any]:
    """Return the recognitions with the last day of the title each follows upon, where it is known."""

    def number(name: str) -> nw.Expr:
        return nw.col(name).fill_null(0) if name in columns else whole(0)

    coded = rows.with_columns(number("level").alias("~level"), number("date").alias("~day"))
    end = nw.col("expires").fill_null(NEVER) if "expires" in columns else whole(NEVER)
    known = (~nw.col("expires").is_null()).cast(nw.Int64) if "expires" in columns else whole(0)
    others = coded.select(
        ID,
        "title",
        nw.col("~level").alias("~level2"),
        nw.col("~day").alias("~day2"),
        # Of two that end alike, the one whose end is known; an unknown end counts as the latest there is.
        (end * whole(10) + known).alias("~end2"),
    )
    pairs = coded.select(*_KEYS).unique().filter(nw.col("~day") > whole(0)).join(others, on=[ID, "title"], how="inner")
    alone = nw.col("title").is_in(ONE_LEVEL)
    vague = (nw.col("~level") == whole(0)) | (nw.col("~level2") == whole(0))
    alike = nw.when(vague).then(alone).otherwise(nw.col("~level") == nw.col("~level2"))
    perhaps = vague & ~alone
    dated = nw.col("~day2") > whole(0)
    earlier = dated & (nw.col("~day2") < nw.col("~day"))
    when = nw.col("~day2") * whole(END) + nw.col("~end2")
    pairs = pairs.select(
        *_KEYS,
        nw.when(earlier & alike).then(when).otherwise(whole(0)).alias("~sure"),
        nw.when(earlier & perhaps).then(when // whole(10)).otherwise(whole(0)).alias("~unsure"),
        (~dated & (alike | perhaps)).cast(nw.Int8).alias("~dateless"),
    )
    found = pairs.group_by(*_KEYS).agg(nw.col("~sure").max(), nw.col("~unsure").max(), nw.col("~dateless").max())
    certain = (
        (nw.col("~sure") > whole(0))
        & (nw.col("~dateless") == whole(0))
        & (nw.col("~unsure") < nw.col("~sure") // whole(10))
        & (nw.col("~sure") % whole(10) == whole(1))
    )
    ends = found.select(
        *_KEYS, nw.when(certain).then(nw.col("~sure") % whole(END) // whole(10)).alias("previous_last_day")
    )
    joined = coded.join(ends, on=_KEYS, how="left")
    if "previous_expires" in columns:
        own = nw.col("previous_expires")
        joined = joined.with_columns(
            nw.when(~own.is_null()).then(own).otherwise(nw.col("previous_last_day")).alias("previous_last_day")
        )
    return joined
