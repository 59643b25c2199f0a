"""Notes on a profile: what can be read and is hardly right is said with its place, and changes nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from strategies import enterprise_data
from zjtx_rules import EnterpriseProfile, evaluate, load, read_profile
from zjtx_rules.cli.main import main
from zjtx_rules.files import parse_text
from zjtx_rules.profile import APPLICANTS, records
from zjtx_rules.profile.model import Closed
from zjtx_rules.profile.plausibility import FIRST_DAY, doubts_of
from zjtx_rules.shown import in_markdown

AS_OF = date(2023, 9, 1)

# Every dated, counted and paid field of every kind of applicant, with the path of it: where a fact is dated, and whether the day
# may lie ahead.
PAST = {
    "enterprise": [
        ("founded", {"founded": "{}"}),
        ("recognitions.0.date", {"recognitions": [{"title": "gazelle", "date": "{}"}]}),
        ("registrations.0.since", {"registrations": [{"since": "{}"}]}),
        ("relocation.date", {"relocation": {"date": "{}"}}),
        ("incidents.0.date", {"incidents": [{"date": "{}"}]}),
        ("certificates.0.since", {"certificates": [{"kind": "quality_management", "since": "{}"}]}),
        ("awards_received.0.date", {"awards_received": [{"date": "{}"}]}),
    ],
    "startup_base": [
        ("tenants.0.entered", {"tenants": [{"entered": "{}"}]}),
        ("tenants.0.recognitions.0.date", {"tenants": [{"recognitions": [{"title": "gazelle", "date": "{}"}]}]}),
    ],
    "design_institute": [
        ("contracts.0.payments.0.date", {"contracts": [{"payments": [{"date": "{}"}]}]}),
        ("contracts.0.ordered", {"contracts": [{"ordered": "{}"}]}),
    ],
    "training_body": [("trainees.0.date", {"trainees": [{"date": "{}"}]})],
}
AHEAD = {
    "enterprise": [
        ("recognitions.0.expires", {"recognitions": [{"title": "gazelle", "expires": "{}"}]}),
        ("recognitions.0.previous_expires", {"recognitions": [{"title": "gazelle", "previous_expires": "{}"}]}),
        ("registrations.0.until", {"registrations": [{"until": "{}"}]}),
        ("certificates.0.expires", {"certificates": [{"kind": "quality_management", "expires": "{}"}]}),
    ],
    "startup_base": [("tenants.0.left", {"tenants": [{"left": "{}"}]})],
}


def noted(kind: str, facts: dict[str, Any], day: date | None = None) -> list[tuple[str, str]]:
    written = json.loads(json.dumps(facts).replace("{}", str(day))) if day is not None else facts
    return [
        (each.code, each.path) for each in doubts_of(APPLICANTS[kind].model_validate({"kind": kind} | written), AS_OF)
    ]


@pytest.mark.parametrize(("kind", "path", "facts"), [(kind, *each) for kind, some in PAST.items() for each in some])
def test_a_day_that_has_not_come_or_lies_before_all_is_noted(kind: str, path: str, facts: dict[str, Any]) -> None:
    assert noted(kind, facts, AS_OF) == []
    assert noted(kind, facts, AS_OF + timedelta(days=1)) == [("day-ahead", path)]
    assert noted(kind, facts, FIRST_DAY) == []
    assert noted(kind, facts, FIRST_DAY - timedelta(days=1)) == [("implausible-day", path)]


@pytest.mark.parametrize(("kind", "path", "facts"), [(kind, *each) for kind, some in AHEAD.items() for each in some])
def test_an_end_may_lie_ahead_but_not_in_another_century(kind: str, path: str, facts: dict[str, Any]) -> None:
    assert noted(kind, facts, AS_OF + timedelta(days=1)) == []
    assert noted(kind, facts, date(2099, 12, 31)) == []
    assert noted(kind, facts, date(2203, 7, 13)) == [("implausible-day", path)]
    assert noted(kind, facts, date(1023, 7, 13)) == [("implausible-day", path)]


def test_every_dated_field_is_in_one_of_the_two_tables() -> None:
    dated = {
        (model.__name__, name)
        for model in _models()
        for name, about in model.model_fields.items()
        if "LegalDate" in repr(about) or "datetime.date" in repr(about.annotation)
    }
    tried = {(path.split(".")[-1]) for some in (*PAST.values(), *AHEAD.values()) for path, _ in some}
    assert {name for _, name in dated} == tried


def _models() -> set[Any]:
    found = {each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Closed)}
    return found | set(APPLICANTS.values())


@pytest.mark.parametrize(
    ("facts", "code", "path"),
    [
        ({"industry": "412"}, "industry-ambiguous", "industry"),
        ({"industry": "C9999"}, "industry-unknown", "industry"),
        ({"industry": "610"}, "industry-reread", "industry"),
        ({"credit_code": "91350203M0002ABC19"}, "credit-code-check", "credit_code"),
        ({"accounts": [{"year": 2022, "employees": 3_000_001}]}, "implausible-count", "accounts.2022.employees"),
        ({"invention_patents": 500_001}, "implausible-count", "invention_patents"),
        ({"accounts": [{"year": 2022, "revenue": "100001亿元"}]}, "implausible-amount", "accounts.2022.revenue"),
        ({"accounts": [{"year": 2022, "net_profit": "-100001亿元"}]}, "implausible-amount", "accounts.2022.net_profit"),
        ({"awards_received": [{"amount": "101亿元"}]}, "implausible-amount", "awards_received.0.amount"),
    ],
)
def test_what_is_hardly_right_is_noted_with_its_path(facts: dict[str, Any], code: str, path: str) -> None:
    assert noted("enterprise", facts) == [(code, path)]


@given(enterprise_data())
def test_notes_change_nothing_and_an_ordinary_profile_has_few(data: dict[str, Any]) -> None:
    firm = EnterpriseProfile.model_validate(data)
    for each in doubts_of(firm, AS_OF):
        assert each.code in {"day-ahead", "industry-reread", "stated-twice"}, each
    before = firm.model_dump_json()
    doubts_of(firm, AS_OF)
    assert firm.model_dump_json() == before


def test_the_answer_says_them_with_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text(
        "所在地: 日照市\n行业: C9999\n财务数据:\n- {年度: 2021, 从业人员: 1}\n- {年度: 2022, 从业人员: 9000000}\n"
        "认定:\n- {称号: 小巨人, 认定方式: 新认定, 认定日期: 2033-07-14}\n",
        encoding="utf-8",
    )
    arguments = ["evaluate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01"]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert f"行业代码（{path}:2:5）" in text
    assert f"认定·第1项（专精特新“小巨人”企业）·认定日期（{path}:7:30）：2033-07-14晚于评估日2023-09-01" in text
    assert main([*arguments, "--format", "markdown"]) == 0
    assert f"行业代码（{in_markdown(str(path))}:2:5）" in capsys.readouterr().out
    assert main([*arguments, "--format", "json"]) == 0
    notes = json.loads(capsys.readouterr().out)["input_notes"]
    assert [(each["code"], each["path"], each["place"]) for each in notes] == [
        ("day-ahead", "recognitions.0.date", f"{path}:7:30"),
        ("industry-unknown", "industry", f"{path}:2:5"),
        ("implausible-count", "accounts.2022.employees", f"{path}:5:20"),
    ]


def test_a_profile_that_a_program_gives_has_them_without_a_place() -> None:
    answer = evaluate(
        EnterpriseProfile.model_validate({"region": "日照市", "industry": "C9999"}), load("rizhao"), AS_OF
    )
    (note,) = answer.model_dump()["input_notes"]
    assert (note["code"], note["path"], note["place"]) == ("industry-unknown", "industry", None)
    assert [each.code for each in answer.doubts] == ["industry-unknown"]


@pytest.mark.parametrize(("written", "text"), [("3451", "3451"), ("412", "412"), ("3451.0", "3451.0"), ("C", "C")])
def test_an_industry_need_not_be_quoted(written: str, text: str) -> None:
    found = read_profile(parse_text(f"所在地: 日照市\n行业代码: {written}\n", "p.yaml"))
    assert isinstance(found, EnterpriseProfile)
    assert found.industry == text
