"""Regions: codes and names of GB/T 2260."""

import pytest
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import REGIONS, Level, RegionCode, find_region, lies_within


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
        ("市中区", "370103"),
        ("杭州", "330100"),
        ("喀什", "653100"),
        ("吉林市", "220200"),
        ("海南", "460000"),
    ],
)
def test_a_region_is_known_by_its_code_and_its_names(word: str, code: str) -> None:
    region = find_region(word)
    assert region is not None
    assert region.code == code


def test_a_code_tells_the_level() -> None:
    assert REGIONS["370000"].level is Level.PROVINCIAL
    assert REGIONS["371100"].level is Level.CITY
    assert REGIONS["371122"].level is Level.COUNTY


def test_all_thirty_four_provincial_regions_are_known() -> None:
    assert sum(region.level is Level.PROVINCIAL for region in REGIONS.values()) == 34


def test_all_three_hundred_and_thirty_three_prefectures_are_known() -> None:
    # 293 cities (地级市), 7 prefectures (地区), 30 autonomous prefectures (自治州) and 3 leagues (盟)
    names = [region.name for region in REGIONS.values() if region.level is Level.CITY]
    endings = {end: sum(name.endswith(end) for name in names) for end in ("地区", "自治州", "盟", "市")}
    assert endings == {"地区": 7, "自治州": 30, "盟": 3, "市": 293}
    assert len(set(names)) == 333


def test_a_code_outside_the_table_is_named_by_itself() -> None:
    region = find_region("440305")
    assert region is not None
    assert (region.name, region.level) == ("440305", Level.COUNTY)


@pytest.mark.parametrize("word", ["", "990000", "37110", "莒", "亚特兰蒂斯", "吉林"])
def test_what_is_no_region_is_not_found(word: str) -> None:
    assert find_region(word) is None


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


class Address(BaseModel):
    region: RegionCode


def test_a_region_field_is_the_code() -> None:
    assert Address(region="日照市").region == "371100"


@pytest.mark.parametrize(
    ("wrong", "suggestion"),
    [("日召市", "日照市"), ("山东省日照市", "日照市"), ("３７１１００", "371100"), (371100, '"371100"')],
)
def test_a_region_field_suggests_what_was_meant(wrong: object, suggestion: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Address.model_validate({"region": wrong})
    (error,) = caught.value.errors()
    assert error["type"] == "region"
    assert f"“{suggestion}”" in error["ctx"]["suggest_zh"]


@pytest.mark.parametrize("wrong", ["990000", None, True, 1])
def test_a_region_field_refuses_what_is_no_region(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Address.model_validate({"region": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["region"]
