"""What is wrong with several values together is said at the value or key that shows it, all of it at once."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from zjtx_rules import EnterpriseProfile
from zjtx_rules.files import parse_yaml
from zjtx_rules.problems import InputError
from zjtx_rules.profile import APPLICANTS, read_profile
from zjtx_rules.profile.model import Closed


def problems(text: str) -> list[tuple[str, int, int, str]]:
    with pytest.raises(InputError) as caught:
        read_profile(parse_yaml(text, "firm.yaml"))
    return [(each.code, each.place.line, each.place.column, each.message.zh) for each in caught.value.problems]


def test_the_second_of_two_names_is_named_and_shown() -> None:
    assert problems("主体类型: 企业\n所在地: 日照市\n名称: 甲\nname: 乙\n") == [
        ("named-twice", 4, 1, "“名称”与“name”是同一项，写了两次")
    ]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (model, word)
        for model in APPLICANTS.values()
        for word in model.chinese_names
        if model is EnterpriseProfile or word not in EnterpriseProfile.chinese_names
    ],
)
def test_every_word_for_a_field_is_noticed_beside_the_field(model: type[Closed], name: str) -> None:
    field = model.chinese_names[name]
    kind = next(kind for kind, each in APPLICANTS.items() if each is model)
    if field == "kind":
        return
    found = problems(f"kind: {kind}\n{name}:\n{field}:\n")
    assert (found[0][0], found[0][1], found[0][2]) == ("named-twice", 3, 1)
    assert f"“{name}”与“{field}”" in found[0][3]


def test_everything_else_is_said_with_it() -> None:
    text = """\
名称: 甲
企业名称: 乙
所在地: 日召市
认定:
- {称号: 小巨仁}
- {称号: 小巨人, title: 小巨人, 级别: 市级}
"""
    assert [each[:2] for each in problems(text)] == [
        ("named-twice", 2),
        ("region", 3),
        ("title", 5),
        ("named-twice", 6),
        ("no-such-level", 6),
    ]


def test_every_year_that_is_given_again_is_shown() -> None:
    text = "财务数据:\n- {年度: 2021}\n- {年度: 2022}\n- {年度: 2021}\n- {year: 2022}\n"
    assert [each[:3] for each in problems(text)] == [("year-twice", 4, 8), ("year-twice", 5, 10)]


def test_assessments_likewise() -> None:
    text = "主体类型: 区县\n年度考核:\n- {年度: 2021}\n- {年度: 2021}\n"
    assert [each[:3] for each in problems(text)] == [("year-twice", 4, 8)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("认定:\n- 称号: 小巨人\n  认定日期: 2023-05-01\n  有效期至: 2022-05-01\n", (4, 9)),
        ("登记沿革:\n- 登记日期: 2023-05-01\n  迁出日期: 2022-05-01\n", (3, 9)),
        ("体系认证:\n- 体系: AEO\n  有效期至: 2022-05-01\n  发证日期: 2023-05-01\n", (3, 9)),
        ("主体类型: 基地\n入驻企业:\n- 入驻日期: 2023-05-01\n  迁出日期: 2022-05-01\n", (4, 9)),
    ],
)
def test_days_in_the_wrong_order_are_shown_at_the_last(text: str, place: tuple[int, int]) -> None:
    ((code, line, column, _),) = problems(text)
    assert (code, line, column) == ("dates-reversed", *place)


def test_the_models_themselves_say_it_too() -> None:
    with pytest.raises(ValidationError, match="“名称”与“name”是同一项"):
        EnterpriseProfile.model_validate({"名称": "甲", "name": "乙"})
    with pytest.raises(ValidationError, match="2021年度的财务数据写了两次"):
        EnterpriseProfile.model_validate({"accounts": [{"year": 2021}, {"year": 2021}]})
