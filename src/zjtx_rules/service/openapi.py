"""The OpenAPI 3.1 document of the service, made from the models, so that it cannot say anything else."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from zjtx_rules.presentation.gaps import GapOut
from zjtx_rules.presentation.ladder import LadderOut
from zjtx_rules.presentation.matching import MatchingOut
from zjtx_rules.presentation.models import Answer, BriefAnswer, NormalAnswer
from zjtx_rules.schemas import SCHEMAS
from zjtx_rules.service.openapi_profile import MODELS as PROFILES
from zjtx_rules.service.openapi_profile import simplified
from zjtx_rules.service.problem_json import MEDIA_TYPE, TITLES
from zjtx_rules.service.replay import Record
from zjtx_rules.service.requests import CheckBody, DiffBody, EvaluateBody, GapBody, MatchBody, RulesIn
from zjtx_rules.version import __version__

_BODIES: tuple[type[BaseModel], ...] = (EvaluateBody, GapBody, MatchBody, CheckBody, DiffBody)
_ANSWERS: tuple[type[BaseModel], ...] = (Answer, NormalAnswer, BriefAnswer, GapOut, LadderOut, MatchingOut, Record)
_QUESTIONS = {
    "evaluate": ("评估：资格、奖补、依据", EvaluateBody),
    "gap": ("离某一条款或称号差多少", GapBody),
    "match": ("现在可以用什么", MatchBody),
}
_REPLIES: dict[str, dict[str, tuple[str, type[BaseModel], bool]]] = {
    "EvaluateReply": {
        "brief": ("BriefReply", BriefAnswer, False),
        "normal": ("NormalReply", NormalAnswer, False),
        "full": ("FullReply", Answer, False),
    },
    "GapReply": {"target": ("TargetReply", GapOut, True), "ladder": ("LadderReply", LadderOut, False)},
    "MatchReply": {"match": ("MatchReply", MatchingOut, False)},
}
"""The replies to questions: by the `form` that tells them apart their name, the model of their answer, and whether it is a list."""
_OPEN = {
    "CheckReport": "检查的结果",
    "Difference": "按含义比较的结果",
    "RuleFileEntry": "一份规则文件",
    "ClauseEntry": "一条条款",
    "JsonSchema": "JSON Schema 2020-12",
    "Health": "是否在运行",
    "Versions": "引擎和规则文件的版本",
    "OpenApi": "OpenAPI 3.1",
}
"""Objects that are described where they are documented, under names for generated clients."""
_QUERY = {"type": "string"}


@cache
def openapi_text() -> str:
    """Return the document as it is served."""
    return json.dumps(openapi(), ensure_ascii=False, separators=(",", ":"))


def openapi() -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "zjtx-rules",
            "version": __version__,
            "summary": "专精特新政策：资格、奖补、依据，逐条精确计算",
        },
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, (title, body) in _QUESTIONS.items():
        paths[f"/v1/{name}"] = {"post": _post(name, title, _ref(body.__name__), _ref(f"{name.title()}Reply"))}
    paths["/v1/check"] = {"post": _post("check", "检查规则文件", _ref("CheckBody"), _ref("CheckReport"))}
    paths["/v1/diff"] = {"post": _post("diff", "两份规则按含义比较", _ref("DiffBody"), _ref("Difference"))}
    paths["/v1/batch"] = {"post": _batch()}
    day, lang = _query("as_of", "评估日"), _query("lang", "语言", ("zh", "en"))
    rules = _query("rules", "规则名，可多次") | {"schema": {"type": "array", "items": {"type": "string"}}}
    wanted = _query("query", "编号或条款号") | {"required": True}
    paths["/v1/rules"] = {"get": _get("rules", "有哪些规则文件", [day, lang], _list("RuleFileEntry"))}
    paths["/v1/clause"] = {"get": _get("clause", "一条条款", [wanted, rules, lang], _list("ClauseEntry"), 404, 422)}
    which = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(SCHEMAS)}}
    paths["/v1/schema/{name}"] = {"get": _get("schema", "JSON Schema", [which], _ref("JsonSchema"), 404)}
    paths["/v1/health"] = {"get": _get("health", "是否在运行", [], _ref("Health"))}
    paths["/v1/version"] = {"get": _get("version", "引擎和规则文件的版本", [], _ref("Versions"))}
    paths["/openapi.json"] = {"get": _get("openapi", "本文档", [], _ref("OpenApi"))}
    return paths


def _post(name: str, title: str, body: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": title,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": _ok(answer), **_refusals(400, 413, 422, 503)},
    }


def _batch() -> dict[str, Any]:
    lines = {"application/jsonl": {"schema": {"type": "string", "description": "每行一个 JSON 对象"}}}
    return {
        "operationId": "batch",
        "summary": "逐行提问、逐行作答（JSON Lines）",
        "parameters": [
            _query("as_of", "评估日"),
            _query("rules", "规则名，可多次") | {"schema": {"type": "array", "items": {"type": "string"}}},
            _query("detail", "详略", ("brief", "normal", "full")),
            _query("lang", "语言", ("zh", "en")),
        ],
        "requestBody": {"required": True, "content": lines},
        "responses": {"200": {"description": "每行一个答案或问题", "content": lines}, **_refusals(422)},
    }


def _get(
    name: str, title: str, parameters: list[dict[str, Any]], answer: dict[str, Any], *refused: int
) -> dict[str, Any]:
    refusals = _refusals(*(refused or ((422,) if parameters else ())))
    return {
        "operationId": name,
        "summary": title,
        "parameters": parameters,
        "responses": {"200": _ok(answer), **refusals},
    }


def _query(name: str, title: str, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    said = {"type": "string", "enum": list(choices)} if choices else _QUERY
    return {"name": name, "in": "query", "description": title, "schema": said}


def _ok(answer: dict[str, Any]) -> dict[str, Any]:
    return {"description": "答案", "content": {"application/json": {"schema": answer}}}


def _refusals(*statuses: int) -> dict[str, Any]:
    said = {MEDIA_TYPE: {"schema": _ref("Problem")}}
    return {str(each): {"description": TITLES[each].zh, "content": said} for each in statuses}


def _schemas() -> dict[str, Any]:
    inputs = [(model, "validation") for model in _BODIES]
    outputs = [(model, "serialization") for model in (*_ANSWERS, *PROFILES)]
    _, made = models_json_schema([*inputs, *outputs], ref_template="#/components/schemas/{model}")  # type: ignore[list-item]
    definitions: dict[str, Any] = made["$defs"]
    simplified(definitions)
    bodies: tuple[type[BaseModel], ...] = (*_BODIES, RulesIn)
    for model in bodies:
        _left_out(definitions[model.__name__])
    for model in (EvaluateBody, GapBody, MatchBody):
        definitions[model.__name__]["properties"]["profile"] = _ref("Profile")
    for name, forms in _REPLIES.items():
        definitions |= _replies(name, forms)
    definitions |= {
        name: {"type": "object", "additionalProperties": True, "title": title} for name, title in _OPEN.items()
    }
    return definitions | _PROBLEMS


def _left_out(body: dict[str, Any]) -> None:
    """Say in words what leaving a key out means: of a default, generators make something that has to be sent."""
    for each in body["properties"].values():
        default = each.pop("default", None)
        if isinstance(default, str):
            each["description"] = f"{each.get('description', each['title'])}；不写为 {default}"


def _replies(name: str, forms: dict[str, tuple[str, type[BaseModel], bool]]) -> dict[str, Any]:
    """Return the replies to one question, told apart by `form` where there are several."""
    made: dict[str, Any] = {}
    for form, (reply, answer, listed) in forms.items():
        one = _ref(answer.__name__)
        made[reply] = {
            "type": "object",
            "required": ["answer", "record", "form"],
            "properties": {
                "answer": {"type": "array", "items": one} if listed else one,
                "record": _ref("Record"),
                "form": {"type": "string", "enum": [form], "title": "答复的形式"},
            },
        }
    if len(made) == 1:
        return {name: next(iter(made.values()))}
    mapping = {form: _ref(reply)["$ref"] for form, (reply, *_) in forms.items()}
    union = {"oneOf": [_ref(each) for each in made], "discriminator": {"propertyName": "form", "mapping": mapping}}
    return made | {name: union}


_WORDS = {"type": "object", "required": ["zh", "en"], "properties": {"zh": _QUERY, "en": _QUERY}}
_NUMBER_OR_NULL = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
_PROBLEMS: dict[str, Any] = {
    "BothLanguages": _WORDS,
    "ProblemPlace": {
        "type": "object",
        "required": ["file", "line", "column", "end_column"],
        "properties": {
            "file": _QUERY,
            "line": _NUMBER_OR_NULL,
            "column": _NUMBER_OR_NULL,
            "end_column": _NUMBER_OR_NULL,
        },
    },
    "ProblemPart": {
        "type": "object",
        "required": ["code", "message", "place", "path", "excerpt", "expected", "suggestion"],
        "properties": {
            "code": _QUERY,
            "message": {"$ref": "#/components/schemas/BothLanguages"},
            "place": {"$ref": "#/components/schemas/ProblemPlace"},
            "path": _QUERY,
            "excerpt": _QUERY,
            "expected": {"anyOf": [{"$ref": "#/components/schemas/BothLanguages"}, {"type": "null"}]},
            "suggestion": {"anyOf": [{"$ref": "#/components/schemas/BothLanguages"}, {"type": "null"}]},
        },
    },
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "problems", "count"],
        "properties": {
            "type": _QUERY,
            "title": _QUERY,
            "status": {"type": "integer"},
            "detail": _QUERY,
            "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemPart"}},
            "count": {"type": "integer"},
        },
    },
}
"""What is wrong, as problem details (RFC 9457)."""


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
