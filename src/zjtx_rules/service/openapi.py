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
from zjtx_rules.schemas import SCHEMAS, schema
from zjtx_rules.service.problem_json import MEDIA_TYPE, TITLES
from zjtx_rules.service.replay import Record
from zjtx_rules.service.requests import CheckBody, DiffBody, EvaluateBody, GapBody, MatchBody
from zjtx_rules.version import __version__

_BODIES: tuple[type[BaseModel], ...] = (EvaluateBody, GapBody, MatchBody, CheckBody, DiffBody)
_ANSWERS: tuple[type[BaseModel], ...] = (Answer, NormalAnswer, BriefAnswer, GapOut, LadderOut, MatchingOut, Record)
_QUESTIONS = {
    "evaluate": ("评估：资格、奖补、依据", EvaluateBody, (BriefAnswer, NormalAnswer, Answer)),
    "gap": ("离某一条款或称号差多少", GapBody, (GapOut, LadderOut)),
    "match": ("现在可以用什么", MatchBody, (MatchingOut,)),
}
_QUERY = {"type": "string"}
_ANY: dict[str, Any] = {"type": "object"}


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
    for name, (title, body, answers) in _QUESTIONS.items():
        said = {"anyOf": [_ref(each.__name__) for each in answers]}
        if name == "gap":
            said = {"anyOf": [{"type": "array", "items": _ref("GapOut")}, _ref("LadderOut")]}
        answer = {
            "type": "object",
            "required": ["answer", "record"],
            "properties": {"answer": said, "record": _ref("Record")},
        }
        paths[f"/v1/{name}"] = {"post": _post(name, title, _ref(body.__name__), answer)}
    paths["/v1/check"] = {"post": _post("check", "检查规则文件", _ref("CheckBody"), _ANY)}
    paths["/v1/diff"] = {"post": _post("diff", "两份规则按含义比较", _ref("DiffBody"), _ANY)}
    paths["/v1/batch"] = {"post": _batch()}
    day, lang = _query("as_of", "评估日"), _query("lang", "语言", ("zh", "en"))
    rules = _query("rules", "规则名，可多次") | {"schema": {"type": "array", "items": {"type": "string"}}}
    wanted = _query("query", "编号或条款号") | {"required": True}
    paths["/v1/rules"] = {"get": _get("rules", "有哪些规则文件", [day, lang], {"type": "array", "items": _ANY})}
    paths["/v1/clause"] = {
        "get": _get("clause", "一条条款", [wanted, rules, lang], {"type": "array", "items": _ANY}, 404, 422)
    }
    which = {"name": "name", "in": "path", "required": True, "schema": {"enum": sorted(SCHEMAS)}}
    paths["/v1/schema/{name}"] = {"get": _get("schema", "JSON Schema", [which], _ANY, 404)}
    paths["/v1/health"] = {"get": _get("health", "是否在运行", [], _ANY)}
    paths["/v1/version"] = {"get": _get("version", "引擎和规则文件的版本", [], _ANY)}
    paths["/openapi.json"] = {"get": _get("openapi", "本文档", [], _ANY)}
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
    outputs = [(model, "serialization") for model in _ANSWERS]
    _, made = models_json_schema([*inputs, *outputs], ref_template="#/components/schemas/{model}")  # type: ignore[list-item]
    definitions: dict[str, Any] = made["$defs"]
    profile = schema("profile")
    for name, each in profile.pop("$defs").items():
        definitions[f"Profile.{name}"] = _moved(each)
    definitions["Profile"] = {"anyOf": _moved(profile["anyOf"]), "title": profile["title"]}
    for model in (EvaluateBody, GapBody, MatchBody):
        definitions[model.__name__]["properties"]["profile"] = _ref("Profile")
    definitions["Problem"] = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "problems", "count"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "problems": {"type": "array", "items": _ANY},
            "count": {"type": "integer"},
        },
    }
    return definitions


def _moved(node: Any) -> Any:
    """Return a part of the schema of profiles with its references led to where it stands here."""
    if isinstance(node, dict):
        moved = {key: _moved(value) for key, value in node.items()}
        if isinstance(node.get("$ref"), str):
            moved["$ref"] = node["$ref"].replace("#/$defs/", "#/components/schemas/Profile.")
        return moved
    return [_moved(each) for each in node] if isinstance(node, list) else node


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
