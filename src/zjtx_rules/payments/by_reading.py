"""`by_reading`: what is paid depends on how an ambiguous text is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.conditions.choice import check_options
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, below
from zjtx_rules.terms import Money

if TYPE_CHECKING:
    from zjtx_rules.payments import AnyPayment


class PaymentByReading(Payment):
    """The payment under each option of a reading."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"by_reading"})

    by_reading: str = Field(title="解读", description="解读（readings）的编号")
    options: dict[str, AnyPayment] = Field(title="各选项", description="每个选项下的给付")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Prepare the payment of the option chosen."""
        option = context.conditions.choice(self.by_reading)
        return self.options[option[0] if isinstance(option, tuple) else option].prepare(context)

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:
        """Check the reading, its options and the payment of each."""
        check_options(self.by_reading, dict(self.options), context, ())
        for option, each in self.options.items():
            each.check(context.at("options", option), below(item_context, "options", option))

    def nature(self) -> Nature | None:
        """Return nothing: it hangs on the reading."""
        return None

    def most(self, payments: Mapping[str, Payment]) -> Money | None:
        """Return the most under any option: what was paid was perhaps paid under another reading."""
        options = [each.most(payments) for each in self.options.values()]
        return None if None in options else max(each for each in options if each is not None)

    def column(self, columns: Columns) -> frozenset[str] | None:
        """Ask the payment of the option chosen."""
        option = columns.context.choice(self.by_reading)
        return self.options[option[0] if isinstance(option, tuple) else option].column(columns)

    def amounts(self) -> tuple[Any, ...]:
        """Return the figures of all options."""
        return tuple(dict.fromkeys(amount for each in self.options.values() for amount in each.amounts()))
