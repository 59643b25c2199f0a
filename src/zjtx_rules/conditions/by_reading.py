"""`by_reading`: which condition holds depends on how an ambiguous text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Prepared
from zjtx_rules.conditions.choice import check_options
from zjtx_rules.conditions.columns import Column, Columns

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


class ConditionByReading(Condition):
    """The condition under each option of a reading."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"by_reading"})
    RANK: ClassVar[int] = 2

    by_reading: str = Field(title="解读", description="解读（readings）的编号")
    options: dict[str, AnyCondition] = Field(title="各选项", description="每个选项下的条件")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the condition of the option chosen."""
        option = context.choice(self.by_reading)
        return context.ready(self.options[option[0] if isinstance(option, tuple) else option])

    def column(self, columns: Columns) -> Column:
        """Write the condition of the option chosen."""
        option = columns.context.choice(self.by_reading)
        return columns.part(self.options[option[0] if isinstance(option, tuple) else option])

    def check(self, context: CheckContext) -> None:
        """Check the reading, its options and the condition of each."""
        check_options(self.by_reading, dict(self.options), context, ())
        for option, each in self.options.items():
            each.check(context.at("options", option))
