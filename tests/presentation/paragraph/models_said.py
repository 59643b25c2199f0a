"""Every model that a clause, or what its document says for it, may hold."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.conditions.meets import Meets
from zjtx_rules.language.clauses import CLAUSES
from zjtx_rules.language.documents import Gate, InForce, Settings
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.presentation.paragraph.sentences import hints_of, models_in, types_in
from zjtx_rules.presentation.paragraph.terms import Cap, Rivalry, Surroundings
from zjtx_rules.quantities.models import NamedValue

ROOTS: tuple[type[BaseModel], ...] = (
    *CLAUSES,
    *CONDITIONS.values(),
    *PAYMENTS.values(),
    Gate,
    InForce,
    Settings,
    NamedValue,
    Surroundings,
    Rivalry,
    Cap,
)


def models(kinds: tuple[type[BaseModel], ...], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """Yield the models that may stand in some models, themselves included."""
    for model in kinds:
        if model not in seen:
            seen.add(model)
            yield model
            for name in model.model_fields:
                yield from models(tuple(_within(hints_of(model)[name])), seen)


def _within(annotation: object) -> Iterator[type[BaseModel]]:
    for each in types_in(annotation):
        inner = getattr(each, "__args__", ())
        yield from models_in((each,)) if not inner else ()
        for part in inner:
            if part is not Ellipsis:
                yield from _within(part)


EVERY = sorted(models(ROOTS, set()), key=lambda model: (model.__module__, model.__name__))


def needs_phrases(model: type[BaseModel]) -> bool:
    """Return whether a model has words of its own: what hangs on a reading is said alike, `meets` is gone once a file is loaded."""
    return set(model.model_fields) != {"by_reading", "options"} and model is not Meets
