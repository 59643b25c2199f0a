"""The form: reads what a browser sends, keeps the interview in the page itself, and returns the next page. It keeps nothing.

The state is a list of what is known: the profile, what was asked, and the same before each answer, so that one can go back.
It comes back from the browser and is read like any other input.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zjtx_rules.analysis.asking import Interview, Question
from zjtx_rules.answering import evaluate
from zjtx_rules.files import Source, parse_json
from zjtx_rules.files.errors import problems_of
from zjtx_rules.language import RuleSet
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.asking import money_now
from zjtx_rules.presentation.form_html import Filled, question_page, result_page, start_page
from zjtx_rules.presentation.profile_yaml import profile_yaml
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import canonical_profile, read_applicant
from zjtx_rules.reasoning.rules_of_place import check_names, rules_of_place
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.today import today
from zjtx_rules.terms import LegalDate, TermError, parse_date
from zjtx_rules.words import Language, Words

_MOST_ROWS = 40
_MOST_STEPS = 80


class _Step(BaseModel):
    """What was known at one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: dict[str, Any]
    done: list[str] = Field(max_length=500)


class _State(BaseModel):
    """Everything that the form knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: LegalDate
    rules: str | None = None
    adopting: str | None = None
    go_on: bool = False
    """Whether the person wants to go on once the money is certain."""
    steps: list[_Step] = Field(min_length=1, max_length=_MOST_STEPS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The state with the interview that it stands for."""

    state: _State
    interview: Interview
    trail: tuple[str, ...]
    """Where the money stood before each answer."""


