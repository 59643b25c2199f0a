"""The synthetic population: applicants that nobody is, drawn from assumptions that stand in `shares.yaml`.

It is for measuring, trying out and teaching. What is true of it says nothing of the firms of any place.
"""

try:
    import narwhals as _narwhals  # noqa: F401 - only whether it is there
    import polars as pl  # noqa: F401 - likewise
except ImportError:
    raise ImportError(
        "合成总体需要附加组件 / a synthetic population needs an extra: pip install 'zjtx-rules[table]'", name="polars"
    ) from None

from zjtx_rules.populations.synthetic.drawing import draw, schemas
from zjtx_rules.populations.synthetic.question import Question, ask
from zjtx_rules.populations.synthetic.writing import Written, write

__all__ = ["Question", "Written", "ask", "draw", "schemas", "write"]
