"""English labels of a rule file: a file of its own, `english/NAME.yaml` beside it, so that the rule file is Chinese.

A label translates a name for English output. No verdict and no sum hangs on it, so labels are no part of the content hash of
the rules: one that is corrected does not make other rules.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError, create_model

from zjtx_rules.files import Path as DataPath
from zjtx_rules.files import Source, parse_yaml
from zjtx_rules.files.errors import problems_of
from zjtx_rules.files.shapes import item_of, model_of
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.problems import InputError

FOLDER = "english"
"""The folder beside a rule file in which its labels are kept, under the same name."""


def _labelled() -> tuple[str, ...]:
    """Return the lists of a rule file whose entries have an English label, except documents."""
    models = {name: model_of(item_of(field.annotation)) for name, field in RuleFile.model_fields.items()}
    return tuple(name for name, model in models.items() if model and "english" in model.model_fields)


GROUPS = (*_labelled(), "clauses")
"""What has labels, in the order of a rule file."""

_ById = dict[str, Annotated[str, Field(min_length=1)]]

_FIELDS: Any = {group: (_ById, {}) for group in GROUPS}
Labels = create_model("Labels", __config__=ConfigDict(extra="forbid"), **_FIELDS)
"""The labels of one rule file by group and id."""


def labels_path(path: Path) -> Path:
    """Return where the labels of a rule file are kept, if there are any."""
    return path.parent / FOLDER / f"{path.stem}.yaml"


def read_labels(text: str, name: str) -> Source:
    """Return the labels of a rule file.

    Raises:
        InputError: If the text is wrong, or is no mapping of groups to labels by id.
    """
    source = parse_yaml(text, name)
    try:
        Labels.model_validate(source.data)
    except ValidationError as error:
        raise InputError(problems_of(error, source, Labels)) from None
    return source


def with_labels(source: Source, labels: Source | None) -> Source:
    """Return an expanded rule file with the labels it is given; what it says in English itself stays."""
    if labels is None or not isinstance(source.data, dict):
        return source
    said = labels.data

    def labelled(group: str, entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        if group == "documents":
            entry = {**entry, "clauses": each("clauses", entry.get("clauses"))} if "clauses" in entry else entry
        if group == "records" and isinstance(entry.get("fields"), list):
            entry = {**entry, "fields": [field_of(entry.get("id"), one) for one in entry["fields"]]}
        label = said.get(group, {}).get(entry.get("id")) if isinstance(entry.get("id"), str) else None
        return entry if label is None or "english" in entry else {**entry, "english": label}

    def field_of(listed: Any, field: Any) -> Any:
        """Return a field of a list of records with its label, which stands under LIST.FIELD."""
        if not isinstance(field, dict) or "english" in field:
            return field
        label = said.get("records", {}).get(f"{listed}.{field.get('id')}")
        return field if label is None else {**field, "english": label}

    def each(group: str, listed: Any) -> Any:
        return [labelled(group, entry) for entry in listed] if isinstance(listed, list) else listed

    groups = [group for group in GROUPS[:-1] if group in source.data]
    return replace(source, data={**source.data, **{group: each(group, source.data[group]) for group in groups}})


def entries(data: Any) -> Iterator[tuple[str, DataPath, dict[str, Any]]]:
    """Yield everything in an expanded rule file that may have a label: its group, its path and what is said of it."""
    if not isinstance(data, dict):
        return
    for group in GROUPS[:-1]:
        for index, entry in _mappings(data.get(group)):
            yield group, (group, index), entry
            if group == "records":
                for number, field in _mappings(entry.get("fields")):
                    named = {**field, "id": f"{entry.get('id')}.{field.get('id')}"}
                    yield group, (group, index, "fields", number), named
            if group == "documents":
                for number, clause in _mappings(entry.get("clauses")):
                    yield "clauses", (group, index, "clauses", number), clause


def _mappings(listed: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict):
            yield index, each


def labels_digest(data: Any) -> str:
    """Return the SHA-256 of the English labels of a rule file, wherever they stand."""
    said = json.dumps(list(_english(data, ())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _english(node: Any, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    for key, each in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "english" and "id" in node:
            yield path, each
        elif isinstance(each, (dict, list)):
            yield from _english(each, (*path, key))
