"""Many applicants as JSON Lines: a profile on each line, an answer or what is wrong with it for each, one after the other.

Nothing is held but the line at hand and what is made of the rules, so a list may be of any length.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zjtx_rules.answering import Detail, evaluate
from zjtx_rules.files import parse_json
from zjtx_rules.language import RuleSet, load
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import read_profile
from zjtx_rules.reasoning.rules_of_place import check_names, rules_of_place
from zjtx_rules.shown import without_surrogates
from zjtx_rules.words import Language, Words

MOST_BYTES = 1_000_000
"""The longest line that is read."""


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What is said to one line."""

    line: int
    """Its number, from 1; empty lines are counted and passed over."""
    name: str | None
    """The name of the applicant, if its profile was read and gives one."""
    answer: str | None
    """The answer as JSON; None where there are problems."""
    error: InputError | None
    """Everything that is wrong with the line."""

    def to_json(self) -> str:
        """Return this as one line of JSON: the number, the name, and `answer` or `problems`."""
        name = without_surrogates(json.dumps(self.name, ensure_ascii=False))
        if self.error is None:
            return f'{{"line":{self.line},"name":{name},"answer":{self.answer}}}'
        said = json.dumps(self.error.to_dict(), ensure_ascii=False, separators=(",", ":"))
        return f'{{"line":{self.line},"name":{name},{without_surrogates(said)[1:]}'


def evaluate_lines(  # noqa: PLR0913 - the question of `evaluate`, and how the answers are said
    lines: Iterable[str | bytes],
    as_of: date,
    rules: RuleSet | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    detail: Detail = "brief",
    language: Language = "zh",
    source: str = "profiles.jsonl",
) -> Iterator[LineAnswer]:
    """Yield the answer to each profile of a list as it is reached; what is wrong with one line keeps no other from its answer.

    >>> from datetime import date
    >>> from zjtx_rules import evaluate_lines
    >>> [each] = evaluate_lines(['{"所在地": "日照市", "企业名称": "甲公司"}'], date(2023, 9, 1))
    >>> each.line, each.name, each.answer.startswith('{"engine":')
    (1, '甲公司', True)

    Args:
        lines: Profiles as JSON (UTF-8 where they are bytes), each on a line of its own.
        as_of: The day the questions are asked for.
        rules: The rule files to ask; without them the bundled ones of each applicant's place.
        readings: Other readings than the defaults.
        adopting: The region a template is bound to.
        adopted_from: The first day on which drafts and templates are taken to be in force.
        detail: How much each answer says.
        language: The language of the words.
        source: What the list is called in problems.
    """
    everything = rules or load()
    question: dict[str, Any] = {"readings": readings, "adopting": adopting, "adopted_from": adopted_from}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = None
        try:
            text = _text_of(line, source)
            applicant = read_profile(parse_json(text.removeprefix("\ufeff"), source), everything.places)
            name = applicant.name
            asked = rules or rules_of_place(everything, applicant, adopting)
            check_names(applicant, everything.files)
            answer = evaluate(applicant, asked, as_of, **question)
            said = answer.model_dump_json(language, detail=detail, indent=None)
        except InputError as error:
            yield LineAnswer(number, name, None, _placed(error, source, number))
        else:
            yield LineAnswer(number, name, said, None)


def _text_of(line: str | bytes, source: str) -> str:
    if len(line) > MOST_BYTES:
        message = Words(f"这一行超过{MOST_BYTES:,}字节", f"the line is longer than {MOST_BYTES:,} bytes")
        raise InputError([Problem("too-large", message, Place(source))])
    if isinstance(line, str):
        return line
    try:
        return line.decode()
    except UnicodeDecodeError:
        message = Words("内容不是 UTF-8 编码", "the content is not UTF-8")
        raise InputError([Problem("file-encoding", message, Place(source))]) from None


def _placed(error: InputError, source: str, number: int) -> InputError:
    """Return the problems of a line with its number."""
    return InputError([replace(each, place=Place(source, number)) for each in error.problems], error.more)