class FormPages:
    """The pages of the form over one catalogue of rule files."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the rule files that may be asked."""
        self.catalogue = catalogue

    def start(self, language: Language, filled: Filled | None = None) -> str:
        """Return the first page."""
        names = list(dict.fromkeys(each.name for each in self.catalogue.files))
        return start_page(filled or Filled(), names, today().isoformat(), language)

    def next(self, body: str) -> str:
        """Return the page after what was sent.

        Raises:
            InputError: If the state is none that a page of the form sends.
        """
        sent = read_form(body)
        language = language_of(sent)
        if sent.get("state", "begin") == "begin":
            try:
                asked = self._begun(sent, language)
            except InputError as error:
                return self.start(language, Filled(sent, error=error))
            return self._page(asked, language)
        asked = self._restored(sent["state"], language)
        rows = min(int(sent["rows"]) if sent.get("rows", "").isdecimal() else 1, _MOST_ROWS)
        action = sent.get("action", "answer")
        if action == "end":
            return self._result(asked, language)
        if action == "continue":
            return self._page(replace(asked, state=asked.state.model_copy(update={"go_on": True})), language)
        if action == "back":
            return self._page(
                self._with_steps(asked.state, asked.state.steps[:-1] or asked.state.steps, language), language
            )
        question = next((each for each in asked.interview.questions if each.key == sent.get("key")), None)
        if action == "more" or question is None:
            return self._page(asked, language, Filled(sent, min(rows + (action == "more"), _MOST_ROWS)))
        try:
            after = _after(asked.interview, question, action, sent, rows)
        except InputError as error:
            return self._page(asked, language, Filled(sent, rows, error))
        return self._page(self._with_steps(asked.state, [*asked.state.steps, _step(after)], language), language)

    def whole_answer(self, body: str) -> str:
        """Return the whole answer as a page."""
        sent = read_form(body)
        interview = self._restored(sent.get("state", ""), language_of(sent)).interview
        answer = evaluate(interview.applicant, interview.rules, interview.as_of, **interview.given)
        return answer_page(answer, language_of(sent))

    def profile(self, body: str) -> str:
        """Return the profile as a YAML file."""
        sent = read_form(body)
        return profile_yaml(self._restored(sent.get("state", ""), language_of(sent)).interview.applicant)

    def _page(self, asked: _Asked, language: Language, filled: Filled | None = None) -> str:
        interview = asked.interview
        settled = not interview.questions or (interview.questions[0].stage == "rest" and not asked.state.go_on)
        if settled:
            return self._result(asked, language)
        return question_page(interview, _written(asked.state), asked.trail, filled or Filled(), language)

    def _result(self, asked: _Asked, language: Language) -> str:
        interview = asked.interview
        answer = evaluate(interview.applicant, interview.rules, interview.as_of, **interview.given)
        brief = answer.document(language, detail="brief")
        claims = []
        for money in (brief.payable, *brief.if_adopted):
            for each in money.claims:
                if each.ceiling == "0":
                    continue
                until = Words(f"，施行至{each.until}", f", until {each.until}").say(language) if each.until else ""
                claims.append((each.title, each.text, f"{each.cite}；{'、'.join(each.offices)}{until}"))
        return result_page(interview, claims, _written(asked.state), asked.trail, language)

    def _begun(self, sent: dict[str, str], language: Language) -> _Asked:
        names = ("kind", "region", "name")
        data = {name: sent[name].strip() for name in names if sent.get(name, "").strip()}
        applicant = read_applicant(data, self.catalogue.everything.places, "form")
        state = _State(
            as_of=_day(sent.get("as_of", "").strip()),
            rules=sent.get("rules") or None,
            adopting=sent.get("adopting", "").strip() or None,
            steps=[_Step(profile=canonical_profile(applicant), done=[])],
        )
        return self._asked(state, language)

    def _restored(self, text: str, language: Language) -> _Asked:
        source = parse_json(text, "state")
        if not isinstance(source.data, dict):
            message = Words("表单的内容不完整", "the form is not complete")
            raise InputError([Problem("form-state", message, Place("form"))])
        try:
            state = _State.model_validate(source.data)
        except ValidationError as error:
            raise InputError(problems_of(error, Source("state", "", source.data), _State)) from None
        return self._asked(state, language)

    def _with_steps(self, state: _State, steps: list[_Step], language: Language) -> _Asked:
        kept = [steps[0], *steps[1:][-(_MOST_STEPS - 1) :]]
        return self._asked(state.model_copy(update={"steps": kept}), language)

    def _asked(self, state: _State, language: Language) -> _Asked:
        interviews = [self._interview(state, each) for each in state.steps]
        trail = tuple(money_now(each, language)[0][1] for each in interviews[:-1])
        return _Asked(state, interviews[-1], trail)

    def _interview(self, state: _State, step: _Step) -> Interview:
        everything = self.catalogue.everything
        named = self.catalogue.named([state.rules]) if state.rules else None
        applicant = read_applicant(step.profile, (named or everything).places, "form")
        rules: RuleSet = named or rules_of_place(everything, applicant, state.adopting)
        check_names(applicant, (*everything.files, *rules.files))
        begun = Interview.begin(applicant, rules, state.as_of, adopting=state.adopting)
        return replace(begun, done=frozenset(step.done))


def read_form(body: str) -> dict[str, str]:
    """Return what a form sent; of fields of one name the last."""
    return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=2000))


def language_of(sent: dict[str, str]) -> Language:
    """Return the language of the pages."""
    return "en" if sent.get("lang") == "en" else "zh"


def _after(interview: Interview, question: Question, action: str, sent: dict[str, str], rows: int) -> Interview:
    if action == "skip" or (action == "none" and question.none is None):
        return interview.skip(question)
    if action == "none":
        return interview.none(question)
    answers = [{each.name: sent.get(f"{row}.{each.name}", "") for each in question.inputs} for row in range(rows)]
    if question.form != "list":
        return (
            interview.answer(answers[0], question)
            if any(map(str.strip, answers[0].values()))
            else interview.skip(question)
        )
    given = [row for row in answers if any(map(str.strip, row.values()))]
    # Nothing filled in is not known; that there is nothing has a button of its own.
    return interview.answer(given, question) if given else interview.skip(question)


def _step(interview: Interview) -> _Step:
    return _Step(profile=canonical_profile(interview.applicant), done=sorted(interview.done))


def _written(state: _State) -> str:
    return json.dumps(state.model_dump(mode="json"), ensure_ascii=True, separators=(",", ":"))


def _day(text: str) -> date:
    if not text:
        return today()
    try:
        return parse_date(text)
    except TermError as error:
        raise InputError([Problem("date", error.words, Place("as_of"), suggestion=error.suggestion)]) from None
