"""Levels and titles: two separate facts, each with its words."""

import pytest
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import TITLES, Level, LevelError, LevelField, TitleId, find_title, split_level, title_names


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("national", Level.NATIONAL),
        ("国家级", Level.NATIONAL),
        ("省级", Level.PROVINCIAL),
        ("市级", Level.CITY),
        ("区县级", Level.COUNTY),
        ("县级", Level.COUNTY),
    ],
)
def test_a_level_is_known_by_its_id_and_its_names(word: str, level: Level) -> None:
    assert Level.parse(word) is level


def test_levels_rise_from_the_county_to_the_nation() -> None:
    assert Level.COUNTY < Level.CITY < Level.PROVINCIAL < Level.NATIONAL


def test_provincial_and_above_includes_the_province() -> None:
    assert Level.PROVINCIAL.at_least(Level.PROVINCIAL)
    assert Level.NATIONAL.at_least(Level.PROVINCIAL)
    assert not Level.CITY.at_least(Level.PROVINCIAL)


@pytest.mark.parametrize(
    ("word", "suggestion"), [("省", "省级"), ("provincal", "provincial"), ("省级及以上", "provincial")]
)
def test_another_word_for_a_level_is_refused_with_a_suggestion(word: str, suggestion: str) -> None:
    with pytest.raises(LevelError) as caught:
        Level.parse(word)
    assert caught.value.suggestion is not None
    assert f"“{suggestion}”" in caught.value.suggestion.zh


class Recognised(BaseModel):
    title: TitleId
    level: LevelField = Level.PROVINCIAL
    counts: dict[LevelField, int] = {}


def test_a_level_field_is_its_id_in_json() -> None:
    found = Recognised.model_validate({"title": "gazelle", "level": "省级", "counts": {"city": 1}})
    assert found.level is Level.PROVINCIAL
    assert found.model_dump_json() == '{"title":"gazelle","level":"provincial","counts":{"city":1}}'
    assert Recognised.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("wrong", [3, True, None, "部级"])
