"""Every piece of Python on docs/python.md runs: the questions, the FastAPI service, and the mapper on a database."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import zjtx_rules as zjtx

TEXT = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
QUESTIONS, SERVICE, MAPPER = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "docs/python.md", "exec", dont_inherit=True), names)  # noqa: S102 - the page's own example
    return names


def test_the_questions_are_answered_as_the_comments_say() -> None:
    run(QUESTIONS)
    lines = [each for each in QUESTIONS.splitlines() if each.startswith(("answer.", "zjtx."))]
    assert len(lines) == 9
    names = run(QUESTIONS)
    said = [eval(each, names) for each in lines]  # noqa: S307 - likewise
    assert said[0] == zjtx.Money.parse("100万元")
    assert said[1] is zjtx.Verdict.MET
    assert said[2] == "最高100万元"
    assert said[7:] == ["济南市", False]


def test_the_page_names_every_function() -> None:
    assert set(re.findall(r"^\| `(\w+)\(", TEXT, re.MULTILINE)) == {
        *(
            "evaluate",
            "evaluate_lines",
            "match",
            "gap",
            "check",
            "diff",
            "impact",
            "compare",
            "simulate",
            "evaluate_table",
            "schema",
        )
    }


def test_eight_lines_are_a_service() -> None:
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient  # noqa: PLC0415 - only where FastAPI is installed

    assert len([each for each in SERVICE.splitlines() if each]) == 8
    client = TestClient(run(SERVICE)["app"])
    firm = {
        "所在地": "日照市",
        "认定": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}],
        "已领奖补": [],
    }
    said = client.post("/evaluate?as_of=2023-09-01", json=firm)
    assert said.status_code == 200
    assert said.json()["payable"]["total"]["text"] == "最高100万元"
    assert client.post("/evaluate?as_of=2023-09-01", json={"所在地": "没有的市"}).status_code == 422
    platform = client.post("/evaluate?as_of=2023-09-01", json={"主体类型": "平台", "所在地": "日照市"})
    assert platform.json()["applicant"]["kind"] == "service_platform"
    assert "BriefAnswer" in client.get("/openapi.json").text


def test_rows_of_a_database_become_a_profile() -> None:
    sql = pytest.importorskip("sqlalchemy")
    names = run(MAPPER)
    meta = sql.MetaData()
    firms = sql.Table(
        *("firms", meta, sql.Column("id", sql.Integer, primary_key=True), sql.Column("name", sql.String)),
        *(sql.Column("region", sql.Integer), sql.Column("founded", sql.DateTime)),
        *(sql.Column("legal_person", sql.SmallInteger), sql.Column("patents", sql.Integer)),
    )
    titles = sql.Table(
        *("titles", meta, sql.Column("firm", sql.Integer), sql.Column("title", sql.String)),
        *(sql.Column("level", sql.String), sql.Column("granted", sql.DateTime)),
    )
    accounts = sql.Table(
        *("accounts", meta, sql.Column("firm", sql.Integer), sql.Column("year", sql.Integer)),
        sql.Column("revenue", sql.Numeric(18, 2, asdecimal=True)),
    )
    engine = sql.create_engine("sqlite://")
    meta.create_all(engine)
    row = {"id": 1, "name": "甲", "region": 371100, "founded": datetime(2015, 5, 4, 9, 30)}  # noqa: DTZ001 - databases store none
    with engine.begin() as connection:
        connection.execute(firms.insert(), [row | {"legal_person": 1, "patents": None}])
        granted = datetime(2023, 7, 14)  # noqa: DTZ001 - likewise
        connection.execute(
            titles.insert(), [{"firm": 1, "title": "little_giant", "level": "national", "granted": granted}]
        )
        figures = [Decimal("60000000.50"), None]
        connection.execute(
            accounts.insert(), [{"firm": 1, "year": 2022 + at, "revenue": each} for at, each in enumerate(figures)]
        )
        (firm,) = connection.execute(sql.select(firms)).mappings()
        held = connection.execute(sql.select(titles).where(titles.c.firm == 1)).mappings().all()
        years = connection.execute(sql.select(accounts).where(accounts.c.firm == 1)).mappings().all()
    engine.dispose()
    read = zjtx.read_applicant(names["applicant_of"](firm, held, years))
    assert isinstance(read, zjtx.EnterpriseProfile)
    assert read.region == "371100"
    assert read.founded == date(2015, 5, 4)
    assert read.independent_legal_person is True
    assert read.invention_patents is None
    assert read.recognitions is not None
    assert [(each.title, str(each.date)) for each in read.recognitions] == [("little_giant", "2023-07-14")]
    assert read.accounts is not None
    assert [each.revenue for each in read.accounts] == [zjtx.Money.parse("60000000.5元"), None]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("yuan", Decimal("0.10"), "0.10元"),
        ("yuan", 0, "0元"),
        ("yuan", Decimal("1E+3"), None),
        ("yuan", None, None),
        ("day", date(2023, 1, 2), "2023-01-02"),
        ("day", datetime(2023, 1, 2, 23, 59), "2023-01-02"),  # noqa: DTZ001 - likewise
        ("day", None, None),
        ("yes", 0, False),
        ("yes", 1, True),
        ("yes", None, None),
    ],
)
def test_each_value_is_said_as_a_profile_reads_it(name: str, value: Any, expected: Any) -> None:
    said = run(MAPPER)[name](value)
    if value == Decimal("1E+3"):
        assert zjtx.Money.parse(said) == zjtx.Money.parse("1000元")
    else:
        assert said == expected
