"""Errors as RFC 9457 (problem details): what is wrong as the library says it, in both languages, with a status."""

from __future__ import annotations

import json
from typing import Any

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import without_surrogates
from zjtx_rules.words import Language, Words

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, Words] = {
    400: Words("请求不是 JSON", "the request is no JSON"),
    404: Words("没有这一地址或内容", "there is no such address or content"),
    405: Words("此地址不接受这一方法", "this address does not take the method"),
    413: Words("请求过大", "the request is too large"),
    422: Words("请求的内容有误", "the content of the request is wrong"),
    500: Words("程序内部出错", "an error inside the program"),
    503: Words("超过时限", "the time limit was exceeded"),
}
_SYNTAX = {"json-syntax", "file-encoding", "yaml-empty"}


def problem_of(error: InputError, language: Language = "zh", status: int | None = None) -> dict[str, Any]:
    """Return bad input as problem details; `detail` is the first problem, `problems` are all of them."""
    first = error.problems[0]
    if status is None:
        status = 400 if first.code in _SYNTAX else 422
    return {
        "type": f"urn:zjtx-rules:{first.code}",
        "title": TITLES[status].say(language),
        "status": status,
        "detail": first.message.say(language),
        **error.to_dict(),
    }


def refusal(status: int, code: str, message: Words, suggestion: Words | None = None) -> tuple[int, InputError]:
    """Return the one problem of a request that is refused before it is read."""
    return status, InputError([Problem(code, message, Place("request"), suggestion=suggestion)])


def as_bytes(problem: dict[str, Any]) -> bytes:
    """Return problem details as they are sent."""
    return without_surrogates(json.dumps(problem, ensure_ascii=False, separators=(",", ":"))).encode()
