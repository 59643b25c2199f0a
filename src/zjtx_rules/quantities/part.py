"""The base of what a rule file says of quantities, and the type of a formula."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


FORMULA = "formula"
"""Marks the fields that hold a formula, for those who write rule files anew."""
FormulaText = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(
        _as_text, json_schema_input_type=Annotated[str, Field(min_length=1)] | int | Annotated[float, Field()]
    ),
    FORMULA,
]
"""One line of arithmetic; it is read, and its units are checked, once all names of the file are known."""


class Part(BaseModel):
    """The base of everything under `values:`: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)
