"""The one spelling of formulas (实际投资额 × 补助比例): put into the tree of a text, and into what is read of it."""

from __future__ import annotations

from typing import Any, get_args

from pydantic.fields import FieldInfo

from zjtx_rules.analysis.editing.layout import Box, Node, Scalar
from zjtx_rules.files.keywords import member
from zjtx_rules.files.shapes import item_of, value_of
from zjtx_rules.quantities.formula import FormulaError, parse, printed
from zjtx_rules.quantities.part import FORMULA


def settle(node: Node, data: Any, meant: Any) -> Any:
    """Put every formula of a tree into its one spelling, and return the data with the same spelling.

    A formula that cannot be read stays as it is, as does one that is written as a plain number.
    """
    if not isinstance(node, Box):
        return data
    if not node.is_mapping:
        inner = item_of(meant)
        return [settle(entry.value, each, inner) for entry, each in zip(node.entries, data, strict=True)]
    plain = {
        entry.key.value: entry.value.value if isinstance(entry.value, Scalar) else None
        for entry in node.entries
        if entry.key
    }
    model, english = member(meant, plain)
    fields = {} if model is None else {field.alias or name: field for name, field in model.model_fields.items()}
    found = dict(data)
    for entry, (key, each) in zip(node.entries, data.items(), strict=True):
        field = fields.get(english.get(key, key))
        if field is not None and isinstance(entry.value, Scalar):
            if isinstance(each, str) and is_formula(field) and "\n" not in each:
                found[key] = entry.value.value = spelled(each)
        else:
            found[key] = settle(entry.value, each, value_of(meant) if field is None else field.annotation)
    return found


def spelled(text: str) -> str:
    """Return a formula in its one spelling; what is none stays as it is.

    >>> spelled("实际投资额*(基本比例＋3个百分点)")
    '实际投资额 × (基本比例 + 3个百分点)'
    """
    try:
        return printed(parse(text))
    except FormulaError:
        return text


def is_formula(field: FieldInfo) -> bool:
    """Return whether what stands in a field is a formula."""
    return FORMULA in field.metadata or _inside(field.annotation)


def _inside(annotation: Any) -> bool:
    return any(each is FORMULA or _inside(each) for each in (*get_args(annotation), *_metadata(annotation)))


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return tuple(getattr(annotation, "__metadata__", ()))
