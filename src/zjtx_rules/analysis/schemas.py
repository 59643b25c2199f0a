"""JSON Schemas of everything that is written or read: rule files, examples, profiles, evaluations.

Made from the models, so that they cannot say anything else; every key carries its Chinese title and description, which an
editor shows (with the modeline `# yaml-language-server: $schema=…` of the YAML language server).
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from zjtx_rules.analysis.examples import ExampleFile
from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.language import CLAUSE_KINDS, RuleFile
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.profile import APPLICANTS

SchemaName = Literal["rules", "example", "profile", "evaluation"]
Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: SchemaName) -> Schema:
    """Return the JSON Schema (2020-12) of one kind of file."""
    made = _MAKERS[name]()
    _say_in_chinese(made)
    title = _TITLES[name]
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **made, "title": title}


def schema_text(name: SchemaName) -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _rules() -> Schema:
    return RuleFile.model_json_schema()


def _example() -> Schema:
    return ExampleFile.model_json_schema()


def _profile() -> Schema:
    """Return the schema of a profile: one of the kinds of applicant, an enterprise where `kind` is left out."""
    models = list(APPLICANTS.items())
    _, made = models_json_schema([(model, "validation") for _, model in models], ref_template="#/$defs/{model}")
    definitions = made["$defs"]
    for _, model in models:
        definition = definitions[model.__name__]
        definition["title"] = model.noun.zh
        _accept_chinese_names(definition, model)
    refs = [{"$ref": f"#/$defs/{model.__name__}"} for _, model in models]
    return {"$defs": definitions, "anyOf": refs}


def _evaluation() -> Schema:
    from zjtx_rules.presentation.models import Answer  # noqa: PLC0415 - the upper room, only when asked

    return Answer.model_json_schema(mode="serialization")


_MAKERS: dict[str, Callable[[], Schema]] = {
    "rules": _rules,
    "example": _example,
    "profile": _profile,
    "evaluation": _evaluation,
}
_TITLES = {"rules": "规则文件", "example": "例子文件", "profile": "申报资料", "evaluation": "评估结果"}
SCHEMA_NAMES: tuple[SchemaName, ...] = ("rules", "example", "profile", "evaluation")
"""The kinds of file that have a schema."""
