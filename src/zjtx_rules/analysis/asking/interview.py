"""An interview: what is known so far and what was asked, from which the next question and the next interview follow.

    interview = Interview.begin(firm, rules, date(2023, 9, 1))
    while interview.questions:
        interview = interview.answer({"title": "little_giant", …})   # or interview.skip(), interview.none()
    interview.evaluation.explain()

Pure: an answer makes another interview, nothing is kept elsewhere. What it has asked of a profile and what `evaluate` says of
that profile are the same at every step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from zjtx_rules.analysis.asking.inputs import Input
from zjtx_rules.analysis.asking.questions import TAKEN, Question, money_is_certain, open_questions
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.any_applicant import canonical_profile
from zjtx_rules.profile.applicants import Applicant, EnterpriseProfile
from zjtx_rules.profile.loading import read_applicant
from zjtx_rules.profile.records import Account
from zjtx_rules.reasoning.evaluation import Evaluation, evaluate

Answer = Mapping[str, str] | Sequence[Mapping[str, str]]
"""Values by the names of the inputs, as they were written; for a list, one mapping for each record. Blank is unknown."""


@dataclass(frozen=True)
class Interview:
    """One state of an interview."""

    applicant: Applicant
    rules: RuleSet
    as_of: date
    given: Mapping[str, Any] = field(default_factory=dict)
    """`readings`, `adopting` and `adopted_from`, as for `evaluate`."""
    done: frozenset[str] = frozenset()
    """The paths that were asked for, answered or not known."""

    @classmethod
    def begin(
        cls,
        applicant: Applicant,
        rules: RuleSet,
        as_of: date,
        *,
        readings: Mapping[str, str] | None = None,
        adopting: str | None = None,
        adopted_from: date | None = None,
    ) -> Interview:
        """Return the interview in which nothing has been asked yet.

        Raises:
            InputError: If a reading, an option or the region does not exist; at the first question.
        """
        given = {"readings": readings, "adopting": adopting, "adopted_from": adopted_from}
        return cls(applicant, rules, as_of, given, frozenset(TAKEN) & applicant.model_fields_set)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The answer to what is known so far."""
        return evaluate(self.applicant, self.rules, self.as_of, **self.given)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What can still matter, the question to ask next first; none where nothing is left to ask."""
        return open_questions(self._by_year, self.done)

    @cached_property
    def money_is_certain(self) -> bool:
        """Whether no sum hangs on anything open."""
        return money_is_certain(self.evaluation)

    def answer(self, answer: Answer, question: Question | None = None) -> Interview:
        """Return the interview after an answer to a question, the next one if none is named.

        Raises:
            InputError: With every problem of the values; the paths are those of the profile.
        """
        asked = question or self.questions[0]
        data = canonical_profile(self.applicant)
        _put(data, asked, answer)
        applicant = read_applicant(data, self.rules.places, "answer")
        return replace(self, applicant=applicant, done=self.done | asked.covers)

    def none(self, question: Question | None = None) -> Interview:
        """Return the interview after the answer that there is nothing of the kind (no titles, no awards received).

        To the question where it was registered when it was recognised: that it was always here, never moved in.
        """
        asked = question or self.questions[0]
        data = canonical_profile(self.applicant)
        if asked.stage == "assumed":
            _set(data, ["relocation"], "none")
        elif asked.form == "list":
            _put(data, asked, [])
        else:
            _set(data, asked.key.split("."), "none")
        applicant = read_applicant(data, self.rules.places, "answer")
        return replace(self, applicant=applicant, done=self.done | asked.covers)

    def skip(self, question: Question | None = None) -> Interview:
        """Return the interview after the answer that it is not known; it is not asked again."""
        return replace(self, done=self.done | (question or self.questions[0]).covers)

    @cached_property
    def _by_year(self) -> Evaluation:
        """The answer where the accounts of the years in question are there without figures: each figure is then named.

        Accounts without figures say no more than none.
        """
        evaluation = self.evaluation
        for _ in range(4):
            years = {each for each in map(self._year, _missing(evaluation)) if each is not None}
            applicant = evaluation.applicant
            if not years or not isinstance(applicant, EnterpriseProfile):
                break
            known = applicant.accounts or ()
            accounts = (*known, *(Account(year=each) for each in sorted(years)))
            evaluation = evaluate(
                applicant.model_copy(update={"accounts": accounts}), self.rules, self.as_of, **self.given
            )
        return evaluation

    def _year(self, path: str) -> int | None:
        if path == "accounts":
            return self.as_of.year - 1
        steps = path.split(".")
        return int(steps[1]) if steps[0] == "accounts" and len(steps) == 2 else None


def _missing(evaluation: Evaluation) -> set[str]:
    return {
        *evaluation.missing,
        *(path for each in evaluation.outcomes for one in each.found.values() for path in one[2]),
    }


def _put(data: dict[str, Any], question: Question, answer: Answer) -> None:
    """Write an answer into a plain profile."""
    steps = question.key.split(".")
    if question.form == "list":
        rows = [answer] if isinstance(answer, Mapping) else answer
        _add(data, steps, _records(question.inputs, rows))
        return
    assert isinstance(answer, Mapping)  # noqa: S101 - only a list has several records
    values = _values(question.inputs, answer)
    if steps[0] == "accounts":
        _account(data, int(steps[1]), values)
    elif question.form == "part":
        if values:
            _set(data, steps, _at(data, steps, {}) | values)
    elif values:
        _set(data, steps, next(iter(values.values())))


def _records(inputs: Sequence[Input], rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the records of some rows; rows that differ in records inside only are one record with all of them."""
    found: list[dict[str, Any]] = []
    for row in rows:
        values = _values(inputs, row)
        inside: dict[str, dict[str, Any]] = {}
        for name in [each for each in values if "." in each]:
            outer, _, inner = name.partition(".")
            inside.setdefault(outer, {})[inner] = values.pop(name)
        same = [each for each in found if inside and values.get("name") and _outside(each) == values]
        record = same[0] if same else values
        for name, one in inside.items():
            record.setdefault(name, []).append(one)
        if record and not same:
            found.append(record)
    return found


