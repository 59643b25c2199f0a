"""Places as offices write them, through the commands: read, refused or asked back, the same in profiles and in lists."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LINE = "A1,{place},是,2023-07-14,0\n"
HEADER = "编号,所在地,认定已知,小巨人认定日期,已领奖补（万元）\n"


@pytest.fixture
def firm(tmp_path: Path) -> Callable[[str], str]:
    def write(place: str) -> str:
        path = tmp_path / "firm.yaml"
        recognised = "认定: [{称号: 小巨人, 认定方式: 新认定, 认定日期: 2023-07-14}]\n已领奖补: []\n"
        path.write_text(f"所在地: {place}\n{recognised}", encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], str]:
    def write(place: str) -> str:
        path = tmp_path / "list.csv"
        path.write_text(HEADER + LINE.format(place=place), encoding="utf-8")
        return str(path)

    return write


def listed_together(tmp_path: Path, places: list[str]) -> str:
    """Write a list with a firm in each place."""
    path = tmp_path / "together.csv"
    lines = [LINE.replace("A1", f"A{number}").format(place=place) for number, place in enumerate(places)]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return str(path)


def payable_of_each(zjtx: Any, tmp_path: Path, places: list[str]) -> tuple[dict[str, int], str]:
    """Return what the firm in each place can be paid at most under the rules of 日照, in 万元, and the report."""
    out = tmp_path / "out.csv"
    arguments = ("--rules", "rizhao", "--as-of", "2023-09-01", "--out", str(out))
    said = zjtx("simulate", listed_together(tmp_path, places), *arguments)
    assert said.code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    paid = {place: int(row["payable#up_to_ceiling"]) // 1_000_000 for place, row in zip(places, rows, strict=True)}
    return paid, said.out


RIZHAO = [
    "日照市",
    "日照市东港区",
    "日照市莒县",
    "山东省日照市莒县",
    "山东 日照 东港区",
    "莒县",
    "日照经济技术开发区",
    "日照市/日照高新区",
]


@pytest.mark.parametrize("place", RIZHAO)
def test_a_firm_of_the_city_is_paid_however_its_place_is_written(
    zjtx: Any, firm: Callable[[str], str], place: str
) -> None:
    said = zjtx("evaluate", firm(place), "--rules", "rizhao", "--as-of", "2023-09-01")
    assert "【可申领】最高100万元" in said.out


def test_firms_of_a_list_are_paid_however_their_places_are_written(zjtx: Any, tmp_path: Path) -> None:
    paid, report = payable_of_each(zjtx, tmp_path, RIZHAO)
    assert paid == dict.fromkeys(RIZHAO, 100)
    assert "现在可得合计：最高800万元" in report


ELSEWHERE = [
    "济源市",
    "仙桃市",
    "巢湖市",
    "即墨区",
    "柳河县",
    "任城区",
    "莱州市",
    "兰陵县",
    "浦东新区",
    "枣庄市市中区",
    "乐山市市中区",
    "苍山县",
]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_firm_elsewhere_is_understood_and_not_paid(zjtx: Any, firm: Callable[[str], str], place: str) -> None:
    for rules in ("rizhao", "jinan"):
        said = zjtx("evaluate", firm(place), "--rules", rules, "--as-of", "2023-09-01")
        assert (said.code, said.err) == (0, "")
        assert "【可申领】0元" in said.out


def test_firms_of_a_list_that_are_elsewhere_are_not_paid(zjtx: Any, tmp_path: Path) -> None:
    paid, report = payable_of_each(zjtx, tmp_path, ELSEWHERE)
    assert paid == dict.fromkeys(ELSEWHERE, 0)
    assert "现在可得合计：0元" in report


def test_a_shared_name_is_asked_back_and_every_answer_is_taken(
    zjtx: Any, firm: Callable[[str], str], listed: Callable[[str], str]
) -> None:
    for said in (
        zjtx("evaluate", firm("市中区"), "--rules", "jinan", "--as-of", "2024-12-01"),
        zjtx("simulate", listed("市中区"), "--rules", "jinan", "--as-of", "2024-12-01"),
    ):
        assert said.code == 2
        offered = re.findall("“(.+?)”", said.err.rpartition("建议: ")[2])
        assert {"山东省济南市市中区", "山东省枣庄市市中区", "四川省内江市市中区", "四川省乐山市市中区"} <= set(offered)
        for each in offered:
            assert zjtx("evaluate", firm(each), "--rules", "jinan", "--as-of", "2024-12-01").code == 0


@pytest.mark.parametrize("place", ['"371216"', '"371101"', '"110100"', '"990101"', "日照市历下区"])
def test_what_does_not_exist_is_an_error_in_both_languages(zjtx: Any, firm: Callable[[str], str], place: str) -> None:
    said = zjtx("evaluate", firm(place), "--rules", "rizhao", "--as-of", "2023-09-01")
    assert said.code == 2
    assert "错误[region]" in said.err
    assert "error[region]" in zjtx("evaluate", firm(place), "--rules", "rizhao", "--lang", "en").err


def test_a_former_city_lies_where_it_went_and_the_page_says_so(zjtx: Any, firm: Callable[[str], str]) -> None:
    for place in ("莱芜市", '"371200"', "莱芜市莱城区"):
        said = zjtx("evaluate", firm(place), "--rules", "jinan", "--as-of", "2023-09-01")
        assert "若照此施行（不计入现在可得）】200万元" in said.out
        assert "2018年已撤销或改码，今属山东省济南市" in said.out


def test_a_zone_known_by_its_name_only_is_noted(zjtx: Any, firm: Callable[[str], str]) -> None:
    path = firm("{名称: 日照高新区, 属于: 日照市}")
    said = zjtx("evaluate", path, "--rules", "rizhao", "--as-of", "2023-09-01")
    assert "（企业，日照高新区）" in said.out
    assert "“日照高新区”没有区划代码，按属于日照市处理" in said.out
    said = zjtx("evaluate", path, "--rules", "rizhao", "--as-of", "2023-09-01", "--lang", "en")
    assert "'日照高新区' has no code of its own: it counts as lying in 日照市" in said.out


COUNTY = """\
jurisdiction: {name: 柳河县, code: "220524"}
documents:
- id: d
  title: 甲办法
  status: issued
  clauses:
  - {id: award.a, kind: award, cite: 一, quote: 给予10万元, title: 甲奖, to: enterprise,
     when: {newly_recognised: {title: little_giant}}, pays: {sum: 10万元}}
