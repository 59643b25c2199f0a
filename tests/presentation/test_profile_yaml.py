"""A profile that is saved is read as the same profile again, whatever stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjtx_rules as zjtx
from strategies import applicants_data, profile_of
from zjtx_rules.files import parse_yaml, read
from zjtx_rules.presentation.profile_yaml import profile_yaml
from zjtx_rules.profile import canonical_profile

ROOT = Path(__file__).parents[2]


def again(applicant: zjtx.Applicant) -> zjtx.Applicant:
    return zjtx.read_profile(parse_yaml(profile_yaml(applicant), "saved.yaml"))


@given(applicants_data())
def test_any_profile_is_read_again(data: dict[str, Any]) -> None:
    assert canonical_profile(again(profile_of(data))) == canonical_profile(profile_of(data))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_profiles_of_the_repository_are_read_again(path: Path) -> None:
    applicant = zjtx.read_profile(read(str(path)))
    assert again(applicant) == applicant


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30))
def test_any_name_is_read_again_and_shows_nothing_hidden(name: str) -> None:
    firm = zjtx.EnterpriseProfile(name=name)
    assert again(firm) == firm
    assert all(each.isprintable() or each == "\n" for each in profile_yaml(firm))


@pytest.mark.parametrize(
    "name",
    [
        "是",
        "true",
        "null",
        "~",
        "2023-07-14",
        "34",
        "1.5",
        "# x",
        "a: b",
        "- a",
        "[x]",
        "200万元",
        "",
        "&a",
        "*a",
        "!x",
        "%x",
    ],
)
def test_a_name_that_looks_like_something_else_stays_a_name(name: str) -> None:
    firm = zjtx.EnterpriseProfile(name=name, industry="34", facts={"某事实": True, "34": "是"})
    assert again(firm) == firm


def test_it_is_written_as_a_person_would() -> None:
    firm = zjtx.read_applicant(
        {
            "name": "甲公司",
            "region": "371100",
            "recognitions": [{"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14"}],
            "accounts": [{"year": 2023, "revenue": "6000万元", "employees": 120}],
            "awards_received": [],
            "independent_legal_person": True,
        }
    )
    assert profile_yaml(firm) == (
        "主体类型: 企业\n"
        "名称: 甲公司\n"
        "所在地: 山东省日照市\n"
        "认定:\n"
        "- {称号: 专精特新“小巨人”企业, 级别: 国家级, 认定方式: 新认定, 认定日期: 2023-07-14}\n"
        "已领奖补: []\n"
        "具有独立法人资格: 是\n"
        "财务数据:\n"
        "- {年度: 2023, 营业收入: 6000万元, 从业人员: 120}\n"
    )
