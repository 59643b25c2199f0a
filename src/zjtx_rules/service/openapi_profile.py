"""The profile of a request as programs write it: one schema for each kind of applicant, told apart by `kind`, every key in English.

The service reads Chinese keys and words as well (`/v1/schema/profile` has all spellings); a client that is generated needs each
thing under one name.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from zjtx_rules.profile import APPLICANTS
from zjtx_rules.terms import TITLES, Level, SizeClass

Schema = dict[str, Any]
MODELS: tuple[type[BaseModel], ...] = tuple(APPLICANTS.values())


def simplified(made: Schema) -> None:
    """Turn the schemas of applicants, as they are written out, into those of what a client sends, and add `Profile`.

    Args:
        made: Schemas by name, among them those of all applicants and their parts.
    """
    names = [each.__name__ for each in MODELS]
    for name in _parts(made, names):
        _as_sent(made[name])
    made["TitleId"] = {"type": "string", "enum": list(TITLES), "title": "称号"}
    made["LevelId"] = {"type": "string", "enum": [each.id for each in Level], "title": "级别"}
    made["SizeClassId"] = {"type": "string", "enum": [each.value for each in SizeClass], "title": "企业规模"}
    for kind, model in APPLICANTS.items():
        definition = made[model.__name__]
        definition["required"] = ["kind"]
        definition["properties"]["kind"] = {"type": "string", "enum": [kind], "title": "主体类型"}
    made["RelocationOrNone"] = {
        "anyOf": [_ref("Relocation"), {"type": "string", "enum": ["none"]}],
        "title": "迁入情况",
    }
    made["EnterpriseProfile"]["properties"]["relocation"] = _ref("RelocationOrNone")
    made["Profile"] = {
        "oneOf": [_ref(each) for each in names],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {kind: _ref(model.__name__)["$ref"] for kind, model in APPLICANTS.items()},
        },
        "title": "申报资料",
        "description": "这里只列英文的键；中文的键和说法同样可读，见 /v1/schema/profile",
    }


def _parts(made: Schema, names: list[str]) -> list[str]:
    """Return the names of some schemas and of all that they refer to."""
    found: dict[str, None] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found[name] = None
            ahead += _named(made[name])
    return list(found)


def _named(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].rpartition("/")[2]] if isinstance(node.get("$ref"), str) else []
        return own + [name for each in node.values() for name in _named(each)]
    return [name for each in node for name in _named(each)] if isinstance(node, list) else []


def _as_sent(definition: Schema) -> None:
    """Let a part be sent with whatever is known: what is unknown is left out, never null, and texts are plain texts."""
    definition.pop("required", None)
    definition.pop("description", None)
    if "enum" in definition:
        definition["enum"] = _plain_ids(definition["enum"])
    for key, each in definition.get("properties", {}).items():
        definition["properties"][key] = _sent(each)


def _sent(node: Schema) -> Schema:
    ways = [each for each in node.get("anyOf", ()) if each.get("type") != "null"]
    about = {key: node[key] for key in ("title", "description", "examples") if key in node}
    if len(ways) == 1:
        return _sent(ways[0]) | about
    if node.get("format") == "title-id":
        return _ref("TitleId") | about
    for known, name in (("county", "LevelId"), ("micro", "SizeClassId")):
        if known in node.get("enum", ()):
            return _ref(name) | about
    if ways and all(each.get("type") == "string" for each in ways):
        return {"type": "string"} | about
    if isinstance(node.get("type"), list):  # a region is sent as its name or code
        return {"type": "string"} | about
    if isinstance(node.get("additionalProperties"), dict) and "anyOf" in node["additionalProperties"]:
        return {"type": "object", "additionalProperties": True} | about
    node = {key: value for key, value in node.items() if key not in ("default", "english", "aliases")}
    if "enum" in node:
        node["enum"] = _plain_ids(node["enum"])
    if node.get("type") == "array":
        # Generators make an empty list of one that is left out, which says that there is nothing; of one that may be null, null.
        listed = {"type": "array", "items": _sent(node["items"])}
        return {"anyOf": [listed, {"type": "null"}]} | about
    return node


def _plain_ids(words: list[Any]) -> list[Any]:
    return [each for each in words if str(each).isascii()]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
