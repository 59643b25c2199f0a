"""Writes the keywords of a rule file in the other language: its keys and closed values, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from zjtx_rules.analysis.editing.layout import Box, Node, Scalar
from zjtx_rules.files.keywords import below, keys_of, member
from zjtx_rules.files.shapes import item_of

Keywords = Literal["zh", "en"]


def respell(node: Node, annotation: Any, to: Keywords, words: Mapping[str, Any] | None = None) -> None:
    """Put the keywords of a tree into one language, in place.

    Args:
        node: The tree.
        annotation: What may stand there.
        to: The language.
        words: The closed value that each Chinese word means there.
    """
    known = words or {}
    if isinstance(node, Scalar):
        _respell_value(node, known, to)
    elif not node.is_mapping:
        for each in node.entries:
            respell(each.value, item_of(annotation), to, known)
    else:
        _respell_mapping(node, annotation, to, known)


def _respell_value(scalar: Scalar, words: Mapping[str, Any], to: Keywords) -> None:
    if scalar.style in ("|", ">"):
        return
    meanings = {_written(meant): word for word, meant in words.items()}
    if to == "zh" and scalar.value in meanings:
        scalar.value = meanings[scalar.value]
    elif to == "en" and scalar.value in words:
        scalar.value = _written(words[scalar.value])


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _respell_mapping(box: Box, annotation: Any, to: Keywords, words: Mapping[str, Any]) -> None:
    said = {each.key.value: plain(each.value) for each in box.entries if each.key is not None}
    model, english = member(annotation, said)
    chinese = _words_of(model)
    for each in box.entries:
        if each.key is None:
            continue
        name = english.get(each.key.value, each.key.value)
        inner, its = below(model, name, annotation, words)
        respell(each.value, inner, to, its)
        if name in chinese:
            each.key.value = chinese[name] if to == "zh" else name


def _words_of(model: type[BaseModel] | None) -> Mapping[str, str]:
    return keys_of(model) if model is not None else {}


def plain(node: Node) -> Any:
    """Return the value of a scalar; nothing for anything else."""
    return node.value if isinstance(node, Scalar) else None
