"""The table of senses speaks of the language as it is: fields that exist, and choices that can be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from zjtx_rules.analysis.diffing.monotonicity import SENSES
from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.language.clauses import CLAUSE_KINDS
from zjtx_rules.language.documents import Gate, Settings
from zjtx_rules.payments import KINDS as PAYMENTS


def models(model: type[BaseModel], seen: dict[str, list[type[BaseModel]]]) -> None:
    """Collect a model and every model inside it, each under its own name and those it inherits."""
    if model in seen.get(model.__name__, []):
        return
    for each in model.__mro__:
        seen.setdefault(each.__name__, []).append(model)
    for field in model.model_fields.values():
        for kind in inside(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                models(kind, seen)


def inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for each in get_args(annotation):
            yield from inside(each)


def every_model() -> dict[str, list[type[BaseModel]]]:
    seen: dict[str, list[type[BaseModel]]] = {}
    for each in (*CONDITIONS.values(), *PAYMENTS.values(), *CLAUSE_KINDS.values(), Gate, Settings):
        models(each, seen)
    return seen


MODELS = every_model()


@pytest.mark.parametrize(("model", "name"), sorted(SENSES))
def test_every_field_with_a_sense_exists(model: str, name: str) -> None:
    assert any(name in each.model_fields for each in MODELS.get(model, []))


@pytest.mark.parametrize(("model", "name"), sorted(key for key, sense in SENSES.items() if sense.ranks))
def test_every_ranked_choice_can_be_written(model: str, name: str) -> None:
    written: set[Any] = set()
    for each in MODELS[model]:
        if name in each.model_fields:
            written |= set() if each.model_fields[name].is_required() else {each.model_fields[name].default}
            for kind in inside(each.model_fields[name].annotation):
                written |= (
                    set(get_args(kind)) if get_origin(kind) is Literal else {True, False} if kind is bool else set()
                )
    assert set(SENSES[model, name].ranks) <= written