def test_a_level_field_refuses_numbers_and_other_words(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Recognised.model_validate({"title": "gazelle", "level": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["level"]


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("little_giant", "little_giant"),
        ("专精特新“小巨人”企业", "little_giant"),
        ('专精特新"小巨人"企业', "little_giant"),
        ("专精特新「小巨人」", "little_giant"),
        ("小巨人", "little_giant"),
        ("“专精特新”中小企业", "zjtx_sme"),
        ("“瞪羚”企业", "gazelle"),
        ("单项冠军企业", "champion_enterprise"),
        ("制造业单项冠军示范企业", "champion_enterprise"),
        ("单项冠军产品", "champion_product"),
        ("首台(套)", "first_set"),
        ("特色产业集群", "sme_cluster"),
        ("小型微型企业 创业创新示范基地", "startup_base"),
    ],
)
def test_a_title_is_known_by_its_names_without_quotation_marks(word: str, title: str) -> None:
    found = find_title(word)
    assert found is not None
    assert found.id == title


@pytest.mark.parametrize("word", ["重点小巨人企业", "重点“小巨人”", "重点专精特新“小巨人”企业", "key_little_giant"])
def test_a_key_little_giant_is_no_little_giant(word: str) -> None:
    found = find_title(word)
    assert found is not None
    assert found.id == "key_little_giant"


# Programmes of their own whose names come near a title: a firm that has one of them has not that title.
@pytest.mark.parametrize(
    "word",
    [
        *(
            "科技小巨人",
            "科技小巨人企业",
            "小巨人培育企业",
            "专精特新培育企业",
            "专精特新“小巨人”培育企业",
            "建议支持的重点小巨人",
        ),
        *("潜在独角兽", "准独角兽企业", "种子独角兽企业", "独角兽培育企业", "瞪羚培育企业", "瞪羚入库企业", "哪吒企业"),
        *(
            "单项冠军",
            "单项冠军培育企业",
            "制造业单项冠军培育企业",
            "隐形冠军企业",
            "小升规企业",
            "规上企业",
            "升规纳统企业",
        ),
        *(
            "双创示范基地",
            "大众创业万众创新示范基地",
            "示范基地",
            "公共服务平台",
            "示范平台",
            "产业集群",
            "雁阵形产业集群",
        ),
        *("高新技术企业", "科技型企业", "创新型企业", "工业设计", "绿色供应链", "上市企业", "拟上市企业", "领跑者"),
    ],
)
def test_another_programme_is_another_title(word: str) -> None:
    assert find_title(word) is None


# Words that an alias has and the label has not, with what makes it the same title nevertheless.
_OTHER_WORDS = {
    "专精特新中小企业小巨人": "中小",  # 专精特新中小企业 for 专精特新
    "制造业单项冠军示范企业": "示范",  # the name until 示范 was dropped
    "单项冠军示范企业": "示范",
    "小微企业双创示范基地": "双",  # 双创 is 创业创新
    "首台（套）技术装备": "技术装备",
    "首台（套）重大技术装备": "重大技术装备",
    "首台套重大技术装备": "重大技术装备",
    "重点专精特新小巨人": "专精特新",
    "重点专精特新小巨人企业": "专精特新",
    "上市后备企业": "企业",
}


def test_an_alias_says_nothing_that_the_title_does_not() -> None:
    """重点小巨人企业 was an alias of 小巨人: a word more, and another programme."""
    more = {
        alias: set(alias) - set(title.label) - set(_OTHER_WORDS.get(alias, ""))
        for title in TITLES.values()
        for alias in title.aliases
    }
    assert {alias: words for alias, words in more.items() if words} == {}
    assert _OTHER_WORDS.keys() <= more.keys()


def test_an_enterprise_is_not_its_product() -> None:
    assert find_title("单项冠军") is None


def test_a_title_says_at_which_levels_it_exists() -> None:
    assert TITLES["little_giant"].levels == (Level.NATIONAL,)
    assert TITLES["zjtx_sme"].levels == (Level.CITY, Level.PROVINCIAL)


def test_a_title_says_who_holds_it() -> None:
    assert TITLES["startup_base"].holders == ("startup_base",)
    assert TITLES["design_centre"].holders == ("design_institute", "enterprise")


def test_no_two_titles_share_a_name() -> None:
    assert len(title_names()) == len(set(title_names()))
    assert all(find_title(word) is title for title in TITLES.values() for word in (title.label, *title.aliases))


@pytest.mark.parametrize(
    ("word", "level", "title"),
    [
        ("省级瞪羚企业", Level.PROVINCIAL, "gazelle"),
        ("省级“瞪羚”企业", Level.PROVINCIAL, "gazelle"),
        ("国家级专精特新小巨人", Level.NATIONAL, "little_giant"),
        ("国家专精特新小巨人", Level.NATIONAL, "little_giant"),
    ],
)
def test_level_and_title_in_one_word_are_told_apart(word: str, level: Level, title: str) -> None:
    assert split_level(word) == (level, TITLES[title])


def test_a_title_alone_has_no_level_to_split_off() -> None:
    assert split_level("瞪羚企业") is None


def test_a_title_field_is_the_id() -> None:
    assert Recognised(title="“瞪羚”企业").title == "gazelle"


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("gazele", "did you mean 'gazelle'?"),
        ("瞪羚企", "did you mean '瞪羚企业'?"),
        ("省级瞪羚企业", "write them separately: title gazelle, level provincial"),
        ("市级小巨人", "write them separately: title little_giant; it exists at these levels only: national"),
    ],
)
def test_a_title_field_suggests_what_was_meant(word: str, suggestion: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Recognised.model_validate({"title": word})
    (error,) = caught.value.errors()
    assert error["type"] == "title"
    assert error["ctx"]["suggest_en"] == suggestion
