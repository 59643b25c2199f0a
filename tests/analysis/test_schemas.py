import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.files.keywords import keys_of
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.schemas import SCHEMAS, SchemaName, schema, schema_text

GOLDEN = Path(__file__).parents[2] / "schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_golden_copy_is_what_the_models_say(name: SchemaName) -> None:
    assert (GOLDEN / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def keys(name: SchemaName) -> Iterator[tuple[str, dict[str, Any]]]:
    whole = schema(name)
    for part in (whole, *whole.get("$defs", {}).values()):
        yield from part.get("properties", {}).items()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_chinese_title_and_a_description(name: SchemaName) -> None:
    found = list(keys(name))
    assert found
    assert [key for key, each in found if not re.search("[\u4e00-\u9fff]", each.get("title", ""))] == []
    assert [key for key, each in found if not each.get("description")] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_part_has_a_chinese_title(name: SchemaName) -> None:
    parts = schema(name).get("$defs", {})
    assert [key for key, each in parts.items() if not re.search("[\u4e00-\u9fff]", each.get("title", ""))] == []


def test_every_kind_of_condition_and_payment_is_known_by_one_of_its_keys() -> None:
    parts = schema("rules")["$defs"]
    for kind in (*CONDITIONS.values(), *PAYMENTS.values()):
        both = {*kind.KEYS, *(keys_of(kind)[key] for key in kind.KEYS)}
        assert {each["required"][0] for each in parts[kind.__name__]["anyOf"]} == both


def test_unknown_keys_are_refused_everywhere_in_a_rule_file() -> None:
    parts = schema("rules")["$defs"]
    assert [name for name, each in parts.items() if each.get("additionalProperties") is not False] == []


def test_a_profile_may_name_its_keys_in_chinese() -> None:
    enterprise = schema("profile")["$defs"]["EnterpriseProfile"]["properties"]
    assert {"登记沿革", "registrations", "主体类型", "企业名称"} <= set(enterprise)
    assert "企业" in enterprise["主体类型"]["enum"]
