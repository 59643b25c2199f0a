"""The schemas accept what is read and refuse what is not: every file of the repository, and generated profiles in both spellings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel

from strategies import applicants_data
from zjtx_rules import InputError, read_profile
from zjtx_rules.files import Source, parse_text
from zjtx_rules.profile import APPLICANTS, records
from zjtx_rules.profile import choices as choice_room
from zjtx_rules.profile.applicants import KIND_ALIASES
from zjtx_rules.profile.model import Closed, Labelled
from zjtx_rules.schemas import SchemaName, schema
from zjtx_rules.terms import TITLES, Level, SizeClass
from zjtx_rules.terms.levels import LEVEL_WORDS

ROOT = Path(__file__).parents[2]
PROFILES = [*sorted((ROOT / "examples").glob("*.yaml")), ROOT / "docs/tutorial/firm.yaml"]
RULES = [*sorted((ROOT / "rules").glob("*.yaml")), *sorted((ROOT / "docs").glob("**/linyi.yaml"))]
EXAMPLES = [
    *sorted((ROOT / "rules/examples").glob("**/*.yaml")),
    *sorted((ROOT / "docs/tutorial/examples").glob("**/*.yaml")),
]


@cache
def validator(name: SchemaName) -> Any:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def wrong(name: SchemaName, data: Any) -> list[str]:
    plain = json.loads(json.dumps(data, default=float))  # numbers with a point are numbers to JSON
    return [each.message[:200] for each in validator(name).iter_errors(plain)]


def data_of(path: Path) -> Any:
    return parse_text(path.read_text(encoding="utf-8"), path.name).data


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.name)
def test_every_profile_of_the_repository_is_valid(path: Path) -> None:
    assert wrong("profile", data_of(path)) == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_every_rule_file_of_the_repository_is_valid(path: Path) -> None:
    assert wrong("rules", data_of(path)) == []


def test_every_file_of_examples_is_valid() -> None:
    assert EXAMPLES
    assert {path.name: found for path in EXAMPLES if (found := wrong("example", data_of(path)))} == {}


def shown() -> Iterator[tuple[str, str]]:
    """Yield every profile that a page shows."""
    for path in sorted((ROOT / "docs").glob("**/*.md")):
        for block in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            if re.match(r"(主体类型|kind|所在地|region|名称|name):", block):
                yield path.name, block


def test_every_profile_that_a_page_shows_is_valid() -> None:
    blocks = list(shown())
    assert blocks
    assert [
        (name, found) for name, block in blocks if (found := wrong("profile", parse_text(block, "p.yaml").data))
    ] == []


# ------------------------------------------------------------------------------------------- both spellings, generated

_LABELLED = {
    member.value: member.label
    for kind in vars(choice_room).values()
    if isinstance(kind, type) and issubclass(kind, Labelled) and kind is not Labelled
    for member in kind
}
_CHOICES = {"legal_form", "productivity_grade"}


def words(name: str, value: Any, model: type[BaseModel]) -> list[Any]:
    """Return the ways in which a value may be written."""
    if isinstance(value, bool):
        return [value, "是" if value else "否"]
    if not isinstance(value, str):
        return [value]
    found: list[Any] = [value]
    if name == "title" and value in TITLES:
        title = TITLES[value]
        found += [title.label, *title.aliases, f"“{title.label}”", title.label.replace("（", "(").replace("）", ")")]
    elif name == "level":
        found += [word for word, level in LEVEL_WORDS.items() if level is Level.parse(value)]
    elif name == "size_class":
        found += [SizeClass.parse(value).label, SizeClass.parse(value).label + "企业"]
    elif value in ("never", "none"):
        found += ["长期", "长期有效"] if value == "never" else ["无"]
    elif name in _CHOICES or (name == "kind" and model not in APPLICANTS.values()):
        found += [_LABELLED[value]] if value in _LABELLED else []
    elif name == "kind":
        found += [APPLICANTS[value].noun.zh, *(word for word, kind in KIND_ALIASES.items() if kind == value)]
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = value.split("-")
        found += [f"{year}年{int(month)}月{int(day)}日", f"{year}年{month}月{day}日"]
    return found


MODELS = {"recognitions": records.Recognition} | {
    "registrations": records.Registration,
    "relocation": records.Relocation,
    "accounts": records.Account,
    "incidents": records.Incident,
    "certificates": records.Certificate,
    "credit": records.Credit,
    "awards_received": records.AwardReceived,
    "tenants": records.Tenant,
    "contracts": records.DesignContract,
    "payments": records.ContractPayment,
    "trainees": records.TraineeGroup,
    "assessments": records.Assessment,
}


@st.composite
def written(draw: st.DrawFn, data: dict[str, Any], model: type[Closed]) -> dict[str, Any]:
    """Draw one of the ways to write a profile: every key and every value in one of its words."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        keys = [name, *(word for word, meant in model.chinese_names.items() if meant == name)]
        key = (
            draw(st.sampled_from(keys))
            if name != "kind" or model not in APPLICANTS.values()
            else draw(st.sampled_from(["kind", "主体类型"]))
        )
        inner = MODELS.get(name)
        if inner is not None and isinstance(value, list):
            found[key] = [draw(written(each, inner)) for each in value]
        elif inner is not None and isinstance(value, dict):
            found[key] = draw(written(value, inner))
        elif isinstance(value, dict):
            found[key] = value
        else:
            found[key] = draw(st.sampled_from(words(name, value, model)))
    return found


