"""What a model allows at a place: its keys, its fields, and the members of a union that are told apart by a tag."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

Location = tuple[str | int, ...]


def annotation_at(root: Any, location: Location) -> Any:
    """Return the annotation at a location of a complaint, or None where there is none."""
    current: Any = root
    for step in location:
        current = _inside(current, step)
        if current is None:
            return None
    return current


def known_keys(root: Any, location: Location) -> list[str]:
    """Return the keys that the model at a location knows, in its own order."""
    model = model_of(annotation_at(root, location))
    if model is None:
        return []
    names = [field.alias or name for name, field in model.model_fields.items()]
    return [*names, *getattr(model, "chinese_names", {})]


def models_of(annotation: Any) -> list[type[BaseModel]]:
    """Return every model that an annotation allows, those of lists and mappings apart."""
    if get_origin(annotation) is Annotated:
        return models_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [model for each in get_args(annotation) for model in models_of(each)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []


def item_of(annotation: Any) -> Any:
    """Return the annotation of the items, where a list may stand; else None."""
    return _argument(annotation, (tuple, list), 0)


def value_of(annotation: Any) -> Any:
    """Return the annotation of the values, where a mapping with keys of its author's may stand; else None."""
    return _argument(annotation, (dict,), 1)


def _argument(annotation: Any, kinds: tuple[type, ...], position: int) -> Any:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _argument(get_args(annotation)[0], kinds, position)
    if origin in (Union, types.UnionType):
        found = (_argument(each, kinds, position) for each in get_args(annotation))
        return next((each for each in found if each is not None), None)
    return get_args(annotation)[position] if isinstance(origin, type) and issubclass(origin, kinds) else None


def item_model(root: Any, location: Location) -> type[BaseModel] | None:
    """Return the model of the mapping at a location, or of the items where a list belongs there."""
    annotation = annotation_at(root, location)
    found = model_of(annotation)
    return found if found is not None else model_of(_inside(annotation, 0))


def field_at(root: Any, location: Location) -> FieldInfo | None:
    """Return the field that a location leads to, passing over items of lists and members of unions."""
    for length in range(len(location), 0, -1):
        model = model_of(annotation_at(root, location[: length - 1]))
        if model is not None:
            for name, field in model.model_fields.items():
                if location[length - 1] in (name, field.alias):
                    return field
    return None


def tagged(annotation: Any) -> dict[str, type[BaseModel]]:
    """Return the models of a union whose members carry tags, by tag."""
    found: dict[str, type[BaseModel]] = {}
    origin = get_origin(annotation)
    if origin is Annotated:
        tag = next((meta.tag for meta in annotation.__metadata__ if isinstance(meta, Tag)), None)
        inner = get_args(annotation)[0]
        model = model_of(inner)
        return {tag: model} if tag is not None and model is not None else tagged(inner)
    if origin in (Union, types.UnionType):
        for member in get_args(annotation):
            found |= tagged(member)
    return found


def model_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation stands for, the first of several."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        found = [model_of(each) for each in get_args(annotation)]
        return next((each for each in found if each is not None), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _inside(annotation: Any, step: str | int) -> Any:
    """Return the annotation one step further: a field, an item, a value, or the member of a union with this tag."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inside(get_args(annotation)[0], step)
    if origin in (Union, types.UnionType):
        return _member(annotation, step)
    if isinstance(origin, type) and issubclass(origin, (tuple, list)) and isinstance(step, int):
        return get_args(annotation)[0]
    if isinstance(origin, type) and issubclass(origin, dict):
        return get_args(annotation)[1]
    model = model_of(annotation)
    if model is None:
        return None
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            # Metadata such as a discriminator is kept on the field, not on its annotation.
            return field.annotation
    return None


def _member(union: Any, step: str | int) -> Any:
    """Return the member of a union with this tag, or what one step further in one of its members is, or the model of this name."""
    members = [each for each in get_args(union) if each is not type(None)]
    for member in members:
        if step in [meta.tag for meta in getattr(member, "__metadata__", ()) if isinstance(meta, Tag)]:
            return member
    for member in members:
        found = _inside(member, step)
        if found is not None:
            return found
    return next((each for each in members if getattr(model_of(each), "__name__", None) == step), None)