def _outside(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not isinstance(value, list)}


def _account(data: dict[str, Any], year: int, values: dict[str, Any]) -> None:
    accounts = data.setdefault("accounts", []) or []
    same = next((each for each in accounts if each["year"] == year), None)
    if same is None:
        accounts.append({"year": year, **values})
    else:
        same |= values
    data["accounts"] = accounts


def _values(inputs: Sequence[Input], answer: Mapping[str, str]) -> dict[str, Any]:
    """Return what was written, as a profile has it; what is blank is left out."""
    found: dict[str, Any] = {}
    for each in inputs:
        said = answer.get(each.name)
        text = said.strip() if isinstance(said, str) else said
        if text in (None, ""):
            continue
        found[each.name] = _value(each, text)
    return found


_YES_NO = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


def _value(input_: Input, text: str) -> Any:
    if input_.kind == "yes_no":
        return _YES_NO.get(text.lower(), text)
    if input_.kind == "count" and text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    return text


def _add(data: dict[str, Any], steps: list[str], records: list[dict[str, Any]]) -> None:
    """Add records to a list, which is then complete."""
    *before, name = steps
    parent = _at(data, before, data) if before else data
    parent[name] = [*(parent.get(name) or ()), *records]
    parent.pop(f"{name}_complete", None)


def _at(data: Any, steps: list[str], otherwise: Any) -> Any:
    node = data
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node.get(step)
        if node is None:
            return otherwise
    return node


def _set(data: dict[str, Any], steps: list[str], value: Any) -> None:
    node: Any = data
    for step in steps[:-1]:
        node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
    node[steps[-1]] = value
