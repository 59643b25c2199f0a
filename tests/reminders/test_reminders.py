"""Each kind of reminder: on which day, for whom, on what it rests; and the calendar, opened by a calendar library."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules.language import RuleSet, load, load_text
from zjtx_rules.language.clauses import Offering, Tier
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reminders import KINDS, Firm, Reminder, remind
from zjtx_rules.reminders.calendar_file import reminders_calendar
from zjtx_rules.reminders.text import reminders_text
from zjtx_rules.terms import Duration

ROOT = Path(__file__).parents[2]
FIRM = ROOT / "examples" / "rizhao-firm.yaml"

RULES = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: plan
  title: 甲办法
  number: 甲〔2022〕1号
  status: issued
  in_force: {from: 2022-01-01, to: 2026-06-30}
  clauses:
  - id: award.giant
    kind: award
    cite: 一
    quote: 给予30万元
    title: 小巨人奖励
    by: [市工信局, 市财政局]
    window: 9月1日至9月30日
    to: enterprise
    when: {holds: {title: little_giant}}
    pays: {sum: 30万元}
  - id: award.unicorn
    kind: award
    cite: 二
    quote: 给予50万元
    title: 独角兽奖励
    window: 5月
    to: enterprise
    when: {holds: {title: unicorn}}
    pays: {sum: 50万元}
  - id: tier.giant
    kind: tier
    cite: 三
    quote: 每年4月
    title: 小巨人
    rank: little_giant
    window: 4月
    to: enterprise
- id: next
  title: 乙办法
  status: issued
  in_force: {from: 2026-07-01}
  clauses: [{id: service.b, kind: service, cite: 一, quote: 组织诊断, title: 诊断, to: enterprise, offers: 诊断, window: 至2026年10月31日}]
"""


def firm(name: str = "甲公司", **more: Any) -> Firm:
    giant = {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14", "expires": "2026-07-13"}
    held = {"region": "日照市", "recognitions": [giant], "awards_received": [], **more}
    return Firm(name, EnterpriseProfile.model_validate(held))


def said(reminders: tuple[Reminder, ...]) -> list[tuple[str, str, str | None]]:
    return [(each.kind, str(each.day), str(each.until) if each.until else None) for each in reminders]


def rules(text: str = RULES) -> RuleSet:
    return load_text(text, "甲.yaml")


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        # The last day of the title is in the look-out just when it lies no later than so many days ahead. Its review is asked
        # for in April, in the last window that closes before the title ends.
        ("2026-04-10", 0, [("review", "2026-04-10", "2026-04-30"), ("window", "2026-04-10", "2026-04-30"), ("money_unclaimed", "2026-04-10", "2026-06-30")]),
        ("2026-03-01", 30, [("money_unclaimed", "2026-03-01", "2026-06-30")]),
        ("2026-03-01", 31, [("money_unclaimed", "2026-03-01", "2026-06-30"), ("review", "2026-04-01", "2026-04-30"), ("window", "2026-04-01", "2026-04-30")]),
        ("2026-05-01", 59, [("money_unclaimed", "2026-05-01", "2026-06-30")]),
        ("2026-05-01", 60, [("money_unclaimed", "2026-05-01", "2026-06-30"), ("document_ends", "2026-06-30", "2026-06-30")]),
        ("2026-05-01", 73, [("money_unclaimed", "2026-05-01", "2026-06-30"), ("document_ends", "2026-06-30", "2026-06-30"), ("document_begins", "2026-07-01", None), ("title_expires", "2026-07-13", "2026-07-13")]),
        # Of the plan that has ended nothing is left; the window of the next one is open until its last day.
        ("2026-10-01", 29, []),
        ("2026-10-01", 30, [("window", "2026-10-31", "2026-10-31")]),
        ("2026-11-01", 200, []),
    ],
)  # fmt: skip
def test_what_is_said_on_a_day(day: str, days: int, expected: list[tuple[str, str, str | None]]) -> None:
    found = remind([firm()], rules(), date.fromisoformat(day), days=days)
    assert said(found.reminders) == expected


