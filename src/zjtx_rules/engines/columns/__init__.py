"""Columns: the same verdicts and awards for a whole population at once, on the caller's own kind of frame."""

try:
    import narwhals as _narwhals  # noqa: F401 - only whether it is there
except ImportError:
    raise ImportError(
        "整表计算需要附加组件 / tables need an extra: pip install 'zjtx-rules[table]'", name="narwhals"
    ) from None

from zjtx_rules.engines.columns.given.in_row import InRow
from zjtx_rules.engines.columns.given.problems import Counted
from zjtx_rules.engines.columns.table import TableAnswer, TableReport, evaluate_table
from zjtx_rules.engines.columns.wanted import ConditionColumn, condition_columns

__all__ = ["ConditionColumn", "Counted", "InRow", "TableAnswer", "TableReport", "condition_columns", "evaluate_table"]
