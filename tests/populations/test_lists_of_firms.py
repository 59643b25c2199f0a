"""A list of firms with Chinese headers means the same as the profiles of its firms, and what it does not say stays unknown."""

from __future__ import annotations

import csv
import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zjtx_rules import EnterpriseProfile, InputError, evaluate, load
from zjtx_rules.engines.columns.given.layout import applicant_columns
from zjtx_rules.populations.firm_lists.headers import Headers, Own, Unfolds
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
WAN = 1_000_000
EXAMPLE = Path(__file__).parents[2] / "examples" / "firms.csv"


def read(header: str) -> tuple[Any, ...] | str | None:
    meaning = Headers(applicant_columns(), 2022).read(header)
    if isinstance(meaning, Own):
        return meaning.meaning.field
    if isinstance(meaning, Unfolds):
        return (meaning.table, dict(meaning.group), meaning.field, meaning.unit)
    return None


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("企业名称", "name"),
        ("所在地", "region"),
        ("银行信用良好", "credit.bank"),
        ("认定已知", "recognitions_known"),
        ("序号", None),
        (
            "省级专精特新中小企业认定日期",
            ("recognitions", {"title": "zjtx_sme", "level": "provincial", "kind": "new"}, "date", None),
        ),
        (
            "国家级专精特新“小巨人”企业有效期至",
            ("recognitions", {"title": "little_giant", "level": "national", "kind": "new"}, "expires", None),
        ),
        ("瞪羚企业认定日期", ("recognitions", {"title": "gazelle", "level": None, "kind": "new"}, "date", None)),
        (
            "小巨人复核日期",
            ("recognitions", {"title": "little_giant", "level": "national", "kind": "renewal"}, "date", None),
        ),
        (
            "省级专精特新重新认定有效期至",
            ("recognitions", {"title": "zjtx_sme", "level": "provincial", "kind": "re_recognition"}, "expires", None),
        ),
        ("2021年营业收入（万元）", ("accounts", {"year": 2021}, "revenue", "万元")),
        ("2021年度营业收入(元)", ("accounts", {"year": 2021}, "revenue", "元")),
        ("上年末从业人员", ("accounts", {"year": 2022}, "employees", None)),
        ("从业人员", ("accounts", {"year": 2022}, "employees", None)),
        ("质量管理体系认证有效期至", ("certificates", {"kind": "quality_management"}, "expires", None)),
        ("安全处罚日期", ("incidents", {"kind": "safety", "penalty": "是"}, "date", None)),
        ("环境污染事故或处罚日期", ("incidents", {"kind": "environment", "penalty": None}, "date", None)),
        ("登记注册日期", ("registrations", {}, "since", None)),
        ("已获奖励（万元）", ("awards_received", {"title": None, "level": None, "kind": "award"}, "amount", "万元")),
        (
            "省级瞪羚企业已领奖励（元）",
            ("awards_received", {"title": "gazelle", "level": "provincial", "kind": "award"}, "amount", "元"),
        ),
        (
            "省级瞪羚企业奖励发放日期",
            ("awards_received", {"title": "gazelle", "level": "provincial", "kind": "award"}, "date", None),
        ),
        *(
            (
                f"省级瞪羚企业{words}",
                ("awards_received", {"title": "gazelle", "level": "provincial", "kind": "award"}, "occasion", None),
            )
            for words in ("奖励所属年度", "奖励所属期")
        ),
    ],
)
def test_a_header_says_one_thing(header: str, meaning: object) -> None:
    assert read(header) == meaning


@pytest.mark.parametrize(
    "header", ["市级小巨人认定日期", "认定日期", "2023营业收入", "营业收入（人）", "联系人", "省级"]
)
def test_what_is_not_in_the_grammar_means_nothing(header: str) -> None:
    with pytest.raises(KeyError):
        read(header)


def run(folder: Path, text: str, **options: Any) -> Simulation:
    path = folder / "名单.csv"
    path.write_text(text, encoding="utf-8")
    return simulate(path, load("rizhao"), AS_OF, **options)


def up_to(found: Simulation) -> Span:
    return found.payable.up_to


def test_an_empty_cell_for_a_title_is_no_title_and_a_filled_one_a_new_recognition(tmp_path: Path) -> None:
    text = "编号,所在地,认定已知,省级瞪羚企业认定日期,已领奖补（万元）\n甲,日照市,是,2023-05-01,0\n乙,日照市,是,,0\n丙,日照市,是,无,0\n"
    # 三（一）2: 省级“瞪羚”企业 up to 30万元.
    assert up_to(run(tmp_path, text)) == Span(floor=30 * WAN, ceiling=30 * WAN)