def test_a_reminder_says_where_to_go_and_on_what_it_rests() -> None:
    found = remind([firm()], rules(), date(2025, 8, 20), days=20)
    by_kind = {each.kind: each for each in found.reminders}
    assert set(by_kind) == {"window", "money_unclaimed"}
    for each in by_kind.values():
        assert (each.document, each.clause, each.source) == ("plan", "award.giant", "甲〔2022〕1号 一")
        assert each.offices == ("市工信局", "市财政局")
    assert by_kind["money_unclaimed"].text.zh == "小巨人奖励：30万元，尚未领取"
    assert by_kind["window"].text.zh == "小巨人奖励：申报时间每年9月1日至9月30日，至2025-09-30止"
    text = reminders_text(found)
    for words in ("甲公司", "甲〔2022〕1号 一", "找：市工信局、市财政局", "2025-09-01  [申报时间]"):
        assert words in text
    assert "time to apply" in reminders_text(found, "en")


def test_money_that_was_received_is_not_reminded_of() -> None:
    paid = [{"clause": "award.giant", "kind": "award", "amount": "30万元", "payer": "371100", "date": "2024-01-01"}]
    found = remind([firm(awards_received=paid)], rules(), date(2026, 3, 1), days=0)
    assert [each.kind for each in found.reminders] == []


def test_without_a_window_in_the_rules_the_review_is_told_of_so_long_before() -> None:
    text = RULES.replace("    window: 4月\n", "")
    for review, opens in (("6个月", "2026-01-13"), ("1年", "2025-07-13"), ("30天", "2026-06-13")):
        found = remind([firm()], rules(text), date(2025, 1, 1), days=600, review=Duration.parse(review))
        (each,) = (each for each in found.reminders if each.kind == "review")
        assert (str(each.day), str(each.until)) == (opens, "2026-07-13")
    leap = {"title": "little_giant", "kind": "new", "date": "2021-09-01", "expires": "2024-08-31"}
    found = remind([firm(recognitions=[leap])], rules(text), date(2024, 1, 1), review=Duration.parse("6个月"))
    assert str(next(each.day for each in found.reminders if each.kind == "review")) == "2024-02-29"


def test_of_a_title_that_was_renewed_the_later_end_counts() -> None:
    held = [
        {"title": "little_giant", "level": "national", "kind": kind, "date": f"{year}-07-14", "expires": f"{year + 3}-07-13"}
        for year, kind in ((2020, "new"), (2023, "renewal"))
    ]  # fmt: skip
    for order in (held, held[::-1]):
        found = remind([firm(recognitions=order)], rules(), date(2023, 7, 1), days=1200)
        ends = [str(each.day) for each in found.reminders if each.kind == "title_expires"]
        assert ends == ["2026-07-13"]
    never = [
        *held,
        {"title": "little_giant", "level": "national", "kind": "renewal", "date": "2026-08-01", "expires": "never"},
    ]
    found = remind([firm(recognitions=never)], rules(), date(2023, 7, 1), days=1200)
    assert not [each for each in found.reminders if each.kind in ("title_expires", "review")]


def test_what_cannot_be_looked_at_is_said() -> None:
    endless = firm("乙公司", recognitions=[{"title": "little_giant", "kind": "new", "date": "2023-07-14"}])
    nowhere = firm("丙公司", region="北京市")
    found = remind([endless, nowhere], rules(), date(2026, 7, 1), days=30)
    assert "1项称号没有写有效期至" in found.notes[0].zh
    assert "丙公司" in found.notes[1].zh
    assert [each.kind for each in found.reminders if "丙公司" in each.firms] == ["title_expires"]


def test_several_firms_of_which_the_same_is_said_stand_together() -> None:
    firms = [firm("甲公司"), firm("乙公司"), firm("丙公司", recognitions=[])]
    found = remind(firms, rules(), date(2026, 6, 30), days=0)
    ends = [each for each in found.reminders if each.kind == "document_ends"]
    assert [each.firms for each in ends] == [("甲公司", "乙公司", "丙公司")]
    assert [each.firms for each in found.reminders if each.kind == "money_unclaimed"] == [("甲公司", "乙公司")]


