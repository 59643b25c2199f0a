"""The form as a browser without script sees it: it leads to the answer of the file, and shows hostile words as words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import zjtx_rules as zjtx
from answer_from_profile import rows, said, value_at
from zjtx_rules.analysis.asking import Interview
from zjtx_rules.files import parse_yaml, read
from zjtx_rules.profile import canonical_profile
from zjtx_rules.service.app import create_app

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    "startup-base": ("2024-06-01", "jinan"),
    "park": ("2024-06-01", "jinan"),
    "service-platform": ("2023-12-01", "rizhao"),
    "cluster": ("2023-12-01", "rizhao"),
    "district": ("2023-12-01", "rizhao"),
    "design-institute": ("2023-12-31", "rizhao"),
    "training-body": ("2023-12-31", "model_city"),
    "jinan-firm": ("2024-12-01", "jinan"),
    "rizhao-firm": ("2023-09-01", "rizhao"),
}


@dataclass
class Page(HTMLParser):
    """What stands on a page: its words, and its forms with their fields and buttons."""

    text: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    forms: list[dict[str, Any]] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "form":
            self.forms.append({"action": given["action"], "fields": {}, "buttons": [], "options": {}})
        elif tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        elif tag == "select":
            self.forms[-1]["fields"][given["name"]] = ""
            self.select = given["name"]
        elif tag == "option":
            self.forms[-1]["options"].setdefault(self.select, []).append(given["value"])
            if "selected" in given or not self.forms[-1]["fields"][self.select]:
                self.forms[-1]["fields"][self.select] = given["value"]
        elif tag == "input":
            if given["type"] == "radio":
                self.forms[-1]["fields"].setdefault(given["name"], "")
                self.forms[-1]["options"].setdefault(given["name"], []).append(given["value"])
            else:
                self.forms[-1]["fields"][given["name"]] = given["value"]
        elif tag == "button":
            self.forms[-1]["buttons"].append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app())


def sent(client: TestClient, page: Page, action: str, **values: str) -> tuple[Page, str]:
    """Press a button of the page's last form that has it, as a browser would."""
    form = next(each for each in page.forms if action in each["buttons"])
    assert set(values) <= set(form["fields"]), (values, form["fields"])
    answer = client.post(form["action"], data=form["fields"] | values | ({"action": action} if action else {}))
    assert answer.status_code == 200
    return page_of(answer.text), answer.text


def begun(client: TestClient, whole: zjtx.Applicant, day: str, rules: str) -> Page:
    page = page_of(client.get("/").text)
    values = {"kind": str(whole.kind), "region": whole.region or "", "name": whole.name or "", "as_of": day}  # type: ignore[attr-defined]
    values |= {"rules": rules} | ({"adopting": "临沂市"} if rules == "model_city" else {})
    return sent(client, page, "", **values)[0]