def test_titles_with_a_column_are_at_least_these_unless_the_list_is_said_to_be_complete(
    tmp_path: Path,
) -> None:
    text = "编号,所在地,省级瞪羚企业认定日期,已领奖补（万元）\n甲,日照市,2023-05-01,0\n"
    found = run(tmp_path, text)
    # 独角兽 300万元 is the highest that a firm of unknown titles can be due; the listed 省级“瞪羚” is worth 30万元 in any case.
    assert up_to(found) == Span(floor=30 * WAN, ceiling=300 * WAN)
    assert any("认定" in note.zh and "--complete 认定" in note.zh for note in found.notes)
    stated = run(tmp_path, text, complete=["认定"])
    assert up_to(stated) == Span(floor=30 * WAN, ceiling=30 * WAN)


def test_titles_are_known_where_every_title_asked_for_has_a_column(tmp_path: Path) -> None:
    titles = [
        *(f"{level}制造业单项冠军{what}" for level in ("市级", "省级", "国家级") for what in ("企业", "产品")),
        *(f"{level}独角兽企业" for level in ("市级", "省级", "国家级")),
        *(f"{level}{title}" for level in ("市级", "省级") for title in ("瞪羚企业", "专精特新中小企业")),
        "国家级小巨人",
    ]
    heads = ",".join(f"{each}认定日期" for each in titles)
    dates = ",".join("2023-05-01" if each == "省级专精特新中小企业" else "" for each in titles)
    found = run(tmp_path, f"编号,所在地,{heads},已领奖补（万元）\n甲,日照市,{dates},0\n")
    assert up_to(found) == Span(floor=20 * WAN, ceiling=20 * WAN)
    assert not any(note.zh.startswith("“认定”") for note in found.notes)


def test_money_that_is_not_filled_in_is_not_known(tmp_path: Path) -> None:
    text = "编号,所在地,认定已知,省级瞪羚企业认定日期,已领奖补（万元）\n甲,日照市,是,2023-05-01,\n"
    assert up_to(run(tmp_path, text)) == Span(floor=0, ceiling=30 * WAN)


def test_money_received_before_is_taken_off_as_far_as_it_may_count(tmp_path: Path) -> None:
    # 三（一）2: 一次性. A sum in all does not say what it was for and who paid it: if it was for this title, that was the one
    # time; if 日照 paid it for another one, the difference remains (末段); if another government did, 30万元.
    text = "编号,所在地,认定已知,省级瞪羚企业认定日期,已领奖励（万元）,已领补贴（万元）\n甲,日照市,是,2023-05-01,20,0\n"
    assert up_to(run(tmp_path, text)) == Span(floor=0, ceiling=30 * WAN)


def test_awards_alone_do_not_say_that_nothing_else_was_received(tmp_path: Path) -> None:
    text = "编号,所在地,认定已知,省级瞪羚企业认定日期,已领奖励（万元）\n甲,日照市,是,2023-05-01,0\n"
    assert up_to(run(tmp_path, text)).floor == 0
    assert up_to(run(tmp_path, text, complete=["已领奖补"])).floor == 30 * WAN


def test_a_table_of_parquet_unfolds_like_one_of_text(tmp_path: Path) -> None:
    frame = pl.read_csv(
        EXAMPLE, infer_schema_length=None, try_parse_dates=True, schema_overrides={"行业代码": pl.String}
    )
    frame.write_parquet(tmp_path / "firms.parquet")
    text, typed = (simulate(path, load("rizhao"), AS_OF) for path in (EXAMPLE, tmp_path / "firms.parquet"))
    assert typed.model_copy(update={"population": ""}) == text.model_copy(update={"population": ""})


def typed(folder: Path, day: Any) -> Path:
    """Return a list as pandas would write it: whole numbers beside gaps are floats."""
    days = pl.Series([day, None])
    columns = {
        "编号": ["甲", "乙"],
        "所在地": [371102.0, None],
        "认定已知": [True, True],
        "省级瞪羚企业认定日期": days.dt.replace_time_zone("Asia/Shanghai"),
        "2022年从业人员": [12.0, None],
        "已领奖补（万元）": [0.0, 0.0],
    }
    path = folder / "名单.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_days_with_a_time_zone_and_numbers_beside_gaps_are_read_as_they_are_meant(tmp_path: Path) -> None:
    # The first day in force in 日照; the same moment is still the day before in Greenwich.
    found = simulate(typed(tmp_path, datetime(2022, 3, 23)), load("rizhao"), AS_OF)  # noqa: DTZ001 - the zone is put to it there
    assert up_to(found) == Span(floor=30 * WAN, ceiling=30 * WAN)


