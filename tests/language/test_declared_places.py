"""Places that a rule file declares: zones and made-up ones, named in rules, profiles, lists and tables alike."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zjtx_rules import EnterpriseProfile, InputError, evaluate, evaluate_table
from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.files import parse_yaml
from zjtx_rules.language import RuleSet, combine, load, load_text
from zjtx_rules.profile import read_profile

AS_OF = date(2023, 9, 1)

HEAD = """\
jurisdiction: {name: 清屿区, code: "990101"}
places:
- {name: 清屿区, code: "990101", within: 海曲市}
- {name: 海曲市, code: "990100"}
- {name: 山曲区, code: "990102", within: "990100"}
- {name: 清屿高新区, code: "990171", within: 清屿区}
"""
DOCUMENT = """\
documents:
- id: d
  title: 甲办法
  status: issued
  clauses:
  - {id: award.here, kind: award, cite: 一, quote: 给予10万元, title: 甲奖, to: enterprise, pays: {sum: 10万元}}
  - {id: award.city, kind: award, cite: 二, quote: 给予1万元, title: 乙奖, to: enterprise, where: anywhere,
     when: {located_in: 海曲市}, pays: {sum: 1万元}}
"""
RULES = HEAD + DOCUMENT


def rules(text: str = RULES, name: str = "qingyu.yaml") -> RuleSet:
    return load_text(text, name)


def verdicts(place: Any, loaded: RuleSet) -> list[str]:
    firm = EnterpriseProfile.model_validate({"region": place, "awards_received": []}, context=loaded.places)
    answer = evaluate(firm, loaded, AS_OF)
    return [answer.verdict(each).value for each in ("award.here", "award.city")]


PLACES = [
    ("清屿区", ["met", "met"]),
    ("990101", ["met", "met"]),
    ("海曲市清屿区", ["met", "met"]),
    ("海曲市/清屿区", ["met", "met"]),
    ("清屿高新区", ["met", "met"]),
    ("海曲市清屿区清屿高新区", ["met", "met"]),
    ("山曲区", ["not_met", "met"]),
    ("海曲市", ["unknown", "met"]),
    ("日照市", ["not_met", "not_met"]),
    ("371171", ["not_met", "not_met"]),
    ("日照市/日照高新区", ["not_met", "not_met"]),
]


@pytest.mark.parametrize(("place", "expected"), PLACES, ids=[place for place, _ in PLACES])
def test_a_place_is_known_by_name_code_and_path_and_lies_where_it_is_said_to(place: str, expected: list[str]) -> None:
    assert verdicts(place, rules()) == expected


def test_tables_say_the_same() -> None:
    loaded = rules()
    firms = {"applicant": [place for place, _ in PLACES], "所在地": [place for place, _ in PLACES]}
    found = evaluate_table(pl.DataFrame(firms), rules=loaded, as_of=AS_OF, clauses=("award.*",)).table
    assert [[row["d:award.here"], row["d:award.city"]] for row in found.to_dicts()] == [said for _, said in PLACES]


def test_a_real_zone_lies_in_its_county_and_its_city() -> None:
    zone = """\