def read(data: Any) -> Any:
    return read_profile(Source("p.yaml", "", data))


@given(applicants_data(), st.data())
def test_a_profile_in_any_spelling_is_valid_and_means_the_same(data: dict[str, Any], draw: st.DataObject) -> None:
    spelt = draw.draw(written(data, APPLICANTS[data["kind"]]))
    assert wrong("profile", spelt) == []
    assert read(spelt) == read(data)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where something stands in a profile, but for what a rule file declares."""
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        if key in ("facts", "其他事实", "attested", "人工认定"):
            continue
        yield node, key
        if isinstance(value, (dict, list)):
            yield from places(value)


_FREE = {
    "name",
    "名称",
    "企业名称",
    "body",
    "认定机关",
    "note",
    "说明",
    "clause",
    "条款",
    "industry",
    "行业",
    "行业代码",
}
_OPEN = {
    "region",
    "payer",
    "into",
    "client_region",
    "所在地",
    "注册地",
    "所属地区",
    "登记地",
    "迁入地",
    "发放地",
    "发放机关所在地",
    "委托方所在地",
}


@given(applicants_data(), st.data())
def test_a_wrong_word_or_key_is_refused_by_both(data: dict[str, Any], draw: st.DataObject) -> None:
    broken = deepcopy(draw.draw(written(data, APPLICANTS[data["kind"]])))
    some = [
        (node, key)
        for node, key in places(broken)
        if key not in _FREE | _OPEN and not isinstance(key, int) and not isinstance(node[key], (dict, list))
    ]
    assume(some)
    node, key = draw.draw(st.sampled_from(some))
    if draw.draw(st.booleans()):
        node[key] = draw.draw(
            st.sampled_from(["坏值", "部级", "yes", "200万", "2023/9/1", "重点", "小型企", "", "0.5", [], {"a": 1}])
        )
    else:
        node[draw.draw(st.sampled_from(["没有的项", "titel", "认定日", key + "x"]))] = node[key]
    assert wrong("profile", broken) != []
    with pytest.raises(InputError):
        read(broken)


def test_every_word_of_every_choice_is_accepted() -> None:
    for name in (*TITLES, *(word for title in TITLES.values() for word in (title.label, *title.aliases))):
        assert wrong("profile", {"认定": [{"称号": name}]}) == []
    for word in LEVEL_WORDS:
        assert wrong("profile", {"认定": [{"称号": "首台套", "级别": word}]}) == []
    assert wrong("profile", {"认定": [{"称号": "重点 “专精特新” 小巨人企业"}]}) == []
    assert wrong("profile", {"认定": [{"称号": "高小巨人"}]}) != []


def test_the_facts_that_every_file_may_use_are_offered() -> None:
    parts = schema("rules")["$defs"]
    offered = [
        part["properties"]["fact"]["anyOf"][0]["enum"]
        for part in parts.values()
        if "fact" in part.get("properties", {})
    ]
    assert len(offered) >= 3
    for names in offered:
        assert {"in_manufacturing", "sme_size", "revenue_last_year", "independent_legal_person", "people"} <= set(names)