def test_a_moment_with_a_time_zone_is_no_day(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        simulate(typed(tmp_path, datetime(2022, 3, 23, 8)), load("rizhao"), AS_OF)  # noqa: DTZ001 - likewise
    assert {(each.code, each.path) for each in raised.value.problems} == {("wrong-cell", "省级瞪羚企业认定日期")}


def profile(row: dict[str, str]) -> EnterpriseProfile:
    """Return a firm of the example as a profile, put together by hand from what its headers say."""

    def yes(header: str) -> bool | None:
        return {"是": True, "否": False, "": None}[row[header]]

    titles = []
    for title, level, prefix in (
        ("zjtx_sme", "provincial", "省级专精特新中小企业"),
        ("little_giant", "national", "国家级专精特新“小巨人”企业"),
        ("gazelle", "provincial", "省级瞪羚企业"),
        ("champion_enterprise", "provincial", "省级制造业单项冠军企业"),
        ("champion_enterprise", "national", "国家级制造业单项冠军企业"),
    ):
        day, end = row[f"{prefix}认定日期"], row.get(f"{prefix}有效期至") or None
        if day:
            titles.append({"title": title, "level": level, "kind": "new", "date": day, "expires": end})
        if again := row.get(f"{prefix}复核日期"):
            titles.append({"title": title, "level": level, "kind": "renewal", "date": again})
    money = row["已领奖补（万元）"]
    figures = {
        "employees": int(row["2022年从业人员"]) if row["2022年从业人员"] else None,
        "revenue": f"{row['2022年营业收入（万元）']}万元" if row["2022年营业收入（万元）"] else None,
        "total_assets": f"{row['2022年资产总额（万元）']}万元",
    }
    events = [("safety", False, row["生产安全事故日期"]), ("environment", True, row["环境污染处罚日期"])]
    valid = row["质量管理体系认证发证日期"], row["质量管理体系认证有效期至"]
    return EnterpriseProfile.model_validate(
        {
            "region": row["所在地"],
            "industry": row["行业代码"],
            "registrations": [{"region": row["所在地"], "since": row["登记注册日期"] or None}],
            "independent_legal_person": yes("具有独立法人资格"),
            "accounts": [{"year": 2022, **figures}],
            # The rules ask for no certificate but this one, and its column is there.
            "certificates": [{"kind": "quality_management", "since": valid[0], "expires": valid[1]}]
            if valid[0]
            else [],
            "credit": {"bank": yes("银行信用良好"), "tax": yes("纳税信用良好"), "social": yes("社会信用良好")},
            "provided_false_information": yes("提供虚假信息"),
            "meets_energy_rules": yes("节能符合规定"),
            "meets_environment_rules": yes("环保符合规定"),
            "meets_safety_rules": yes("安全生产符合规定"),
            "incidents": [{"kind": kind, "penalty": penalty, "date": day} for kind, penalty, day in events if day],
            "attested": {"good_prospects": yes("具有良好发展前景")} if row["具有良好发展前景"] else {},
            "recognitions": titles if row["认定已知"] == "是" else None,
            "awards_received": None if not money else [] if money == "0" else [{"amount": f"{money}万元"}],
        }
    )


def test_the_example_means_the_same_as_its_firms_one_by_one(tmp_path: Path) -> None:
    rules = load("rizhao")
    simulate(EXAMPLE, rules, AS_OF, out=tmp_path / "out.parquet")
    answers = {row["applicant"]: row for row in pl.read_parquet(tmp_path / "out.parquet").iter_rows(named=True)}
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        firms = list(csv.DictReader(file))
    assert len(firms) == len(answers) == 50
    for row in firms:
        answer, found = evaluate(profile(row), rules, AS_OF), answers[row["编号"]]
        for outcome in answer.outcomes:
            for clause in outcome.found:
                assert found[f"rizhao-2022:{clause}"] == outcome.verdict(clause).value, (row["编号"], clause)
        bounds = answer.awards.payable.total.up_to
        assert found["payable#up_to_floor"] == math.floor(bounds.floor.yuan * 100)
        assert found["payable#up_to_ceiling"] == (
            None if bounds.ceiling is None else math.ceil(bounds.ceiling.yuan * 100)
        )


def test_money_of_one_title_that_is_filled_in_counts_although_the_rest_is_not_known(tmp_path: Path) -> None:
    # 三（一）2: 最高30万元, 一次性. The 10万元 may have been the one time (nothing more), or another city's money (30万元 are left).
    text = "编号,所在地,认定已知,省级瞪羚企业认定日期,省级瞪羚企业已领奖励（万元）\n甲,日照市,是,2023-05-01,10\n"
    assert up_to(run(tmp_path, text)) == Span(floor=0, ceiling=30 * WAN)
    assert up_to(run(tmp_path, text, complete=["已领奖补"])) == Span(floor=0, ceiling=30 * WAN)


@pytest.mark.parametrize("header", ["认定已知", "认定齐全"])
def test_a_firm_whose_titles_are_said_to_be_incomplete_has_at_least_those_listed(tmp_path: Path, header: str) -> None:
    text = f"编号,所在地,{header},省级瞪羚企业认定日期,已领奖补（万元）\n甲,日照市,否,2023-05-01,0\n乙,日照市,是,2023-05-01,0\n"
    found = run(tmp_path, text)
    # 三（一）2: 30万元 each; only the first may hold 独角兽 (300万元) beside.
    assert up_to(found) == Span(floor=60 * WAN, ceiling=330 * WAN)