jurisdiction: {name: 岚山临港产业区, code: "371198"}
places:
- {name: 岚山临港产业区, code: "371198", within: 岚山区}
- {name: 日照空港区, code: "371199", within: 日照市}
"""
    loaded = rules(zone + DOCUMENT.replace("located_in: 海曲市", "located_in: 岚山区"))
    assert verdicts("岚山临港产业区", loaded) == ["met", "met"]
    assert verdicts("日照市岚山区岚山临港产业区", loaded) == ["met", "met"]
    assert verdicts("岚山区", loaded) == ["unknown", "met"]
    assert verdicts("日照空港区", loaded) == ["unknown", "unknown"]
    assert verdicts("东港区", loaded) == ["not_met", "not_met"]
    assert verdicts("日照市", loaded) == ["unknown", "unknown"]


WRONG = [
    ('- {name: 东港区, code: "990100"}', "place-name", "“东港区”是实有的地方"),
    ('- {name: 市中区, code: "990100"}', "place-name", "“市中区”是实有的地方"),
    ('- {name: 莱芜市, code: "990100"}', "place-name", "“莱芜市”是实有的地方"),
    ('- {name: 空港区, code: "371102", within: 日照市}', "place-code", "代码371102已是山东省日照市东港区"),
    ('- {name: 空港区, code: "371200", within: 日照市}', "place-code", "代码371200已是山东省莱芜市"),
    ('- {name: 空港区, code: "370199", within: 日照市}', "place-code", "代码370199的前几位不属于山东省日照市"),
    ('- {name: 空港区, code: "371199"}', "place-within", "没有写明属于哪里"),
    ('- {name: 空港区, code: "371199", within: 日召市}', "unknown-region", "没有“日召市”这一地区"),
    ('- {name: 空港区, code: "371199", within: 市中区}', "unknown-region", "“市中区”有6处，请写明是哪一处"),
    ('- {name: 空港区, code: "990101", within: 空港区}', "unknown-region", "没有“空港区”这一地区"),
    ('- {name: 空港区, code: "990101"}\n- {name: 空港区, code: "990102"}', "duplicate-place", "“空港区”已经声明过"),
    ('- {name: 空港区, code: "990101"}\n- {name: 海港区一, code: "990101"}', "duplicate-place", "“990101”已经声明过"),
    ("- {name: 空港区, code: 99}", "wrong-type", ""),
    ('- {name: 空港区, code: "9901"}', "wrong-form", ""),
    ('- {name: 空 港, code: "990101"}', "wrong-form", ""),
    ('- {name: 空港区, code: "990101", witin: 日照市}', "unknown-key", "witin"),
    ("- 空港区", "wrong-type", ""),
]


@pytest.mark.parametrize(("places", "code", "words"), WRONG, ids=[each[0][:40] for each in WRONG])
def test_what_is_wrong_with_a_place_is_said(places: str, code: str, words: str) -> None:
    text = 'jurisdiction: {name: 日照市, code: "371100"}\nplaces:\n' + places + "\n" + DOCUMENT
    with pytest.raises(InputError) as caught:
        rules(text.replace("located_in: 海曲市", "located_in: 山东省"))
    assert code in {each.code for each in caught.value.problems}
    assert words in caught.value.render()
    assert caught.value.render("en") != caught.value.render()


def test_a_zone_that_the_table_knows_may_be_declared_too() -> None:
    text = 'jurisdiction: {name: 日照市, code: "371100"}\nplaces:\n- {name: 日照经济技术开发区, code: "371171", within: 日照市}\n'
    loaded = rules(text + DOCUMENT.replace("located_in: 海曲市", "located_in: 日照经济技术开发区"))
    assert verdicts("371171", loaded) == ["met", "met"]


def test_codes_of_examples_mean_nothing_without_the_file() -> None:
    for place in ("990101", "清屿区"):
        with pytest.raises(ValueError, match=place):
            EnterpriseProfile.model_validate({"region": place})


def test_two_files_may_not_call_different_places_by_one_name_or_code() -> None:
    other = HEAD.replace("海曲市", "东曲市") + DOCUMENT.replace("海曲市", "东曲市").replace("id: d\n", "id: e\n")
    with pytest.raises(InputError) as caught:
        combine([rules(), rules(other, "other.yaml")])
    assert {each.code for each in caught.value.problems} == {"duplicate-place"}
    assert {each.place.file for each in caught.value.problems} == {"other.yaml"}


def test_two_files_may_declare_the_same_place() -> None:
    other = HEAD.replace('within: "990100"', "within: 海曲市") + DOCUMENT.replace("id: d\n", "id: e\n")
    both = combine([rules(), rules(other, "other.yaml")])
    assert [each.name for each in both.places] == [each.name for each in rules().places]


def test_check_finds_places_that_two_files_call_alike(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RULES, encoding="utf-8")
    other = RULES.replace("海曲市", "东曲市").replace("id: d\n", "id: e\n")
    (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
    found = [
        each for each in check([tmp_path / "a.yaml", tmp_path / "b.yaml"]).findings if each.code == "duplicate-place"
    ]
    assert {Path(each.place.file).name for each in found} == {"b.yaml"}


def test_a_real_place_elsewhere_that_nothing_names_is_unused(tmp_path: Path) -> None:
    text = """\
jurisdiction: {name: 日照市, code: "371100"}
places:
- {name: 日照空港区, code: "371199", within: 日照市}
- {name: 济南空港区, code: "370199", within: 济南市}
- {name: 海曲市, code: "990100"}
"""
    (tmp_path / "a.yaml").write_text(text + DOCUMENT, encoding="utf-8")
    found = [each for each in check([tmp_path / "a.yaml"]).findings if each.code == "unused-declaration"]
    assert [each.problem.path for each in found] == ["places.1.name"]


def test_layout_and_comparison() -> None:
    tidy = format_text(RULES)
    assert format_text(tidy) == tidy
    assert load_text(tidy, "qingyu.yaml").places == rules().places
    changed = RULES.replace(
        '- {name: 山曲区, code: "990102", within: "990100"}', '- {name: 山曲县, code: "990102", within: 海曲市}'
    )
    codes = {each.code for each in diff(rules(), rules(changed)).files}
    assert codes == {"place-changed"}
    dropped = RULES.replace('- {name: 山曲区, code: "990102", within: "990100"}\n', "")
    assert [each.code for each in diff(rules(), rules(dropped)).files] == ["place-dropped"]
    assert [each.code for each in diff(rules(dropped), rules()).files] == ["place-added"]


def test_a_template_may_be_adopted_by_a_declared_place() -> None:
    template = RULES.replace(', code: "990101"}\nplaces', "}\nplaces").replace("status: issued", "status: template")
    firm = EnterpriseProfile.model_validate({"region": "清屿高新区"}, context=rules(template).places)
    answer = evaluate(firm, rules(template), AS_OF, adopting="清屿区")
    assert answer.verdict("award.here").value == "met"
    assert "按“清屿区”代入“本市”" in answer.explain()
    with pytest.raises(InputError, match="没有“青屿区”这一地区"):
        evaluate(firm, rules(template), AS_OF, adopting="青屿区")


def test_pages_name_the_place_and_never_its_code() -> None:
    loaded = rules()
    firm = read_profile(parse_yaml("名称: 甲公司\n所在地: 清屿高新区\n已领奖补: []\n", "firm.yaml"), loaded.places)
    answer = evaluate(firm, loaded, AS_OF)
    for page in (answer.explain(), answer.explain("en"), answer.model_dump_json()):
        assert "清屿高新区" in page
        assert "99010" not in page.replace(loaded.content_hash, "")
    assert pickle.loads(pickle.dumps(answer)).explain() == answer.explain()  # noqa: S301 - our own bytes


def test_bundled_files_declare_none() -> None:
    assert not load().places
