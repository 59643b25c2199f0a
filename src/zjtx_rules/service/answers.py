"""From a question to the bytes of its answer: what the library says, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from zjtx_rules.analysis.checking import check_texts
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import Gap, gaps
from zjtx_rules.answering import evaluate
from zjtx_rules.files import Source
from zjtx_rules.language import RuleSet
from zjtx_rules.language.ruleset import unique
from zjtx_rules.presentation.checking import as_json
from zjtx_rules.presentation.diffing import render_diff
from zjtx_rules.presentation.gaps import gap_document
from zjtx_rules.presentation.ladder import ladder_document
from zjtx_rules.presentation.matching import matching_document
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.profile import Applicant, canonical_profile, profile_digest, read_profile
from zjtx_rules.profile.asked_as import asked_as
from zjtx_rules.reasoning.rules_of_place import check_names, rules_of_place
from zjtx_rules.service.catalogue import Catalogue, from_texts
from zjtx_rules.service.requests import (
    B,
    CheckBody,
    DiffBody,
    EvaluateBody,
    GapBody,
    MatchBody,
    Question,
    RulesIn,
    iso,
    read_body,
)
from zjtx_rules.service.today import today
from zjtx_rules.shown import without_surrogates
from zjtx_rules.version import __version__
from zjtx_rules.words import Language

RECORD_VERSION = "1"
QUESTIONS: dict[str, type[Question]] = {"evaluate": EvaluateBody, "gap": GapBody, "match": MatchBody}
"""The questions about an applicant, by their names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything found that it names: enough for its answer."""

    kind: str
    body: Question
    applicant: Applicant
    rules: RuleSet
    as_of: date

    @property
    def _given(self) -> dict[str, Any]:
        body = self.body
        return {"readings": body.readings, "adopting": body.adopting, "adopted_from": body.adopted_from}

    @property
    def form(self) -> str:
        """What tells the forms of an answer apart: how much it says, or what it is about."""
        body = self.body
        if isinstance(body, EvaluateBody):
            return body.detail
        if isinstance(body, GapBody):
            return "ladder" if body.target is None else "target"
        return self.kind

    def answer(self) -> str:
        """Return the answer as JSON.

        Raises:
            InputError: If a reading, an option, a target or a region does not exist.
        """
        return self.said()(self.body.lang)

    def said(self) -> Callable[[Language], str]:
        """Find the answer, and return what says it in a language, as JSON.

        Raises:
            InputError: If a reading, an option, a target or a region does not exist.
        """
        body = self.body
        if isinstance(body, GapBody) and body.target is not None:
            return partial(_gaps, gaps(self.applicant, self.rules, body.target, self.as_of, **self._given))
        # A brief answer explains no condition, so that none need be judged with all that an explanation takes.
        explain = not (isinstance(body, EvaluateBody) and body.detail == "brief")
        evaluation = evaluate(self.applicant, self.rules, self.as_of, **self._given, explain=explain)
        if isinstance(body, EvaluateBody):
            return partial(evaluation.model_dump_json, detail=body.detail, indent=None)
        if isinstance(body, MatchBody):
            matching = match(evaluation, body.by, every_office=body.every_office)
            return lambda lang: matching_document(matching, lang).model_dump_json()
        steps = ladder(evaluation)
        return lambda lang: ladder_document(steps, lang).model_dump_json()

    def record(self, answer: str, in_chinese: str | None = None) -> dict[str, Any]:
        """Return the audit record of an answer: everything it depends on, and its digest. `replay` makes it again.

        Args:
            answer: The answer.
            in_chinese: The same in Chinese, where the answer is in English: no English label stands in it.
        """
        body = self.body
        english = body.lang == "en"
        return {
            "record": RECORD_VERSION,
            "engine": __version__,
            "question": self.kind,
            "as_of": self.as_of.isoformat(),
            "rules": [
                {"name": each.name, "sha256": each.sha256} | ({"labels_sha256": each.labels_sha256} if english else {})
                for each in self.rules.files
            ],
            "rules_hash": self.rules.content_hash,
            "profile": canonical_profile(self.applicant),
            "profile_sha256": profile_digest(self.applicant),
            "readings": dict(body.readings),
            "adopting": body.adopting,
            "adopted_from": iso(body.adopted_from),
            "lang": body.lang,
            "options": body.options,
            "answer_sha256": digest(answer),
        } | ({} if in_chinese is None else {"in_chinese_sha256": digest(in_chinese)})


def _gaps(found: Sequence[Gap], lang: Language) -> str:
    documents = [gap_document(each, lang).model_dump(mode="json") for each in found]
    return without_surrogates(json.dumps(documents, ensure_ascii=False, separators=(",", ":")))


def digest(answer: str) -> str:
    """Return the SHA-256 of an answer."""
    return hashlib.sha256(answer.encode()).hexdigest()


def body_in(source: Source, model: type[B], catalogue: Catalogue) -> B:
    """Return the body of a request.

    Raises:
        InputError: With every problem of the body, and of the profile in it, which is read on only where the body is right.
    """
    try:
        return read_body(source, model)
    except InputError as error:
        profile = source.data.get("profile") if isinstance(source.data, dict) else None
        if not isinstance(profile, dict):
            raise
        try:
            profile_in(profile, catalogue.everything)
        except InputError as inside:
            raise InputError([*error.problems, *inside.problems], error.more + inside.more) from None
        raise


def asked(kind: str, body: Question, catalogue: Catalogue) -> Asked:
    """Return a question with its applicant, rule files and day.

    Raises:
        InputError: With every problem of the profile, or if rule files are unknown or there are none for the place.
    """
    problems: list[Problem] = []
    named = read = None
    try:
        named = catalogue.named(body.rules) if body.rules is not None else None
    except InputError as error:
        problems += error.problems
    try:
        read = profile_in(body.profile, named or catalogue.everything)
    except InputError as error:
        problems += error.problems
    if problems or read is None:
        raise InputError(problems)
    applicant = asked_as(read, body.application)
    rules = named or rules_of_place(catalogue.everything, applicant, body.adopting)
    check_names(applicant, unique((*catalogue.everything.files, *rules.files)))
    return Asked(kind, body, applicant, rules, body.as_of or today())


def profile_in(data: Mapping[str, Any], rules: RuleSet) -> Applicant:
    """Return the applicant of a request.

    Raises:
        InputError: With every problem; the paths begin with `profile`.
    """
    try:
        return read_profile(Source("profile", "", dict(data)), rules.places)
    except InputError as error:
        placed = [replace(each, path=f"profile.{each.path}".rstrip(".")) for each in error.problems]
        raise InputError(placed, error.more) from None


def enveloped(question: Asked) -> str:
    """Return an answer with its record as one JSON object; the answer stands in it byte for byte."""
    lang, say = question.body.lang, question.said()
    answer = say(lang)
    record = question.record(answer, say("zh") if lang == "en" else None)
    written = without_surrogates(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return f'{{"answer":{answer},"record":{written},"form":"{question.form}"}}'


def checked(body: CheckBody) -> str:
    """Return what the checks find in texts of rule files, as JSON."""
    return as_json(check_texts(body.texts))


def difference(body: DiffBody, catalogue: Catalogue) -> str:
    """Return what changed between two sets of rule files, as JSON.

    Raises:
        InputError: With every problem of the texts, or if a rule file is unknown.
    """
    old, new = (_rules_in(each, catalogue) for each in (body.old, body.new))
    return render_diff(diff(old, new), "json", body.lang)


def _rules_in(said: RulesIn, catalogue: Catalogue) -> RuleSet:
    named = catalogue.named(said.rules).files
    return RuleSet(unique((*named, *from_texts(said.texts))))
