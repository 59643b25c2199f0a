"""Answers the questions of an interview from a profile of which everything is known that is known at all."""

from __future__ import annotations

from typing import Any

from zjtx_rules.analysis.asking import Input, Interview, Question
from zjtx_rules.profile import Applicant, canonical_profile


def follow(interview: Interview, applicant: Applicant, *, money_only: bool = False) -> tuple[Interview, list[Question]]:
    """Return the interview after every question is answered from a profile, and the questions."""
    known = canonical_profile(applicant)
    asked: list[Question] = []
    while interview.questions and not (money_only and interview.questions[0].stage != "money"):
        question = interview.questions[0]
        asked.append(question)
        interview = reply(interview, question, known)
    return interview, asked


def reply(interview: Interview, question: Question, known: dict[str, Any]) -> Interview:
    """Return the interview after one question is answered."""
    value = value_at(known, question.key)
    if question.form == "list" and not (
        value_at(known, f"{question.key}_complete") in (None, True) and value is not None
    ):
        return interview.skip()
    if value is None:
        return interview.skip()
    if question.stage == "assumed" and value == []:
        return interview.skip()  # an empty history does not say that the enterprise was always here
    if value in ("none", []):
        return interview.none()
    if question.form == "list":
        return interview.answer([row for record in value[question.already :] for row in rows(question.inputs, record)])
    if question.form == "part":
        return interview.answer({each.name: said(value.get(each.name)) for each in question.inputs})
    return interview.answer({question.inputs[0].name: said(value)})


def rows(inputs: tuple[Input, ...], record: dict[str, Any]) -> list[dict[str, str]]:
    """Return the rows in which a record is written."""
    nested = next((each.name.partition(".")[0] for each in inputs if "." in each.name), "")
    inside: list[dict[str, Any]] = record.get(nested) or [{}]
    return [
        {
            each.name: said(one.get(each.name.partition(".")[2]) if "." in each.name else record.get(each.name))
            for each in inputs
        }
        for one in inside
    ]


def value_at(data: Any, path: str) -> Any:
    """Return what stands at a path of a plain profile; accounts are found by their year."""
    for step in path.split("."):
        if isinstance(data, list) and len(step) == 4:
            data = next((each for each in data if each.get("year") == int(step)), None)
        elif isinstance(data, list):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def said(value: Any) -> str:
    """Return a value as a person writes it."""
    if value is None:
        return ""
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
