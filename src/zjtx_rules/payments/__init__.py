"""The kinds of payment a rule file may state, one file each; the room collects them by itself."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union

from pydantic import Discriminator, Tag

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.payments.base import Payment, PaymentContext, PreparedPayment, Reckoned

_ROOM = {"base", "payees", "rounding", "sharing", "undated"}


def _collect() -> dict[str, type[Payment]]:
    """Import every file of the room and return its kinds by name."""
    for module in pkgutil.iter_modules(__path__):
        if module.name not in _ROOM:
            importlib.import_module(f"{__name__}.{module.name}")
    kinds = {kind.__module__.rsplit(".", 1)[1]: kind for kind in Payment.__subclasses__()}
    return dict(sorted(kinds.items()))


def _which(value: Any) -> str | None:
    if isinstance(value, Payment):
        return type(value).__module__.rsplit(".", 1)[1]
    if isinstance(value, dict):
        for name, kind in KINDS.items():
            if not kind.KEYS.isdisjoint(value):
                return name
    return None


KINDS = _collect()
"""Every kind of payment, by the name of its file."""

if TYPE_CHECKING:
    AnyPayment: TypeAlias = Payment
else:
    AnyPayment = Annotated[
        Union[tuple(Annotated[kind, Tag(name)] for name, kind in KINDS.items())],  # type: ignore[misc]  # noqa: UP007 - built from the files
        Discriminator(_which, custom_error_type="payment", custom_error_message="not a payment"),
    ]
"""Any payment, recognised by its keys."""

for _kind in KINDS.values():
    _kind.model_rebuild(_types_namespace={"AnyPayment": AnyPayment, "AnyCondition": AnyCondition})

__all__ = ["KINDS", "AnyPayment", "Payment", "PaymentContext", "PreparedPayment", "Reckoned"]
