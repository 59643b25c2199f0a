"""`evaluate` as callers know it: the answer of the reference, able to explain itself, and where asked held to a second engine.

The reference stands in a room below and knows nothing of other engines or of pages; this is where they meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, overload

from pydantic_core import PydanticSerializationError

from zjtx_rules import reasoning
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.shown import everywhere, without_surrogates
from zjtx_rules.words import Language

if TYPE_CHECKING:
    from zjtx_rules.presentation.models import Answer, BriefAnswer, NormalAnswer

Detail = Literal["brief", "normal", "full"]
"""How much an answer says as data."""

_BY_DETAIL = -1


class Evaluation(reasoning.Evaluation):
    """The answer to one question, which can say itself."""

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Go to another process as the question, which is answered again there."""
        return _again, (self.applicant, self.rules, self.as_of, self.readings, self.adopting, self.adopted_from)

    def explain(self, language: Language = "zh", *, full: bool = False) -> str:
        """Return the answer as a person reads it; `full` lists every condition and every clause."""
        from zjtx_rules.presentation.text import as_text  # noqa: PLC0415 - a caller who wants no page pays nothing for it

        return as_text(self, language, full=full)

    @overload
    def document(self, language: Language = "zh", *, detail: Literal["full"] = "full") -> Answer: ...

    @overload
    def document(self, language: Language = "zh", *, detail: Literal["normal"]) -> NormalAnswer: ...

    @overload
    def document(self, language: Language = "zh", *, detail: Literal["brief"]) -> BriefAnswer: ...

    def document(self, language: Language = "zh", *, detail: Detail = "full") -> Answer | NormalAnswer | BriefAnswer:
        """Return the answer as a typed document, the one that the JSON is written from."""
        from zjtx_rules.presentation.document import as_detail  # noqa: PLC0415 - a caller who wants no page pays nothing for it

        return as_detail(self, language, detail)

    def model_dump(self, language: Language = "zh", *, detail: Detail = "full") -> dict[str, Any]:
        """Return the answer as plain data, the same content as the JSON."""
        from zjtx_rules.presentation.document import as_detail  # noqa: PLC0415 - likewise

        return as_detail(self, language, detail).model_dump(mode="json")

    def model_dump_json(
        self, language: Language = "zh", *, detail: Detail = "full", indent: int | None = _BY_DETAIL
    ) -> str:
        """Return the answer as one JSON document, the same bytes for the same question.

        Args:
            language: The language of the words; ids, sums and dates do not depend on it.
            detail: `brief` (the money, per claim the sum, office, source and last day, what is missing), `normal` (everything
                that concerns the applicant) or `full` (every clause as well).
            indent: By how many spaces each level is set in; None writes one line. By default 2 for `full`, else one line.
        """
        from zjtx_rules.presentation.document import as_detail  # noqa: PLC0415 - likewise

        document = as_detail(self, language, detail)
        if indent == _BY_DETAIL:
            indent = 2 if detail == "full" else None
        try:
            return document.model_dump_json(indent=indent)
        except PydanticSerializationError:
            # Half of a character in a text that never came from a file.
            return everywhere(document, without_surrogates).model_dump_json(indent=indent)


def evaluate(  # noqa: PLR0913 - everything that an answer depends on
    applicant: Applicant,
    rules: RuleSet,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    application: str | None = None,
    explain: bool = True,
    cross_check: bool = False,
) -> Evaluation:
    """Answer what an applicant is eligible for, what it gets, and why. A pure function, safe to call from any thread.

    Args:
        applicant: The profile; what it leaves out is unknown.
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        readings: Other readings than the defaults, as `{"upgrade": "nothing"}`.
        adopting: The region a template is bound to, by name or code (GB/T 2260).
        adopted_from: The first day on which drafts and templates are taken to be in force; without it any recognition counts.
        application: The kind of application that is asked about, `new` or `review` (复核), where the profile is not to say it.
        explain: Whether conditions of clauses without money are judged with everything an explanation needs.
        cross_check: Whether durable-rules must decide every clause the same way (extra `zjtx-rules[durable]`); the engine
            runs in a process of its own.

    Raises:
        InputError: If a reading, an option or the region does not exist, the day lies outside the years 1900 to 2999, a declared fact has a value of another type, or
            the second engine is not installed.
        TypeError: If the rules are none that were loaded, the applicant no profile, the readings no mapping, or `as_of`
            or `adopted_from` no day.
        Disagreement: If the second engine decides a clause differently, with both derivations.
        EngineFault: If the second engine crashed, hung or failed, also when asked again.
    """
    found = reasoning.evaluate(
        applicant,
        rules,
        as_of,
        readings=readings,
        adopting=adopting,
        adopted_from=adopted_from,
        application=application,
        explain=explain,
    )
    evaluation = Evaluation(found.applicant, rules, as_of, found.readings, found.adopting, found.outcomes, adopted_from)
    if cross_check:
        from zjtx_rules.engines import durable  # noqa: PLC0415 - a caller who does not ask pays nothing for it

        durable.cross_check(evaluation)
    return evaluation


def _again(
    applicant: Applicant,
    rules: RuleSet,
    as_of: date,
    readings: Mapping[str, str],
    adopting: str | None,
    adopted_from: date | None,
) -> Evaluation:
    return evaluate(applicant, rules, as_of, readings=readings, adopting=adopting, adopted_from=adopted_from)