@pytest.mark.parametrize(
    ("old", "new", "kind", "details"),
    [
        ("给予30万元", "给予30万元整", None, []),  # wording alone
        ("pays: {sum: 30万元}", "pays: {sum: 20万元}", "document_changed", ["小巨人奖励（一）：金额提高"]),
        ("pays: {sum: 50万元}", "pays: {sum: 60万元}", None, []),  # of an award that the firm cannot have
        ("to: 2026-06-30", "to: 2025-06-30", "document_changed", ["施行期延长"]),
        ("{title: unicorn}", "{title: little_giant}", "document_changed", ["独角兽奖励（二）"]),  # could be had before
    ],
)
def test_what_changed_is_said_to_those_whom_it_concerns(
    old: str, new: str, kind: str | None, details: list[str]
) -> None:
    before = rules(RULES.replace(old, new))
    found = remind([firm()], rules(), date(2026, 3, 1), days=0, before=before, since="旧")
    changed = [each for each in found.reminders if each.kind in ("document_changed", "document_new")]
    assert [each.kind for each in changed] == ([kind] if kind else [])
    for each in changed:
        assert len(each.details) == len(details)
        assert all(detail.zh.startswith(words) for detail, words in zip(each.details, details, strict=True))


def test_a_new_document_is_told_of_where_it_has_something() -> None:
    before = rules(RULES[: RULES.index("- id: next")])
    found = remind([firm(), firm("外地", region="济南市")], rules(), date(2026, 3, 1), days=0, before=before)
    new = [each for each in found.reminders if each.kind == "document_new"]
    assert [(each.document, each.firms) for each in new] == [("next", ("甲公司",))]
    assert "尚未施行" in new[0].text.zh


def every_kind() -> Any:
    before = rules(RULES[: RULES.index("- id: next")].replace("30万元", "20万元"))
    return remind([firm()], rules(), date(2025, 12, 1), days=365, before=before, since="v1")


def test_the_calendar_is_opened_by_a_calendar_library_with_every_kind() -> None:
    found = every_kind()
    assert {each.kind for each in found.reminders} == set(KINDS)
    text = reminders_calendar(found)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == len(found.reminders)
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event, each in zip(events, found.reminders, strict=True):
        assert event.decoded("dtstart") == each.day
        assert event.decoded("dtend") == each.day + timedelta(days=1)
        assert str(event["summary"]) == f"{KINDS[each.kind].zh}：{each.text.zh}"
        assert each.firms[0] in str(event["description"])
        assert event.errors == []
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text == reminders_calendar(every_kind())


def test_hostile_names_begin_no_line_of_the_calendar() -> None:
    name = "甲\r\nEND:VEVENT\u2028BEGIN:VALARM;,\\\x1b"
    found = remind(
        [firm(name)], rules(RULES.replace("title: 小巨人奖励", 'title: "小巨人奖励,;\\\\N"')), date(2026, 3, 1)
    )
    calendar = icalendar.Calendar.from_ical(reminders_calendar(found))
    assert len(calendar.walk("VEVENT")) == len(found.reminders)
    assert calendar.walk("VALARM") == []
    assert "\x1b" not in reminders_text(found)


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2022, 1, 1), date(2027, 12, 31)), st.integers(0, 400), st.integers(0, 400))
def test_looking_further_ahead_takes_nothing_away(day: date, days: int, more: int) -> None:
    near, far = (remind([firm()], rules_once(), day, days=each).reminders for each in (days, days + more))
    assert set(near) <= set(far)
    assert all(day <= each.day <= day + timedelta(days=days) for each in near)
    assert all(each.until is None or each.until >= each.day for each in near)


_ONCE: list[RuleSet] = []


def rules_once() -> RuleSet:
    if not _ONCE:
        _ONCE.append(rules())
    return _ONCE[0]


