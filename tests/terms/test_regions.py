"""Regions: codes, names and paths of GB/T 2260, read and refused."""

import re
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import (
    REGIONS,
    Level,
    RegionCode,
    TermError,
    find_region,
    lies_within,
    location_in,
    region_name,
    region_problem,
)
from zjtx_rules.terms.regions import read_region


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("日照市", "371100"),
        ("日照", "371100"),
        ("371100", "371100"),
        ("山东", "370000"),
        ("内蒙古", "150000"),
        ("广西壮族自治区", "450000"),
        ("香港", "810000"),
        ("莒县", "371122"),
        ("东港区", "371102"),
        ("任城区", "370811"),
        ("莱州市", "370683"),
        ("柳河县", "220524"),
        ("兰陵县", "371324"),
        ("浦东新区", "310115"),
        ("杭州", "330100"),
        ("喀什", "653100"),
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("440305", "440305"),
    ],
)
def test_a_region_is_known_by_its_code_and_its_names(word: str, code: str) -> None:
    region = find_region(word)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("济源市", "419001"),
        ("仙桃市", "429004"),
        ("神农架林区", "429021"),
        ("五指山市", "469001"),
        ("琼中黎族苗族自治县", "469030"),
        ("石河子市", "659001"),
        ("白杨市", "659012"),
        ("河南省济源市", "419001"),
        ("湖北省省直辖县级行政区划仙桃市", "429004"),
        ("新疆石河子市", "659001"),
    ],
)
def test_units_directly_under_a_province_are_counties_of_no_city(word: str, code: str) -> None:
    region = find_region(word)
    assert region is not None
    assert (region.code, region.level) == (code, Level.COUNTY)
    assert lies_within(code, f"{code[:2]}0000")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("日照市东港区", "371102"),
        ("日照市莒县", "371122"),
        ("山东省日照市莒县", "371122"),
        ("山东日照市东港区", "371102"),
        ("山东 日照 东港区", "371102"),
        ("山东省/日照市/莒县", "371122"),
        ("山东省-日照市-莒县", "371122"),
        ("　山东省　日照市　莒县　", "371122"),
        ("中国山东省日照市", "371100"),
        ("山东省日照市", "371100"),
        ("山东省莒县", "371122"),
        ("北京市朝阳区", "110105"),
        ("北京市北京市朝阳区", "110105"),
        ("北京市市辖区朝阳区", "110105"),
        ("枣庄市市中区", "370402"),
        ("乐山市市中区", "511102"),
        ("济南市市中区", "370103"),
        ("安徽省巢湖市", "340181"),
    ],
)
def test_a_consistent_path_is_read(path: str, code: str) -> None:
    region = find_region(path)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    "path", ["日照市历下区", "济南市东港区", "江苏省日照市", "山东省市中区", "东港区日照市", "日照市" * 30]
)
def test_a_path_that_contradicts_itself_or_leaves_a_choice_is_not_read(path: str) -> None:
    assert find_region(path) is None


def test_a_code_tells_the_level() -> None:
    assert REGIONS["370000"].level is Level.PROVINCIAL
    assert REGIONS["371100"].level is Level.CITY
    assert REGIONS["371122"].level is Level.COUNTY


@pytest.mark.parametrize(
    "word",
    [
        "",
        "990000",
        "990101",
        "37110",
        "莒",
        "亚特兰蒂斯",
        "371216",
        "110100",
        "371101",
        "419000",
        "381100",
        "371102000000",
    ],
)
def test_what_is_no_region_is_not_found(word: str) -> None:
    assert find_region(word) is None
    assert region_problem(word) is not None


SHARED = [
    ("市中区", ["370103", "370402", "511002", "511102"]),
    ("鼓楼区", ["320106", "320302", "350102"]),
    ("朝阳", ["110105", "211300", "211321", "220104"]),
    ("吉林", ["220000", "220200"]),
    ("东港", ["210681", "371102"]),
    ("山东省市中区", ["370103", "370402"]),
    ("桥东区", ["130702", "130103", "130502"]),
]


@pytest.mark.parametrize(("word", "codes"), SHARED, ids=[word for word, _ in SHARED])
def test_a_name_of_several_places_is_asked_back_with_all_of_them(word: str, codes: list[str]) -> None:
    assert find_region(word) is None
    problem = region_problem(word)
    assert problem is not None
    assert problem.suggestion is not None
    for offered in (re.findall("“(.+?)”", problem.suggestion.zh), re.findall("'(.+?)'", problem.suggestion.en)):
        found = [find_region(each) for each in offered]
        assert {each.code for each in found if each is not None} >= set(codes)
        assert None not in found


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("371122", "371100", True),
        ("371122", "370000", True),
        ("371100", "371100", True),
        ("371100", "371122", False),
        ("370100", "371100", False),
        ("370000", "371100", False),
        ("440300", "370000", False),
    ],
)
def test_a_county_lies_in_its_city_and_its_province(inner: str, outer: str, *, inside: bool) -> None:
    assert lies_within(inner, outer) is inside