"""


@pytest.mark.parametrize("place", ["柳河县", "吉林省通化市柳河县", '"220524"', "通化市柳河县"])
def test_a_county_may_make_rules_and_is_called_by_its_name(
    zjtx: Any, firm: Callable[[str], str], listed: Callable[[str], str], tmp_path: Path, place: str
) -> None:
    rules = tmp_path / "liuhe.yaml"
    rules.write_text(COUNTY, encoding="utf-8")
    for form in ("text", "markdown", "json"):
        said = zjtx("evaluate", firm(place), "--rules", str(rules), "--as-of", "2023-09-01", "--format", form)
        assert "10万元" in said.out
        assert "柳河县" in said.out
        assert "220524" not in said.out
    for form in ("text", "html", "markdown"):
        said = zjtx(
            "simulate", listed(place.strip('"')), "--rules", str(rules), "--as-of", "2023-09-01", "--format", form
        )
        assert "10万元" in said.out
        assert "通化市" in said.out
        assert "2205" not in said.out


@pytest.mark.parametrize("place", ["即墨区", "370215", "青岛市即墨区", "即墨市"])
def test_any_county_may_adopt_the_template(zjtx: Any, firm: Callable[[str], str], place: str) -> None:
    path = firm("青岛市即墨区")
    said = zjtx("evaluate", path, "--rules", "model_city", "--adopting", place, "--as-of", "2023-09-01")
    assert said.code == 0
    assert "按“即墨" in said.out


def test_a_place_to_adopt_that_does_not_exist_is_refused_with_what_to_write(
    zjtx: Any, firm: Callable[[str], str]
) -> None:
    said = zjtx("evaluate", firm("日照市"), "--rules", "model_city", "--adopting", "市中区")
    assert said.code == 2
    assert "“山东省枣庄市市中区”" in said.err


def test_a_list_without_places_says_so_at_the_top_and_beside_the_total(zjtx: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("编号,认定已知,小巨人认定日期,已领奖补（万元）\nA1,是,2023-07-14,0\n", encoding="utf-8")
    said = zjtx("simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01")
    assert "最高0元至最高100万元之间" in said.out
    warned = "没有“所在地”：谁在本地都不知道"
    top, _, rest = said.out.partition("【预算】")
    assert warned in top
    assert warned in rest.partition("【")[0]
    english = zjtx("simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01", "--lang", "en").out
    assert english.count("No place is given for anybody") == 2


def test_a_list_with_some_places_says_how_many_have_none(zjtx: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEADER + LINE.format(place="日照市") + LINE.format(place="").replace("A1", "A2"), encoding="utf-8")
    said = zjtx("simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01")
    assert said.out.count("1个主体没有写所在地") == 2
    full = tmp_path / "full.csv"
    full.write_text(HEADER + LINE.format(place="日照市"), encoding="utf-8")
    assert "没有写所在地" not in zjtx("simulate", str(full), "--rules", "rizhao", "--as-of", "2023-09-01").out


@pytest.mark.parametrize(
    ("place", "since", "noted"),
    [("莱芜市", "2023-01-01", True), ("莱芜市", "2018-06-01", False), ("莱芜区", "2010-01-01", False)],
)
def test_a_registration_in_a_place_that_was_gone_is_noted(
    zjtx: Any, tmp_path: Path, place: str, since: str, *, noted: bool
) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text(f"所在地: 济南市\n登记沿革: [{{登记地: {place}, 登记日期: {since}}}]\n", encoding="utf-8")
    said = zjtx("evaluate", str(path), "--rules", "jinan", "--as-of", "2024-06-30")
    assert (f"{since}登记时已没有这一地方" in said.out) is noted