def figures(page: Page) -> str:
    return "".join(page.text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_form_leads_to_the_answer_of_the_file(client: TestClient, name: str) -> None:
    day, rules = EXAMPLES[name]
    whole = zjtx.read_profile(read(str(ROOT / "examples" / f"{name}.yaml")))
    known = canonical_profile(whole)
    page = begun(client, whole, day, rules)
    for _ in range(60):
        form = next((each for each in page.forms if "answer" in each["buttons"]), None)
        if form is None:
            page = (
                sent(client, page, "continue")[0] if any("continue" in each["buttons"] for each in page.forms) else page
            )
            if not any("answer" in each["buttons"] for each in page.forms):
                break
            continue
        page = answered(client, page, form, known)
    expected = zjtx.evaluate(
        whole, zjtx.load(rules), date.fromisoformat(day), adopting="临沂市" if rules == "model_city" else None
    )
    form = next(each for each in page.forms if each["action"] == "/profile.yaml")
    saved = client.post("/profile.yaml", data=form["fields"])
    assert saved.headers["content-disposition"] == "attachment; filename=profile.yaml"
    firm = zjtx.read_profile(parse_yaml(saved.text, "profile.yaml"))
    again = zjtx.evaluate(firm, expected.rules, expected.as_of, adopting=expected.adopting)
    assert again.document(detail="normal").bands == expected.document(detail="normal").bands
    answer = client.post("/answer", data=form["fields"]).text
    assert expected.document(detail="brief").payable.total.text in answer


def answered(client: TestClient, page: Page, form: dict[str, Any], known: dict[str, Any]) -> Page:
    """Answer one question from what is known, as `answer_from_profile` does without a browser."""
    key = form["fields"]["key"]
    value = value_at(known, key)
    if value is None or value_at(known, f"{key}_complete") is False:
        return sent(client, page, "skip")[0]
    if value in ("none", []):
        return sent(client, page, "none")[0]
    names = {each.partition(".")[2] for each in form["fields"] if each[0].isdigit()}
    if isinstance(value, list):
        inputs: Any = [type("Named", (), {"name": each})() for each in sorted(names)]
        lines = [line for record in value for line in rows(inputs, record)]
        while int(page.forms[0]["fields"]["rows"]) < len(lines):
            page = sent(client, page, "more")[0]
        values = {f"{at}.{each}": text for at, line in enumerate(lines) for each, text in line.items()}
    else:
        data = value if isinstance(value, dict) else {key.rpartition(".")[2]: value}
        values = {f"0.{each}": said(data.get(each)) for each in names}
    return sent(client, page, "answer", **values)[0]


def test_the_first_page_asks_for_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/")
    page = page_of(answer.text)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert set(page.forms[0]["fields"]) - {"lang", "state"} == page.labelled


def test_every_field_of_a_question_has_a_label(client: TestClient) -> None:
    page = begun(client, zjtx.EnterpriseProfile(region="371100"), "2023-09-01", "rizhao")
    fields = [each for each in page.forms[0]["fields"] if each[0].isdigit()]
    assert len(fields) == 5
    assert set(fields) == page.labelled


def test_the_range_narrows_and_the_reason_is_said(client: TestClient) -> None:
    page = begun(client, zjtx.EnterpriseProfile(region="371100"), "2023-09-01", "rizhao")
    assert "最高0元至最高300万元之间" in figures(page)
    assert "独角兽企业奖励（日政办字〔2022〕10号 三（一）2）：最高300万元" in figures(page)
    values = {"0.title": "little_giant", "0.level": "national", "0.kind": "new", "0.date": "2023-07-14"}
    page, _ = sent(client, page, "answer", **values)
    assert "最高0元至最高100万元之间" in figures(page)
    assert "此前最高0元至最高300万元之间" in figures(page)
    page, _ = sent(client, page, "none")
    assert "被认定时是否已在本地登记？" in figures(page)
    page, _ = sent(client, page, "none")
    assert "金额已经确定" in figures(page)
    page, _ = sent(client, page, "back")
    assert "被认定时是否已在本地登记？" in figures(page)
    page, _ = sent(client, page, "back")
    assert "已经领过哪些奖励、补贴？" in figures(page)
    assert "最高0元至最高100万元之间" in figures(page)


def test_what_is_wrong_is_said_and_what_was_filled_in_stays(client: TestClient) -> None:
    page = begun(client, zjtx.EnterpriseProfile(region="371100"), "2023-09-01", "rizhao")
    page, text = sent(client, page, "answer", **{"0.title": "little_giant", "0.expires": "2023-02-30"})
    assert "没有2023年2月30日" in figures(page)
    assert 'role="alert"' in text
    assert page.forms[0]["fields"]["0.title"] == "little_giant"
    assert page.forms[0]["fields"]["0.expires"] == "2023-02-30"
    page = page_of(client.get("/").text)
    page, _ = sent(client, page, "", region="日召市", name="甲")
    assert "日照市" in figures(page)
    assert page.forms[0]["fields"]["name"] == "甲"


HOSTILE = ("<script>alert(1)</script>", '"><img src=x>', "甲\u202e乙", "a&amp;b", "x\x00y", "='1+1'")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_shown_as_words(client: TestClient, name: str) -> None:
    page = page_of(client.get("/").text)
    page, text = sent(client, page, "", region="371100", name=name, as_of="2023-09-01", rules="rizhao")
    page, more = sent(client, page, "answer", **{"0.expires": name})
    page, last = sent(client, page, "end")
    answer = client.post("/answer", data=page.forms[0]["fields"]).text
    for each in (text, more, last, answer):
        assert not {"script", "img"} & set(page_of(each).tags)
        assert "\u202e" not in each
        assert "\x00" not in each


@pytest.mark.parametrize(
    "state",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"as_of": "2023-09-01", "steps": []}',
        '{"as_of": "x", "steps": [{"profile": {}, "done": []}]}',
        '{"as_of": "2023-09-01", "steps": [{"profile": {"regoin": 1}, "done": []}]}',
        "[" * 5000,
        '{"as_of": "2023-09-01", "rules": "../../etc/passwd", "steps": [{"profile": {}, "done": []}]}',
    ],
)
@pytest.mark.parametrize("address", ["/", "/answer", "/profile.yaml"])
def test_a_state_that_no_page_sent_is_refused_on_the_first_page(client: TestClient, state: str, address: str) -> None:
    answer = client.post(address, data={"state": state})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in answer.text


def test_the_form_says_what_the_library_asks(client: TestClient) -> None:
    begun_ = Interview.begin(zjtx.EnterpriseProfile(region="371100"), zjtx.load("rizhao"), date(2023, 9, 1))
    page = begun(client, begun_.applicant, "2023-09-01", "rizhao")
    assert page.forms[0]["fields"]["key"] == begun_.questions[0].key
    assert page.forms[0]["options"]["0.title"][1:] == [each for each, _ in begun_.questions[0].inputs[0].choices]