@pytest.mark.parametrize(
    ("place", "region", "inside"),
    [
        ("371171", "371100", True),  # 日照经济技术开发区, a zone of 日照
        ("371171", "371102", None),  # in which county it lies, or in several, is not known
        ("371171", "370100", False),
        ("371100", "371102", None),
        ("370000", "371100", None),
        ("371100/日照高新区", "371100", True),
        ("371100/日照高新区", "370000", True),
        ("371100/日照高新区", "371102", None),
        ("371102/高新园区", "371102", True),
        ("371102/高新园区", "371103", False),
        ("371102", "371100/日照高新区", None),
        ("370102", "371100/日照高新区", False),
        ("371100/日照高新区", "371100/日照空港区", None),  # perhaps one zone under two names
        ("371100/日照高新区", "370100/济南高新区", False),
        ("990100/清屿市/海曲区", "990100/清屿市", True),
        ("990100/清屿市/海曲区", "990100/清屿市/山曲区", False),
        ("990100/清屿市", "990100/清屿市/山曲区", None),
        ("990100/清屿市", "371100", False),
    ],
)
def test_a_zone_lies_in_its_city_and_in_an_unknown_county(place: str, region: str, inside: object) -> None:
    assert location_in(place, region) is inside


class Address(BaseModel):
    region: RegionCode


def complaint(value: Any) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        Address.model_validate({"region": value})
    (error,) = caught.value.errors()
    assert error["type"] == "region"
    return error["ctx"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("日照市", "371100"),
        ("日照经济技术开发区", "371171"),
        ({"名称": "日照高新区", "属于": "日照市"}, "371100/日照高新区"),
        ({"name": "日照高新区", "within": "371100"}, "371100/日照高新区"),
        ("日照市/日照高新区", "371100/日照高新区"),
        ("371100/日照高新区", "371100/日照高新区"),
        ({"名称": "市中区", "属于": "济南市"}, "370103"),
        ({"名称": "莒县", "属于": "山东省"}, "371122"),
    ],
)
def test_a_region_field_is_the_code(given: object, code: str) -> None:
    region = Address.model_validate({"region": given}).region
    assert region == code
    assert Address(region=region).region == code


def test_a_zone_without_a_code_is_called_by_its_name() -> None:
    region = find_region("日照市/日照高新区")
    assert region is not None
    assert (region.name, region_name(region.code)) == ("日照高新区", "日照高新区")


def test_a_name_that_others_have_is_printed_with_its_city() -> None:
    assert [region_name(each) for each in ("371102", "370103", "371100")] == ["东港区", "山东省济南市市中区", "日照市"]


@pytest.mark.parametrize(
    ("wrong", "suggestion"),
    [
        ("日召市", "山东省日照市"),
        ("３７１１００", "371100"),
        (371100, '"371100"'),
        ("日照县", "山东省日照市"),
        ("日照市冬港区", "山东省日照市东港区"),
        ("日照高新区", "山东省日照市/日照高新区"),
        ("日照市高新区", "山东省日照市/高新区"),
        ("110100", "北京市"),
        ("371101", "山东省日照市"),
        ("371102000000", "371102"),
    ],
)
def test_a_region_field_suggests_what_was_meant_and_takes_it(wrong: object, suggestion: str) -> None:
    said = complaint(wrong)
    assert re.findall("“(.+?)”", said["suggest_zh"]) == [suggestion]
    assert suggestion in said["suggest_en"]
    assert find_region(suggestion.strip('"')) is not None


@pytest.mark.parametrize(
    "wrong", ["冬港区", "任成县区", "371216", "日照市历下区", "亚特兰蒂斯", "海空市", "日照市朝阳区"]
)
def test_no_other_place_is_suggested(wrong: str) -> None:
    assert "suggest_zh" not in complaint(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        "990000", None, True, 1, {}, {"名称": "日照高新区"}, {"名称": "", "属于": "日照市"}, {"名称": "x", "属于": "火星"},
        {"名称": "x", "name": "x", "属于": "日照市"}, {"名称": "x", "属于": "日照市", "代码": "371100"}, ["日照市"],
        "日照市/冬港区", "/日照高新区",
    ],
)  # fmt: skip
def test_a_region_field_refuses_what_is_no_region(wrong: object) -> None:
    said = complaint(wrong)
    assert not re.search("[一-鿿]", re.sub("'.*?'|\\{.*?\\}", "", str(said["en"]).replace(str(wrong), "")))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("日照市东港区石臼街道", "山东省日照市东港区"),
        ("山东省日照市莒县城阳镇", "山东省日照市莒县"),
        ("山东省日照市东港区海曲东路1号", "山东省日照市东港区"),
        ("五莲县街头镇", "山东省日照市五莲县"),
        ("日照市市辖区", "山东省日照市"),
        ("371102.0", "371102"),
        ("3711", "山东省日照市"),
        ("37", "山东省"),
    ],
)
def test_a_town_an_address_and_half_a_code_lead_to_the_place_they_lie_in(written: str, meant: str) -> None:
    with pytest.raises(TermError) as raised:
        read_region(written)
    assert raised.value.suggestion is not None
    assert raised.value.suggestion.zh == f"请写作“{meant}”"
    assert read_region(meant)


@pytest.mark.parametrize("end", ["镇", "乡", "街道", "街道办事处", "社区", "村"])
@pytest.mark.parametrize("name", ["城阳", "涛雒", "岚山头", "莒", "东港", "市中", "朝阳"])
def test_of_a_town_without_its_county_no_county_is_guessed(name: str, end: str) -> None:
    """A county of the same name is another place: 城阳镇 lies in 莒县 of 日照, 城阳区 in 青岛."""
    with pytest.raises(TermError) as raised:
        read_region(name + end)
    assert raised.value.suggestion is not None
    assert raised.value.suggestion.zh == "请写它所在的县（市、区），例如“日照市莒县”"


@pytest.mark.parametrize("written", ["日照市莒南县", "东港区日照市", "3799", "371199.0"])
def test_a_name_that_only_begins_like_a_county_leads_nowhere(written: str) -> None:
    """莒南县 is another city's."""
    with pytest.raises(TermError) as raised:
        read_region(written)
    assert raised.value.suggestion is None
