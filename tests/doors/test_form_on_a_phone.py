"""The form in a phone-sized window, tapped and typed into as a person does: it comes to the same answer as the file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

import zjtx_rules as zjtx
from answer_from_profile import rows, said, value_at
from zjtx_rules.analysis.asking import Interview, Question
from zjtx_rules.files import read
from zjtx_rules.presentation.asking import money_now, sentence
from zjtx_rules.profile import canonical_profile
from zjtx_rules.terms import region_name

EXAMPLES = Path(__file__).parents[2] / "examples"
ASKED = {
    "rizhao-firm": ("2023-09-01", "rizhao", ""),
    "jinan-firm": ("2024-12-01", "jinan", ""),
    "startup-base": ("2024-06-01", "jinan", ""),
    "service-platform": ("2023-12-01", "rizhao", ""),
    "cluster": ("2023-12-01", "rizhao", ""),
    "design-institute": ("2023-12-31", "rizhao", ""),
    "training-body": ("2023-12-31", "model_city", "临沂市"),
}
WIDTH = 390


class Page:
    """What a person sees of the form and can do there."""

    def __init__(self, phone: webdriver.Chrome) -> None:
        self.phone = phone

    def heading(self) -> str:
        return self.phone.find_element(By.TAG_NAME, "h1").text

    def money(self) -> str:
        return self.phone.find_element(By.CSS_SELECTOR, ".money .figure").text

    def tap(self, selector: str) -> None:
        """Tap a button and wait for the page that follows; nothing of the page may lie beside the window."""
        button = self.phone.find_element(By.CSS_SELECTOR, selector)
        self.phone.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        before = self.phone.find_element(By.TAG_NAME, "html")
        button.click()
        WebDriverWait(self.phone, 20).until(
            lambda phone: (
                phone.find_element(By.TAG_NAME, "html").id != before.id
                and phone.execute_script("return document.readyState") == "complete"
            )
        )
        assert self.phone.execute_script("return document.documentElement.scrollWidth") <= WIDTH

    def fill(self, name: str, value: str) -> None:
        """Write a value into a field, choose it, or tap it."""
        if not value:
            return
        field = self.phone.find_elements(By.NAME, name)
        kind = field[0].get_attribute("type")
        if field[0].tag_name == "select":
            Select(field[0]).select_by_value(value)
        elif kind == "radio":
            next(each for each in field if each.get_attribute("value") == value).find_element(By.XPATH, "..").click()
        elif kind == "date":
            year, month, day = value.split("-")
            field[0].send_keys(month + day + year)
        else:
            field[0].clear()
            field[0].send_keys(value)

    def state(self) -> Any:
        """Return what the form knows, as it sends it along."""
        return json.loads(self.phone.find_element(By.NAME, "state").get_attribute("value") or "")


def answer(page: Page, question: Question, known: dict[str, Any]) -> None:
    """Answer one question from what is known, by touch."""
    value = value_at(known, question.key)
    if value is None:
        page.tap("button[value='skip']")
        return
    if value in ("none", []):
        page.tap("button[value='none']")
        return
    if question.form == "list":
        records = [row for record in value[question.already :] for row in rows(question.inputs, record)]
        for at, row in enumerate(records):
            if at:
                page.tap("button[value='more']")
            for name, text in row.items():
                page.fill(f"{at}.{name}", text)
    elif question.form == "part":
        for each in question.inputs:
            page.fill(f"0.{each.name}", said(value.get(each.name)))
    else:
        page.fill(f"0.{question.inputs[0].name}", said(value))
    page.tap("button[value='answer']")


@pytest.mark.parametrize("name", ASKED)
def test_a_person_with_a_phone_comes_to_the_answer_of_the_file(
    phone: webdriver.Chrome, service: str, name: str
) -> None:
    day, rules_name, adopting = ASKED[name]
    whole = zjtx.read_profile(read(str(EXAMPLES / f"{name}.yaml")))
    known, rules, on = canonical_profile(whole), zjtx.load(rules_name), date.fromisoformat(day)
    page = Page(phone)
    phone.get(service)
    page.fill("kind", str(known["kind"]))
    page.fill("region", region_name(known["region"]))
    page.fill("as_of", day)
    phone.find_element(By.TAG_NAME, "summary").click()
    page.fill("rules", rules_name)
    page.fill("adopting", adopting)
    page.tap("button.first")
    beginning = type(whole)(region=whole.region)
    interview = Interview.begin(beginning, rules, on, adopting=adopting or None)
    asked = 0
    while (question := interview.questions[0] if interview.questions else None) and question.stage != "rest":
        assert page.heading() == sentence(question, "zh")
        assert page.money() == money_now(interview, "zh")[0][1]
        answer(page, question, known)
        state = page.state()["steps"][-1]
        applicant = zjtx.read_applicant(state["profile"])
        interview = Interview(applicant, rules, on, {"adopting": adopting or None}, frozenset(state["done"]))
        asked += 1
    assert asked <= 5
    expected = zjtx.evaluate(whole, rules, on, adopting=adopting or None)
    assert interview.money_is_certain
    assert [each.totals for each in interview.evaluation.outcomes] == [each.totals for each in expected.outcomes]
    page.tap("form[action='/answer'] button") if phone.find_elements(
        By.CSS_SELECTOR, "form[action='/answer']"
    ) else None
    text = phone.find_element(By.TAG_NAME, "main").text
    for line in expected.awards.payable.outcomes[0].settlement.lines if expected.awards.payable.outcomes else ():
        assert line.claim.clause.clause.title in text
