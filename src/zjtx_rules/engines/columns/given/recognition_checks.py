"""What cannot be true of a recognition in a table: a level at which its title does not exist, a validity that ends before it."""

from __future__ import annotations

import narwhals as nw

from zjtx_rules.engines.columns.cells import TITLE_CODES
from zjtx_rules.terms import TITLES

_LEVELS = 10
"""More than there are levels."""
_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""How many days of a common year lie before each month."""
_FEBRUARY = 2


def no_such_level() -> nw.Expr:
    """Return whether a title and a level are both known and do not go together."""
    right = [code * _LEVELS + int(level) for title, code in TITLE_CODES.items() for level in TITLES[title].levels]
    return ~(nw.col("title") * _LEVELS + nw.col("level")).is_in(right)


def first_day(occasion: nw.Expr) -> nw.Expr:
    """Return the number of the first day of a year, a month or a day (20230000, 20230700, 20230714)."""
    year, month, day = occasion // 10_000, occasion // 100 % 100, occasion % 100
    before = year - 1
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    of_months = nw.lit(0)
    for number, days in enumerate(_BEFORE_MONTH, start=1):
        of_months = nw.when(month == number).then(nw.lit(days)).otherwise(of_months)
    of_months = of_months + nw.when(leap & (month > _FEBRUARY)).then(nw.lit(1)).otherwise(nw.lit(0))
    of_days = nw.when(day > 0).then(day).otherwise(nw.lit(1))
    return before * 365 + before // 4 - before // 100 + before // 400 + of_months + of_days
