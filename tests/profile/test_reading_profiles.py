"""A profile as people write it: Chinese names, every mistake reported with its place and a suggestion."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import Data, applicants_data, forgotten, profile_of, without
from zjtx_rules.files import dump_yaml, parse_json, parse_yaml
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.profile import APPLICANTS, Applicant, EnterpriseProfile, StartupBaseProfile, read_profile
from zjtx_rules.profile.choices import IncidentKind, RecognitionKind
from zjtx_rules.terms import Level, Money

FIRM = """\
企业名称: 日照示例精密机械有限公司
注册地: 日照市
成立日期: 2015年3月1日
具有独立法人资格: 是
财务数据:
- {年度: 2022, 营业收入: 1200万元, 从业人员: 80}
认定称号:
- {称号: 小巨人, 级别: 国家级, 认定方式: 新认定, 认定日期: 2023-07-14, 有效期至: 2026-07-13}
事故与处罚:
- {类别: 生产安全, 发生日期: 2020-01-05}
已领奖补: []
"""


def read(text: str) -> Applicant:
    """Read a profile from YAML."""
    return read_profile(parse_yaml(text, "firm.yaml"))


def problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a profile."""
    with pytest.raises(InputError) as caught:
        read(text)
    return tuple(caught.value.problems)


def test_a_profile_may_be_written_in_chinese_throughout() -> None:
    firm: Any = read(FIRM)
    assert firm.name == "日照示例精密机械有限公司"
    assert firm.region == "371100"
    assert firm.founded == date(2015, 3, 1)
    assert firm.independent_legal_person is True
    assert (firm.accounts[0].revenue, firm.accounts[0].employees) == (Money.parse("1200万元"), 80)
    title = firm.recognitions[0]
    assert (title.title, title.level, title.kind) == ("little_giant", Level.NATIONAL, RecognitionKind.NEW)
    assert firm.incidents[0].kind is IncidentKind.SAFETY
    assert firm.awards_received == ()


def test_chinese_and_english_names_say_the_same() -> None:
    assert read("名称: 甲\n所在地: 日照") == read("name: 甲\nregion: '371100'")


def test_a_field_under_both_names_is_an_error() -> None:
    assert [each.code for each in problems("name: 甲\n名称: 乙")] == ["named-twice"]


def test_without_a_kind_it_is_an_enterprise() -> None:
    assert isinstance(read("name: 甲"), EnterpriseProfile)


@pytest.mark.parametrize("kind", ["startup_base", "创业创新示范基地", "基地"])
def test_the_kind_is_named_in_either_language(kind: str) -> None:
    assert isinstance(read(f"主体类型: {kind}"), StartupBaseProfile)


def test_a_misspelt_kind_is_an_error_with_a_suggestion() -> None:
    (problem,) = problems("kind: startup_bases")
    assert problem.code == "unknown-kind"
    assert "startup_base" in problem.suggestion.zh  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "line", "meant"),
    [
        ("regoin: 日照市", 1, "region"),
        ("认定称呼: []", 1, "认定称号"),
        ("recognitions:\n- {title: gazelle, levle: 省级}", 2, "level"),
        ("accounts:\n- year: 2022\n  revenu: 1万元", 3, "revenue"),
    ],
)
def test_an_unknown_field_is_an_error_at_its_place_with_a_suggestion(text: str, line: int, meant: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.place.line) == ("unknown-key", line)
    assert meant in problem.suggestion.zh  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("recognitions: [{title: 小巨仁}]", "title"),
        ("recognitions: [{title: 省级瞪羚企业}]", "title"),
        ("recognitions: [{title: gazelle, level: 州级}]", "level"),
        ("recognitions: [{level: 省级}]", "missing-key"),
        ("region: 日召市", "region"),
        ("founded: 2023-02-30", "date"),
        ("founded: 2023/02/28", "date"),
        ("accounts: [{year: 2022, revenue: 1200}]", "money"),
        ("accounts: [{year: 2022, revenue: １２００万元}]", "money"),
        ("accounts: [{year: 2022, revenue: -1万元}]", "money"),
        ("accounts: [{year: 2022, employees: 80.5}]", "wrong-type"),
        ("accounts: [{year: 22}]", "out-of-range"),
        ("independent_legal_person: 大概", "yes-no"),
        ("legal_form: 公司", "choice"),
        ("invention_patents: -1", "out-of-range"),
        ("credit_code: 91371100MI3C00000X", "credit-code"),
        ("recognitions: {title: gazelle}", "wrong-type"),
    ],
)
def test_a_wrong_value_is_an_error(text: str, code: str) -> None:
    assert [each.code for each in problems(text)] == [code]


def test_every_problem_is_reported_at_once_in_the_order_of_the_text() -> None:
    found = problems("regoin: 日照市\nfounded: 2023-02-30\naccounts:\n- {year: 2022, revenue: 1200}")
    assert [(each.code, each.place.line) for each in found] == [("unknown-key", 1), ("date", 2), ("money", 4)]


@pytest.mark.parametrize("text", ["- name: 甲", "甲", "3"])
def test_a_profile_is_neither_a_list_nor_a_value(text: str) -> None:
    assert [each.code for each in problems(text)] == ["profile-form"]


def test_two_accounts_of_one_year_are_an_error() -> None:
    text = "accounts:\n- {year: 2022, revenue: 1万元}\n- {year: 2022, revenue: 2万元}"
    assert len(problems(text)) == 1


def test_two_assessments_of_one_year_are_an_error() -> None:
    text = "kind: district\nassessments:\n- {year: 2022, base_target_met: true}\n- {year: 2022, base_target_met: true}"
    assert len(problems(text)) == 1


def test_unknown_is_a_value_of_its_own() -> None:
    firm: Any = read("recognitions: null")
    assert firm.recognitions is None
    assert firm.awards_received is None
    assert firm.provided_false_information is None
    assert read("awards_received: []").awards_received == ()


def test_an_enterprise_is_an_enterprise_in_law_unless_it_says_otherwise() -> None:
    assert read("name: 甲").legal_form is not None
    assert read("kind: startup_base").legal_form is None
    assert read("legal_form: null").legal_form is None


def test_a_profile_cannot_be_changed() -> None:
    firm = read(FIRM)
    with pytest.raises(ValueError, match="frozen"):
        firm.name = "乙"  # type: ignore[misc]  # what must fail


@pytest.mark.parametrize("kind", sorted(APPLICANTS))
def test_every_kind_may_be_wholly_unknown(kind: str) -> None:
    assert read(f"kind: {kind}").kind == kind  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(applicants_data(), st.data())
def test_json_in_json_out_the_same(complete: Data, data: st.DataObject) -> None:
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    text = profile.model_dump_json()
    again = read_profile(parse_json(text, "profile.json"))
    assert again == profile
    assert again.model_dump_json() == text


@settings(max_examples=60, deadline=None)
@given(applicants_data(), st.data())
def test_yaml_and_json_say_the_same(complete: Data, data: st.DataObject) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    assert read(dump_yaml(known)) == profile_of(known)


@pytest.mark.parametrize("value", ["1.5", "3", "true", "2023-09-01", "是"])
def test_a_fact_that_a_rule_file_declares_comes_back_as_it_was(value: str) -> None:
    profile = read(f"facts: {{x: {value}}}")
    assert read_profile(parse_json(profile.model_dump_json(), "profile.json")) == profile
