"""Many questions as JSON Lines: each line a question, each line of the answer an answer or what is wrong with its question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from zjtx_rules.files import Source, parse_json
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.service.answers import QUESTIONS, asked, body_in, enveloped
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.problem_json import as_bytes, problem_of
from zjtx_rules.service.requests import Question
from zjtx_rules.shown import without_surrogates
from zjtx_rules.words import Language, Words

OWN = ("id", "question")
"""The keys of a line beside those of its question: whatever tells it from the others, and which question it is."""


def answer_line(number: int, line: bytes, common: Mapping[str, Any], catalogue: Catalogue) -> bytes:
    """Return what is said to one line, itself a line.

    Args:
        number: The line, from 1.
        line: A question as JSON with `id` (anything) and `question` (by default `evaluate`).
        common: What holds for every line that does not say otherwise.
        catalogue: The rule files.
    """
    name: Any = None
    try:
        source = parse_json(text_of(line), "line")
        data = source.data if isinstance(source.data, dict) else {}
        name = data.get("id")
        kind = str(data.get("question", "evaluate"))
        model = _model_of(kind, source)
        given = {key: value for key, value in common.items() if key in model.model_fields}
        if isinstance(source.data, dict):
            said = given | {key: value for key, value in data.items() if key not in OWN}
            source = type(source)(source.name, source.text, said)
        said_of = enveloped(asked(kind, body_in(source, model, catalogue), catalogue))
    except InputError as error:
        said_of = f'{{"problem":{as_bytes(problem_of(error, _language(common))).decode()}}}'
    return _labelled(number, name, said_of)


def _model_of(kind: str, source: Source) -> type[Question]:
    if kind in QUESTIONS:
        return QUESTIONS[kind]
    message = Words(
        f"没有这一问法，可选：{'、'.join(QUESTIONS)}", f"there is no such question, only {', '.join(QUESTIONS)}"
    )
    hint = did_you_mean(kind[:80], QUESTIONS)
    raise InputError([source.problem("unknown-question", ("question",), message, suggestion=hint)])


def refused_line(number: int, status: int, error: InputError, common: Mapping[str, Any]) -> bytes:
    """Return what is said to a line that was not answered."""
    return _labelled(number, None, f'{{"problem":{as_bytes(problem_of(error, _language(common), status)).decode()}}}')


def _labelled(number: int, name: Any, said: str) -> bytes:
    label = without_surrogates(json.dumps(name, ensure_ascii=False, default=str))
    return f'{{"line":{number},"id":{label},{said[1:]}\n'.encode()


def _language(common: Mapping[str, Any]) -> Language:
    return "en" if common.get("lang") == "en" else "zh"


def text_of(line: bytes) -> str:
    """Return what some bytes say.

    Raises:
        InputError: If they are not UTF-8.
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        message = Words("内容不是 UTF-8 编码", "the content is not UTF-8")
        raise InputError([Problem("file-encoding", message, Place("request"))]) from None
