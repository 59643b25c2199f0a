"""The OpenAPI description is one that generators make good clients of: everything named once, alternatives told apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zjtx_rules.files import parse_text
from zjtx_rules.profile import APPLICANTS, canonical_profile, read_profile
from zjtx_rules.service.openapi import openapi, openapi_text

ROOT = Path(__file__).parents[2]
DOCUMENT = json.loads(openapi_text())
SCHEMAS = DOCUMENT["components"]["schemas"]


def nodes(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
    for key, each in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from nodes(each, (*path, key))


def operations() -> list[dict[str, Any]]:
    return [each for methods in DOCUMENT["paths"].values() for each in methods.values()]


def test_the_text_is_the_document() -> None:
    assert openapi() == DOCUMENT


def test_every_operation_has_an_id_of_its_own() -> None:
    ids = [each["operationId"] for each in operations()]
    assert len({*ids}) == len(ids)
    assert all(re.fullmatch("[a-z]+", each) for each in ids)


def test_every_schema_has_a_plain_name_and_every_reference_is_there() -> None:
    assert [name for name in SCHEMAS if not re.fullmatch("[A-Z][A-Za-z]+", name)] == []
    named = {node["$ref"] for _, node in nodes(DOCUMENT) if "$ref" in node}
    assert {each.removeprefix("#/components/schemas/") for each in named} <= set(SCHEMAS)


def test_no_schema_stands_twice_and_no_object_is_without_a_name() -> None:
    same = Counter(
        json.dumps({k: v for k, v in each.items() if k != "title"}, sort_keys=True) for each in SCHEMAS.values()
    )
    open_ones = json.dumps({"additionalProperties": True, "type": "object"}, sort_keys=True)
    assert {text: count for text, count in same.items() if count > 1 and text != open_ones} == {}
    inside = [path for path, node in nodes(DOCUMENT) if "properties" in node and path[:-1] != ("components", "schemas")]
    assert [path for path in inside if path[-1] != "properties"] == []


def test_alternatives_are_told_apart_by_a_property_that_each_demands() -> None:
    unions = {path: node for path, node in nodes(DOCUMENT) if "oneOf" in node}
    assert {path[-1] for path in unions} == {"Profile", "EvaluateReply", "GapReply"}
    for node in unions.values():
        key, mapping = node["discriminator"]["propertyName"], node["discriminator"]["mapping"]
        assert sorted(mapping.values()) == sorted(each["$ref"] for each in node["oneOf"])
        for value, ref in mapping.items():
            one = SCHEMAS[ref.rpartition("/")[2]]
            assert one["properties"][key]["enum"] == [value]
            assert key in one["required"]


def test_what_is_left_out_of_a_request_stays_out() -> None:
    """A default is sent, and a list that may not be null is sent empty, by clients that some generators make."""
    bodies = {
        name for name in SCHEMAS if name.endswith(("Body", "Profile")) or name in ("RulesIn", "Recognition", "Tenant")
    }
    inside = [(name, key, each) for name in bodies for key, each in SCHEMAS[name].get("properties", {}).items()]
    assert [(name, key) for name, key, each in inside if "default" in each] == []
    assert [(n, key) for n, key, each in inside if n.endswith("Profile") and each.get("type") == "array"] == []
    assert SCHEMAS["EvaluateBody"]["required"] == ["profile"]


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_every_profile_in_its_canonical_form_is_as_described(path: Path) -> None:
    found = canonical_profile(read_profile(parse_text(path.read_text(encoding="utf-8"), path.name)))
    known = jsonschema.Draft202012Validator({**SCHEMAS["Profile"], "components": {"schemas": SCHEMAS}})
    assert [each.message for each in known.iter_errors(found)] == []
    assert list(known.iter_errors({**found, "regoin": "日照市"})) != []


def test_every_kind_of_applicant_is_described() -> None:
    assert set(SCHEMAS["Profile"]["discriminator"]["mapping"]) == set(APPLICANTS)
