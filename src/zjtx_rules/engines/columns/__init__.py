"""Columns: the same verdicts and awards for a whole population at once, on the caller's own kind of frame."""

from zjtx_rules.engines.columns.problems import Counted
from zjtx_rules.engines.columns.table import TableAnswer, TableReport, evaluate_table

__all__ = ["Counted", "TableAnswer", "TableReport", "evaluate_table"]