def test_the_command_says_all_kinds_of_the_example(zjtx, tmp_path: Path) -> None:
    rules = ("--rules", "rizhao", "--rules", "shandong")
    out = zjtx("remind", str(FIRM), *rules, "--as-of", "2025-12-01", "--days", "230", "--format", "json").out
    found = json.loads(out)
    assert [(each["kind"], each["day"]) for each in found["reminders"]] == [
        ("review", "2025-12-01"),
        ("review", "2025-12-01"),
        ("money_unclaimed", "2025-12-01"),
        ("document_ends", "2025-12-31"),
        ("review", "2026-01-13"),
        ("title_expires", "2026-03-19"),
        ("title_expires", "2026-05-29"),
        ("title_expires", "2026-07-13"),
    ]
    target = tmp_path / "提醒.ics"
    assert zjtx("remind", str(FIRM), "--as-of", "2025-12-01", "--format", "ics", "--out", str(target)).code == 0
    assert icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")


def test_a_list_of_firms_says_what_its_profiles_say(zjtx, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(
        "企业名称,所在地,国家级专精特新“小巨人”企业认定日期,国家级专精特新“小巨人”企业有效期至,已领奖补（万元）\n"
        "甲公司,日照市,2023-07-14,2026-07-13,0\n乙公司,济南市,2023-07-14,2026-07-13,0\n",
        encoding="utf-8",
    )
    folder = tmp_path / "资料"
    folder.mkdir()
    for name, place in (("甲公司", "日照市"), ("乙公司", "济南市")):
        (folder / f"{'ab'[name == '乙公司']}.yaml").write_text(
            f"名称: {name}\n所在地: {place}\n认定: [{{称号: 小巨人, 级别: 国家级, 认定方式: 新认定, 认定日期: 2023-07-14, 有效期至: 2026-07-13}}]\n"
            "已领奖补: []\n",
            encoding="utf-8",
        )
    asked = ("--as-of", "2025-12-01", "--days", "300", "--format", "json", "--complete", "认定")
    one, other = (json.loads(zjtx("remind", str(tmp_path / each), *asked).out) for each in ("名单.csv", "资料"))
    assert one["firms"] == other["firms"] == 2
    kinds = [[(each["kind"], each["day"], each["firms"]) for each in found["reminders"]] for found in (one, other)]
    assert kinds[0] == kinds[1]
    assert ["甲公司", "乙公司"] in [firms for _, _, firms in kinds[0]]


def test_since_a_git_revision(zjtx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    file = tmp_path / "rules" / "甲.yaml"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    file.write_text(RULES[: RULES.index("- id: next")].replace("30万元", "20万元"), encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "旧"]):
        subprocess.run([*git, *command], check=True)  # noqa: S603 - git itself
    file.write_text(RULES, encoding="utf-8")
    said = zjtx("remind", str(FIRM), "--rules", "rules", "--as-of", "2024-01-01", "--since", "HEAD", "--days", "0")
    assert "[新文件] 新文件《乙办法》" in said.out
    assert "[条款修订] 《甲办法》（甲〔2022〕1号）有修订" in said.out
    assert "小巨人奖励（一）：金额提高" in said.out
    assert "与 HEAD 相比" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--days", "-1"], "天数不能小于0"),
        (["--review-before", "半年"], "不是期限"),
        (["--out", str(FIRM)], "会把它覆盖"),
    ],
)
def test_bad_options_are_refused(zjtx, arguments: list[str], words: str) -> None:
    found = zjtx("remind", str(FIRM), *arguments)
    assert found.code == 2
    assert words in found.err


def test_bundled_rules_can_be_asked() -> None:
    assert remind([firm()], load(), date(2025, 12, 1)).firms == 1


def test_no_bundled_text_states_when_to_apply_as_the_page_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reminders.md").read_text(encoding="utf-8")
    stated = [one.id for _, _, one in load().clauses() if isinstance(one, (Offering, Tier)) and one.window]
    assert stated == [], "the page says that there is none"
    assert "内置的规则文件都没有 `window`" in page
