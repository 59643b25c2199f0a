"""The kinds of condition a rule file may state, one file each; the room collects them by itself.

`AnyCondition` is the type that other rooms use in their models: a mapping is recognised by its keys.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union

from pydantic import Discriminator, Tag

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.meets import Meets

_ROOM = {"base", "choice", "distance", "levers", "lowered", "meets", "recognitions", "turning"}


def _collect() -> dict[str, type[Condition]]:
    """Import every file of the room and return its kinds by name."""
    for module in pkgutil.iter_modules(__path__):
        if module.name not in _ROOM:
            importlib.import_module(f"{__name__}.{module.name}")
    kinds = {kind.__module__.rsplit(".", 1)[1]: kind for kind in _below(Condition)}
    return dict(sorted(kinds.items()))


def _below(kind: type[Condition]) -> Iterator[type[Condition]]:
    """Yield the kinds that have keys of their own."""
    for each in kind.__subclasses__():
        if "KEYS" in each.__dict__ and each is not Meets:
            yield each
        yield from _below(each)


def _which(value: Any) -> str | None:
    if isinstance(value, Condition):
        return type(value).__module__.rsplit(".", 1)[1]
    if not isinstance(value, dict):
        return None
    for name, kind in _BY_RANK:
        if not kind.KEYS.isdisjoint(value):
            return name
    return None


KINDS = _collect()
"""Every kind of condition, by the name of its file."""

WRITTEN: dict[str, type[Condition]] = {**KINDS, "meets": Meets}
"""Every kind that a rule file may write: also `meets`, which is gone once a file is loaded."""

_BY_RANK = sorted(WRITTEN.items(), key=lambda item: (-item[1].RANK, item[0]))

if TYPE_CHECKING:
    AnyCondition: TypeAlias = Condition
else:
    AnyCondition = Annotated[
        Union[tuple(Annotated[kind, Tag(name)] for name, kind in WRITTEN.items())],  # type: ignore[misc]  # noqa: UP007 - built from the files
        Discriminator(
            _which,
            custom_error_type="condition",
            custom_error_message="not a condition",
        ),
    ]
"""Any condition, recognised by its keys."""

for _kind in KINDS.values():
    _kind.model_rebuild(_types_namespace={"AnyCondition": AnyCondition})

__all__ = ["KINDS", "WRITTEN", "AnyCondition", "CheckContext", "Condition", "Context", "Found", "Prepared"]
